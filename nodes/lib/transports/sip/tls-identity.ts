import { createHash } from 'node:crypto';
import type { ConnectionOptions } from 'node:tls';

const identities = new WeakMap<object, string>();
let references = 0;

/**
 * A text that is the same for TLS settings that say the same: connections are shared by what they prove and check, and
 * every node's settings are an object of their own. Certificates and keys are only hashed into it.
 */
export function tlsIdentity(options: ConnectionOptions | undefined): string {
  if (!options) return '';
  const known = identities.get(options);
  if (known !== undefined) return known;
  const hash = createHash('sha256');
  const settings = Object.entries(options).toSorted(([a], [b]) => (a < b ? -1 : 1));
  for (const [name, value] of settings) hash.update(`${name}=${valueText(value)}\n`);
  const identity = hash.digest('hex');
  identities.set(options, identity);
  return identity;
}

function valueText(value: unknown): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return `[${value.map(valueText).join()}]`;
  if ((typeof value !== 'object' || value === null) && typeof value !== 'function')
    return `${typeof value} ${JSON.stringify(value)}`;
  // Functions and contexts are the same only where they are the same object.
  const known = identities.get(value);
  if (known !== undefined) return known;
  references += 1;
  identities.set(value, `reference ${references}`);
  return `reference ${references}`;
}
