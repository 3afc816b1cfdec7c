import type { Deploys } from '../deploys';
import type { NodeStatus } from '../node-statuses';
import type { StatusLine } from '../status';
import { SettingError, wordsOf } from '../errors';
import { joined, type Language, say, type Sentence, sentence, type Words } from '../sentences/sentence';
import { parseAllowList } from './allow';
import { type Entrance, type Leave, Unserved } from './entrance';
import type { Handover } from './handover';
import type { ReceptionReading } from './read-reception';
import { Reception, type ReceptionCallbacks, type ReceptionSettings } from './reception';
import { ReceptionStatus } from './reception-status';
import type { Belief, Sighting } from './sighting';
import type { TokenFit } from './token';
import type { EventMessage, FindPhone, KnownPhone } from './types';

/** What an `action-url in` node finds where it is deployed, and what stays when it goes. */
export interface EventHost {
  readonly deploys: Deploys;
  readonly handover: Handover;
  findPhone: FindPhone;
  /** @param done called when what follows from it is up to date: the messages may leave */
  believe(belief: Belief, done: () => void): void;
  /** Whether a phone's state is kept in a store. @param phoneId its node's */
  isKept(phoneId: string): boolean;
  /**
   * A node with a token stands for this phone: what comes without a token counts for its state no more.
   * @returns ends it; where the node is restarting, with the deploy
   */
  guardPhone(phone: Pick<KnownPhone, 'id' | 'mac'>): (isRestarting: boolean) => void;
  rememberStranger(mac: string, address: string): void;
  /** Whether a listener sets up the phone with this MAC. */
  isAdopted(listenerId: string, mac: string): boolean;
  /**
   * The port on which phones ask the network for settings, while another program has it and this listener wants it.
   * @param told at once, and when it changes
   * @returns ends it
   */
  onPortTaken(listenerId: string, told: (port: number | undefined) => void): () => void;
  /** A phone that a listener sets up came with a token of its own. @param isOld made of a previous one */
  noteOwnToken(mac: string, isOld: boolean): void;
  /** A request came with the present or the previous token of a listener that has both. */
  noteToken(listenerId: string, sighting: Sighting, isOld: boolean): void;
  /** @returns takes them off the list again */
  addProxies(isProxy: (address: string) => boolean): () => void;
}

/** The node in its flow. */
export interface EventOutput {
  send(message: EventMessage): void;
  error(error: unknown, message?: EventMessage): void;
}

export interface EventFlowNode extends EventOutput {
  warn(text: string): void;
  /** The node that stands in this one's place when this one is closed; undefined: none. */
  successor(): EventOutput | undefined;
  /** What keeps the chosen phone from having events of its own, as a status; undefined: nothing, or none is chosen. */
  doubt(): string | undefined;
  /** The chosen phone's MAC, 12 lower-case hex digits: nodes that name the same MAC are one phone. */
  readonly phoneMac: string | undefined;
  /** In which warnings, errors and statuses are told. */
  readonly language: Language;
  /** An event in that language's words; a strange one's id. */
  label(event: string): string;
  /** What the node is set to now. */
  read(): ReceptionReading;
  /** The chosen listener: another object where it was deployed anew; undefined where none is chosen or deployed. */
  listener(): unknown;
  /** @throws Unserved where it is not known where phones are to come in, or how */
  entrance(reading: ReceptionReading): Entrance;
}

/** The unspecified address, which no request comes from (RFC 4291 section 2.5.2). */
const NOBODY = '::';

/** One `action-url in` node, or what it is on the settings of one moment: reading → reception → entrance → status. */
class Presence {
  readonly #node: EventFlowNode;
  readonly #host: EventHost;
  readonly #reading: ReceptionReading;
  readonly #status: ReceptionStatus;
  readonly #leave: Leave;
  readonly #ends: readonly ((isRestarting: boolean) => void)[];
  #isClosed = false;

