import { PhoneError } from '../errors';
import { profileOf } from '../vendors';
import type { Phone } from './phone';
import type { PhoneSettings } from './settings';

/** What came of asking, as the dialog's words name it. */
export type Outcome =
  | 'reachable'
  | 'unauthorized'
  | 'password-missing'
  | 'locked'
  | 'forbidden'
  | 'not-a-phone'
  | 'not-registered'
  | 'certificate'
  | 'no-tls'
  | 'unreachable'
  | 'silent'
  | 'no-address'
  | 'no-vendor'
  | 'invalid'
  | 'busy'
  | 'not-deployed';

export interface Finding {
  readonly outcome: Outcome;
  readonly transport: 'http' | 'sip';
  /** Where the phone was asked; '' where that is not known. */
  readonly host: string;
  /** The answer's HTTP or SIP status, where there was one. */
  readonly status?: number;
  /** The system's word for a connection that failed: `ECONNREFUSED`. */
  readonly code?: string;
}

export interface SignOfLifeLimits {
  /** Milliseconds for the request. */
  readonly timeout: number;
  /** Milliseconds for everything, the commands before it included. */
  readonly patience: number;
}

const LIMITS: SignOfLifeLimits = { timeout: 5000, patience: 10_000 };

const underWay = new WeakMap<Phone, Promise<Finding>>();

/**
 * Asks a deployed phone whether it lives, by one request that presses no key, and says what was found in one word. Who
 * asks while another question is under way gets that one's finding.
 */
export function signOfLife(phone: Phone, limits: SignOfLifeLimits = LIMITS): Promise<Finding> {
  const running = underWay.get(phone) ?? ask(phone, limits).finally(() => underWay.delete(phone));
  underWay.set(phone, running);
  return running;
}

async function ask(phone: Phone, { timeout, patience }: SignOfLifeLimits): Promise<Finding> {
  const { settings } = phone;
  const { transport } = settings;
  const path = harmlessPath(settings);
  const find = (outcome: Outcome, found: { status?: number; code?: string } = {}): Finding => ({
    outcome,
    transport,
    host: phone.host,
    ...found,
  });
  if (path === undefined) return find('no-vendor');
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), patience);
  try {
    const { status } = await phone.ask(path, { timeout, signal: giveUp.signal });
    return find(transport === 'sip' ? bySip(status, settings) : byHttp(status, path, settings), { status });
  } catch (error) {
    if (!(error instanceof PhoneError)) throw error;
    const { code } = error.cause ?? {};
    return find(giveUp.signal.aborted ? 'busy' : unanswered(error), code === undefined ? {} : { code });
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The path at which the phone takes commands, without the parameters that make a request one: what answers there tells
 * whether commands may come from here. Where there is no such path, the server's root.
 * @returns undefined without a vendor
 */
function harmlessPath({ vendor, path }: PhoneSettings): string | undefined {
  const profile = profileOf(vendor);
  if (!profile) return undefined;
  const [before = '', query] = (path || (profile.http?.path ?? '')).split('?', 2);
  // Without `?` the keys are part of the path, and what is left of it may be anything.
  return query !== undefined && before.startsWith('/') && !before.includes('{') ? before : '/';
}

function byHttp(status: number, path: string, { credentials }: PhoneSettings): Outcome {
  if (status === 401) return credentials.username + credentials.password === '' ? 'password-missing' : 'unauthorized';
  if (status === 403) return 'forbidden';
  // The root may well be missing; the path of the commands may not.
  if (path !== '/' && [404, 405, 410, 501].includes(status)) return 'not-a-phone';
  return status === 407 ? 'not-a-phone' : 'reachable';
}

/** Statuses by which a server says that nobody is there under this URI (RFC 3261 section 21). */
const NOBODY: readonly number[] = [404, 408, 410, 480, 604];

function bySip(status: number, { credentials }: PhoneSettings): Outcome {
  if (status === 401 || status === 407) return credentials.sipUsername === '' ? 'password-missing' : 'unauthorized';
  if (status === 403) return 'forbidden';
  return NOBODY.includes(status) ? 'not-registered' : 'reachable';
}

/** OpenSSL's and Node's codes for a certificate that was read and refused. */
const CERTIFICATE = /CERT|SIGNED|^UNABLE_TO_|^INVALID_(?:CA|PURPOSE)$|^HOSTNAME_MISMATCH$/;
/** The other side does not speak TLS. */
const NO_TLS: readonly string[] = ['ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_PACKET_LENGTH_TOO_LONG', 'EPROTO'];

function unanswered({ code, cause }: PhoneError): Outcome {
  switch (code) {
    case 'UNREACHABLE':
      if (NO_TLS.includes(cause?.code ?? '')) return 'no-tls';
      return CERTIFICATE.test(cause?.code ?? '') ? 'certificate' : 'unreachable';
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
