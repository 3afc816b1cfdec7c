import { KNOWN_VARIABLES } from '../../vendors';
import { ipOf } from '../address';
import type { Report } from '../types';
import { decodeValue } from './decode';
import { normaliseMac } from './mac';
import { senderOf } from './sender';
import { isFilled } from './unsubstituted';
import { splitVariables, variableStart } from './variables';

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
 * and `#a=…` for `?a=…`.
 *
 * Path segments after the name become variables: `mac` and `ip` by their shape, others `path1`, `path2`…
 *
 * @param target one character per byte, undecoded
 * @param path where the node listens: `/phone`
 * @param known folded names of vendors' variables, `event` and `token`
 * @returns undefined where the target is neither the path nor below it
 */
export function readTarget(
  target: string,
  path: string,
  known: ReadonlySet<string> = KNOWN_VARIABLES,
): Report | undefined {
  const origin = originForm(target);
  const base = path.endsWith('/') ? path.slice(0, -1) : path;
  if (!origin.startsWith(base) || !/^(?:[/?#]|$)/.test(origin.slice(base.length, base.length + 1))) return undefined;
  const reader = new TargetReader(known);
  reader.read(origin.slice(base.length));
  return reader.report();
}

/** A request-target without scheme and authority, where it has them. */
export function originForm(target: string): string {
  if (target.startsWith('/')) return target;
  const [authority] = /^https?:\/\/[^/?#]*/i.exec(target) ?? [''];
  const origin = target.slice(authority.length);
  return authority === '' || origin.startsWith('/') ? origin : `/${origin}`;
}

class TargetReader {
  readonly #known: ReadonlySet<string>;
  readonly #variables: Record<string, string> = {};
  #name = '';
  #event = '';
  readonly #tokens: string[] = [];
  #unnamed = 0;

  constructor(known: ReadonlySet<string>) {
    this.#known = known;
  }

  /** @param rest the target behind the node's path */
  read(rest: string): void {
    const mark = rest.search(/[?#]/);
    const pathEnd = mark < 0 ? rest.length : mark;
    let from = 0;
    while (from < pathEnd) {
      const slash = rest.indexOf('/', from);
      const to = slash < 0 || slash > pathEnd ? pathEnd : slash;
      const variable = variableStart(rest, from, to, this.#known);
      this.#segment(rest.slice(from, variable?.end ?? to));
      if (variable) {
        this.#addAll(rest.slice(variable.name), true);
        return;
      }
      from = to + 1;
    }
    this.#addAll(rest.slice(pathEnd + 1), false);
  }

  report(): Report {
    const name = this.#name || this.#event;
    return { name, variables: this.#variables, tokens: this.#tokens, sender: senderOf(this.#variables) };
  }

  #segment(raw: string): void {
    // Snom ends a variable in the path by `&`.
    const text = decodeValue(raw.endsWith('&') ? raw.slice(0, -1) : raw);
    if (text === '') return;
    if (normaliseMac(text) !== undefined) this.#add('mac', text);
    else if (ipOf(text) !== undefined) this.#add('ip', text);
    else if (this.#name === '') this.#name = text;
    else this.#add(`path${++this.#unnamed}`, text);
  }

  #addAll(text: string, inPath: boolean): void {
    if (text === '') return;
    for (const { name, value } of splitVariables(text, this.#known, inPath)) {
      this.#add(decodeValue(name).trim(), decodeValue(value));
    }
  }

  #add(name: string, value: string): void {
    const lower = name.toLowerCase();
    if (lower === 'token') {
      if (value !== '') this.#tokens.push(value);
      return;
    }
    if (lower === 'event' && this.#event === '') this.#event = value;
    const earlier = Object.hasOwn(this.#variables, name) ? this.#variables[name] : undefined;
    if (earlier !== undefined && (isFilled(earlier) || !isFilled(value))) return;
    // Assigning to `__proto__` would set the object's prototype; any other name makes a property of its own.
    if (name !== '__proto__') this.#variables[name] = value;
    else Object.defineProperty(this.#variables, name, { value, writable: true, enumerable: true, configurable: true });
  }
}
