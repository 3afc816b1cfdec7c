import { networkInterfaces } from 'node:os';
import { type Sentence, sentence } from '../../sentences/sentence';
import { systemTimers, type TimerHandle, type Timers } from '../../timers';
import { addressToward, type Interfaces, isOwnAddress } from '../networks';
import { AnswerSocket } from './answer-socket';
import { GroupSocket } from './group-socket';
import { Offers, type Source } from './offers';
import { Slices } from './slices';
import { mayAsk, readSubscribe, type Subscribe } from './subscribe';

/** Where phones ask for settings: `ua-profile`, 224.0.1.75, sip.mcast.net's port. */
const GROUP = '224.0.1.75';
const PORT = 5060;
/** Milliseconds until a port that was taken is tried again. */
const AGAIN = 60_000;
/** Milliseconds between two looks at this host's networks. */
const LOOK = 30_000;
/** Milliseconds without a question, after which multicast may not arrive. */
const DEAF = 600_000;
/** Questions that wait here: a thousand phones that ask again each second, while this process stands still for three. */
const MOST_WAITING = 4096;
/**
 * Milliseconds of one turn of the event loop for them, as an own port has, and the least that is done in it. Node.js hands
 * over 32 at once, and takes one new connection a turn: where turns are long, those of all ports wait in line.
 */
const SLICE = 2;
const LEAST = 2;

interface Datagram {
  readonly datagram: Buffer;
  readonly from: Source;
}

export interface NetworkWatchOptions {
  readonly port?: number;
  readonly group?: string;
  readonly timers?: Timers;
  readonly interfaces?: Interfaces;
}

/** A listener that wants the network to be heard. */
export interface Watcher {
  /** It may have phones answered. */
  readonly answers: boolean;
  /** It is reached by a loopback address: phones of this host itself count. */
  readonly hasLoopback: boolean;
  /** Told once why nothing is heard, each time that it begins. */
  readonly trouble: (why: Sentence) => void;
}

/** What is done with a question. */
export interface Heard {
  /** @returns the URL to be offered; undefined: silence */
  readonly answer: (asked: Subscribe, address: string) => string | undefined;
  /** Told of each, before. */
  readonly note: (asked: Subscribe, address: string) => void;
  /** An offer was begun. */
  readonly offered: (asked: Subscribe) => void;
}

/** How far the network is heard; times in milliseconds of the day's clock. */
export interface WatchState {
  readonly state: 'closed' | 'open' | 'taken';
  readonly trouble: Sentence | undefined;
  readonly since: number | undefined;
  readonly heard: number | undefined;
  readonly isDeaf: boolean;
}

