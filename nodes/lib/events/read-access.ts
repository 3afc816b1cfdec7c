import { aside, type Sentence, sentence } from '../sentences/sentence';
import { describeFault, type LookUp, readStored, type SettingName, type StoredNode } from '../stored-text';
import type { PreviousToken } from './token';
import { readUntil } from './until';

/** Where phones come in and what they must show: what a `phone-listener` was set to, or a node that has none. */
export interface AccessReading {
  readonly path: string;
  /** Of its own; blank: Node-RED's server. */
  readonly port: string;
  /** Comma lists of addresses and ranges. */
  readonly allow: string;
  readonly trustedProxies: string;
  /** Every connection of the port begins with a PROXY header of a trusted proxy. */
  readonly proxyProtocol: boolean;
  readonly rate: string;
  /** '' where none is asked for. */
  readonly token: string;
  readonly previous?: PreviousToken;
  /** What was meant and cannot be read, each named for a person: with one of these everybody must be refused. */
  readonly faults: readonly Sentence[];
  /** It has a token, or was meant to. */
  readonly isGuard: boolean;
  /** Where it would stand cannot be read: it must not stand anywhere else. */
  readonly isNowhere: boolean;
  /** To be said; nothing is closed by it. */
  readonly notes: readonly Sentence[];
}

/** @param stored of a node without a listener; what only listeners have is absent there */
export function readAccess({ properties, credentials }: StoredNode, lookUp: LookUp): AccessReading {
  const faults: Sentence[] = [];
  const note = (name: SettingName, why: Sentence): void => void faults.push(aside(sentence(`setting.${name}`), why));
  const read = (name: SettingName, value: unknown, isSecret = false): string => {
    const { text, fault } = readStored(value, lookUp);
    if (fault) faults.push(describeFault(sentence(`setting.${name}`), fault, isSecret));
    return text.trim();
  };
  // First, and counted: without these three nobody can say where it stands.
  const path = read('path', properties['path']) || '/phone';
  // A request-target ends its path there (RFC 3986 section 3.3): no request would ever arrive.
  if (/[?#]/.test(path)) note('path', sentence('fault.path'));
  const port = read('port', properties['port']);
  read('tls', properties['tls']);
  const isNowhere = faults.length > 0;

  const before = faults.length;
  const token = read('token', credentials['token'], true);
  const former = readPrevious(properties['previousUntil'], credentials['previousToken'], lookUp);
  // Also where blanks were stored as one, and where a token is known to have gone before it.
  if (token === '' && (isMeant(properties['guarded']) || former.isMeant) && faults.length === before)
    note('token', sentence('fault.token-lost'));
  const isGuard = token !== '' || faults.length > before;
  const trustedProxies = read('trustedProxies', properties['trustedProxies']);
  const wanted = properties['proxyProtocol'];
  // Neither is guessed: one would believe everybody, the other nobody.
  if (isMeant(wanted) && wanted !== true) note('proxyProtocol', sentence('fault.no-switch'));
  const proxyProtocol = wanted === true;
  if (proxyProtocol && port === '') note('proxyProtocol', sentence('fault.no-port'));
  if (proxyProtocol && trustedProxies === '') note('trustedProxies', sentence('fault.no-proxies'));
  return {
    path,
    port,
    allow: read('allow', properties['allow']),
    trustedProxies,
    proxyProtocol,
    rate: read('rate', properties['rate']),
    token,
    ...(former.previous && { previous: former.previous }),
    faults,
    isGuard,
    isNowhere,
    notes: former.notes,
  };
}

/** Anything but an absent or plainly false value: a guard is not lost to an odd spelling. */
function isMeant(guarded: unknown): boolean {
  return guarded !== undefined && guarded !== null && guarded !== false && guarded !== '';
}

interface Former {
  readonly previous?: PreviousToken;
  readonly isMeant: boolean;
  readonly notes: readonly Sentence[];
}

/** What cannot be read takes nothing from the present token: the previous one is refused, and that is said. */
function readPrevious(until: unknown, secret: unknown, lookUp: LookUp): Former {
  const { text, fault } = readStored(secret, lookUp);
  const token = text.trim();
  if (fault) {
    const why = describeFault(sentence('setting.previousToken'), fault, true);
    return { isMeant: true, notes: [sentence('event.previous-unread', { why })] };
  }
  if (token === '') return { isMeant: false, notes: [] };
  const written = readStored(until, lookUp);
  const moment = readUntil(written.text);
  if (moment !== undefined) return { previous: { token, until: moment }, isMeant: true, notes: [] };
  const isBlank = written.text.trim() === '' && !written.fault;
  return {
    // Refused, and known: who still comes with it can be told.
    previous: { token, until: Number.NEGATIVE_INFINITY },
    isMeant: true,
    notes: [sentence(isBlank ? 'event.no-until' : 'event.until-unread')],
  };
}
