import { PhoneError } from '../errors';
import { sentence } from '../sentences/sentence';
import type { PostBody, Series, VendorProfile } from '../vendors';
import { thisModel } from './this-model';

/** How this phone takes its keys on the transport chosen: the profile's way, with the user's own words over it. */
export interface Control {
  /** HTTP alone: everything before the keys; may hold `{key}` or `{keys}`, `{username}` and `{password}`. */
  readonly path?: string;
  readonly separator: string;
  /** One key a request. */
  readonly single: boolean;
  /** By POST: what each key goes in. */
  readonly post?: PostBody;
  /** `each`: digits are keys of their own; else a number is one key. */
  readonly digits: 'each' | 'together';
}

/** What the user set at the phone; blank: the profile's. */
export interface ControlSettings {
  readonly path?: string;
  readonly separator?: string;
  readonly transport: 'http' | 'sip';
  /** For words alone. */
  readonly model?: string;
}

/** Visible ASCII; `#` would end the request target. */
const PATH = /^\/[!-"$-~]*$/;
/** With at least one sign that is no letter or digit, else keys could not be told apart. */
const SEPARATOR = /^(?=.*[^A-Za-z0-9])[!-"$-~]{1,16}$/;
const USUAL_SEPARATOR = ';';
const MARKS: readonly string[] = ['{key}', '{keys}', '{username}', '{password}'];

/** Of profiles and their series as they stand, by HTTP: nearly all phones, at whose every command it would be worked out anew. */
const usual = new WeakMap<VendorProfile | Series, Control>();

/**
 * @param series of the model, where it is known
 * @throws PhoneError INVALID_VALUE for a path or separator that would break the request, or a path that nobody gave;
 * UNSUPPORTED_ACTION where no phone of the vendor takes commands, UNSUPPORTED_BY_MODEL where none of the series does
 */
export function controlOf(profile: VendorProfile, settings: ControlSettings, series: Series | undefined): Control {
  const isUsual =
    settings.transport === 'http' && filled(settings.path) === undefined && filled(settings.separator) === undefined;
  const known = isUsual ? usual.get(series ?? profile) : undefined;
  if (known) return known;
  const control = readControl(profile, settings, series);
  if (isUsual) usual.set(series ?? profile, control);
  return control;
}

function readControl(profile: VendorProfile, settings: ControlSettings, series: Series | undefined): Control {
  const { http, sip } = profile;
  if (!http && !sip)
    throw new PhoneError('UNSUPPORTED_ACTION', sentence('action.no-commands', { vendor: profile.label }));
  const separator = filled(settings.separator);
  if (separator !== undefined && !SEPARATOR.test(separator)) {
    throw new PhoneError('INVALID_VALUE', sentence('control.separator'));
  }
  if (settings.transport === 'sip') {
    // `||`: a NOTIFY carries all keys at once, also where HTTP takes them one by one.
    return { separator: separator ?? (http?.separator || USUAL_SEPARATOR), single: false, digits: 'together' };
  }
  const isListed = (listed: readonly string[] | undefined): boolean => Boolean(series && listed?.includes(series.id));
  if (isListed(http?.notOn)) {
    const phone = thisModel(profile, settings.model);
    throw new PhoneError('UNSUPPORTED_BY_MODEL', sentence('action.no-http-on-model', { phone }));
  }
  const used = separator ?? http?.separator ?? USUAL_SEPARATOR;
  const path = http && pathOf(filled(settings.path) ?? http.path);
  // A path of the user's own that has a place for keys is a request as it stands.
  const post = path?.includes('{key') ? undefined : http?.post;
  return {
    ...(path === undefined ? {} : { path }),
    separator: used,
    single: used === '' || isListed(http?.singleOn) || (path?.includes('{key}') ?? false) || post !== undefined,
    ...(post && { post }),
    digits: http?.digits ?? 'together',
  };
}

function pathOf(path: string): string {
  if (path === '') {
    throw new PhoneError('INVALID_VALUE', sentence('control.no-path'));
  }
  const marks = path.match(/\{[^{}]*\}/g) ?? [];
  const unknown = marks.find((mark) => !MARKS.includes(mark));
  if (unknown !== undefined || marks.filter((mark) => mark.startsWith('{key')).length > 1) {
    throw new PhoneError('INVALID_VALUE', sentence('control.braces'));
  }
  if (PATH.test(path)) return path;
  throw new PhoneError('INVALID_VALUE', sentence('control.path'));
}

function filled(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text;
}
