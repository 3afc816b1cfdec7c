import { PhoneError } from '../../errors';
import type { LoginOutcome, Redirect, TransportAnswer } from '../../transports/transport';
import type { Advice, Refusal, VendorProfile } from '../../vendors';
import type { Plan } from '../../commands/plan';
import { refusalIn } from './refusal';

export interface JudgeContext {
  readonly profile: VendorProfile;
  readonly transport: 'http' | 'sip';
  /** The phone as it may be shown: `10.0.0.12`. */
  readonly address: string;
  readonly plan: Plan;
}

/**
 * What a status means for a command, where the vendor's own advice does not say it. A refused request was not done,
 * but of 5xx and of statuses that a proxy sends nobody knows what the phone made of it.
 */
const GENERAL: Readonly<Record<'http' | 'sip', Readonly<Partial<Record<number, string>>>>> = {
  http: {
    400: 'the phone does not understand the request; check the vendor and the path, and whether the port is the one of https',
    401: 'it wants another user name or password; a phone that counts failures locks for minutes, so nothing is tried again',
    402: 'it is locked or not licensed for this; look at its web page',
    403: "Active URI is off, or this address is not on the phone's allow list",
    404: 'it has no such path; check the vendor and the path',
    405: 'the path belongs to something else; check the vendor and the path',
    406: 'it has nothing to answer there; check the vendor and the path',
    407: 'something before the phone wants a login; check the host',
    408: 'it waited too long for the request; check the network, then send it again',
    410: 'it no longer has this path; check the vendor and the path',
    411: 'it takes commands by another method there; check the vendor and the path',
    413: 'the command is too long for it; send fewer keys at a time',
    414: 'the command is too long for it; send fewer keys at a time',
    415: 'it takes commands in another form there; check the vendor and the path',
    421: 'its server is not meant for this address; check the host and the port',
    423: 'it is locked, perhaps by somebody at its web page; send it again later',
    426: 'it wants another protocol; choose https',
    429: 'it got too many requests; send fewer',
    431: 'the command is too long for it; send fewer keys at a time',
    500: 'it failed on the command, which may have been done in part; check the model, or restart the phone',
    501: 'it does not know this kind of request; check the vendor and the path',
    502: 'something before the phone does not get through to it; check the host, and whether the phone is on',
    503: 'it is busy; phones serve few requests at a time, so send it again later',
    504: 'something before the phone got no answer from it; the command may have been done, so look at the phone first',
    505: 'it does not know this version of HTTP; check the host and the port',
  },
  sip: {
    400: 'it does not understand the NOTIFY; check the SIP URI and the vendor',
    401: 'it wants another SIP user name or password',
    403: "Active URI is off, or this address is not on the phone's allow list",
    404: 'nobody there has this SIP user; check the SIP URI',
    405: 'it takes no NOTIFY that it did not subscribe to; switch Active URI by SIP on, or use HTTP',
    406: 'it cannot answer in a form that is understood here; check the vendor, or use HTTP',
    407: 'the proxy wants another SIP user name or password',
    408: 'the phone did not answer its server in time; check that it is registered',
    410: 'nobody there has this SIP user any more; check the SIP URI',
    413: 'the command is too long for it; send fewer keys at a time',
    414: 'the SIP URI is too long for it; check the SIP URI',
    415: 'it does not take commands in this form; check the vendor, or use HTTP',
    416: 'it does not take this kind of SIP URI (sip: or sips:); check the SIP URI',
    420: 'it wants a SIP extension that this side lacks; check the server in between, or use HTTP',
    421: 'it wants a SIP extension that this side lacks; check the server in between, or use HTTP',
    423: 'it takes this NOTIFY only in a subscription; use HTTP',
    480: 'the phone is not registered, or not reachable through this server',
    481: 'Active URI is off, or the firmware takes this NOTIFY only in a subscription',
    482: 'the request came back to a server that had it before; check the SIP URI and the proxy',
    483: 'the request went over too many servers; check the SIP URI and the proxy',
    484: 'the SIP user is incomplete; check the SIP URI',
    485: 'several have this SIP user; check the SIP URI',
    486: 'it is busy; send it again later',
    487: 'the request was cancelled on the way; look at the phone before sending it again',
    488: 'it does not accept the command as it is; check the vendor and the firmware, or use HTTP',
    489: 'Active URI is off, or the firmware does not know this event',
    491: 'it is at another request just now; send it again',
    493: 'it cannot decode the command; check the vendor',
    500: 'the phone or its server failed on the command, which may have been done; look at the phone before sending it again',
    501: 'it does not know NOTIFY; use HTTP',
    502: 'a server between got an answer that it does not understand; check the proxy',
    503: 'the server or phone is overloaded; send it again later',
    504: 'a server between did not get through to the phone in time; check that the phone is on and registered',
    505: 'it does not know this version of SIP; check the SIP URI and the port',
    513: 'the command is too long for it; send fewer keys at a time',
    580: 'it cannot do this now; send it again later',
    600: 'it is busy everywhere; send it again later',
    603: 'it declines the command; check that Active URI is on, and what is set there',
    604: 'nobody anywhere has this SIP user; check the SIP URI',
    606: 'it does not accept the command as it is; check the vendor and the firmware, or use HTTP',
  },
};

