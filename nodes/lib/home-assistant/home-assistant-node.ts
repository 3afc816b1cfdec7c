import { setMaxListeners } from 'node:events';
import { CLOCKS, type Clocks } from '../calls/clocks';
import type { StateFeed } from '../calls/feed';
import type { CallTracker, PhoneNews } from '../calls/tracker';
import type { Deploys } from '../deploys';
import { internalError } from '../internal-error';
import type { NodeStatus } from '../node-statuses';
import type { Phone } from '../phones/phone';
import { joined, type Language, say, type Sentence, sentence, sentenceIn, type Words } from '../sentences/sentence';
import type { StatusKind } from '../status';
import type { VendorCatalogue } from '../vendors';
import { Announcer } from './announcer';
import { type Arrived, brokerFault, BrokerSeat } from './broker';
import { callEvent, recordEvent } from './call-events';
import { commandTarget, readCommand } from './commands';
import { type Component, PULSES } from './components';
import { deviceConfig, type Origin } from './config';
import { Device, OpenedDoors } from './device';
import { allCommands, birthTopic, namespaceOf, topicOf } from './names';
import { obey } from './obey';
import type { HomeAssistantSettings } from './read-settings';
import type { SelfDescriptions } from './self-descriptions';
import { statesOf } from './states';
import type { Tenancies } from './tenancy';

/** What a `phone home assistant` node finds where it is deployed. */
export interface HomeAssistantHost {
  readonly deploys: Deploys;
  readonly calls: CallTracker;
  readonly states: StateFeed;
  readonly vendors: VendorCatalogue;
  readonly descriptions: SelfDescriptions;
  readonly tenancies: Tenancies;
  /** In the order in which they were deployed. */
  deployedPhones(): Iterable<Phone>;
  /** Absent: the system's. */
  readonly clocks?: Clocks;
  /** From 0 to below 1; absent: chance. */
  readonly random?: () => number;
}

/** A `phone home assistant` node in its flow. */
export interface HomeAssistantFlowNode {
  readonly id: string;
  /** Of the broker that is chosen, whether it is deployed or not; '': none is. */
  readonly brokerId: string;
  /** That node, while it is deployed. */
  broker(): unknown;
  readonly origin: Origin;
  warn(words: string): void;
  error(error: unknown, message?: Record<string, unknown>): void;
  readonly language: Language;
}

/** One `phone home assistant` node from its deploy to its close. */
export class HomeAssistantNode {
  readonly #node: HomeAssistantFlowNode;
  readonly #settings: HomeAssistantSettings;
  readonly #line: NodeStatus['line'];
  readonly #host: HomeAssistantHost;
  readonly #clocks: Clocks;
  readonly #closing = new AbortController();
  readonly #ends: (() => void)[] = [];
  readonly #doors: OpenedDoors;
  #devices: ReadonlyMap<string, Device> = new Map();
  #byLeader: ReadonlyMap<string, Device> = new Map();
  #isStarted = false;
  /** What was found as the broker. */
  #broker: unknown;
  #seat: BrokerSeat | undefined;
  #announcer: Announcer | undefined;
  #hasWarned = false;

  constructor(
    node: HomeAssistantFlowNode,
    settings: HomeAssistantSettings,
    { line, repeat }: NodeStatus,
    host: HomeAssistantHost,
  ) {
    this.#node = node;
    this.#settings = settings;
    this.#line = line;
    this.#host = host;
    this.#clocks = host.clocks ?? CLOCKS;
    this.#doors = new OpenedDoors(this.#clocks.timer);
    // Each command that waits listens to it.
    setMaxListeners(0, this.#closing.signal);
    if (settings.faults.length > 0) {
      node.warn(this.#say(sentence('hass.faults', { settings: joined(settings.faults) })));
      this.#show('failed', sentence('hass.settings'));
      this.#ends.push(host.deploys.onEachStart((isFirst) => isFirst && repeat()));
      return;
    }
    this.#sit();
    this.#ends.push(
      host.deploys.onEachStart((isFirst) => {
        this.#isStarted = true;
        this.#lookAround();
        if (isFirst) repeat();
      }),
      host.states.subscribe(undefined, {
        change: ({ phoneId, view }) =>
          this.#ofPhone(phoneId, (device) => {
            device.changed(view);
            this.#announcer?.statesChanged(device.id);
          }),
        record: ({ phoneId, record }) =>
          this.#ofPhone(phoneId, (device) => this.#happened(device, 'call', recordEvent(record))),
        news: (news) => this.#ofPhone(news.phoneId, (device) => this.#reported(device, news)),
      }),
      host.descriptions.onChange((id) => this.#announcer?.configChanged(id)),
    );
  }

