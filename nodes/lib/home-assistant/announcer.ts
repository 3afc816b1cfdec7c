import type { Clocks } from '../calls/clocks';
import type { Arrived } from './broker';
import { OFFLINE, ONLINE } from './config';
import { allConfigs, configTopic, type Place, type RetainedTopic, retainedTopics, statusTopic, topicOf } from './names';
import { Pacer } from './pacing';
import { ownDevice } from './retained-configs';
import type { Estate } from './tenancy';

/** Milliseconds in which a broker hands out what it has retained. */
const LOOKING = 300;
/** Milliseconds from a device's removal to the next new one's config: sooner, Home Assistant would name its entities `…_2`. */
const AFTER_REMOVAL = 2000;
/** Milliseconds; Home Assistant's birth is answered within five seconds, not by everybody at once. */
const BIRTH = { least: 200, most: 4000 } as const;
/** So many devices' states are published at once. */
const AT_ONCE = 10;
const BETWEEN = 21;
/** Milliseconds that a call's event may wait for the connection: later it is no news. */
const LONGEST_EVENT = 15_000;

/** The broker, as far as it is published to. */
interface Outlet {
  readonly isConnected: boolean;
  publish(topic: string, payload: string, isRetained: boolean): void;
  subscribe(topic: string, wantsStored: boolean, take: (arrived: Arrived) => void): void;
  unsubscribe(topic: string): void;
}

export interface AnnouncerOptions {
  readonly outlet: Outlet;
  readonly place: Place;
  readonly packageName: string;
  readonly clocks: Pick<Clocks, 'now' | 'timer'>;
  /** From 0 to below 1. */
  readonly random: () => number;
  /** The config of a device as it is now: JSON. */
  readonly config: (id: string) => string;
  /** The retained messages of a device as they are now, in their order. */
  readonly states: (id: string) => ReadonlyMap<RetainedTopic, string>;
}

interface WaitingEvent {
  readonly at: number;
  readonly topic: string;
  readonly payload: string;
}

/**
 * When what is published: at each connection all configs, all states, then that we are there; afterwards what changes;
 * and what goes is taken back.
 */
export class Announcer {
  readonly #options: AnnouncerOptions;
  readonly #pacer: Pacer;
  #stage: 'away' | 'looking' | 'configs' | 'states' | 'online' = 'away';
  #devices: ReadonlySet<string> = new Set();
  /** What is deployed is known. */
  #isReady = false;
  /** Home Assistant knows them by us. */
  readonly #known: Set<string>;
  /** To be taken back when there is a connection: the topics. */
  readonly #owed = new Set<string>();
  /** Configs that were sent since the connection began. */
  readonly #configs = new Map<string, string>();
  /** States that were sent since then. */
  readonly #shown = new Map<string, ReadonlyMap<RetainedTopic, string>>();
  /** Own devices that the broker has, and which were not looked at yet. */
  readonly #found = new Set<string>();
  #events: WaitingEvent[] = [];
  #quietUntil = Number.NEGATIVE_INFINITY;
  #cancelStep: (() => void) | undefined;
  #cancelBirth: (() => void) | undefined;

