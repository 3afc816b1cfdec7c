import { byId, within } from './element';
import { storedText } from './nodes';
import { words } from './words';

/**
 * What the broker's node tells of Node-RED's connection: where it has a birth and a will, Home Assistant sees a
 * Node-RED that was killed. They are the user's, so they are looked at here, and filled in at a click alone.
 */

const _ = words('phone-home-assistant');

type BrokerNode = StoredNode & { changed?: boolean } & Record<string, unknown>;

const isKept = (value: unknown): boolean => value === true || value === 'true';

/** `none`: neither is set; `other`: what is set does not do. */
function presenceOf(broker: BrokerNode): 'there' | 'none' | 'other' {
  const [birth, will] = [storedText(broker['birthTopic']), storedText(broker['willTopic'])];
  if (birth === '' && will === '') return 'none';
  const [present, absent] = [storedText(broker['birthPayload']), storedText(broker['willPayload'])];
  const kept = isKept(broker['birthRetain']) && isKept(broker['willRetain']);
  return birth === will && kept && present !== '' && absent !== '' && present !== absent ? 'there' : 'other';
}

/** @param text of a field of the open dialog */
export function prepareBroker(text: (name: string) => string, broker: JQuery, topic: JQuery): void {
  const note = byId('voip-home-presence');
  const button = byId('voip-home-fill');
  const chosen = (): BrokerNode | undefined => {
    const node = RED.nodes.node(text('broker'));
    return node?.type === 'mqtt-broker' ? (node as BrokerNode) : undefined;
  };
  const show = (): void => {
    const node = chosen();
    const presence = node && presenceOf(node);
    note.hidden = presence === undefined || presence === 'there';
    button.hidden = presence !== 'none';
    if (presence) within(note, 'span').textContent = _(`presence.${presence}`, { topic: topicFor(text('topic')) });
  };
  button.addEventListener('click', () => {
    const node = chosen();
    if (!node) return;
    fillIn(node, topicFor(text('topic')));
    show();
    within(note, 'span').textContent = _('presence.filled', { topic: storedText(node['birthTopic']) });
    note.hidden = false;
  });
  broker.on('change', show);
  topic.on('input change', show);
  show();
}

/** Below the node's own topic, where nobody else writes. */
const topicFor = (topic: string): string => `${/\$\{/.test(topic) || topic === '' ? 'voip' : topic}/connection`;

/** As if somebody had typed it into the broker's dialog: it is changed, not deployed, and can be undone. */
function fillIn(broker: BrokerNode, topic: string): void {
  const values: Readonly<Record<string, unknown>> = {
    birthTopic: topic,
    birthPayload: 'online',
    birthRetain: 'true',
    willTopic: topic,
    willPayload: 'offline',
    willRetain: 'true',
  };
  const before = Object.fromEntries(Object.keys(values).map((name) => [name, broker[name]]));
  RED.history.push({
    t: 'edit',
    node: broker,
    changes: before,
    changed: broker.changed === true,
    dirty: RED.nodes.dirty(),
  });
  Object.assign(broker, values);
  broker.changed = true;
  RED.nodes.dirty(true);
  RED.editor.validateNode(broker);
  RED.sidebar.config.refresh();
}
