/**
 * The dialogs' code, fetched by loader.ts, which the nodes' html holds: whatever becomes of this file, the editor loads.
 * A module, so that the browser loads it once, however many nodes ask for it. A further dialog is a file and a line here:
 * the loader is told by the build what is exported.
 */
import { vendorOf, whenLoaded } from './catalogue';
import { MODULE } from './words';

export * as command from './command-dialog';
export * as events from './event-dialog';
export * as listener from './listener-dialog';
export * as listenerSetup from './listener-setup';
export * as phone from './phone-dialog';
export * as valid from './valid';

const style = document.createElement('link');
style.rel = 'stylesheet';
style.href = new URL('./editor.css', import.meta.url).href;
document.head.append(style);

/** What a phone without a name is called by its make; '' of any make. */
export function vendorLabel(id: unknown): unknown {
  const vendor = vendorOf(id);
  return vendor?.anyMake ? '' : (vendor?.label ?? id);
}

/** Whatever its type; of a node of a broken flow not even the definition need be there. */
const isOurs = ({ _def }: Partial<EditorNode>): boolean => _def?.set?.module === MODULE;

/** Nodes that Node-RED validated before this code, or the catalogue, was there. */
export function judgeAgain(): void {
  const found: EditorNode[] = [];
  const take = (node: EditorNode): void => {
    if (isOurs(node)) found.push(node);
  };
  RED.nodes.eachNode(take);
  RED.nodes.eachConfig(take);
  if (found.length === 0) return;
  for (const node of found) {
    RED.editor.validateNode(node);
    node.dirty = true;
  }
  RED.view.redraw();
  RED.sidebar.config.refresh();
}

whenLoaded(document.head, judgeAgain);
