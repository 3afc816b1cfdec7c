import type { CallTracker, PhoneGlance } from '../calls/tracker';
import { formatMac } from '../identity/mac';
import { isoTime } from '../iso-time';
import type { PhoneDirectory } from '../phones/directory';
import type { Lockout } from '../phones/lockout';
import { loginOf } from '../phones/login';
import type { Phone } from '../phones/phone';
import { missingSetting } from '../phones/read-settings';
import { joined, type Language, say, sentence, type Words } from '../sentences/sentence';
import { shownText } from '../shown-text';
import type { VendorCatalogue } from '../vendors';

const DAY = 86_400_000;
/** Whole days without a sign from which on a phone counts as silent: the sixth has begun. */
const SILENT = 5;
const LONGEST = 64;
const LONGEST_SENTENCE = 400;

/** What is wrong with a phone; the worst comes first. Texts are in the runtime's language. */
export type PhoneProblem =
  | { readonly kind: 'incomplete' | 'no-address' | 'shared-address'; readonly text: string }
  | { readonly kind: 'refused'; readonly status: number; readonly until: string }
  | { readonly kind: 'unreachable' | 'open' }
  | { readonly kind: 'silent'; readonly days: number };

/** One phone at a glance. What nobody knows is absent; times are ISO 8601. Names no other party. */
export interface PhoneRow {
  readonly id: string;
  readonly name?: string;
  readonly vendor?: string;
  readonly model?: string;
  readonly mac?: string;
  readonly transport: 'http' | 'sip';
  readonly address?: string;
  readonly isLearned?: true;
  readonly state: PhoneGlance['state']['state'];
  readonly since?: string;
  readonly registered?: boolean;
  readonly dnd?: boolean;
  readonly door?: 'open' | 'closed';
  readonly reachable?: boolean;
  readonly seen?: string;
  readonly firmware?: string;
  readonly problems: readonly PhoneProblem[];
}

/** The other party of the call that makes the phone's state: theirs to choose, so text and nothing else. */
export interface OtherParty {
  readonly name?: string;
  readonly number?: string;
  readonly user?: string;
}

/** What a row is made of. */
export interface RowSources {
  readonly directory: PhoneDirectory<Phone>;
  readonly lockout: Lockout;
  readonly vendors: VendorCatalogue;
  readonly calls: Pick<CallTracker, 'glance'>;
  /** Its events count for its state though they carry no token. */
  readonly isOpen: (phone: Phone) => boolean;
  readonly firmwareOf: (phone: Phone) => string | undefined;
  readonly language: () => Language | undefined;
  /** Milliseconds since 1970. */
  readonly wall: () => number;
}

export function phoneRow(phone: Phone, sources: RowSources): PhoneRow {
  const { id, name, vendor, model, mac, host, transport } = phone.settings;
  const glance = sources.calls.glance(id);
  const { state = 'unknown', since, flags = {} } = glance?.state ?? {};
  const { seen, reachable } = glance ?? {};
  const address = phone.host;
  const firmware = shownText(sources.firmwareOf(phone) ?? '', LONGEST);
  return {
    id,
    ...(name && { name: shownText(name, LONGEST) }),
    ...(vendor && { vendor: shownText(vendor, LONGEST) }),
    ...(model && { model: shownText(model, LONGEST) }),
    ...(mac && { mac: formatMac(mac) }),
    transport,
    ...(address && { address: shownText(address, 4 * LONGEST) }),
    ...(address && !host && { isLearned: true as const }),
    state,
    ...(since !== undefined && { since: isoTime(since) }),
    ...(flags.registered !== undefined && { registered: flags.registered }),
    ...(flags.dnd !== undefined && { dnd: flags.dnd }),
    ...(flags.door !== undefined && { door: flags.door }),
    ...(reachable !== undefined && { reachable }),
    ...(seen !== undefined && { seen: isoTime(seen) }),
    ...(firmware && { firmware }),
    problems: [...problemsOf(phone, glance, sources)],
  };
}

/** @returns undefined where no call makes the state, or nothing is known of its other party */
export function otherParty(glance: PhoneGlance | undefined): OtherParty | undefined {
  const call = glance?.state.calls.find((one) => !one.doubtful && one.state === glance.state.state);
  const { name = '', number = '', user = '' } = call?.remote ?? {};
  if (!name && !number && !user) return undefined;
  return {
    ...(name && { name: shownText(name, LONGEST) }),
    ...(number && { number: shownText(number, LONGEST) }),
    ...(user && { user: shownText(user, LONGEST) }),
  };
}

function* problemsOf(phone: Phone, glance: PhoneGlance | undefined, sources: RowSources): Generator<PhoneProblem> {
  const { directory, vendors, wall, isOpen } = sources;
  const { settings } = phone;
  const text = (words: Words): string => shownText(say(words, sources.language()), LONGEST_SENTENCE);
  const missing = missingSetting(settings, vendors);
  if (missing === 'setting') {
    const words = sentence('phone.faults', { phone: phone.label, settings: joined(settings.faults) });
    yield { kind: 'incomplete', text: text(words) };
  } else if (missing === 'vendor') {
    yield { kind: 'incomplete', text: text(sentence('phone.no-vendor', { phone: phone.label })) };
  } else if (missing === 'address') {
    yield { kind: 'incomplete', text: text(directory.whyNoAddress(phone)) };
  }
  yield* refusalOf(phone, sources);
  if (glance?.reachable === false) yield { kind: 'unreachable' };
  const needsAddress = settings.transport === 'http' || settings.sip.uri === '';
  if (missing !== 'address' && needsAddress && phone.host === '')
    yield { kind: 'no-address', text: text(directory.whyNoAddress(phone)) };
  const other = directory.sharesHostWith(phone);
  if (other && !(phone.mac && other.mac)) {
    const name = other.name || (other.mac && formatMac(other.mac)) || other.id;
    yield { kind: 'shared-address', text: text(sentence('told.same-address', { name })) };
  }
  const silence = glance?.seen === undefined ? directory.silence(phone) : wall() - glance.seen;
  const days = Math.floor((silence ?? 0) / DAY);
  if (days >= SILENT) yield { kind: 'silent', days };
  if (isOpen(phone)) yield { kind: 'open' };
}

/** By the way on which the phone is driven, else by the other. */
function* refusalOf({ settings }: Phone, { lockout, wall }: RowSources): Generator<PhoneProblem> {
  // Nearly always nobody is locked out.
  if (lockout.size === 0) return;
  for (const transport of settings.transport === 'sip' ? (['sip', 'http'] as const) : (['http', 'sip'] as const)) {
    const login = loginOf(settings, transport);
    const lock = login && lockout.lock(login);
    if (!lock) continue;
    // In whole seconds: asked twice, it is the same moment.
    const until = Math.round((wall() + lock.remaining) / 1000) * 1000;
    yield { kind: 'refused', status: lock.status, until: isoTime(until) };
    return;
  }
}
