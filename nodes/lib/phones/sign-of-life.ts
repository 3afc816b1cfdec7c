import type { PlannedPost } from '../commands/plan';
import { renderPost } from '../commands/post';
import { type Filling, placeholdersOf, renderTemplate } from '../commands/template';
import { writeForQuery } from '../commands/wire';
import { PhoneError, type TlsFault } from '../errors';
import type { TransportAnswer } from '../transports/transport';
import { leadsHome, saysDone } from './delivery/judge';
import { refusalIn } from './delivery/refusal';
import type { Finding, Outcome } from './finding';
import type { QuestionLogin } from './guard';
import type { Phone } from './phone';
import type { PhoneSettings } from './settings';

/** What was wrong with TLS, as far as the dialog has words of its own for it. */
const TLS_OUTCOMES: Readonly<Record<TlsFault, Outcome>> = {
  'too-old': 'tls-old',
  'no-cipher': 'tls-cipher',
  weak: 'tls-weak',
  'self-signed': 'certificate',
  issuer: 'certificate',
  intermediate: 'certificate',
  root: 'certificate',
  name: 'certificate-name',
  expired: 'certificate-expired',
  'not-yet-valid': 'certificate-early',
  revoked: 'certificate-unusable',
  unusable: 'certificate-unusable',
  'client-certificate': 'client-certificate',
  'client-certificate-refused': 'client-certificate-refused',
  'unknown-name': 'tls-unknown-name',
  'not-tls': 'no-tls',
  closed: 'tls-closed',
  mute: 'tls-mute',
  broken: 'tls-broken',
  settings: 'tls-settings',
};

export interface SignOfLifeLimits {
  /** Milliseconds for the request. */
  readonly timeout: number;
  /** Milliseconds for everything, the commands before it included. */
  readonly patience: number;
  /** It ends when a command comes. */
  readonly givesWay?: boolean;
}

interface Probe {
  readonly target: string;
  readonly post?: PlannedPost;
}

const LIMITS: SignOfLifeLimits = { timeout: 5000, patience: 10_000 };

/**
 * Asks a deployed phone whether it lives, by one request that presses no key, and says what was found in one word. Who
 * asks while another question is under way gets that one's finding.
 */
export function signOfLife(phone: Phone, limits: SignOfLifeLimits = LIMITS): Promise<Finding> {
  phone.signOfLife ??= findLife(phone, limits).finally(() => (phone.signOfLife = undefined));
  return phone.signOfLife;
}