  /**
   * @param isRemoved the node was deleted or disabled: everything that it wrote is taken back
   * @param done what it published last has gone out
   */
  close(isRemoved: boolean, done: () => void): void {
    for (const end of this.#ends) end();
    this.#closing.abort();
    this.#doors.closeAll();
    this.#leave(isRemoved, () => {
      this.#line.close();
      done();
    });
  }

  #lookAround(): void {
    this.#sit();
    const devices = new Map<string, Device>();
    for (const phone of this.#host.deployedPhones()) {
      if (this.#settings.phones && !this.#settings.phones.has(phone.id)) continue;
      const device = new Device(phone, this.#settings, this.#host.vendors, this.#host.calls);
      // Nodes of one MAC are one phone.
      if (!devices.has(device.id)) devices.set(device.id, device);
    }
    this.#devices = devices;
    this.#byLeader = new Map([...devices.values()].map((device) => [device.leaderId, device]));
    this.#announcer?.setDevices(new Set(devices.keys()));
    for (const id of devices.keys()) this.#announcer?.statesChanged(id);
    this.#showState();
  }

  /** Takes a seat at the broker that is there now, where it can. */
  #sit(): void {
    const broker = this.#node.broker();
    if (this.#seat && broker !== this.#broker) this.#leave(false, () => {});
    if (this.#seat) return;
    if (!broker) {
      this.#show('idle', sentence('hass.no-broker'));
      return;
    }
    const isNew = broker !== this.#broker;
    this.#broker = broker;
    const fault = brokerFault(broker);
    if (fault) {
      if (isNew) this.#node.error(this.#say(fault));
      this.#show('failed', sentence('hass.wrong-broker'));
      return;
    }
    if (!this.#host.tenancies.claim(this.#key, this.#node.id)) {
      this.#show('failed', sentence('hass.in-use'));
      return;
    }
    this.#open(broker);
  }

  #open(broker: unknown): void {
    const { place } = this.#settings;
    const { tenancies } = this.#host;
    const { id, brokerId, origin } = this.#node;
    const before = tenancies.take(id);
    const seat = new BrokerSeat(broker, id, () => this.#connection());
    this.#seat = seat;
    this.#announcer = new Announcer(
      {
        outlet: seat,
        place,
        packageName: origin.name,
        clocks: this.#clocks,
        random: this.#host.random ?? Math.random,
        config: (device) => this.#config(device),
        states: (device) => this.#states(device),
      },
      before?.brokerId === brokerId ? before : undefined,
    );
    if (this.#isStarted) this.#announcer.setDevices(new Set(this.#devices.keys()));
    seat.subscribe(allCommands(place), false, (arrived) => this.#arrived(arrived));
    seat.subscribe(birthTopic(place), false, ({ payload, isRetained }) => {
      // One that is stored is as old as the connection or older: all has been told since.
      if (!isRetained && Buffer.from(payload).toString('utf8') === 'online') this.#announcer?.born();
    });
    seat.open();
    this.#showState();
  }

  #leave(isRemoved: boolean, done: () => void): void {
    const seat = this.#seat;
    const announcer = this.#announcer;
    this.#seat = undefined;
    this.#announcer = undefined;
    if (!seat || !announcer) {
      done();
      return;
    }
    const { tenancies } = this.#host;
    const { id, brokerId } = this.#node;
    announcer.close(isRemoved);
    tenancies.release(this.#key, id);
    if (!isRemoved) tenancies.leave(id, { brokerId, place: this.#settings.place, devices: announcer.known });
    seat.close(isRemoved, done);
  }

  /** What no two nodes may write to. */
  get #key(): string {
    return `${this.#node.brokerId} ${namespaceOf(this.#settings.place)}`;
  }

  #connection(): void {
    if (this.#seat?.isConnected) this.#announcer?.connected();
    else this.#announcer?.lost();
    this.#showState();
  }

  #ofPhone(leaderId: string, tell: (device: Device) => void): void {
    const device = this.#byLeader.get(leaderId);
    if (device) tell(device);
  }

  #reported(device: Device, { event = '', news }: PhoneNews): void {
    const sensor = PULSES.get(event);
    if (sensor) this.#happened(device, sensor, 'ON');
    if (event === 'door-opened' && device.pulse !== undefined) {
      this.#doors.open(device.id, device.pulse, () => this.#announcer?.statesChanged(device.id));
      this.#announcer?.statesChanged(device.id);
    } else if (event === 'door-closed') {
      this.#doors.close(device.id);
      this.#announcer?.statesChanged(device.id);
    }
    for (const one of news) {
      const payload = callEvent(one);
      if (payload !== undefined) this.#happened(device, 'call', payload);
    }
  }

  #happened({ id, offers }: Device, component: Component, payload: string): void {
    if (offers.get(component) === undefined)
      this.#announcer?.happened(topicOf(this.#settings.place, id, component), payload);
  }

  #config(id: string): string {
    const device = this.#devices.get(id);
    if (!device) return '';
    const config = deviceConfig(device.facts(this.#host.descriptions.of(id)), device.offers, {
      place: this.#settings.place,
      origin: this.#node.origin,
      connection: this.#seat?.connection,
      nameOf: (component) => this.#say(sentenceIn('entity', component.replace('_', '-')) ?? component),
    });
    return JSON.stringify(config);
  }

  #states(id: string): ReturnType<typeof statesOf> {
    const device = this.#devices.get(id);
    return device ? statesOf(device.view, device.offers, this.#doors.of(device)) : new Map();
  }

  #arrived(arrived: Arrived): void {
    const { place } = this.#settings;
    if (arrived.isRetained) {
      // Sent at some time before, and sent again at each connection: a door must not open by it.
      if (!this.#hasWarned && arrived.payload.length > 0)
        this.#node.warn(this.#say(sentence('hass.retained', { topic: arrived.topic.slice(0, 200) })));
      this.#hasWarned = true;
      return;
    }
    const target = commandTarget(place, arrived.topic);
    const device = target && this.#devices.get(target.id);
    if (!device || arrived.mayBeLate || device.offers.get(target.component) !== undefined) return;
    const read = readCommand(target.component, arrived.payload);
    if (!read) return;
    // The field empties itself.
    if (target.component === 'dial') this.#seat?.publish(topicOf(place, device.id, 'dial'), '', false);
    const work = read.fault ? Promise.reject(read.fault) : obey(device, read.command, this.#closing.signal);
    work.catch((error: unknown) => {
      const { name, mac, host } = device.phone;
      const phone = name || mac || host;
      this.#node.error(internalError(error).in(this.#node.language), {
        topic: arrived.topic,
        ...(phone && { phone }),
        payload: { ...read.command },
      });
    });
  }

  #showState(): void {
    const seat = this.#seat;
    if (!seat) return;
    if (!seat.isConnected) {
      this.#show('failed', sentence('hass.away'));
      return;
    }
    const phones = this.#devices.size;
    const entities = [...this.#devices.values()].reduce((sum, device) => sum + device.entities, 0);
    this.#show(
      'ok',
      joined([
        phones === 1 ? sentence('hass.one-phone') : sentence('hass.phones', { count: phones }),
        entities === 1 ? sentence('hass.one-entity') : sentence('hass.entities', { count: entities }),
      ]),
    );
  }

  #show(kind: StatusKind, words: Words): void {
    this.#line.set(kind, this.#say(words));
  }

  #say(words: Words | Sentence): string {
    return say(words, this.#node.language);
  }
}
