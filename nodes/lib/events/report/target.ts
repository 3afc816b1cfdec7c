import type { VendorCatalogue } from '../../vendors';
import { ipOf } from '../../identity/address';
import { foldEscapes } from '../request-line';
import type { RawVariable, Report } from '../types';
import { decodeValue } from './decode';
import { normaliseMac } from '../../identity/mac';
import { type Pieces, RequestReport } from './request';
import { variableStart } from './variables';

/**
 * The path of a request-target, as routes compare it: without scheme and authority where they stand before it
 * (absolute-form, RFC 9112 section 3.2.2), up to the first `?` or `#`; escapes and case as sent.
 */
export function targetPath(target: string): string {
  const origin = originForm(target);
  const end = origin.search(/[?#]/);
  return end < 0 ? origin : origin.slice(0, end);
}

/**
 * The event's name and variables in a request-target, in every form that phones send:
 * `<path>/<event>?a=…&b=…`, `<path>?event=…`, `<path>/<event>/a=…&b=…`, `;` or `:` for `&`, `<path>/<event>/<mac>/<ip>`
 * and `#a=…` for `?a=…`. What it costs is bounded by the target's length, 200 variables and 50 path segments.
 *
 * Path segments after the name become variables: `mac` and `ip` by their shape, others `path1`, `path2`…
 *
 * @param target one character per byte, undecoded
 * @param path where the node listens: `/phone`
 * @param vendors whose names are known
 * @returns undefined where the target is neither the path nor below it
 */
export function readTarget(target: string, path: string, vendors: VendorCatalogue): Report | undefined {
  const origin = originForm(target);
  const base = path.endsWith('/') ? path.slice(0, -1) : path;
  const isBelow = origin.startsWith(base) || foldEscapes(origin.slice(0, base.length)) === base;
  // Nothing behind it is in any text, too.
  if (!isBelow || !'/?#'.includes(origin.charAt(base.length))) return undefined;
  return new RequestReport(piecesOf(origin.slice(base.length), vendors), vendors);
}

/** A request-target without scheme and authority, where it has them. */
export function originForm(target: string): string {
  if (target.startsWith('/')) return target;
  const [authority] = /^https?:\/\/[^/?#]*/i.exec(target) ?? [''];
  const origin = target.slice(authority.length);
  return authority === '' || origin.startsWith('/') ? origin : `/${origin}`;
}

/** Path segments beyond these are not read: no phone writes so many. */
const MOST_SEGMENTS = 50;

/** @param rest the target behind the node's path */
function piecesOf(rest: string, vendors: VendorCatalogue): Pieces {
  const names = vendors.namesOf();
  const segments: RawVariable[] = [];
  const mark = rest.search(/[?#]/);
  const pathEnd = mark < 0 ? rest.length : mark;
  let name = '';
  let unnamed = 0;
  const take = (raw: string): void => {
    // Snom ends a variable in the path by `&`.
    const piece = raw.endsWith('&') ? raw.slice(0, -1) : raw;
    const text = decodeValue(piece);
    if (text === '') return;
    const shape = shapeOf(text);
    if (shape === undefined && name === '') {
      name = text;
      return;
    }
    // Behind a text without a name, which may be anybody's, a second MAC is a piece of that text.
    const kind = unnamed > 0 && segments.some((segment) => segment.name === shape) ? undefined : shape;
    const variable = kind ?? `path${++unnamed}`;
    segments.push({ name: variable, value: piece, meaning: kind && names.meaningOf(kind) });
  };
  let from = 0;
  for (let count = 0; from < pathEnd && count < MOST_SEGMENTS; count++) {
    const slash = rest.indexOf('/', from);
    const to = slash < 0 || slash > pathEnd ? pathEnd : slash;
    const variable = variableStart(rest, from, to, names);
    take(rest.slice(from, variable?.end ?? to));
    if (variable) return { name, segments, rest: rest.slice(variable.name), inPath: true };
    from = to + 1;
  }
  return { name, segments, rest: rest.slice(pathEnd + 1), inPath: false };
}

/** What no MAC and no IP address begins with: most events' names do. */
const NO_ADDRESS = /^[^\s\da-f:[]/i;

function shapeOf(text: string): 'mac' | 'ip' | undefined {
  if (NO_ADDRESS.test(text)) return undefined;
  if (normaliseMac(text) !== undefined) return 'mac';
  return ipOf(text) === undefined ? undefined : 'ip';
}
