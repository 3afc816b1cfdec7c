import { PhoneError } from '../../errors';
import {
  because,
  type Sentence,
  say,
  sentence,
  sentenceIn,
  vendorSentence,
  type Words,
} from '../../sentences/sentence';
import type { LoginOutcome, Redirect, TransportAnswer } from '../../transports/transport';
import type { Advice, AnswerRule, Refusal, VendorProfile } from '../../vendors';
import type { Plan } from '../../commands/plan';
import { refusalIn } from './refusal';

export interface JudgeContext {
  readonly profile: VendorProfile;
  readonly transport: 'http' | 'sip';
  /** The phone as it may be shown: `10.0.0.12`. */
  readonly address: Words;
  readonly plan: Plan;
}

/**
 * Judges the phone's final answer by the vendor's rule.
 *
 * @throws PhoneError UNAUTHORIZED, FORBIDDEN or REFUSED with `cause.status`; the words are the package's own, never
 * the phone's
 */
export function judgeAnswer(answer: TransportAnswer, context: JudgeContext): void {
  const { status } = answer;
  const { profile, transport, address } = context;
  if (transport === 'http' && leadsHome(answer, profile.http?.answer)) return;
  if (status >= 200 && status < 300) {
    const refusal = refusalOf(answer, context);
    if (!refusal && obeyed(answer, context)) return;
    const words =
      (refusal?.text === undefined ? undefined : vendorSentence(refusal.text)) ??
      advised(profile, transport, (row) => row.status === status) ??
      sentence('answer.not-done');
    throw new PhoneError(refusal?.code ?? 'REFUSED', because(answered(address, status), words), { status });
  }
  const advice = advised(profile, transport, (row) => row.status === status);
  const words =
    aboutLogin(answer, transport, advice) ??
    elsewhere(answer.redirect) ??
    advice ??
    general(status, transport, answer.redirect);
  const what = answered(address, status);
  throw new PhoneError(codeOf(status), words ? because(what, words) : what, { status });
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
  const words = advised(profile, transport, (row) => row.code === error.code) ?? noAnswer(transport, error.code);
  if (words === undefined || error.message.endsWith(say(words))) return error;
  const what = error.words;
  return new PhoneError(
    error.code,
    error.message.includes(': ') ? sentence('join.semicolon', { what, more: words }) : because(what, words),
    error.cause,
  );
}

function noAnswer(transport: 'http' | 'sip', code: PhoneError['code']): Sentence | undefined {
  if (transport === 'http')
    return code === 'TIMEOUT' || code === 'UNREADABLE_ANSWER' ? sentence('answer.may-be-done') : undefined;
  return code === 'TIMEOUT' ? sentence('answer.not-listed') : undefined;
}

function answered(phone: Words, status: number): Sentence {
  return sentence('answer.status', { phone, status });
}

function advised(
  profile: VendorProfile,
  transport: 'http' | 'sip',
  matches: (row: Advice) => boolean,
): Sentence | undefined {
  const row = profile.advice.find((each) => matches(each) && (each.transport ?? transport) === transport);
  return row && vendorSentence(row.text);
}

/**
 * What a status means for a command, where the vendor's own advice does not say it. A refused request was not done,
 * but of 5xx and of statuses that a proxy sends nobody knows what the phone made of it. A status that has no words of its
 * own means what its hundred does (RFC 9110 section 15, RFC 3261 section 8.1.3.2).
 */
function general(status: number, transport: 'http' | 'sip', redirect: Redirect | undefined): Sentence | undefined {
  if (status >= 300 && status < 400) {
    if (transport === 'sip') return sentence('answer.moved-sip');
    if (redirect?.isLogin) return sentence('answer.to-login');
    return sentence(redirect ? 'answer.to-own-page' : 'answer.to-unknown');
  }
  const section = `${transport}-status` as const;
  return sentenceIn(section, String(status)) ?? sentenceIn(section, `${Math.floor(status / 100)}xx`);
}

/** A redirect is never followed: the command would go where nobody sent it. Where it leads is what must be set. */
function elsewhere(redirect: Redirect | undefined): Sentence | undefined {
  if (!redirect?.isElsewhere) return undefined;
  const { protocol, port, target, isOtherHost } = redirect;
  return sentence(isOtherHost ? 'answer.other-host' : 'answer.elsewhere', { protocol, port, target });
}

/** What a 401 or 407 wants, and where such a login is found: vendors' advice says whose it is, whatever became of it. */
function aboutLogin(
  answer: TransportAnswer,
  transport: 'http' | 'sip',
  advice: Sentence | undefined,
): Sentence | undefined {
  const { status, login } = answer;
  if (!login) return undefined;
  const missing = unanswered(answer, transport);
  // Whose login it is helps nobody where none is taken.
  if (missing !== undefined && !takesLogin(login, transport)) return missing;
  const words = missing ?? general(status, transport, undefined);
  return words && advice ? sentence('join.semicolon', { what: words, more: advice }) : words;
}

/** Whether it asks for what we know. */
function takesLogin({ asked }: LoginOutcome, transport: 'http' | 'sip'): boolean {
  return asked.some((scheme) => scheme === 'Digest' || (scheme === 'Basic' && transport === 'http'));
}

/** Where no login was presented: what is asked for, without a word against the password. */
function unanswered({ status, login }: TransportAnswer, transport: 'http' | 'sip'): Sentence | undefined {
  // HTTP's 407 is not the phone's.
  if (!login || login.refused || (transport === 'http' && status === 407)) return undefined;
  const isSip = transport === 'sip';
  const asked = login.asked.join(', ');
  if (asked === '') return sentence(isSip ? 'answer.no-challenge-sip' : 'answer.no-challenge');
  if (takesLogin(login, transport)) {
    return sentence(isSip ? 'answer.wants-login-sip' : 'answer.wants-login', { asked });
  }
  return sentence(isSip ? 'answer.unknown-login-sip' : 'answer.unknown-login', { asked });
}

function codeOf(status: number): 'UNAUTHORIZED' | 'FORBIDDEN' | 'REFUSED' {
  if (status === 401 || status === 407) return 'UNAUTHORIZED';
  return status === 403 ? 'FORBIDDEN' : 'REFUSED';
}

/** Some phones answer 200 and tell the failure in the body. */
function obeyed(answer: TransportAnswer, { profile, transport }: JudgeContext): boolean {
  return transport !== 'http' || !profile.http || saysDone(answer.body, profile.http.answer);
}

/** Some send whoever gave a command on to a page of their own, whatever came of it: to a login page who must log in. */
export function leadsHome({ status, redirect }: TransportAnswer, rule: AnswerRule | undefined): boolean {
  if (status < 300 || status >= 400 || !rule?.redirect) return false;
  return redirect !== undefined && !redirect.isElsewhere && !redirect.isLogin;
}

/** Whether a body says what this vendor's phones say where they did it; of most the status says it alone. */
export function saysDone(body: string | undefined, { json }: AnswerRule): boolean {
  return !json || String(propertyOf(body, json.property)) === json.success;
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
