import type { ActionId, OurEventId } from '../vocabulary';

/** What a phone may have in Home Assistant, in the order in which it is written. */
export const COMPONENTS = [
  'call',
  'state',
  'door',
  'sensor_1',
  'sensor_2',
  'tamper',
  'registered',
  'reachable',
  'dnd',
  'answer',
  'hangup',
  'open_door',
  'restart',
  'dial',
] as const;
export type Component = (typeof COMPONENTS)[number];

/** What a node's list `entities` may hold. */
export const TICKS = [
  'call',
  'state',
  'door',
  'sensors',
  'registered',
  'reachable',
  'dnd',
  'answer',
  'hangup',
] as const;
export type Tick = (typeof TICKS)[number];

/** What is off unless its own switch is on: who may write to the broker may then do it. */
export type Switch = 'openDoor' | 'dial' | 'disruptive';

export interface ComponentTerm {
  readonly platform: 'event' | 'sensor' | 'binary_sensor' | 'switch' | 'button' | 'text';
  /** What has to be ticked or switched on. */
  readonly by: Tick | Switch;
  /** One of each list has to be reported. */
  readonly events: readonly (readonly OurEventId[])[];
  /** All have to be possible. */
  readonly actions: readonly ActionId[];
}

const CALLS: readonly OurEventId[] = ['incoming-call', 'outgoing-call'];
const sensor = (event: OurEventId): ComponentTerm => ({
  platform: 'binary_sensor',
  by: 'sensors',
  events: [[event]],
  actions: [],
});
const button = (by: Tick | Switch, action: ActionId): ComponentTerm => ({
  platform: 'button',
  by,
  events: [],
  actions: [action],
});

export const TERMS: Readonly<Record<Component, ComponentTerm>> = {
  call: { platform: 'event', by: 'call', events: [CALLS], actions: [] },
  state: { platform: 'sensor', by: 'state', events: [CALLS], actions: [] },
  door: { platform: 'binary_sensor', by: 'door', events: [['door-opened']], actions: [] },
  sensor_1: sensor('door-sensor-1'),
  sensor_2: sensor('door-sensor-2'),
  tamper: sensor('tamper'),
  registered: {
    platform: 'binary_sensor',
    by: 'registered',
    events: [['registered'], ['unregistered', 'register-failed']],
    actions: [],
  },
  reachable: { platform: 'binary_sensor', by: 'reachable', events: [], actions: [] },
  dnd: { platform: 'switch', by: 'dnd', events: [['dnd-on'], ['dnd-off']], actions: ['dnd-on', 'dnd-off'] },
  answer: button('answer', 'answer'),
  hangup: button('hangup', 'hangup'),
  open_door: button('openDoor', 'open-door'),
  restart: button('disruptive', 'reboot'),
  dial: { platform: 'text', by: 'dial', events: [], actions: ['dial'] },
};

/** The sensors that an event sets off: they fall back by themselves. */
export const PULSES: ReadonlyMap<string, 'sensor_1' | 'sensor_2' | 'tamper'> = new Map([
  ['door-sensor-1', 'sensor_1'],
  ['door-sensor-2', 'sensor_2'],
  ['tamper', 'tamper'],
]);