/** What a status that no table names means by its hundred (RFC 9110 section 15, RFC 3261 section 8.1.3.2). */
const BY_HUNDRED: Readonly<Record<'http' | 'sip', Readonly<Partial<Record<number, string>>>>> = {
  http: {
    4: 'it refuses the request; check the vendor and the path',
    5: 'it failed on the command, which may have been done; look at the phone before sending it again',
  },
  sip: {
    4: 'it refuses the NOTIFY; check the SIP URI and the vendor',
    5: 'the phone or its server failed on the command, which may have been done; look at the phone before sending it again',
    6: 'it refuses the command everywhere; check the SIP URI',
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
    const refusal = refusalOf(answer, context);
    if (!refusal && obeyed(answer, context)) return;
    const words =
      refusal?.text ??
      advised(profile, transport, (row) => row.status === status) ??
      'it says that it did not do the command';
    throw new PhoneError(refusal?.code ?? 'REFUSED', `${address} answered ${status}: ${words}`, { status });
  }
  const advice = advised(profile, transport, (row) => row.status === status);
  const words =
    aboutLogin(answer, transport, advice) ??
    elsewhere(answer.redirect) ??
    advice ??
    general(status, transport, answer.redirect);
  throw new PhoneError(codeOf(status), `${address} answered ${status}${words ? `: ${words}` : ''}`, { status });
}

/** Whether the answer says that the phone does not know this request at all: nothing was done, another form may go. */
export function isUnknownRequest(answer: TransportAnswer, context: JudgeContext): boolean {
  return answer.status === 404 || refusalOf(answer, context)?.unknownRequest === true;
}

/** Whether the phone refused the login within an answer that is a success by its status. */
export function isLoginRefused(answer: TransportAnswer, context: JudgeContext): boolean {
  return refusalOf(answer, context)?.code === 'UNAUTHORIZED';
}

function refusalOf(answer: TransportAnswer, { profile, transport }: JudgeContext): Refusal | undefined {
  const isSuccess = answer.status >= 200 && answer.status < 300;
  return isSuccess && transport === 'http' && profile.http ? refusalIn(answer.body, profile.http.answer) : undefined;
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

function general(status: number, transport: 'http' | 'sip', redirect: Redirect | undefined): string | undefined {
  if (status >= 300 && status < 400) {
    if (transport === 'sip') return 'the phone has moved; check the SIP URI';
    if (redirect?.isLogin) return 'it redirects to its login page; check user name and password, and the path';
    return redirect
      ? 'it redirects to another page of its own; check the vendor and the path, and user name and password'
      : 'it redirects, to a login page or to https; check the path, the protocol, and user name and password';
  }
  return GENERAL[transport][status] ?? BY_HUNDRED[transport][Math.floor(status / 100)];
}

/** A redirect is never followed: the command would go where nobody sent it. Where it leads is what must be set. */
function elsewhere(redirect: Redirect | undefined): string | undefined {
  if (!redirect?.isElsewhere) return undefined;
  const { protocol, port, target, isOtherHost } = redirect;
  return `it redirects to ${target}; choose ${isOtherHost ? 'that host, ' : ''}${protocol} and port ${port} at the phone, if that is the phone`;
}

/** What a 401 or 407 wants, and where such a login is found: vendors' advice says whose it is, whatever became of it. */
function aboutLogin(
  answer: TransportAnswer,
  transport: 'http' | 'sip',
  advice: string | undefined,
): string | undefined {
  const { status, login } = answer;
  if (!login) return undefined;
  const missing = unanswered(answer, transport);
  // Whose login it is helps nobody where none is taken.
  if (missing !== undefined && !takesLogin(login, transport)) return missing;
  const words = missing ?? general(status, transport, undefined);
  return words !== undefined && advice !== undefined ? `${words}; ${advice}` : words;
}

/** Whether it asks for what we know. */
function takesLogin({ asked }: LoginOutcome, transport: 'http' | 'sip'): boolean {
  return asked.some((scheme) => scheme === 'Digest' || (scheme === 'Basic' && transport === 'http'));
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
  if (takesLogin(login, transport)) {
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
