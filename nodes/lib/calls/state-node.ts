import type { Deploys } from '../deploys';
import { PhoneError } from '../errors';
import { internalError } from '../internal-error';
import { type Message, passOn, withPayload } from '../messages';
import type { NodeStatus } from '../node-statuses';
import { type Language, sentence } from '../sentences/sentence';
import type { StateFeed } from './feed';
import { type Say, type StateStatus, stateStatus } from './state-status';
import type { CallTracker, PhoneChange, RecordedCall } from './tracker';
import type { CallRecord, PhoneView } from './view';

/** What a `phone state` node finds where it is deployed. */
export interface StateHost {
  readonly deploys: Deploys;
  readonly calls: CallTracker;
  readonly states: StateFeed;
}

/** Output 1 when something changes; `topic` is the phone's name, else its MAC, else its host. */
export type StateMessage = {
  topic: string;
  payload: PhoneView;
};

/** Output 2: a call is over; `topic` is its outcome. */
export type CallMessage = {
  topic: CallRecord['outcome'];
  payload: CallRecord;
};

/** A `phone state` node in its flow. */
export interface StateFlowNode {
  /** The id of the phone that is chosen in the dialog, whether it is deployed or not; undefined: none is chosen. */
  readonly phoneId: string | undefined;
  /**
   * @param reference `msg.phone`
   * @returns the id of a deployed `voip-phone`
   * @throws PhoneError NO_PHONE
   */
  phoneNamed(reference: unknown): string;
  /** At output 1. */
  sendState(message: StateMessage): void;
  /** At output 2. */
  sendCall(message: CallMessage): void;
  error(error: unknown, message?: Record<string, unknown>): void;
  readonly say: Say;
  readonly language: Language;
  /** As Node-RED clones what is in a message; may throw. */
  readonly clone: (value: unknown) => unknown;
}

/** The message of an input, as far as it is looked at. */
export interface StateQuestion extends Message {
  readonly reset?: unknown;
}

/** One `phone state` node from its deploy to its close: changes and records out, questions answered. */
export class StateNode<M extends StateQuestion> {
  readonly #node: StateFlowNode;
  readonly #host: StateHost;
  readonly #status: StateStatus;
  readonly #ends: readonly (() => void)[];
  #isClosed = false;

  constructor(node: StateFlowNode, { line, repeat }: NodeStatus, host: StateHost) {
    this.#node = node;
    this.#host = host;
    this.#status = stateStatus(line, host.calls, node.phoneId, node.say);
    this.#status.lookAround();
    this.#ends = [
      host.deploys.onEachStart((isFirst) => {
        this.#status.lookAround();
        if (isFirst) repeat();
      }),
      host.states.subscribe(node.phoneId, {
        change: (change) => this.#changed(change),
        record: (recorded) => this.#recorded(recorded),
      }),
      () => line.close(),
    ];
  }

  /** Questions that wait for a store are ended with CLOSED. */
  close(): void {
    this.#isClosed = true;
    for (const end of this.#ends) end();
  }

  /** Takes a message as Node-RED hands it over. Never throws, and ends it once. */
  input(message: M, send: (message: M) => void, done: (error?: Error) => void): void {
    try {
      const isReset = message.reset === true;
      const asked = this.#asked(message);
      this.#ask(asked.ids, isReset, (views) => {
        try {
          if (this.#isClosed) throw new PhoneError('CLOSED', sentence('phone.closed-asked'));
          const [first] = views;
          if (asked.isOne && !first) throw noPhone();
          send(withPayload(message, asked.isOne ? first : views));
          done();
        } catch (error) {
          this.#tell(error, message, done);
        }
      });
    } catch (error) {
      this.#tell(error, message, done);
    }
  }

  #asked({ phone: reference }: M): { ids: readonly string[]; isOne: boolean } {
    if (reference !== undefined && reference !== null && reference !== '') {
      return { ids: [this.#node.phoneNamed(reference)], isOne: true };
    }
    const { phoneId } = this.#node;
    if (phoneId === undefined) return { ids: this.#host.calls.phoneIds(), isOne: false };
    if (this.#host.calls.phoneIdOf(phoneId) === undefined) throw noPhone();
    return { ids: [phoneId], isOne: true };
  }

  /** @param done with the states of all that are still there, in their order */
  #ask(ids: readonly string[], isReset: boolean, done: (views: PhoneView[]) => void): void {
    const { calls } = this.#host;
    const views = new Array<PhoneView | undefined>(ids.length);
    let left = ids.length;
    const finish = (): void => done(views.filter((view) => view !== undefined));
    if (left === 0) finish();
    ids.forEach((id, index) => {
      const answer = (view: PhoneView | undefined): void => {
        views[index] = view;
        left -= 1;
        if (left === 0) finish();
      };
      if (isReset) calls.reset(id, answer);
      else calls.ask(id, answer);
    });
  }

  #changed({ phoneId, topic, view }: PhoneChange): void {
    this.#status.changed(phoneId, view);
    this.#node.sendState({ topic, payload: view });
  }

  #recorded({ record }: RecordedCall): void {
    this.#node.sendCall({ topic: record.outcome, payload: record });
  }

  /** Passes an error on with its message, or with what of it can be passed on. Never throws. */
  #tell(error: unknown, message: M, done: (error?: Error) => void): void {
    const told = internalError(error).in(this.#node.language);
    passOn(told, message, this.#node, done);
  }
}

function noPhone(): PhoneError {
  return new PhoneError('NO_PHONE', sentence('phone.gone'));
}
