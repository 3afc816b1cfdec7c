import { aside, type Sentence, sentence } from '../sentences/sentence';
import { describeFault, type LookUp, readStored, type SettingName, type StoredNode } from '../stored-text';
import type { EventId, VendorCatalogue } from '../vendors';
import type { ReceptionSettings } from './reception';

/** What an `action-url in` node was set to, its variables replaced. */
export interface ReceptionReading {
  readonly settings: ReceptionSettings;
  /** Of a listener of its own; blank: Node-RED's server. */
  readonly port: string;
  /** What was meant and cannot be read, each named for a person: with one of these the node must refuse everybody. */
  readonly faults: readonly Sentence[];
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
  // Also where blanks were stored as one.
  if (token === '' && isMeant(properties['guarded']) && faults.length === before)
    note('token', sentence('fault.token-lost'));
  const isGuard = token !== '' || faults.length > before;
  const phone = read('phone', properties['phone']);
  const { chosen, strange } = readEvents(properties['events'], lookUp, vendors);
  if (chosen === 'no list') note('events', sentence('fault.no-list'));
  return {
    settings: {
      path,
      events: chosen === 'no list' ? new Set() : chosen,
      allow: read('allow', properties['allow']),
      trustedProxies: read('trustedProxies', properties['trustedProxies']),
      rate: read('rate', properties['rate']),
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
