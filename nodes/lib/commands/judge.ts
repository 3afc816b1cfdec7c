import { PhoneError } from '../errors';
import type { TransportAnswer } from '../transports/transport';
import type { Advice, VendorProfile } from '../vendors/profile';
import type { Plan } from './plan';

export interface JudgeContext {
  readonly profile: VendorProfile;
  readonly transport: 'http' | 'sip';
  /** The phone as it may be shown: `10.0.0.12`. */
  readonly address: string;
  readonly plan: Plan;
}

/** What a status means for a phone, where the vendor's own advice does not say it. */
const GENERAL: Readonly<Record<'http' | 'sip', Readonly<Partial<Record<number, string>>>>> = {
  http: {
    400: 'the phone does not understand the request; check the vendor and the path',
    401: 'it wants another user name or password; a phone that counts failures locks for minutes, so nothing is tried again',
    403: "Active URI is off, or this address is not on the phone's allow list",
    404: 'it has no such path; check the vendor and the path',
    405: 'the path belongs to something else; check the vendor and the path',
    407: 'something before the phone wants a login; check the host',
    429: 'it got too many requests; send fewer',
    500: 'it failed on the command; check the model, or restart the phone',
    503: 'it is busy; phones serve few requests at a time, so send it again later',
  },
  sip: {
    401: 'it wants another SIP user name or password',
    403: "Active URI is off, or this address is not on the phone's allow list",
    404: 'nobody there has this SIP user; check the SIP URI',
    407: 'the proxy wants another SIP user name or password',
    408: 'the phone did not answer its server in time; check that it is registered',
    480: 'the phone is not registered, or not reachable through this server',
    481: 'Active URI is off, or the firmware takes this NOTIFY only in a subscription',
    486: 'it is busy',
    489: 'Active URI is off, or the firmware does not know this event',
    503: 'the server or phone is overloaded; send it again later',
  },
};

const NO_ANSWER: Readonly<Record<'http' | 'sip', Readonly<Partial<Record<PhoneError['code'], string>>>>> = {
  http: {
    TIMEOUT: 'the command may have been done; look at the phone before sending it again',
    UNREADABLE_ANSWER: 'the command may have been done; look at the phone before sending it again',
  },
  sip: {
    TIMEOUT: "phones ignore a NOTIFY from an address that is not on their list; check Active URI's allowed addresses",
  },
};

/**
 * Judges the phone's final answer by the vendor's rule.
 *
 * @throws PhoneError UNAUTHORIZED, FORBIDDEN or REFUSED with `cause.status`; the words are the package's own, never
 * the phone's
 */
export function judgeAnswer(answer: TransportAnswer, context: JudgeContext): void {
  const { status } = answer;
  const { profile, transport, address } = context;
  if (status >= 200 && status < 300) {
    if (obeyed(answer, context)) return;
    const words =
      advised(profile, transport, (row) => row.status === status) ?? 'it says that it did not do the command';
    throw new PhoneError('REFUSED', `${address} answered ${status}: ${words}`, { status });
  }
  const words =
    unanswered(answer, transport) ??
    advised(profile, transport, (row) => row.status === status) ??
    general(status, transport);
  throw new PhoneError(codeOf(status), `${address} answered ${status}${words ? `: ${words}` : ''}`, { status });
}

/**
 * Adds to a transport's error what an installer should look at.
 *
 * @returns the same error where nothing is to be said
 */
export function withAdvice(error: PhoneError, { profile, transport }: Omit<JudgeContext, 'plan'>): PhoneError {
  const words = advised(profile, transport, (row) => row.code === error.code) ?? NO_ANSWER[transport][error.code];
  if (words === undefined || error.message.endsWith(words)) return error;
  return new PhoneError(
    error.code,
    `${error.message}${error.message.includes(': ') ? '; ' : ': '}${words}`,
    error.cause,
  );
}

function advised(
  profile: VendorProfile,
  transport: 'http' | 'sip',
  matches: (row: Advice) => boolean,
): string | undefined {
  return profile.advice.find((row) => matches(row) && (row.transport ?? transport) === transport)?.text;
}

function general(status: number, transport: 'http' | 'sip'): string | undefined {
  if (status >= 300 && status < 400) {
    return transport === 'http'
      ? 'it redirects, to a login page or to https; check the path, the protocol, and user name and password'
      : 'the phone has moved; check the SIP URI';
  }
  return GENERAL[transport][status];
}

/** Where no login was presented: what is asked for, without a word against the password. */
function unanswered({ status, login }: TransportAnswer, transport: 'http' | 'sip'): string | undefined {
  // HTTP's 407 is not the phone's.
  if (!login || login.refused || (transport === 'http' && status === 407)) return undefined;
  const name = transport === 'sip' ? 'SIP user name and password' : 'user name and password';
  const asked = login.asked.join(', ');
  if (asked === '') {
    return `it wants a login but sent no challenge that says which${transport === 'http' ? '; if it takes Basic, let the voip-phone node send it at once' : ''}`;
  }
  if (login.asked.some((scheme) => scheme === 'Digest' || (scheme === 'Basic' && transport === 'http'))) {
    return `it wants ${name} (${asked}): enter them in the voip-phone node`;
  }
  return `it asks for ${asked}, which is not known here; let it ask for ${transport === 'http' ? 'Digest or Basic' : 'Digest with MD5 or SHA-256'}`;
}

function codeOf(status: number): 'UNAUTHORIZED' | 'FORBIDDEN' | 'REFUSED' {
  if (status === 401 || status === 407) return 'UNAUTHORIZED';
  return status === 403 ? 'FORBIDDEN' : 'REFUSED';
}

/** Some phones answer 200 and tell the failure in the body. */
function obeyed(answer: TransportAnswer, { profile, transport }: JudgeContext): boolean {
  const rule = transport === 'http' ? profile.http?.answer.json : undefined;
  return !rule || String(propertyOf(answer.body, rule.property)) === rule.success;
}

function propertyOf(body: string | undefined, path: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(body ?? '');
  } catch {
    return undefined;
  }
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  // An object's text would be its own, or none.
  return typeof value === 'object' ? undefined : value;
}
