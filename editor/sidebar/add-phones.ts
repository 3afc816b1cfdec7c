import type { Column } from './csv';
import type { PhoneValues } from './plan';

/** Phones as ordinary nodes of the editor, so that export, deploy, git and undo stay Node-RED's. */

const TYPE = 'voip-phone';
const PROPERTIES = ['name', 'vendor', 'model', 'mac', 'host', 'setup'] as const;
const LOGIN = ['username', 'password', 'doorCode'] as const;

/** As a table has them, and which listener sets the phone up. */
export type NewPhone = PhoneValues & { readonly setup?: string };

/** A change of a phone that is there: nothing but what `columns` name. */
export interface Change {
  readonly id: string;
  readonly values: NewPhone;
  readonly columns: readonly (Column | 'setup')[];
}

/** What the editor keeps for *undo*. */
interface Undo {
  readonly t: 'add' | 'edit';
  readonly [detail: string]: unknown;
}

/**
 * Adds phones and changes others, as one step for *undo*. What is deployed runs on until the next deploy.
 *
 * @returns rejects where what is stored of a phone that is to have another login cannot be asked for; nothing is changed then
 */
export async function changePhones(added: readonly NewPhone[], changed: readonly Change[]): Promise<void> {
  for (const { id, columns } of changed) {
    const node = RED.nodes.node(id);
    if (node && !node.credentials && LOGIN.some((name) => columns.includes(name))) await fetchCredentials(node);
  }
  const dirty = RED.nodes.dirty();
  const ids = added.map((values) => add(values));
  const edits = changed.flatMap(({ id, values, columns }) => {
    const node = RED.nodes.node(id);
    return node ? [edit(node, values, columns, dirty)] : [];
  });
  const events: readonly Undo[] = [...(ids.length > 0 ? [{ t: 'add', nodes: ids, dirty } as const] : []), ...edits];
  if (events.length === 0) return;
  RED.history.push({ t: 'multi', events, dirty });
  RED.nodes.dirty(true);
  RED.view.redraw(true);
  RED.sidebar.config.refresh();
}

/** As a dialog fetches it: of secrets only that they are there. */
async function fetchCredentials(node: StoredNode): Promise<void> {
  const stored = await new Promise<Record<string, unknown>>((resolve, reject) => {
    $.getJSON(`credentials/${TYPE}/${encodeURIComponent(node.id)}`)
      .done(resolve)
      .fail(() => reject(new Error('credentials')));
  });
  const { credentials } = writable(node);
  // Somebody may have opened its dialog meanwhile.
  if (!credentials) writable(node).credentials = { ...stored, _: { ...stored } };
}

interface Writable {
  [property: string]: unknown;
  credentials?: Record<string, unknown>;
  changed?: boolean;
  users?: EditorNode[];
}
/** The editor's nodes are ours to change here, and nowhere else. */
const writable = (node: StoredNode): Writable => node as object as Writable;

/** @returns its id */
function add(values: NewPhone): string {
  const definition = RED.nodes.getType(TYPE);
  const id = RED.nodes.id();
  const node: Writable & { id: string; type: string } = {
    ...{ id, type: TYPE, users: [], changed: true, _def: definition, label: definition.label },
  };
  for (const [name, { value }] of Object.entries(definition.defaults)) node[name] = structuredClone(value);
  for (const name of PROPERTIES) node[name] = values[name] ?? node[name];
  // Stored before there was any: what differs from `_` is what goes with the deploy.
  node.credentials = { ...login(values, LOGIN), _: {} };
  const added = RED.nodes.add(node);
  use(added, values.setup);
  RED.editor.validateNode(added);
  return id;
}

/** A listener knows who refers to it; *undo* takes that back by itself. */
function use(node: StoredNode, listenerId: string | undefined): void {
  const listener = RED.nodes.node(listenerId);
  if (!listener) return;
  const users = (writable(listener).users ??= []);
  if (!users.includes(node)) users.push(node);
  RED.events.emit('nodes:change', listener);
}

/** As a dialog's *Done* leaves them. */
function login(values: PhoneValues, names: readonly (typeof LOGIN)[number][]): Record<string, unknown> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = values[name] ?? '';
      const own: [string, unknown][] = name === 'username' ? [] : [[`has_${name}`, value !== '']];
      return value === '' ? own : [[name, value], ...own];
    }),
  );
}

function edit(node: StoredNode, values: NewPhone, columns: Change['columns'], dirty: boolean): Undo {
  const target = writable(node);
  const wasChanged = target.changed === true;
  const changes: Record<string, unknown> = {};
  for (const name of PROPERTIES.filter((each) => columns.includes(each))) {
    changes[name] = target[name];
    target[name] = values[name];
  }
  if (columns.includes('setup')) use(node, values.setup);
  const secrets = login(
    values,
    LOGIN.filter((name) => columns.includes(name)),
  );
  if (Object.keys(secrets).length > 0) {
    const stored = (target.credentials ??= { _: {} });
    changes['credentials'] = Object.fromEntries(Object.keys(secrets).map((name) => [name, stored[name]]));
    Object.assign(stored, secrets);
  }
  target.changed = true;
  RED.editor.validateNode(node);
  RED.events.emit('nodes:change', node);
  return { t: 'edit', node, changes, changed: wasChanged, dirty };
}
