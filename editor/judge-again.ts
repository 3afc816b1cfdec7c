import { eachPhone } from './all-phones';
import { lookAgain, noteAdded, twinsOf } from './twins';
import { MODULE } from './words';

/** Whatever its type; of a node of a broken flow not even the definition need be there. */
const isOurs = ({ _def }: Partial<EditorNode>): boolean => _def?.set?.module === MODULE;

function judge(nodes: Iterable<EditorNode>): void {
  let isAny = false;
  for (const node of nodes) {
    RED.editor.validateNode(node);
    node.dirty = true;
    isAny = true;
  }
  if (!isAny) return;
  RED.view.redraw();
  RED.sidebar.config.refresh();
}

/** Nodes that Node-RED validated before this code, or the catalogue, was there. */
export function judgeAgain(): void {
  const found: EditorNode[] = [];
  const take = (node: EditorNode): void => {
    if (isOurs(node)) found.push(node);
  };
  // Phones first: who refers to one that is wrong is wrong as well.
  RED.nodes.eachConfig(take);
  RED.nodes.eachNode(take);
  judge(found);
}

/** Phones of which another has the name or the address, as far as they were judged. */
let marked: ReadonlySet<string> = new Set();
let isDue = false;

/** Each change of one phone may make another's name or address its own alone, or shared: those are judged again. */
export function watchTwins(): void {
  const hear = (node: EditorNode): void => {
    if (node.type !== 'voip-phone' || isDue) return;
    isDue = true;
    setTimeout(() => {
      isDue = false;
      judgeTwins();
    });
  };
  RED.events.on('nodes:add', (node) => {
    noteAdded(node);
    hear(node);
  });
  RED.events.on('nodes:change', hear);
  RED.events.on('nodes:remove', hear);
}

function judgeTwins(): void {
  lookAgain();
  const now = new Set<string>();
  const others = new Set<EditorNode>();
  eachPhone((node) => {
    const { name, host, place } = twinsOf(node);
    const isTwin = !node.d && (name ?? host ?? place) !== undefined;
    if (isTwin) now.add(node.id);
    if (isTwin !== marked.has(node.id)) others.add(node);
  });
  marked = now;
  for (const phone of others) for (const user of phone.users ?? []) others.add(user);
  judge(others);
}