  constructor(node: EventFlowNode, line: StatusLine, host: EventHost) {
    this.#node = node;
    this.#host = host;
    this.#reading = node.read();
    this.#status = new ReceptionStatus((wanted) => line.setBy(wanted), {
      language: node.language,
      label: (event) => node.label(event),
    });
    // What is shown first stays for a moment: it must be what counts.
    this.#status.hold();
    this.#leave = this.#enter();
    this.#ends = [this.#listProxies(), this.#guardPhone(), this.#askForPort()];
    this.lookAround();
    this.#status.release();
    this.#warnOfStrangeEvents();
  }

  /** What a deploy may have changed that leaves the node running: the phone, or another one. */
  lookAround(): void {
    this.#status.doubt(this.#node.doubt());
  }

  /** Resolves when its port is free; where it is restarting, at once. */
  close(isRestarting: boolean): Promise<void> {
    this.#isClosed = true;
    for (const end of this.#ends) end(isRestarting);
    return this.#leave(isRestarting);
  }

  #enter(): Leave {
    const { isNowhere, lacksListener, faults, settings } = this.#reading;
    try {
      if (isNowhere) throw new Unserved(lacksListener ? 'status.no-listener' : 'status.closed', unread(faults));
      const entrance = this.#node.entrance(this.#reading);
      const { phoneMac } = this.#node;
      const reception = this.#open({ ...settings, ...(phoneMac && { phoneMac }) });
      let isOwnPort = false;
      const leave = entrance.join(reception.path, reception, (state, counts) => {
        isOwnPort = true;
        if (state.kind === 'failed') this.#node.error(this.#say(state.words));
        this.#status.listener(state, counts);
      });
      if (!isOwnPort) this.#status.listening();
      return leave;
    } catch (error) {
      const text = error instanceof Unserved ? error.status : 'status.closed';
      this.#fail(text, sentence('event.unserved', { why: wordsOf(error) }));
      return () => Promise.resolve();
    }
  }

  #open(settings: ReceptionSettings): Reception {
    const { faults } = this.#reading;
    try {
      if (faults.length > 0) throw new SettingError(unread(faults));
      return new Reception(settings, this.#callbacks());
    } catch (error) {
      // A typing error must never open the door: the path exists and refuses everybody.
      this.#fail('status.closed', sentence('event.refuses', { why: wordsOf(error) }));
      return new Reception({ ...settings, allow: NOBODY, trustedProxies: '', rate: '' }, this.#callbacks());
    }
  }

  #callbacks(): ReceptionCallbacks {
    const node = this.#node;
    const host = this.#host;
    const { listenerId } = this.#reading.settings;
    return {
      findPhone: (mac, address) => host.findPhone(mac, address),
      deliver: (message) => this.#deliver(message),
      onBelief: (belief, done) => host.believe(belief, done),
      isKept: (phoneId) => host.isKept(phoneId),
      onToken: (sighting, fit) => {
        if (listenerId !== undefined) host.noteToken(listenerId, sighting, fit !== 'present');
      },
      ...(listenerId !== undefined && {
        isAdopted: (mac: string) => host.isAdopted(listenerId, mac),
        onOwnToken: (mac: string, fit: TokenFit) => host.noteOwnToken(mac, fit !== 'present'),
      }),
      onProvedStranger: (mac, address) => host.rememberStranger(mac, address),
      onRefusal: (what) => this.#status.refused(what),
      onMisplaced: (asked, expected) => node.warn(this.#say(sentence('event.changed-path', { asked, expected }))),
      onError: (error, message) => node.error(error, message),
    };
  }

  #deliver(message: EventMessage): void {
    if (this.#isClosed) {
      this.#host.handover.take(() => this.#deliverBySuccessor(message));
      return;
    }
    this.#status.delivered(message.topic, message.payload.phone?.name);
    this.#node.send(message);
  }

  #deliverBySuccessor(message: EventMessage): void {
    const successor = this.#node.successor();
    try {
      successor?.send(message);
    } catch (error) {
      successor?.error(error, message);
    }
  }

  #fail(text: string, words: Sentence): void {
    this.#status.failed(text);
    this.#node.error(this.#say(words));
  }

  #say(words: Words): string {
    return say(words, this.#node.language);
  }

  /** Listed proxies are no phones, whichever node lists them. */
  #listProxies(): () => void {
    const { trustedProxies = '' } = this.#reading.settings;
    try {
      if (trustedProxies !== '') return this.#host.addProxies(parseAllowList(trustedProxies));
    } catch {
      // A list that cannot be read closes the node, which has been said.
    }
    return () => undefined;
  }

  #askForPort(): () => void {
    const { listenerId } = this.#reading.settings;
    if (listenerId === undefined) return () => undefined;
    return this.#host.onPortTaken(listenerId, (port) => this.#status.portTaken(port));
  }

  #guardPhone(): (isRestarting: boolean) => void {
    const { isGuard, settings } = this.#reading;
    const { phoneMac } = this.#node;
    if (!isGuard || settings.phoneId === undefined) return () => undefined;
    return this.#host.guardPhone({ id: settings.phoneId, ...(phoneMac && { mac: phoneMac }) });
  }

  #warnOfStrangeEvents(): void {
    const { strangeEvents } = this.#reading;
    if (strangeEvents.length === 0) return;
    const names = strangeEvents.map((event) => `"${event.slice(0, 60)}"`).join(', ');
    this.#node.warn(this.#say(sentence('event.strange', { events: names.slice(0, 600) })));
  }
}

/** One `action-url in` node from its deploy to its close. */
export class EventNode {
  readonly #node: EventFlowNode;
  readonly #host: EventHost;
  readonly #status: NodeStatus;
  readonly #endLook: () => void;
  #listener: unknown;
  #presence: Presence;

  constructor(node: EventFlowNode, status: NodeStatus, host: EventHost) {
    this.#node = node;
    this.#host = host;
    this.#status = status;
    this.#listener = node.listener();
    this.#presence = new Presence(node, status.line, host);
    this.#endLook = host.deploys.onEachStart((isFirst) => {
      this.#lookAround();
      if (isFirst) status.repeat();
    });
  }

  /** Resolves when its port is free; where it is restarting, at once. */
  close(isRestarting: boolean): Promise<void> {
    this.#endLook();
    this.#status.line.close();
    return this.#presence.close(isRestarting);
  }

  /** A deploy may bring the listener, enable it or take it away, and leave this node running. */
  #lookAround(): void {
    const listener = this.#node.listener();
    if (listener === this.#listener) {
      this.#presence.lookAround();
      return;
    }
    this.#listener = listener;
    void this.#presence.close(false);
    this.#presence = new Presence(this.#node, this.#status.line, this.#host);
  }
}

function unread(faults: readonly Sentence[]): Sentence {
  return sentence('event.unread', { settings: joined(faults) });
}
