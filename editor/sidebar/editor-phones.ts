import { displayMac } from '../../nodes/lib/identity/mac';
import { type ListenerNode, type PhoneNode, storedText } from '../nodes';
import { mayAdopt } from './asking';
import type { KnownPhone } from './plan';
import { byLabel, type EditorPhone } from './rows';

/** What the editor holds of phones. */

export function eachPhone(visit: (node: StoredNode) => void): void {
  RED.nodes.eachConfig((node) => {
    if (node.type === 'voip-phone') visit(node);
  });
}

/** All of them, by name. */
export function editorPhones(): readonly EditorPhone[] {
  const found: EditorPhone[] = [];
  eachPhone((node) => found.push(editorPhone(node)));
  return byLabel(found);
}

function editorPhone(node: StoredNode): EditorPhone {
  const { id, vendor, model, mac, host, sipUri, setup }: PhoneNode = node;
  const written = storedText(mac);
  return {
    id,
    label: RED.utils.getNodeLabel(node, id),
    vendor: storedText(vendor),
    model: storedText(model),
    mac: displayMac(written) ?? written,
    host: storedText(host),
    number: /^sips?:([^@;:]+)@/i.exec(storedText(sipUri))?.[1] ?? '',
    setup: storedText(setup),
    isDisabled: isDisabled(node),
    isChanged: node.changed === true,
    isInvalid: node['valid'] === false,
  };
}

/** By itself, or with its flow. */
const isDisabled = (node: StoredNode): boolean => node.d === true || RED.nodes.workspace(node['z'])?.disabled === true;

/** As a table of phones has them. */
export function knownPhones(): readonly KnownPhone[] {
  const found: KnownPhone[] = [];
  eachPhone((node) => {
    const { id, name, vendor, model, mac, host }: PhoneNode = node;
    found.push({
      id,
      values: {
        name: storedText(name),
        vendor: storedText(vendor),
        model: storedText(model),
        mac: storedText(mac),
        host: storedText(host),
      },
    });
  });
  return found;
}

/** A listener that sets phones up, as the editor has it. */
export interface SetupListener {
  readonly id: string;
  readonly label: string;
  readonly isChanged: boolean;
}

export function setupListeners(): readonly SetupListener[] {
  const found: SetupListener[] = [];
  RED.nodes.eachConfig((node) => {
    if (node.type !== 'phone-listener') return;
    const { id, setup }: ListenerNode = node;
    const isInSubflow = Boolean(RED.nodes.subflow(node['z']));
    if (!mayAdopt({ setup: storedText(setup), isDisabled: isDisabled(node), isInSubflow })) return;
    found.push({ id, label: RED.utils.getNodeLabel(node, id), isChanged: node.changed === true });
  });
  return found;
}