/** As `signOfLife`, shared with nobody. */
export async function findLife(
  phone: Phone,
  { timeout, patience, givesWay = false }: SignOfLifeLimits,
): Promise<Finding> {
  const { settings } = phone;
  const { transport } = settings;
  const probe = probeOf(phone);
  const find = (outcome: Outcome, found: Omit<Finding, 'outcome' | 'transport' | 'host'> = {}): Finding => ({
    outcome,
    transport,
    host: phone.host,
    ...found,
  });
  if (probe === null) return find('password-missing');
  const path = probe?.target ?? harmlessPath(phone);
  if (path === undefined) return find('no-vendor');
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), patience);
  try {
    const isSip = transport === 'sip';
    const post = probe?.post;
    const options = { timeout, signal: giveUp.signal, wantBody: !isSip, givesWay, ...(post && { post }) };
    const answer = await phone.ask(path, options, probe === undefined ? undefined : probeLogin(phone));
    const { status, redirect } = answer;
    const outcome = isSip
      ? bySip(status, settings)
      : leadsHome(answer, phone.profile?.http?.answer)
        ? 'reachable'
        : (probe && byProbe(answer, phone)) || byHttp(answer, path, settings);
    return find(outcome, {
      status,
      ...(redirect && outcome !== 'reachable' && { target: redirect.target }),
    });
  } catch (error) {
    if (!(error instanceof PhoneError)) throw error;
    const { code, tls, names } = error.cause ?? {};
    return find(giveUp.signal.aborted ? 'busy' : unanswered(error), {
      // What OpenSSL calls it says nothing that our words do not.
      ...(code !== undefined && !tls && { code }),
      ...(names && { names }),
    });
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The vendor's own harmless request, the login in it, for phones whose path is the vendor's.
 * @returns null where it wants a login that the phone has not
 */
function probeOf({ settings: { path, transport, credentials }, profile }: Phone): Probe | null | undefined {
  const probe = profile?.http?.probe;
  if (!probe || transport === 'sip' || path) return undefined;
  const { request, post } = probe;
  const login: Record<string, Filling> = {};
  for (const name of ['username', 'password'] as const) {
    if (credentials[name] !== '') login[name] = { value: credentials[name], secret: true };
  }
  const wanted = [request, post?.text ?? ''].flatMap((text) => placeholdersOf(text).required);
  if (wanted.some((name) => !login[name])) return null;
  const target = renderTemplate(request, login, writeForQuery).wire;
  return { target, ...(post && { post: renderPost(post, login) }) };
}

/** A password that the phone refuses within a 200 is not tried again soon, as after a 401. */
function probeLogin({ profile, settings: { credentials } }: Phone): QuestionLogin {
  const { answer: rule, probe } = profile?.http ?? {};
  const placed = [probe?.request ?? '', probe?.post?.text ?? ''].map(placeholdersOf);
  const isPlaced = placed.some(({ required, optional }) => [...required, ...optional].includes('password'));
  return {
    isInUrl: isPlaced && credentials.password !== '',
    isRefused: ({ status, body }) =>
      status >= 200 && status < 300 && rule !== undefined && refusalIn(body, rule)?.code === 'UNAUTHORIZED',
  };
}

/** What a success by its status says by its body, as it would of a command; undefined where nothing speaks against it. */
function byProbe({ status, body }: TransportAnswer, { profile, settings }: Phone): Outcome | undefined {
  const rule = profile?.http?.answer;
  if (!rule || status < 200 || status >= 300) return undefined;
  const refusal = refusalIn(body, rule);
  if (refusal?.code === 'UNAUTHORIZED')
    return settings.credentials.password === '' ? 'password-missing' : 'unauthorized';
  if (refusal) return refusal.unknownRequest ? 'not-understood' : 'failed';
  return saysDone(body, rule) ? undefined : 'failed';
}

/**
 * The path at which the phone takes commands, without the parameters that make a request one: what answers there tells
 * whether commands may come from here. Where there is no such path, the server's root.
 * @returns undefined without a vendor
 */
function harmlessPath({ settings: { path }, profile }: Phone): string | undefined {
  if (!profile) return undefined;
  const [before = '', query] = (path || (profile.http?.path ?? '')).split('?', 2);
  // Without `?` the keys are part of the path, and what is left of it may be anything.
  return query !== undefined && before.startsWith('/') && !before.includes('{') ? before : '/';
}

/** Only an answer that this request can have from a phone which takes commands is a sign that it does. */
function byHttp({ status, body = '' }: TransportAnswer, path: string, { credentials }: PhoneSettings): Outcome {
  if (status === 401) return credentials.username + credentials.password === '' ? 'password-missing' : 'unauthorized';
  if (status === 403) return 'forbidden';
  // At its root a web server may well have nothing, or the page to log in at; at the path of the commands it may not.
  const isRoot = path === '/';
  if (status === 404 || status === 405 || status === 410) return isRoot ? 'reachable' : 'not-a-phone';
  if (status === 407 || (status === 501 && !isRoot)) return 'not-a-phone';
  if (status === 408 || status === 429 || status === 503) return 'busy';
  if (status >= 200 && status < 300) return !isRoot && LOGIN_PAGE.test(body) ? 'login-page' : 'reachable';
  return byHundred(status);
}

/** A field for a password, a title that says so, or a page that leads to such a one. */
const LOGIN_PAGE =
  /<input\b[^<>]{0,500}\btype\s{0,9}=\s{0,9}["']?password|<title>[^<]{0,100}(?:log-?\s?in|sign-?\s?in|anmeld)|(?:\blocation(?:\.href)?\s{0,9}=|\burl=)[^<>;]{0,100}login/i;

/** Statuses by which a server says that nobody is there under this URI (RFC 3261 section 21). */
const NOBODY: readonly number[] = [404, 408, 410, 480, 484, 485, 604];
/** Besides 2xx: OPTIONS is answered as a call would be (RFC 3261 section 11.2), or not known to who is there. */
const THERE: readonly number[] = [405, 486, 501, 600, 603];

function bySip(status: number, { credentials }: PhoneSettings): Outcome {
  if (status === 401 || status === 407) return credentials.sipUsername === '' ? 'password-missing' : 'unauthorized';
  if (status === 403) return 'forbidden';
  if (NOBODY.includes(status)) return 'not-registered';
  if ((status >= 200 && status < 300) || THERE.includes(status)) return 'reachable';
  return status === 503 ? 'busy' : byHundred(status);
}

function byHundred(status: number): Outcome {
  if (status >= 300 && status < 400) return 'redirect';
  return status >= 500 && status < 600 ? 'failed' : 'not-understood';
}

function unanswered({ code, cause }: PhoneError): Outcome {
  switch (code) {
    case 'UNREACHABLE':
      return cause?.tls ? TLS_OUTCOMES[cause.tls] : 'unreachable';
    case 'TIMEOUT':
      return 'silent';
    case 'UNREADABLE_ANSWER':
      return 'not-a-phone';
    case 'NO_ADDRESS':
      return 'no-address';
    case 'QUEUE_FULL':
      return 'busy';
    case 'CLOSED':
      return 'not-deployed';
    // Thrown, not answered: nothing was sent.
    case 'UNAUTHORIZED':
      return 'locked';
    default:
      return 'invalid';
  }
}
