import type { NodeAPI, NodeMessage } from 'node-red';

/**
 * The message with another payload, every other property as it was: the same object, or a copy of it where its payload
 * cannot be replaced (frozen, a getter, a setter that does nothing).
 */
export function withPayload(message: NodeMessage, payload: unknown): NodeMessage {
  if (isSet(message, payload)) return message;
  const properties = Object.getOwnPropertyDescriptors(message) as Record<PropertyKey, PropertyDescriptor>;
  for (const key of Reflect.ownKeys(properties)) {
    const property = properties[key];
    if (!property) continue;
    // What follows in the flow writes to its messages.
    property.configurable = true;
    if ('value' in property) property.writable = true;
  }
  properties['payload'] = { value: payload, writable: true, enumerable: true, configurable: true };
  return Object.create(Object.getPrototypeOf(message) as object | null, properties) as NodeMessage;
}

function isSet(message: NodeMessage, payload: unknown): boolean {
  try {
    message.payload = payload;
    return message.payload === payload;
  } catch {
    return false;
  }
}

/** What of a message a Catch node can be given: the properties that can be read and cloned. */
export function carriable(RED: NodeAPI, message: NodeMessage): NodeMessage {
  const copy: Record<string, unknown> = {};
  for (const key of keysOf(message)) {
    try {
      const value: unknown = (message as Record<string, unknown>)[key];
      // Node-RED never clones these two.
      copy[key] =
        key === 'req' || key === 'res' ? value : (RED.util.cloneMessage({ payload: value }).payload as unknown);
    } catch {
      // This one stays behind.
    }
  }
  return copy as unknown as NodeMessage;
}

function keysOf(message: object): string[] {
  try {
    return Object.keys(message);
  } catch {
    return [];
  }
}
