import type { Node, NodeAPI } from 'node-red';
import { Phone } from './lib/phones/phone';
import type { PhoneListener, PhoneListenerNode, TlsConfigNode, VoipPhoneNode } from './types';

/** Node-RED's types promise a node for every id; there is none where it is deleted or disabled. */
export function nodeOf(RED: NodeAPI, id: string | undefined): Node | null {
  return id ? RED.nodes.getNode(id) : null;
}

/** The `voip-phone` node of this id. */
export function phoneNodeOf(RED: NodeAPI, id: string | undefined): VoipPhoneNode | undefined {
  const node = nodeOf(RED, id);
  return node && isPhoneNode(node) ? node : undefined;
}

/** What the `phone-listener` node of this id offers. */
export function listenerOf(RED: NodeAPI, id: string | undefined): PhoneListener | undefined {
  const node = nodeOf(RED, id);
  return node && isListenerNode(node) ? node.listener : undefined;
}

/** The `tls-config` node of this id. */
export function tlsConfigOf(RED: NodeAPI, id: string | undefined): TlsConfigNode | undefined {
  const node = nodeOf(RED, id);
  return node && isTlsConfig(node) ? node : undefined;
}

function isPhoneNode(node: Node): node is VoipPhoneNode {
  return 'phone' in node && node.phone instanceof Phone;
}

function isListenerNode(node: Node): node is PhoneListenerNode {
  return node.type === 'phone-listener' && 'listener' in node;
}

function isTlsConfig(node: Node): node is TlsConfigNode {
  return 'addTLSOptions' in node && typeof node.addTLSOptions === 'function';
}
