import { setMaxListeners } from 'node:events';
import { payloadFor } from '../commands/configured-action';
import { parseOrder } from '../commands/payload';
import { CLOCKS } from '../calls/clocks';
import type { Deploys } from '../deploys';
import { PhoneError } from '../errors';
import { type Message, passOn, withPayload } from '../messages';
import type { NodeStatus } from '../node-statuses';
import { joined, type Language, sentence } from '../sentences/sentence';
import type { StatusLine } from '../status';
import { textOf } from '../phones/configured-value';
import type { VendorCatalogue } from '../vendors';
import type { CommandResult, Phone } from '../phones/phone';
import type { CommandSettings } from '../phones/read-command';
import { missingSetting } from '../phones/read-settings';
import type { Newsroom } from './confirmation';
import { type BriefOutcome, briefOutcome } from './brief-outcome';
import { sendConfirmed } from './confirmed';
import { dialList, isDialList } from './dial-list';
import { failureOf, type Trace } from './failure';
import { wishFor } from './wish';

/** What an `active-uri out` node finds where it is deployed. */
export interface CommandHost extends Pick<Newsroom, 'calls' | 'news'> {
  /** Absent: the system's, as the tracker's. */
  readonly clocks?: Newsroom['clocks'];
  readonly deploys: Deploys;
  readonly vendors: VendorCatalogue;
}

/** An `active-uri out` node in its flow. */
export interface CommandFlowNode<M extends Message> {
  /** A phone is chosen in the dialog, whether it is deployed or not. */
  readonly hasPhone: boolean;
  /** That phone, while it is deployed. */
  ownPhone(): Phone | undefined;
  /**
   * @param reference `msg.phone`
   * @throws PhoneError NO_PHONE
   */
  phoneNamed(reference: unknown): Phone;
  /** @throws PhoneError INVALID_VALUE (by the promise) where the configured value cannot be read */
  value(message: M): Promise<unknown>;
  error(error: unknown, message?: Record<string, unknown>): void;
  /** In which errors are told. */
  readonly language: Language;
  /** As Node-RED clones what is in a message; may throw. */
  readonly clone: (value: unknown) => unknown;
}

/** One `active-uri out` node from its deploy to its close: message → command → outcome. */
export class CommandNode<M extends Message> {
  readonly #node: CommandFlowNode<M>;
  readonly #settings: CommandSettings;
  readonly #line: StatusLine;
  readonly #vendors: VendorCatalogue;
  readonly #room: Newsroom;
  readonly #endWatch: () => void;
  readonly #closing = new AbortController();
  #underWay = 0;
  #shownMissing: string | undefined;

