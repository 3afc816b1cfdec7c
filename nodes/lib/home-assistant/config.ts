import { type Component, COMPONENTS, TERMS } from './components';
import { type CallEventType, CALL_EVENTS } from './call-events';
import { commandTopic, identifierOf, type Place, statusTopic, topicOf } from './names';
import { type Offers, offered } from './offers';
import { STATES } from './states';
import { cleaned } from './text';

/** What a device is, beside its entities. */
export interface DeviceFacts {
  /** As `deviceId`. */
  readonly id: string;
  readonly name: string;
  /** 12 lower-case hex digits, or ''. */
  readonly mac: string;
  /** As configured; '' where none is. */
  readonly host: string;
  readonly protocol: 'http' | 'https';
  readonly port: number | undefined;
  readonly manufacturer: string | undefined;
  readonly model: string | undefined;
  readonly firmware: string | undefined;
}

/** Who writes the config. */
export interface Origin {
  readonly name: string;
  readonly sw_version: string;
  readonly support_url: string;
}

/** A topic that says whether something is there, and in which words. */
export interface Presence {
  readonly topic: string;
  readonly present: string;
  readonly absent: string;
}

export interface ConfigContext {
  readonly place: Place;
  readonly origin: Origin;
  /** Told by the broker of the connection itself, where it was asked to. */
  readonly connection: Presence | undefined;
  /** In the runtime's language. */
  readonly nameOf: (component: Component) => string;
}

/** Words of `availability`, which are Home Assistant's own. */
export const ONLINE = 'online';
export const OFFLINE = 'offline';
/** Seconds after which a sensor that was set off falls back. */
const OFF_DELAY = 5;
/** As of the sensors: a text of a phone's is no place for novels. */
const LONGEST = 200;

type Options = Readonly<Record<string, unknown>>;

/**
 * The discovery payload of a device (reference: Home Assistant's MQTT discovery, device-based). Components that the phone
 * does not have stand as their platform alone: so one that it had goes.
 */
export function deviceConfig(device: DeviceFacts, offers: Offers, context: ConfigContext): Options {
  const { place, origin, connection } = context;
  const has = new Set(offered(offers));
  return {
    device: describe(device, place),
    origin,
    availability: availabilityOf(place, connection),
    availability_mode: 'all',
    components: Object.fromEntries(
      COMPONENTS.map((component) => [
        component,
        has.has(component)
          ? {
              platform: TERMS[component].platform,
              unique_id: `${identifierOf(place, device.id)}_${component}`,
              name: context.nameOf(component),
              ...optionsOf(component, device.id, place),
            }
          : { platform: TERMS[component].platform },
      ]),
    ),
  };
}

function availabilityOf(place: Place, connection: Presence | undefined): Options[] {
  const own: Presence = { topic: statusTopic(place), present: ONLINE, absent: OFFLINE };
  // The user's broker node may well use our own topic.
  const all = connection && connection.topic !== own.topic ? [own, connection] : [own];
  return all.map(({ topic, present, absent }) => ({
    topic,
    payload_available: present,
    payload_not_available: absent,
  }));
}

function describe(device: DeviceFacts, place: Place): Options {
  const { id, mac, name, host, manufacturer, model, firmware } = device;
  const address = mac.replace(/..(?!$)/g, '$&:');
  const page = pageOf(device);
  const told = (text: string | undefined): string => cleaned(text ?? '', LONGEST);
  return {
    identifiers: [identifierOf(place, id)],
    ...(address && { connections: [['mac', address]] }),
    name: told(name) || address || host || id,
    ...(told(manufacturer) && { manufacturer: told(manufacturer) }),
    ...(told(model) && { model: told(model) }),
    ...(told(firmware) && { sw_version: told(firmware) }),
    ...(page && { configuration_url: page }),
  };
}

/** The phone's web page, where it has one at a host that the user entered; never with a login in it. */
function pageOf({ protocol, host, port }: DeviceFacts): string | undefined {
  if (!host) return undefined;
  const name = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  try {
    const { href, username, password, hostname } = new URL(
      `${protocol}://${name}${port === undefined ? '' : `:${port}`}/`,
    );
    return username || password || !hostname ? undefined : href;
  } catch {
    return undefined;
  }
}

const EVENT_TYPES: readonly CallEventType[] = CALL_EVENTS;

/** What each component has beside its platform, id and name. */
function optionsOf(component: Component, id: string, place: Place): Options {
  const state_topic = topicOf(place, id, component);
  const command_topic = commandTopic(place, id, component);
  switch (component) {
    case 'call':
      // Never unavailable: on becoming available it would look as if the phone rang.
      return { state_topic, event_types: EVENT_TYPES, availability: [] };
    case 'state':
      return {
        state_topic,
        device_class: 'enum',
        options: STATES,
        json_attributes_topic: topicOf(place, id, 'attributes'),
      };
    case 'door':
      return { state_topic, device_class: 'door' };
    case 'sensor_1':
    case 'sensor_2':
      return { state_topic, off_delay: OFF_DELAY };
    case 'tamper':
      return { state_topic, device_class: 'tamper', off_delay: OFF_DELAY };
    case 'registered':
    case 'reachable':
      return { state_topic, device_class: 'connectivity', entity_category: 'diagnostic' };
    case 'dnd':
      return { state_topic, command_topic };
    case 'answer':
    case 'hangup':
    case 'open_door':
      return { command_topic };
    case 'restart':
      return { command_topic, device_class: 'restart', entity_category: 'config', enabled_by_default: false };
    case 'dial':
      return { state_topic, command_topic, min: 0, max: 64 };
  }
}