  /** @param before what the node's last life left */
  constructor(options: AnnouncerOptions, before: Estate | undefined) {
    this.#options = options;
    this.#pacer = new Pacer(
      options.clocks,
      (id) => this.#sendConfig(id),
      () => this.#configsSent(),
    );
    const { topic, prefix } = options.place;
    const isSame = before?.place.topic === topic && before.place.prefix === prefix;
    this.#known = new Set(isSame ? before.devices : []);
    if (before && !isSame) {
      for (const id of before.devices) this.#owe(before.place, id);
      if (before.place.topic !== topic) this.#owed.add(statusTopic(before.place));
    }
  }

  /** Ids of the devices that Home Assistant knows. */
  get known(): ReadonlySet<string> {
    return this.#known;
  }

  /** The connection has come. */
  connected(): void {
    this.#reset('looking');
    const { outlet, place, packageName, clocks } = this.#options;
    outlet.subscribe(allConfigs(place), true, (arrived) => {
      if (!arrived.isRetained || arrived.payload.length === 0) return;
      const id = ownDevice(place, packageName, arrived);
      if (id === undefined) return;
      this.#found.add(id);
      if (this.#stage !== 'looking') this.#takeBackFound();
    });
    this.#cancelStep = clocks.timer(LOOKING, () => {
      this.#cancelStep = undefined;
      if (this.#isReady) this.#announce();
    });
  }

  lost(): void {
    this.#reset('away');
  }

  /** Home Assistant has started. */
  born(): void {
    // Everything is about to be told.
    if (this.#stage === 'away' || this.#stage === 'looking') return;
    const { clocks, random } = this.#options;
    this.#cancelBirth?.();
    this.#cancelBirth = clocks.timer(BIRTH.least + random() * (BIRTH.most - BIRTH.least), () => {
      this.#cancelBirth = undefined;
      this.#announce();
    });
  }

  /** What is deployed, at each deploy. */
  setDevices(devices: ReadonlySet<string>): void {
    this.#devices = devices;
    this.#isReady = true;
    for (const id of [...this.#known]) if (!devices.has(id)) this.#takeBack(id);
    if (this.#stage === 'looking' && !this.#cancelStep) this.#announce();
    else if (this.#stage !== 'away' && this.#stage !== 'looking') for (const id of devices) this.configChanged(id);
  }

  /** Something that stands in its config may be another. */
  configChanged(id: string): void {
    if (this.#stage === 'away' || this.#stage === 'looking' || !this.#devices.has(id)) return;
    if (this.#configs.get(id) !== this.#options.config(id)) this.#want(id);
  }

  /** Something of its states may be another. */
  statesChanged(id: string): void {
    if (this.#shown.has(id)) this.#showStates(id);
  }

  /** Something has happened: never retained. */
  happened(topic: string, payload: string): void {
    const { outlet, clocks } = this.#options;
    if (this.#stage === 'online') outlet.publish(topic, payload, false);
    else this.#events.push({ at: clocks.now(), topic, payload });
    if (this.#events.length > 1000) this.#events.shift();
  }

  /** @param isRemoved nobody follows: everything is taken back; else it is only said that we are away */
  close(isRemoved: boolean): void {
    const { outlet, place } = this.#options;
    if (isRemoved) {
      for (const id of new Set([...this.#known, ...this.#devices])) this.#takeBack(id);
      outlet.publish(statusTopic(place), '', true);
    } else {
      outlet.publish(statusTopic(place), OFFLINE, true);
    }
    this.#reset('away');
  }

  #reset(stage: 'away' | 'looking'): void {
    this.#stage = stage;
    this.#pacer.stop();
    this.#cancelStep?.();
    this.#cancelStep = undefined;
    this.#cancelBirth?.();
    this.#cancelBirth = undefined;
    this.#configs.clear();
    this.#shown.clear();
    this.#found.clear();
    if (stage === 'looking') this.#payDebts();
  }

  #announce(): void {
    this.#stage = 'configs';
    this.#pacer.stop();
    this.#cancelStep?.();
    this.#cancelStep = undefined;
    this.#configs.clear();
    this.#shown.clear();
    this.#takeBackFound();
    for (const id of this.#devices) this.#want(id);
    if (this.#pacer.isResting) this.#configsSent();
  }

  #takeBackFound(): void {
    for (const id of this.#found) {
      if (this.#devices.has(id)) this.#known.add(id);
      else this.#takeBack(id);
    }
    this.#found.clear();
  }

  #want(id: string): void {
    this.#pacer.want(id, this.#known.has(id) ? undefined : this.#quietUntil);
  }

  #sendConfig(id: string): void {
    const { outlet, place, config } = this.#options;
    const text = config(id);
    this.#known.add(id);
    this.#configs.set(id, text);
    outlet.publish(configTopic(place, id), text, true);
    if (this.#stage !== 'configs') this.#showStates(id);
  }

  #configsSent(): void {
    if (this.#stage !== 'configs') return;
    this.#stage = 'states';
    const ids = [...this.#devices];
    const step = (): void => {
      this.#cancelStep = undefined;
      for (const id of ids.splice(0, AT_ONCE)) if (this.#devices.has(id)) this.#showStates(id);
      if (ids.length > 0) this.#cancelStep = this.#options.clocks.timer(BETWEEN, step);
      else this.#allSent();
    };
    step();
  }

  #allSent(): void {
    const { outlet, place, clocks } = this.#options;
    this.#stage = 'online';
    outlet.unsubscribe(allConfigs(place));
    outlet.publish(statusTopic(place), ONLINE, true);
    const earliest = clocks.now() - LONGEST_EVENT;
    for (const { at, topic, payload } of this.#events.splice(0))
      if (at >= earliest) outlet.publish(topic, payload, false);
  }

  #showStates(id: string): void {
    const { outlet, place, states } = this.#options;
    const before = this.#shown.get(id);
    const now = states(id);
    this.#shown.set(id, now);
    for (const [last, payload] of now)
      if (before?.get(last) !== payload) outlet.publish(topicOf(place, id, last), payload, true);
    // What it had and has no more.
    for (const last of before?.keys() ?? []) if (!now.has(last)) outlet.publish(topicOf(place, id, last), '', true);
  }

  #takeBack(id: string): void {
    const { outlet, place } = this.#options;
    this.#known.delete(id);
    this.#configs.delete(id);
    this.#shown.delete(id);
    this.#pacer.forget(id);
    this.#owe(place, id);
    if (outlet.isConnected) this.#payDebts();
  }

  #owe(place: Place, id: string): void {
    for (const topic of retainedTopics(place, id)) this.#owed.add(topic);
  }

  #payDebts(): void {
    const { outlet, place, clocks } = this.#options;
    if (this.#owed.size === 0) return;
    // What has come back meanwhile stays.
    const wanted = new Set([...this.#configs.keys()].flatMap((id) => retainedTopics(place, id)));
    for (const topic of this.#owed) if (!wanted.has(topic)) outlet.publish(topic, '', true);
    this.#owed.clear();
    this.#quietUntil = clocks.now() + AFTER_REMOVAL;
    for (const id of this.#devices)
      if (!this.#known.has(id) && this.#stage !== 'looking') this.#pacer.postpone(id, this.#quietUntil);
  }
}
