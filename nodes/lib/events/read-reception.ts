import { describeFault, type LookUp, readStored, type StoredNode } from '../stored-text';
import type { EventId, VendorCatalogue } from '../vendors';
import type { ReceptionSettings } from './reception';

/** What an `action-url in` node was set to, its variables replaced. */
export interface ReceptionReading {
  readonly settings: ReceptionSettings;
  /** Of a listener of its own; blank: Node-RED's server. */
  readonly port: string;
  /** What was meant and cannot be read, each named for a person: with one of these the node must refuse everybody. */
  readonly faults: readonly string[];
  /** It has a token, or was meant to. */
  readonly isGuard: boolean;
  /** Where the node would stand cannot be read: it must not stand anywhere else. */
  readonly isNowhere: boolean;
  /** Chosen events that nobody knows: kept, and never met. */
  readonly strangeEvents: readonly string[];
}

/**
 * @param phoneId the chosen phone, as Node-RED names it in a subflow
 * @param vendors whose events can be chosen
 */
export function readReception(
  { properties, credentials }: StoredNode,
  lookUp: LookUp,
  phoneId: string | undefined,
  vendors: VendorCatalogue,
): ReceptionReading {
  const faults: string[] = [];
  const read = (label: string, value: unknown, isSecret = false): string => {
    const { text, fault } = readStored(value, lookUp);
    if (fault) faults.push(describeFault(label, fault, isSecret));
    return text.trim();
  };
  // First, and counted: without these three nobody can say where it stands.
  const path = read('the path', properties['path']) || '/phone';
  // A request-target ends its path there (RFC 3986 section 3.3): no request would ever arrive.
  if (/[?#]/.test(path)) faults.push('the path (it holds ? or #)');
  const port = read('the port', properties['port']);
  read('the TLS configuration', properties['tls']);
  const isNowhere = faults.length > 0;

  const before = faults.length;
  const token = read('the token', credentials['token'], true);
  // Also where blanks were stored as one.
  if (token === '' && isMeant(properties['guarded']) && faults.length === before)
    faults.push('the token (it was stored once and is lost: enter it again)');
  const isGuard = token !== '' || faults.length > before;
  const phone = read('the phone', properties['phone']);
  const { chosen, strange } = readEvents(properties['events'], lookUp, vendors);
  if (chosen === 'no list') faults.push('the events (they are no list)');
  return {
    settings: {
      path,
      events: chosen === 'no list' ? new Set() : chosen,
      allow: read('the allow list', properties['allow']),
      trustedProxies: read('the list of trusted proxies', properties['trustedProxies']),
      rate: read('the rate', properties['rate']),
      unknownEvents: properties['unknownEvents'] === true,
      ...(token && { token }),
      // A name that is no node's is met by no phone.
      ...(phone && { phoneId: phoneId ?? phone }),
    },
    port,
    faults,
    isGuard,
    isNowhere,
    strangeEvents: strange,
  };
}

/** Anything but an absent or plainly false value: a guard is not lost to an odd spelling. */
function isMeant(guarded: unknown): boolean {
  return guarded !== undefined && guarded !== null && guarded !== false && guarded !== '';
}

function readEvents(
  events: unknown,
  lookUp: LookUp,
  vendors: VendorCatalogue,
): { chosen: ReadonlySet<EventId> | 'no list' | undefined; strange: string[] } {
  if (events === undefined) return { chosen: undefined, strange: [] };
  if (!Array.isArray(events)) return { chosen: 'no list', strange: [] };
  const all = events.map((event) => readStored(event, lookUp).text || String(event));
  const isKnown = (event: string): event is EventId => vendors.eventTerms.has(event);
  return {
    chosen: all.length > 0 ? new Set(all.filter(isKnown)) : undefined,
    strange: all.filter((event) => !isKnown(event)),
  };
}