  constructor(
    node: CommandFlowNode<M>,
    settings: CommandSettings,
    { line, repeat }: NodeStatus,
    { deploys, vendors, calls, news, clocks = CLOCKS }: CommandHost,
  ) {
    this.#node = node;
    this.#settings = settings;
    this.#line = line;
    this.#vendors = vendors;
    this.#room = { calls, news, clocks };
    // Each waiting command listens to it, and hundreds may wait: that is no leak.
    setMaxListeners(0, this.#closing.signal);
    this.#showMissing();
    this.#endWatch = deploys.onEachStart((isFirst) => {
      this.#showMissing();
      if (isFirst) repeat();
    });
  }

  /** Takes a message as Node-RED hands it over. Never throws, and ends it once. */
  input(message: M, send: (messages: M | (M | null)[]) => void, done: (error?: Error) => void): void {
    this.#underWay += 1;
    this.#line.set('active', 'status.sending');
    let isDone = false;
    const trace: Trace = {};
    this.#command(message, trace)
      .then((result) => {
        isDone = true;
        send(withPayload(message, result));
        done();
      })
      .then(
        () => {
          this.#underWay -= 1;
          if (this.#underWay === 0) this.#showOutcome('ok', 'done', trace.phone);
        },
        (error: unknown) => {
          this.#underWay -= 1;
          const known = error instanceof PhoneError ? error : unexpected(error, isDone);
          this.#showOutcome('failed', known.code, trace.phone);
          const told = known.in(this.#node.language);
          if (this.#settings.failures && known.code !== 'INTERNAL') this.#passOn(told, trace, message, send, done);
          else this.#tell(told, message, done);
        },
      );
  }

  /** In words where it is shown: of a hundred outcomes a second that is two. */
  #showOutcome(kind: 'ok' | 'failed', outcome: BriefOutcome, phone: Trace['phone']): void {
    this.#line.setBy(() => ({ kind, text: briefOutcome(outcome, phone, this.#node.language) }));
  }

  /** Ends what waits or is under way with CLOSED. */
  close(): void {
    this.#endWatch();
    this.#closing.abort();
    this.#line.close();
  }

  async #command(message: M, trace: Trace): Promise<CommandResult> {
    const { action, line, via, type, call, after, rounds, pause, faults } = this.#settings;
    if (faults.length > 0) {
      throw new PhoneError('INVALID_VALUE', sentence('node.faults', { settings: joined(faults) }));
    }
    const payload = action
      ? payloadFor({ action, value: await this.#node.value(message), line, via, type, call, after, rounds, pause })
      : message.payload;
    return this.#send(this.#target(message), payload, trace);
  }

  async #send(phone: Phone, payload: unknown, trace: Trace): Promise<CommandResult> {
    const { action, transport, disruptive, timeout, retries, maxAge } = this.#settings;
    trace.phone = { name: phone.name, host: phone.host };
    const order = parseOrder(payload);
    const [command] = order.commands;
    trace.action = command.action;
    const sending = (sent: string): void => {
      trace.sent = sent;
    };
    const { signal } = this.#closing;
    const options = { disruptive, timeout, retries, maxAge, signal, sending, ...(transport && { transport }) };
    const { profile } = phone;
    const isPlain = !order.isList && (order.wishes.confirm ?? this.#settings.confirm) === '';
    if (isPlain || !profile) return phone.send(command, options);
    for (const one of order.commands) phone.check(one, options);
    const context = { node: this.#settings, isConfigured: action !== '', vendors: this.#vendors };
    const wish = wishFor(order, { ...context, profile });
    if (!wish) return phone.send(command, options);
    const waiting = (): void => this.#line.set('active', 'status.waiting');
    const sender = { phone, profile, options, room: this.#room, waiting };
    if (wish.sought[0].untilAnswered && isDialList(order)) return dialList(order, wish, sender);
    return sendConfirmed(command, wish.sought[0], wish, sender);
  }

  #target({ phone: reference }: M): Phone {
    if (reference !== undefined && reference !== null && reference !== '') return this.#node.phoneNamed(reference);
    const phone = this.#node.ownPhone();
    if (!phone) throw new PhoneError('NO_PHONE', sentence('node.no-phone'));
    return phone;
  }

  /** What an earlier life of this node showed may not be true of it any more, nor what a deploy has changed around it. */
  #showMissing(): void {
    const text = this.#missing();
    if (text === this.#shownMissing) return;
    this.#shownMissing = text;
    this.#line.set(text === '' ? 'ready' : 'idle', text);
  }

  #missing(): string {
    const own = this.#node.ownPhone();
    if (this.#settings.faults.length > 0) return 'status.no-setting';
    if (own) {
      const what = missingSetting(own.settings, this.#vendors);
      return what === undefined ? '' : `status.no-${what}`;
    }
    // Without a choice each message names its phone: nothing is missing.
    return this.#node.hasPhone ? 'status.no-phone' : '';
  }

  /** Hands a failure to the second output. The message has not come to its end, so Complete does not fire. */
  #passOn(
    error: PhoneError,
    trace: Trace,
    message: M,
    send: (messages: (M | null)[]) => void,
    done: (error?: Error) => void,
  ): void {
    try {
      send([null, withPayload(message, failureOf(error, trace, this.#node.language))]);
    } catch (fault) {
      this.#tell(unexpected(fault, false).in(this.#node.language), message, done);
    }
  }

  /** Passes an error on with its message, or with what of it can be passed on. Never throws. */
  #tell(error: PhoneError, message: M, done: (error?: Error) => void): void {
    passOn(error, message, this.#node, done);
  }
}

/** @param isDone the phone has obeyed: only the message could not be passed on */
function unexpected(error: unknown, isDone: boolean): PhoneError {
  const words = sentence(isDone ? 'node.not-passed-on' : 'node.unexpected');
  return new PhoneError('INTERNAL', words, { message: textOf(error) });
}
