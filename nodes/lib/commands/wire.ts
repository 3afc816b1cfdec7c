import { PhoneError } from '../errors';
import { sentence } from '../sentences/sentence';
import type { PostBody } from '../vendors';
import type { PressedKey } from './key-arguments';
import type { PlannedRequest, Rendered } from './plan';
import { renderPost } from './post';
import { redactPath } from './redact';
import { type Fillings, MASK, type Writer } from './template';

/** Mostly nothing has to be encoded: keys and numbers. */
const UNRESERVED = /^[\w.~*-]*$/;

/** Percent-encodes for a query (RFC 3986, 2.3); `*` stays, as every vendor prints it. */
export const writeForQuery: Writer = (value, name) => {
  if (UNRESERVED.test(value)) return value;
  // Half a surrogate pair cannot be encoded.
  if (/\p{Cs}/u.test(value)) throw new PhoneError('INVALID_VALUE', sentence('value.broken-character', { name }));
  return encodeURIComponent(value).replace(/[!'()]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
};

/**
 * A NOTIFY body is read as text, so values go as they are: whatever could end a value there, also in a phone that
 * decodes it, is refused.
 */
export const writeForNotify: Writer = (value, name) => {
  if (!/[;&%\r\n\0]/.test(value)) return value;
  throw new PhoneError('INVALID_VALUE', sentence('value.not-by-notify', { name }));
};

export const NOTHING: Rendered = { wire: '', shown: '' };

/**
 * HTTP requests that press keys.
 *
 * @param keys unencoded
 * @param suffix follows the last key, rendered already
 * @param single one request a key
 */
export function keyTargets(
  keys: readonly PressedKey[],
  suffix: Rendered,
  fillings: Fillings,
  control: { readonly path: string; readonly separator: string; readonly single: boolean; readonly post?: PostBody },
): PlannedRequest[] {
  const { post } = control;
  if (post) {
    return keys.map(({ wire, shown }) => ({
      ...target(control.path, fillings, NOTHING, suffix),
      post: renderPost(post, { key: { value: wire, ...(shown !== wire && { secret: true }) } }),
    }));
  }
  const encoded = keys.map(encodeKey);
  if (!control.single) return [target(control.path, fillings, join(encoded, control.separator), suffix)];
  return encoded.map((key, index) =>
    target(control.path, fillings, key, index === encoded.length - 1 ? suffix : NOTHING),
  );
}

/**
 * The HTTP target of a rendered recipe request: `/…` as it stands, `?…` in the place of the last parameter of the phone's
 * path, where the keys would stand. Parameters before it stay: they may be a login.
 */
export function requestTarget(request: Rendered, fillings: Fillings, path: string): Rendered {
  if (request.wire.startsWith('/')) return request;
  const last = Math.max(path.lastIndexOf('?'), path.lastIndexOf('&'));
  const mark = last < 0 ? '?' : (path[last] ?? '');
  const marked = (text: string): string => text.replace(/^\?/, mark);
  const { wire, shown } = request;
  return target(last < 0 ? path : path.slice(0, last), fillings, NOTHING, { wire: marked(wire), shown: marked(shown) });
}

/** Joins keys for a NOTIFY body. */
export function notifyKeys(keys: readonly Rendered[], separator: string, suffix: Rendered): Rendered {
  const { wire, shown } = join(keys, separator);
  return { wire: `key=${wire}${suffix.wire}`, shown: `key=${shown}${suffix.shown}` };
}

function encodeKey(key: PressedKey): Rendered {
  if (key.argument) {
    const { key: name, mark, values } = key.argument;
    const encode = (text: string): string => writeForQuery(text, 'key');
    // The mark as documents print it: a phone may look for it before it decodes.
    const wire = `${encode(name)}${mark}${values.map(encode).join(mark)}`;
    return { wire, shown: wire };
  }
  const wire = writeForQuery(key.wire, 'key');
  if (key.shown === key.wire) return { wire, shown: wire };
  return { wire, shown: key.shown === MASK ? MASK : writeForQuery(key.shown, 'key') };
}

function join(keys: readonly Rendered[], separator: string): Rendered {
  return {
    wire: keys.map((key) => key.wire).join(separator),
    shown: keys.map((key) => key.shown).join(separator),
  };
}

function target(path: string, fillings: Fillings, key: Rendered, suffix: Rendered): Rendered {
  for (const name of ['username', 'password'] as const) {
    if (path.includes(`{${name}}`) && !fillings[name]) {
      throw new PhoneError('INVALID_VALUE', sentence('control.login', { name }));
    }
  }
  const filled = (text: string, keyText: string, login: (name: string) => string) => {
    const rendered = text.replace(/\{(\w+)\}/g, (_, name: string) => (name.startsWith('key') ? keyText : login(name)));
    return /\{keys?\}/.test(text) ? rendered : rendered + keyText;
  };
  return {
    wire: filled(path, key.wire, (name) => writeForQuery(fillings[name]?.value ?? '', name)) + suffix.wire,
    shown: filled(redactPath(path), key.shown, () => MASK) + suffix.shown,
  };
}
