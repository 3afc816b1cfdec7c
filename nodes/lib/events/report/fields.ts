import type { MessageField } from '../../vendors';
import { ipOf } from '../../identity/address';
import { normaliseMac } from '../../identity/mac';
import { readCount, readDirection, readSeconds } from './quantity';
import { readSipAddress } from './sip-address';

/** A property of `msg.payload` that a variable fills, by its path: `remote.number`. */
export type Property = MessageField;

/** What is of a field's kind: a `line` of `abc` says nothing. */
const READERS: Readonly<Partial<Record<MessageField, (text: string) => unknown>>> = {
  'phone.mac': normaliseMac,
  'phone.ip': ipOf,
  'phone.memoryFree': readCount,
  'phone.flashFree': readCount,
  'call.line': readCount,
  'call.duration': readSeconds,
  'call.direction': readDirection,
};

/** Whether a filled value says anything for its field. */
export function isReadable(field: MessageField, text: string): boolean {
  const read = READERS[field];
  return !read || read(text) !== undefined;
}

const PARTS = ['uri', 'user', 'host', 'number', 'name'] as const;

/** The properties that a value fills through its field, with what it says of each; none where it is not of its kind. */
export function propertiesOf(field: MessageField, text: string): ReadonlyMap<Property, unknown> {
  const read = READERS[field];
  if (read) {
    const value = read(text);
    return value === undefined ? NOTHING : new Map([[field, value]]);
  }
  const [party, part] = field.split('.') as ['local' | 'remote' | 'account', string];
  if (part !== 'uri' && part !== 'number') return new Map([[field, text]]);
  const address = readSipAddress(text);
  if (party === 'account') return accountProperties(address);
  return new Map(
    PARTS.flatMap((name): [Property, unknown][] => {
      const value = address[name];
      return value === undefined ? [] : [[`${party}.${name}`, value]];
    }),
  );
}

/** All properties that a variable may fill through its field, whatever its value. */
export function reachOf(field: MessageField): readonly Property[] {
  const [party = '', part] = field.split('.');
  if (part !== 'uri' && part !== 'number') return [field];
  const parts = party === 'account' ? ['uri', 'user', 'host'] : ['uri', 'user', 'host', 'number'];
  return parts.map((name) => `${party}.${name}` as Property);
}

const NOTHING: ReadonlyMap<Property, unknown> = new Map();

function accountProperties({
  uri,
  user,
  number,
  host,
}: ReturnType<typeof readSipAddress>): ReadonlyMap<Property, unknown> {
  const properties = new Map<Property, unknown>();
  if (uri !== undefined) properties.set('account.uri', uri);
  // An account that is a bare number is that user.
  const name = user ?? number;
  if (name !== undefined) properties.set('account.user', name);
  if (host !== undefined) properties.set('account.host', host);
  return properties;
}

/**
 * What a stranger must not choose by a text of his: where it stands behind one in the request, it is left out.
 * Names, ids and lengths do no harm, and are taken.
 */
const BELIEVED_ALONE: ReadonlySet<Property> = new Set([
  'remote.uri',
  'remote.user',
  'remote.host',
  'remote.number',
  'call.callerId',
  'call.calledNumber',
  'phone.mac',
  'phone.ip',
]);

/** Whether a property is left out where its variable stands behind a text of the other party. */
export function mustStandFirst(property: Property): boolean {
  return BELIEVED_ALONE.has(property);
}
