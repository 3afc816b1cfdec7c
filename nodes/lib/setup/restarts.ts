import { wordsOf } from '../errors';
import { sentence, type Words } from '../sentences/sentence';
import type { RestartStep } from './listed';
import type { Standing } from './standing';

export interface RestartProgress {
  readonly step: RestartStep;
  readonly why?: Words;
}

/** A deployed phone that a listener sets up, as it is now. */
export interface RestartablePhone {
  /** 12 lower-case hex digits. */
  readonly mac: string;
  /** Undefined: it gets no file. */
  readonly standing: Standing | undefined;
  /** As `phone state` has it; `unknown` or undefined where nobody knows. */
  readonly state: string | undefined;
  /** By its own command, through its own queue and guards. Rejects with PhoneError. */
  restart(signal: AbortSignal): Promise<unknown>;
}

export interface RestartHost {
  /** Undefined: it is not deployed, or nobody sets it up any more. */
  readonly find: (id: string) => RestartablePhone | undefined;
  /** Calls back once, later. @returns takes it back */
  readonly timer: (milliseconds: number, run: () => void) => () => void;
}

/** As many at a time: a PBX and a network bear two phones that start. */
const AT_ONCE = 2;
/** As long as one that started may take to report, in milliseconds. */
const PATIENCE = 120_000;

interface Entry {
  /** Of its phone: nodes with one MAC are one. */
  readonly mac: string;
  progress: RestartProgress;
  /** A person chose this phone alone: it is restarted whatever it has. */
  readonly isNamed: boolean;
  /** It was not idle at its turn, and is looked at once more when all others are done. */
  isLast: boolean;
}

interface Turn {
  readonly mac: string;
  readonly end: () => void;
}

/**
 * Restarts phones so that they fetch what they are to have: a person's click, idle phones alone, two at a time, the next
 * when one has reported or two minutes are over.
 */
export class Restarts {
  readonly #host: RestartHost;
  readonly #entries = new Map<string, Entry>();
  readonly #turns = new Map<string, Turn>();
  #queue: string[] = [];
  #isHeld = false;

  constructor(host: RestartHost) {
    this.#host = host;
  }

  /** @param id of a phone's node. @returns undefined: nothing is to be said of it */
  progress(id: string): RestartProgress | undefined {
    return this.#entries.get(id)?.progress;
  }

  /**
   * Phones that need no restart are left out, unless it is one alone that is named.
   *
   * @param ids of phones' nodes
   * @returns how many will be looked at, with those of before
   */
  start(ids: readonly string[]): number {
    // What became of those of the last time is old news.
    if (this.#queue.length === 0) this.#forget((id) => !this.#turns.has(id));
    const isNamed = ids.length === 1;
    const before = [...this.#queue, ...this.#turns.keys()];
    const macs = new Set(before.map((id) => this.#entries.get(id)?.mac));
    for (const id of new Set(ids)) {
      const phone = this.#host.find(id);
      if (!phone || macs.has(phone.mac) || !(isNamed || isBehind(phone))) continue;
      macs.add(phone.mac);
      this.#entries.set(id, { mac: phone.mac, progress: { step: 'waiting' }, isNamed, isLast: false });
      this.#queue.push(id);
    }
    const count = this.#queue.length + this.#turns.size;
    this.#next();
    return count;
  }

  /** Those that wait are left alone; who was told already restarts. */
  stop(): void {
    for (const id of this.#queue) this.#entries.delete(id);
    this.#queue = [];
  }

  /** A phone came with a token of its own that is made of the present one. @param mac 12 lower-case hex digits */
  reported(mac: string): void {
    for (const [id, turn] of this.#turns) {
      if (turn.mac !== mac) continue;
      // It may have reported before it went down.
      if (this.#entries.get(id)?.isNamed !== true && this.#host.find(id)?.standing !== 'reports') continue;
      this.#over(id, undefined);
    }
  }

  /** Nodes are closed from now on: who is missing meanwhile is not gone. */
  hold(): void {
    this.#isHeld = true;
  }

  /** The nodes of the new flows stand: who is not among them is forgotten. */
  release(): void {
    this.#isHeld = false;
    const isGone = (id: string): boolean => this.#host.find(id) === undefined;
    for (const [id, turn] of this.#turns) if (isGone(id)) turn.end();
    this.#queue = this.#queue.filter((id) => !isGone(id));
    this.#forget(isGone);
    this.#next();
  }

  /** Nothing is left of it. */
  end(): void {
    this.stop();
    this.#isHeld = false;
    for (const turn of this.#turns.values()) turn.end();
    this.#entries.clear();
  }

  #forget(isOld: (id: string) => boolean): void {
    for (const id of this.#entries.keys()) if (isOld(id)) this.#entries.delete(id);
  }

  #next(): void {
    while (!this.#isHeld && this.#turns.size < AT_ONCE) {
      const id = this.#queue[0];
      const entry = id === undefined ? undefined : this.#entries.get(id);
      if (id === undefined || !entry) return;
      if (entry.isLast && this.#turns.size > 0) return;
      this.#queue.shift();
      this.#look(id, entry);
    }
  }

  #look(id: string, entry: Entry): void {
    const phone = this.#host.find(id);
    // It is gone, or has done by itself what it was to be restarted for.
    if (!phone || !(entry.isNamed || isBehind(phone))) {
      this.#entries.delete(id);
    } else if (phone.state === undefined || phone.state === 'unknown') {
      entry.progress = { step: 'failed', why: sentence('setup.state-unknown') };
    } else if (phone.state !== 'idle') {
      entry.progress = { step: 'busy' };
      if (!entry.isLast) this.#queue.push(id);
      entry.isLast = true;
    } else {
      this.#tell(id, phone);
    }
  }

  #tell(id: string, phone: RestartablePhone): void {
    const closing = new AbortController();
    const cancel = this.#host.timer(PATIENCE, () => this.#over(id, sentence('setup.no-report')));
    const turn: Turn = {
      mac: phone.mac,
      end: () => {
        cancel();
        closing.abort();
        if (this.#turns.get(id) === turn) this.#turns.delete(id);
      },
    };
    this.#turns.set(id, turn);
    this.#set(id, { step: 'sent' });
    phone.restart(closing.signal).catch((error: unknown) => {
      if (this.#turns.get(id) === turn) this.#over(id, wordsOf(error));
    });
  }

  /** @param why undefined: it has reported, and nothing more is to be said */
  #over(id: string, why: Words | undefined): void {
    this.#turns.get(id)?.end();
    if (why === undefined) this.#entries.delete(id);
    else this.#set(id, { step: 'failed', why });
    this.#next();
  }

  #set(id: string, progress: RestartProgress): void {
    const entry = this.#entries.get(id);
    if (entry) entry.progress = progress;
  }
}

/** It has not what it is to have. */
function isBehind({ standing }: RestartablePhone): boolean {
  return standing === 'due' || standing === 'old';
}
