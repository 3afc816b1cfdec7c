import type { Component } from './components';

/** Where a node's messages lie on the broker: whatever one node writes lies below `topic`, but for its devices' configs. */
export interface Place {
  /** Levels of `A-Z a-z 0-9 _ -`, joined by `/`. */
  readonly topic: string;
  /** Below which Home Assistant looks for devices. */
  readonly prefix: string;
}

/** Topics that hold a retained message of a device, by the last level. */
const RETAINED = [
  'state',
  'attributes',
  'door',
  'sensor_1',
  'sensor_2',
  'tamper',
  'registered',
  'reachable',
  'dnd',
] as const;
export type RetainedTopic = (typeof RETAINED)[number];

const ID = /^[A-Za-z0-9_-]+$/;

/** Whether all of it may be a part of Home Assistant's ids, and so of a topic. */
export const isTopic = (text: string): boolean => /^[\w-]+(?:\/[\w-]+)*$/.test(text) && text.length <= 200;

/** Anything that one may publish below. */
export const isPrefix = (text: string): boolean => /^[^+#\p{Cc}]+$/u.test(text) && text.length <= 200;

/**
 * A phone in topics and ids, the same for ever: no name, which people change.
 * @param mac 12 lower-case hex digits; '' or absent where none is known
 * @param id of its node
 */
export const deviceId = ({ mac, id }: { readonly mac?: string | undefined; readonly id: string }): string =>
  mac || id.replace(/[^\w-]/g, '_');

/** The topic as a part of ids. */
export const namespaceOf = ({ topic }: Place): string => topic.replaceAll('/', '_');

/** What Home Assistant knows the device by. */
export const identifierOf = (place: Place, id: string): string => `${namespaceOf(place)}_${id}`;

export const configTopic = (place: Place, id: string): string =>
  `${place.prefix}/device/${identifierOf(place, id)}/config`;
/** All devices' configs, whoever wrote them. */
export const allConfigs = ({ prefix }: Place): string => `${prefix}/device/+/config`;
export const statusTopic = ({ topic }: Place): string => `${topic}/status`;
/** Where Home Assistant says that it has started. */
export const birthTopic = ({ prefix }: Place): string => `${prefix}/status`;
export const topicOf = ({ topic }: Place, id: string, last: RetainedTopic | Component): string =>
  `${topic}/${id}/${last}`;
export const commandTopic = ({ topic }: Place, id: string, component: Component): string =>
  `${topic}/${id}/set/${component}`;
export const allCommands = ({ topic }: Place): string => `${topic}/+/set/+`;

/** Every topic on which a message of a device may be retained, its config first: what is gone shows nothing of what follows. */
export const retainedTopics = (place: Place, id: string): string[] => [
  configTopic(place, id),
  ...RETAINED.map((last) => topicOf(place, id, last)),
];

/** @returns whose config it is, as `deviceId`; undefined: of a device that is none of this place */
export function deviceOfConfig(place: Place, topic: string): string | undefined {
  const start = `${place.prefix}/device/${namespaceOf(place)}_`;
  if (!topic.startsWith(start) || !topic.endsWith('/config')) return undefined;
  const id = topic.slice(start.length, -'/config'.length);
  return ID.test(id) ? id : undefined;
}
