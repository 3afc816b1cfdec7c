import { StateFeed } from '../../../nodes/lib/calls/feed';
import { vendorFacts, ANY_FACTS } from '../../../nodes/lib/calls/facts';
import { Deploys } from '../../../nodes/lib/deploys';
import type { PhoneError } from '../../../nodes/lib/errors';
import { HomeAssistantNode } from '../../../nodes/lib/home-assistant/home-assistant-node';
import { readHomeAssistant } from '../../../nodes/lib/home-assistant/read-settings';
import { SelfDescriptions } from '../../../nodes/lib/home-assistant/self-descriptions';
import { Tenancies } from '../../../nodes/lib/home-assistant/tenancy';
import type { Phone } from '../../../nodes/lib/phones/phone';
import type { Language } from '../../../nodes/lib/sentences/sentence';
import { StatusLine } from '../../../nodes/lib/status';
import { FakeTimers } from '../../support/fake-timers';
import { own } from '../../support/own';
import { Recorder } from '../../support/recorder';
import { builtIn } from '../../support/vendors';
import { parts, Site as Calls } from '../calls/site';
import { Site as Phones } from '../phones/phones';
import { FakeBroker } from './fake-broker';

export const MAC = '80:82:87:04:6b:c2';
/** Of the phone with that MAC. */
export const ID = '808287046bc2';
export const CONFIG = `homeassistant/device/voip_${ID}/config`;
export const ORIGIN = {
  name: 'node-red-contrib-voip-phone',
  sw_version: '1.2.3',
  support_url: 'https://flows.nodered.org/node/node-red-contrib-voip-phone',
};

export interface Failure {
  readonly error: PhoneError;
  readonly message: Record<string, unknown> | undefined;
}

/** A house with a broker, phones and one or more nodes, whose clock stands still until it is told to go on. */
export class Home {
  readonly broker = new FakeBroker();
  readonly calls = new Calls();
  readonly phones = new Phones();
  readonly deploys = new Deploys();
  readonly descriptions = new SelfDescriptions();
  readonly tenancies = new Tenancies();
  readonly feed = new StateFeed(this.calls.tracker, { now: this.calls.clocks.now });
  readonly deployed: Phone[] = [];
  readonly shown: string[] = [];
  readonly warnings: string[] = [];
  readonly errors: Failure[] = [];
  readonly web = new Recorder();
  readonly #statusTimers = new FakeTimers();
  #onError: () => void = () => {};

  constructor() {
    own(this.phones);
    // The tracker's own phone is none of ours.
    this.calls.tracker.remove('desk');
  }

  phone(
    properties: Readonly<Record<string, unknown>> = {},
    credentials: Readonly<Record<string, unknown>> = {},
  ): Phone {
    const given = { id: 'desk', name: 'Front desk', vendor: 'generic', mac: MAC, host: '127.0.0.1', ...properties };
    const phone = this.phones.add(given, credentials);
    const { id, name, mac, model } = phone.settings;
    this.calls.deploy({ id, name, mac, facts: phone.profile ? vendorFacts(phone.profile, model) : ANY_FACTS });
    this.deployed.push(phone);
    return phone;
  }

  /** The node of a phone is deleted or, where another follows, made anew. */
  unphone(phone: Phone): void {
    this.deployed.splice(this.deployed.indexOf(phone), 1);
    this.phones.directory.remove(phone);
    this.calls.tracker.remove(phone.id);
  }

  /** @param changes of what the node sees of its flow */
  node(
    properties: object = {},
    changes: { id?: string; broker?: () => unknown; brokerId?: string; language?: Language } = {},
  ): HomeAssistantNode {
    const settings = readHomeAssistant(
      { properties: { broker: 'broker', ...properties }, credentials: {} },
      () => undefined,
    );
    const id = changes.id ?? 'home';
    return new HomeAssistantNode(
      {
        id,
        brokerId: 'broker',
        broker: () => this.broker,
        origin: ORIGIN,
        warn: (words) => this.warnings.push(words),
        error: (error, message) => {
          this.errors.push({ error: error as PhoneError, message });
          this.#onError();
        },
        language: () => undefined,
        ...changes,
      },
      settings,
      {
        line: new StatusLine(
          ({ fill, shape, text = '' }) => this.shown.push([fill, shape, text].join(' ')),
          this.#statusTimers,
        ),
        repeat: () => {},
      },
      {
        deploys: this.deploys,
        calls: this.calls.tracker,
        states: this.feed,
        vendors: builtIn,
        descriptions: this.descriptions,
        tenancies: this.tenancies,
        deployedPhones: () => this.deployed,
        clocks: this.calls.clocks,
        random: () => 0,
      },
    );
  }

  /** The flows have started. */
  start(): void {
    this.feed.release();
    this.deploys.tell('started');
  }

  /** A node whose phones are announced, and what was published is looked at. */
  online(properties: object = {}): HomeAssistantNode {
    const node = this.node(properties);
    this.start();
    this.broker.connect();
    this.wait(2000);
    this.broker.take();
    return node;
  }

  /** A deploy that restarts the node, and perhaps others. */
  redeploy(node: HomeAssistantNode, properties: object = {}): HomeAssistantNode {
    this.deploys.tell('stopping');
    this.feed.hold();
    node.close(false, () => {});
    const next = this.node(properties);
    this.start();
    return next;
  }

  wait(milliseconds: number): void {
    this.calls.clocks.advance(milliseconds);
    this.#statusTimers.advance(milliseconds);
  }

  report(event: string, words = '', id = 'desk'): void {
    this.calls.report(event, parts(words), id);
  }

  /** Resolves when a command has failed. */
  failure(): Promise<Failure> {
    return new Promise((resolve) => {
      this.#onError = () => {
        const last = this.errors.at(-1);
        if (last) resolve(last);
      };
    });
  }

  /** The config of a phone as the broker has it. */
  config(
    topic = CONFIG,
  ): { device: Record<string, unknown>; components: Record<string, Record<string, unknown>> } & Record<
    string,
    unknown
  > {
    return JSON.parse(this.broker.retained.get(topic) ?? '{}') as ReturnType<Home['config']>;
  }

  /** Its entities: components that are more than a stub. */
  entities(topic = CONFIG): string[] {
    return Object.entries(this.config(topic).components)
      .filter(([, options]) => Object.keys(options).length > 1)
      .map(([name]) => name);
  }
}
