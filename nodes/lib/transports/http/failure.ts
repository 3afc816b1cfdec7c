import { type ErrorCause, PhoneError } from '../../errors';
import type { Attempt } from './attempt';

/** Words for the codes of a connection that never came about; `{at}` is the phone's address. */
const CONNECT_WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED:
    '{at} refused the connection: check the port, and whether the phone has its web server for this protocol switched on',
  EHOSTUNREACH: '{at} cannot be reached: check that the phone is on, and in which network (VLAN) it is',
  ENETUNREACH: '{at} cannot be reached: this machine has no route to that network',
  EHOSTDOWN: '{at} cannot be reached: check that the phone is on',
  ENOTFOUND: '{at}: the host name is not known: check its spelling, or enter the IP address',
  EAI_AGAIN: '{at}: the name server does not answer: enter the IP address, or try again later',
  EACCES: '{at}: this machine does not allow the connection: check its firewall',
  EMFILE: '{at}: this machine has too many files and connections open',
  EADDRNOTAVAIL: '{at}: this machine has no free address or port left for the connection',
  ECONNRESET: '{at} broke the connection off while it was being set up: check protocol and port',
};

const DISTRUSTED =
  "{at}: the phone's certificate is not trusted: choose a tls-config that holds its certificate (or the CA's), or one that does not verify the server";

const TLS_WORDS: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: DISTRUSTED,
  SELF_SIGNED_CERT_IN_CHAIN: DISTRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: DISTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT: DISTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: DISTRUSTED,
  CERT_UNTRUSTED: DISTRUSTED,
  CERT_HAS_EXPIRED:
    "{at}: the phone's certificate has expired: renew it, check the clocks, or choose a tls-config that does not verify the server",
  CERT_NOT_YET_VALID: "{at}: the phone's certificate is not valid yet: check the phone's clock and this machine's",
  ERR_TLS_CERT_ALTNAME_INVALID:
    "{at}: the phone's certificate is for another name: set the tls-config's server name to the certificate's, or one that does not verify the server",
  ERR_SSL_WRONG_VERSION_NUMBER: '{at} does not speak TLS on this port: choose http, or the port of https',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: '{at} does not speak TLS on this port: choose http, or the port of https',
  EPROTO: '{at} does not speak TLS on this port: choose http, or the port of https',
  ECONNRESET: '{at} broke the TLS handshake off: check that the port is the one of https',
};

/** No connection: nothing was sent. */
export function unreachable({ endpoint }: Attempt, error: Error): PhoneError {
  const tls = endpoint.protocol === 'https';
  const cause = causeOf(error);
  const code = cause.code ?? '';
  const known = (tls ? TLS_WORDS[code] : undefined) ?? CONNECT_WORDS[code];
  const words =
    known ??
    (tls
      ? `{at}: no TLS connection (${code || 'handshake failed'}): check the tls-config, and which TLS versions the phone knows`
      : `{at}: no connection${code && ` (${code})`}: check the address and the network`);
  return new PhoneError(
    'UNREACHABLE',
    words.replace('{at}', () => endpoint.label),
    cause,
  );
}

/** The attempt was cut off before anything was sent. */
export function cutBeforeSending({ endpoint: { label }, options, cutoff }: Attempt): PhoneError {
  return cutoff.reason === 'closed'
    ? new PhoneError(
        'CLOSED',
        `${label}: the command was given up before it was sent: its node was closed or redeployed`,
      )
    : new PhoneError(
        'UNREACHABLE',
        `${label} did not take a connection within ${seconds(options.timeout)}: check that the phone is on, its address, and the firewalls between`,
      );
}

/** The attempt was cut off after the command was sent: the phone may have executed it. */
export function cutAfterSending({ endpoint: { label }, options, cutoff }: Attempt): PhoneError {
  return cutoff.reason === 'closed'
    ? new PhoneError(
        'CLOSED',
        `${label}: the command was sent, but its node was closed or redeployed before the answer`,
      )
    : new PhoneError('TIMEOUT', `${label} took the command but did not answer within ${seconds(options.timeout)}`);
}

/** The command was sent, and no status came back. */
export function unreadable(
  { endpoint: { label } }: Attempt,
  kind: 'broken' | 'nonsense',
  error: Error | undefined,
): PhoneError {
  const words =
    kind === 'broken'
      ? `${label} took the command but broke the connection off before it answered`
      : `${label} took the command but its answer is not HTTP: check protocol and port`;
  const cause = error && causeOf(error);
  return new PhoneError('UNREADABLE_ANSWER', words, cause?.code === undefined ? undefined : cause);
}

function seconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 100) / 10} s`;
}

/** The system's own code; of several addresses tried, that of the first. Its words are left out: ours say more. */
function causeOf(error: Error): ErrorCause {
  const first = error instanceof AggregateError && error.errors[0] instanceof Error ? error.errors[0] : error;
  const code: unknown = 'code' in first ? first.code : undefined;
  return typeof code === 'string' && !code.startsWith('UND_') ? { code } : {};
}