/** The one place of a runtime that hears phones ask the network; open while somebody wants it. */
export class NetworkWatch {
  readonly #group: string;
  readonly #wantedPort: number;
  readonly #timers: Timers;
  readonly #interfaces: Interfaces;
  readonly #heard: Heard;
  readonly #watchers = new Set<Watcher>();
  readonly #changes = new Set<() => void>();
  readonly #offers: Offers;
  /** Questions that are still to be heard. */
  readonly #waiting = new Slices<Datagram>({
    work: ({ datagram, from }) => this.hear(datagram, from),
    most: MOST_WAITING,
    time: SLICE,
    least: LEAST,
  });
  #socket: GroupSocket | undefined;
  #answers: AnswerSocket | undefined;
  #again: TimerHandle;
  #look: TimerHandle;
  #trouble: { readonly words: Sentence; readonly isTaken: boolean } | undefined;
  /** Since when it is open, by both clocks. */
  #since: { readonly wall: number; readonly now: number } | undefined;
  #lastHeard: number | undefined;

  constructor(
    heard: Heard,
    { port = PORT, group = GROUP, timers = systemTimers, interfaces = networkInterfaces }: NetworkWatchOptions = {},
  ) {
    this.#heard = heard;
    this.#wantedPort = port;
    this.#group = group;
    this.#timers = timers;
    this.#interfaces = interfaces;
    this.#offers = new Offers({ timers, send: (datagram, to) => this.#answers?.send(datagram, to) });
  }

  /** The port that is heard; 0 where none is. */
  get port(): number {
    return this.#socket?.port ?? 0;
  }

  /** The port that answers leave from; undefined where none can. */
  get answerPort(): number | undefined {
    return this.#answers?.port;
  }

  get state(): WatchState {
    const state = this.#since ? 'open' : this.#trouble?.isTaken ? 'taken' : 'closed';
    return {
      state,
      trouble: this.#trouble?.words,
      since: this.#since?.wall,
      heard: this.#lastHeard,
      isDeaf:
        this.#since !== undefined && this.#lastHeard === undefined && this.#timers.now() - this.#since.now >= DEAF,
    };
  }

  /** The port that is somebody else's. */
  get takenPort(): number | undefined {
    return this.#trouble?.isTaken ? this.#wantedPort : undefined;
  }

  /** @param changed called when `takenPort` may be another. @returns ends it */
  onChange(changed: () => void): () => void {
    const own = (): void => changed();
    this.#changes.add(own);
    return () => this.#changes.delete(own);
  }

  /** @returns ends it */
  use(watcher: Watcher): () => void {
    this.#watchers.add(watcher);
    if (this.#trouble) watcher.trouble(this.#trouble.words);
    this.#settle();
    return () => {
      if (this.#watchers.delete(watcher)) this.#settle();
    };
  }

  /** Another phone is just being offered its file at this address. */
  isOffering(otherMac: string, address: string): boolean {
    return this.#offers.hasOther(otherMac, address);
  }

  /** Opens and closes what the watchers want. */
  #settle(): void {
    const watchers = [...this.#watchers];
    if (watchers.length === 0) {
      this.#close();
      return;
    }
    if (watchers.some(({ answers }) => answers)) this.#answers ??= this.#openAnswers();
    else this.#closeAnswers();
    if (!this.#socket && !this.#trouble) this.#open();
    if (this.#socket) this.#socket.hasLoopback = this.#hasLoopback;
  }

  get #hasLoopback(): boolean {
    return [...this.#watchers].some(({ hasLoopback }) => hasLoopback);
  }

  #open(): void {
    const socket: GroupSocket = new GroupSocket({
      ...{ address: this.#group, port: this.#wantedPort, interfaces: this.#interfaces },
      received: (datagram, from) => {
        if (mayAsk(datagram)) this.#waiting.add({ datagram, from });
      },
      opened: () => {
        this.#trouble = undefined;
        this.#since = { wall: this.#timers.wall(), now: this.#timers.now() };
        socket.hasLoopback = this.#hasLoopback;
        this.#lookAgain(socket);
        this.#changed();
      },
      failed: (error) => this.#failed(error),
    });
    this.#socket = socket;
  }

  #lookAgain(socket: GroupSocket): void {
    this.#look = this.#timers.set(LOOK, () => {
      socket.join();
      this.#lookAgain(socket);
    });
  }

  #failed({ code, message }: NodeJS.ErrnoException): void {
    this.#forget();
    const isTaken = code === 'EADDRINUSE';
    const words = isTaken
      ? sentence('setup.port-taken', { port: this.#wantedPort })
      : sentence('setup.not-heard', { port: this.#wantedPort, why: code ?? message });
    const isNews = this.#trouble?.words.key !== words.key;
    this.#trouble = { words, isTaken };
    if (isNews) for (const { trouble } of this.#watchers) trouble(words);
    this.#again = this.#timers.set(AGAIN, () => this.#open());
    this.#changed();
  }

  #changed(): void {
    for (const changed of [...this.#changes]) changed();
  }

  #openAnswers(): AnswerSocket {
    return new AnswerSocket({
      received: (datagram, from) => this.#offers.received(datagram, from),
      failed: () => {
        this.#closeAnswers();
        this.#settle();
      },
    });
  }

  #closeAnswers(): void {
    this.#offers.close();
    this.#answers?.close();
    this.#answers = undefined;
  }

  #forget(): void {
    this.#timers.clear(this.#look);
    this.#waiting.clear();
    this.#socket = undefined;
    this.#since = undefined;
    this.#lastHeard = undefined;
  }

  #close(): void {
    this.#closeAnswers();
    this.#timers.clear(this.#again);
    this.#socket?.close();
    this.#forget();
    this.#trouble = undefined;
    this.#changed();
  }

  /** A datagram came to the group. */
  hear(datagram: Buffer, from: Source): void {
    const asked = readSubscribe(datagram);
    if (!asked || from.port === 0 || this.#isOurs(from)) return;
    this.#lastHeard = this.#timers.wall();
    this.#heard.note(asked, from.address);
    if (this.#offers.isRepeat(asked, from)) return;
    const url = this.#heard.answer(asked, from.address);
    const port = this.answerPort;
    if (url === undefined || port === undefined) return;
    this.#heard.offered(asked);
    this.#offers.begin(asked, from, `${this.#hostToward(from.address)}:${port}`, url);
  }

  /** What seems to come from where our answers leave is none of a phone's: it would have us answer ourselves. */
  #isOurs({ address, port }: Source): boolean {
    if (port !== this.answerPort) return false;
    return isOwnAddress(address, this.#interfaces);
  }

  /** How this host is named toward a phone: where its answer goes the phone sees from the datagram itself. */
  #hostToward(address: string): string {
    const own = Object.values(this.#interfaces()).flatMap((of) => of ?? []);
    const outer = own.find(({ family, internal }) => family === 'IPv4' && !internal);
    return addressToward(address, this.#interfaces) ?? outer?.address ?? '127.0.0.1';
  }
}
