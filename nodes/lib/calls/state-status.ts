import type { StatusLine } from '../status';
import type { CallTracker } from './tracker';
import type { PhoneView } from './view';

/** A status is a line below a node, not a place for long names. */
const LONGEST_PARTY = 32;

/** Words in the runtime's language. Nothing is put into them: what strangers choose is no part of a catalogue. */
export type Say = (key: string) => string;

const IN_USE: ReadonlySet<PhoneView['state']> = new Set(['talking', 'dialing', 'ringing', 'held', 'busy']);

/**
 * The status of one node: of one phone its state and the other party, of many how many are in use. Put into words where it
 * is shown, since a building's phones change by the hundred a second.
 */
export interface StateStatus {
  changed(phoneId: string, view: PhoneView): void;
  /** Phones may have come or gone. */
  lookAround(): void;
}

/** @param nodeId of the chosen `voip-phone`; undefined: all phones */
export function stateStatus(line: StatusLine, calls: CallTracker, nodeId: string | undefined, say: Say): StateStatus {
  return nodeId === undefined ? new ManyPhones(line, calls, say) : new OnePhone(line, calls, nodeId, say);
}

/** Who it is, in one line: callers choose their names, and a number that they could not choose says more. */
function partyOf(remote: PhoneView['calls'][number]['remote']): string {
  const text = remote?.number ?? remote?.name ?? remote?.user ?? remote?.host ?? '';
  const line = text.replace(UNPRINTABLE, ' ').replace(/\s+/g, ' ').trim();
  const signs = Array.from(line);
  return signs.length > LONGEST_PARTY ? `${signs.slice(0, LONGEST_PARTY - 1).join('')}…` : line;
}

/** Control characters, and those that turn the direction of a text. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Node-RED takes its default store in place of one that there is not, and only its log says so. */
function withoutStore(missing: string | undefined, say: Say): string {
  return missing === undefined ? '' : ` · ${say('status.no-store')} ${partyOf({ name: missing })}`;
}

class OnePhone implements StateStatus {
  readonly #line: StatusLine;
  readonly #calls: CallTracker;
  readonly #nodeId: string;
  readonly #say: Say;

  constructor(line: StatusLine, calls: CallTracker, nodeId: string, say: Say) {
    this.#say = say;
    this.#line = line;
    this.#calls = calls;
    this.#nodeId = nodeId;
  }

  changed(_phoneId: string, { state, calls }: PhoneView): void {
    const kind = state === 'unknown' ? 'idle' : state === 'ringing' ? 'failed' : state === 'idle' ? 'ok' : 'active';
    const call = calls.find((one) => one.state === state);
    // Flows may change the view by the time that this is shown.
    const party = partyOf(call?.remote);
    this.#line.setBy(() => {
      const said = `${this.#say(`status.${state}`)} ${party}`.trim();
      return { kind, text: said + withoutStore(this.#calls.missingStore(this.#nodeId), this.#say) };
    });
  }

  lookAround(): void {
    const view = this.#calls.view(this.#nodeId);
    if (view) this.changed(this.#nodeId, view);
    else this.#line.set('idle', this.#say('status.no-phone'));
  }
}

class ManyPhones implements StateStatus {
  readonly #line: StatusLine;
  readonly #calls: CallTracker;
  readonly #say: Say;
  #inUse = new Set<string>();
  #missing: string | undefined;

  constructor(line: StatusLine, calls: CallTracker, say: Say) {
    this.#say = say;
    this.#line = line;
    this.#calls = calls;
  }

  changed(phoneId: string, { state }: PhoneView): void {
    if (IN_USE.has(state)) this.#inUse.add(phoneId);
    else this.#inUse.delete(phoneId);
    this.#show();
  }

  lookAround(): void {
    this.#missing = this.#calls.missingStore();
    this.#inUse = new Set(this.#calls.phoneIds().filter((id) => IN_USE.has(this.#calls.stateOf(id) ?? 'idle')));
    this.#show();
  }

  #show(): void {
    this.#line.setBy(() => {
      const { size } = this.#inUse;
      const said = `${size} ${this.#say('status.in-use')}`;
      return { kind: size > 0 ? 'active' : 'ok', text: said + withoutStore(this.#missing, this.#say) };
    });
  }
}
