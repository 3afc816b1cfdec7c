/** A message of a flow, as far as it is looked at. */
export interface Message {
  payload?: unknown;
  phone?: unknown;
}

/**
 * The message with another payload, every other property as it was: the same object, or a copy of it where its payload
 * cannot be replaced (frozen, a getter, a setter that does nothing).
 */
export function withPayload<M extends Message>(message: M, payload: unknown): M {
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
  return Object.create(Object.getPrototypeOf(message) as object | null, properties) as M;
}

function isSet(message: Message, payload: unknown): boolean {
  try {
    message.payload = payload;
    return message.payload === payload;
  } catch {
    return false;
  }
}

/**
 * What of a message a Catch node can be given: the properties that can be read and cloned.
 * @param clone as Node-RED clones messages; may throw
 */
function carriable(message: object, clone: (value: unknown) => unknown): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const key of keysOf(message)) {
    try {
      const value: unknown = (message as Record<string, unknown>)[key];
      // Node-RED never clones these two.
      copy[key] = key === 'req' || key === 'res' ? value : clone(value);
    } catch {
      // This one stays behind.
    }
  }
  return copy;
}

function keysOf(message: object): string[] {
  try {
    return Object.keys(message);
  } catch {
    return [];
  }
}

/** A node that errors are told in the name of. */
interface ErrorTeller {
  error(error: unknown, message?: Record<string, unknown>): void;
  /** As Node-RED clones what is in a message; may throw. */
  readonly clone: (value: unknown) => unknown;
}

/** Passes an error on with its message, or with what of it can be passed on. Never throws. */
export function passOn(error: Error, message: object, node: ErrorTeller, done: (error?: Error) => void): void {
  for (const attempt of [
    () => done(error),
    () => node.error(error, carriable(message, node.clone)),
    () => node.error(error),
  ]) {
    try {
      attempt();
      return;
    } catch {
      // A message that nobody can clone: the next one says less.
    }
  }
}
