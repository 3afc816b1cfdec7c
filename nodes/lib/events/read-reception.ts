import { aside, type Sentence, sentence } from '../sentences/sentence';
import { describeFault, type LookUp, readStored, type SettingName, type StoredNode } from '../stored-text';
import type { EventId, VendorCatalogue } from '../vendors';
import { type AccessReading, readAccess } from './read-access';
import type { ReceptionSettings } from './reception';

/** What an `action-url in` node was set to, its variables replaced. */
export interface ReceptionReading {
  readonly settings: ReceptionSettings;
  /** Of a listener of its own; blank: Node-RED's server. */
  readonly port: string;
  /** Every connection of that port begins with a PROXY header. */
  readonly proxyProtocol: boolean;
  /** What was meant and cannot be read, each named for a person: with one of these the node must refuse everybody. */
  readonly faults: readonly Sentence[];
  /** It has a token, or was meant to. */
  readonly isGuard: boolean;
  /** Where the node would stand cannot be read: it must not stand anywhere else. */
  readonly isNowhere: boolean;
  /** It is to have a listener, and that is missing or disabled. */
  readonly lacksListener: boolean;
  /** Chosen events that nobody knows: kept, and never met. */
  readonly strangeEvents: readonly string[];
}

/** A deployed `phone-listener`, as its nodes see it. */
export interface ListenerSettings {
  /** Of its node. */
  readonly id: string;
  readonly access: AccessReading;
}

/** What surrounds a node. */
export interface ReceptionSurroundings {
  readonly lookUp: LookUp;
  /** The chosen phone, as Node-RED names it in a subflow. */
  readonly phoneId: string | undefined;
  /** The chosen one, where it is deployed. */
  readonly listener?: ListenerSettings | undefined;
  /** Whose events can be chosen. */
  readonly vendors: VendorCatalogue;
}

export function readReception(
  stored: StoredNode,
  { lookUp, phoneId, listener, vendors }: ReceptionSurroundings,
): ReceptionReading {
  const { properties } = stored;
  const faults: Sentence[] = [];
  const note = (name: SettingName, why: Sentence): void => void faults.push(aside(sentence(`setting.${name}`), why));
  const isShared = !isBlank(properties['listener']);
  // With a listener the node's own fields of the same names say nothing.
  const access = listener?.access ?? readAccess(isShared ? { properties: {}, credentials: {} } : stored, lookUp);
  const lacksListener = isShared && !listener;
  if (lacksListener) note('listener', sentence('fault.no-listener'));
  faults.push(...access.faults);

  const { text: phone, fault } = readStored(properties['phone'], lookUp);
  if (fault) faults.push(describeFault(sentence('setting.phone'), fault));
  const { chosen, strange } = readEvents(properties['events'], lookUp, vendors);
  if (chosen === 'no list') note('events', sentence('fault.no-list'));
  const { path, port, allow, trustedProxies, proxyProtocol, rate, token, previous, isGuard } = access;
  return {
    settings: {
      path,
      events: chosen === 'no list' ? new Set() : chosen,
      allow,
      trustedProxies,
      rate,
      unknownEvents: properties['unknownEvents'] === true,
      ...(token && { token }),
      ...(previous && { previous }),
      ...(listener && { listenerId: listener.id }),
      // A name that is no node's is met by no phone.
      ...(phone.trim() && { phoneId: phoneId ?? phone.trim() }),
    },
    port,
    proxyProtocol,
    faults,
    isGuard,
    isNowhere: access.isNowhere || lacksListener,
    lacksListener,
    strangeEvents: strange,
  };
}

const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

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
