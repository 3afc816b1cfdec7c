import { join } from 'node:path';
import { networkInterfaces } from 'node:os';
import type { Deploys } from '../deploys';
import { wordsOf } from '../errors';
import { parseAllowList } from '../events/allow';
import { type Entrance, type Leave, OwnPort } from '../events/entrance';
import { parseEndpoint } from '../events/own-port/endpoint';
import type { ListenerState } from '../events/own-port/listeners';
import type { AccessReading } from '../events/read-access';
import { joined, sentence, type Words } from '../sentences/sentence';
import { systemTimers, type Timers } from '../timers';
import type { VendorCatalogue } from '../vendors';
import { Adoptions } from './adoptions';
import { FileServer } from './file-server';
import { Guessing } from './guessing';
import { Ledger } from './ledger';
import { LedgerFile } from './ledger-file';
import { type Interfaces, remembered } from './networks';
import type { Reached } from './place';
import { Asking } from './pnp/asking';
import { isLoopback } from './pnp/group-socket';
import { HostNeighbours, type Neighbours } from './pnp/neighbours';
import { NetworkWatch, type NetworkWatchOptions } from './pnp/network-watch';
import { OfferKeys } from './pnp/offer-keys';
import type { Knowledge, PhonePlaces } from './pnp/question';
import { Responder } from './pnp/responder';
import type { SetupReading } from './read-setup';
import { WantedFiles } from './wanted-files';

/** A deployed `phone-listener`, as far as it sets phones up. */
export interface SetupListener {
  readonly id: string;
  readonly name: string;
  readonly access: AccessReading;
  readonly reading: SetupReading;
  readonly isTls: boolean;
}

/** A listener that is open: what it is, and how phones reach it. */
export interface OpenListener extends SetupListener {
  /** Undefined: it serves nothing. */
  readonly reached: Reached | undefined;
  /** Why it serves nothing, where it is to serve. */
  readonly trouble: Words | undefined;
  /** Whom it lets in; undefined: it serves nothing. */
  readonly doors: Doors | undefined;
  /** Its port is open. */
  readonly isServing: () => boolean;
}

interface Doors {
  readonly allows: (address: string) => boolean;
  readonly isProxy: (address: string) => boolean;
}

/** What stands around it; absent: this host, and phones of which nobody knows where they are. */
export interface SetupSurroundings extends NetworkWatchOptions {
  readonly places?: PhonePlaces;
  readonly neighbours?: Neighbours;
}

const NOBODY: PhonePlaces = { addressOf: () => undefined, isOthers: () => false, nodeOf: () => undefined };

const NOWHERE: Leave = () => Promise.resolve();

/** What setting phones up has in common for all listeners, and what of it outlives their nodes. */
export class SetupDesk {
  readonly adoptions: Adoptions;
  readonly ledger = new Ledger();
  readonly guessing = new Guessing();
  readonly vendors: VendorCatalogue;
  /** Phones that asked the network. */
  readonly asking = new Asking();
  readonly offerKeys: OfferKeys;
  readonly network: NetworkWatch;
  readonly wanted: WantedFiles;
  readonly places: PhonePlaces;
  /** What a question of a phone is judged by. */
  readonly knowledge: Knowledge;
  readonly interfaces: Interfaces;
  /** Milliseconds of a clock that only goes forward, and of the day's. */
  readonly now: () => number;
  readonly today: () => number;
  readonly #deploys: Deploys;
  readonly #listeners = new Map<string, OpenListener>();
  #file: LedgerFile | undefined;

  constructor(deploys: Deploys, vendors: VendorCatalogue, around: SetupSurroundings = {}) {
    const timers: Timers = around.timers ?? systemTimers;
    this.now = () => timers.now();
    this.today = () => timers.wall();
    this.#deploys = deploys;
    this.adoptions = new Adoptions(deploys);
    this.vendors = vendors;
    this.interfaces = remembered(around.interfaces ?? networkInterfaces, this.now);
    this.wanted = new WantedFiles(vendors, this.interfaces);
    this.places = around.places ?? NOBODY;
    const neighbours = around.neighbours ?? new HostNeighbours();
    this.offerKeys = new OfferKeys(neighbours);
    this.network = new NetworkWatch(new Responder(this), { ...around, interfaces: this.interfaces });
    this.knowledge = {
      ...{ vendors, wanted: this.wanted, interfaces: this.interfaces, places: this.places, neighbours },
      isTwice: (mac) => this.isTwice(mac),
      isOffering: (otherMac, address) => !isLoopback(address) && this.network.isOffering(otherMac, address),
    };
  }

  /** @param folder where `setup.json` is, or will be; before the first phone asks */
  keepIn(folder: string, options: ConstructorParameters<typeof LedgerFile>[2]): void {
    this.#file = new LedgerFile(join(folder, 'setup.json'), this.ledger, options);
  }

  /** The flows have stopped for good. */
  stop(): void {
    this.#file?.flush();
  }

  /** In the order in which they were deployed. */
  get listeners(): Iterable<OpenListener> {
    return this.#listeners.values();
  }

  /**
   * @param told at once, and when it changes: the port on which phones ask the network, while it is another program's and
   *   this listener wants it; else undefined
   * @returns ends it
   */
  onPortTaken(listenerId: string, told: (port: number | undefined) => void): () => void {
    const tell = (): void => told(this.listener(listenerId)?.reached && this.network.takenPort);
    tell();
    return this.network.onChange(tell);
  }

  listener(id: string): OpenListener | undefined {
    return this.#listeners.get(id);
  }

  /** Nodes with this MAC name several listeners that serve: whose file it is to have nobody can say. */
  isTwice(mac: string): boolean {
    let count = 0;
    for (const { id, reached } of this.#listeners.values()) if (reached && this.adoptions.has(id, mac)) count++;
    return count > 1;
  }

  /**
   * A listener is deployed.
   *
   * @param entrance asked for where it is to serve; may throw
   * @param warn told why it serves nothing, or not yet
   * @returns ends it
   */
  open(listener: SetupListener, entrance: () => Entrance, warn: (words: Words) => void): Leave {
    const { id, access, reading } = listener;
    let leave = NOWHERE;
    let trouble: Words | undefined;
    let reached: Reached | undefined;
    let doors: Doors | undefined;
    let isServing = false;
    if (reading.troubles.length > 0) trouble = joined(reading.troubles);
    else if (reading.mode !== 'off') {
      try {
        const { port } = parseEndpoint(access.port);
        const way: Reached = { baseUrl: reading.baseUrl, port, isTls: listener.isTls };
        doors = doorsOf(access);
        leave = this.#serve(listener, way, entrance(), (state) => {
          isServing = state.kind === 'listening';
          if (state.kind === 'failed') warn(sentence('setup.unserved', { why: state.words }));
        });
        reached = way;
      } catch (error) {
        trouble = wordsOf(error);
      }
    }
    if (trouble !== undefined) warn(sentence('setup.unserved', { why: trouble }));
    const open: OpenListener = { ...listener, reached, trouble, doors, isServing: () => isServing };
    this.#listeners.set(id, open);
    const deafen = reached ? this.#listen(listener, warn) : () => undefined;
    const end = (): void => {
      if (this.#listeners.get(id) === open) this.#listeners.delete(id);
      deafen();
    };
    return (isRestarting) => {
      // Phones that ask while their listener is deployed anew are heard. It may not come back: Node-RED calls no node of a
      // subflow deleted.
      if (isRestarting) this.#deploys.onceOver(end);
      else end();
      return leave(isRestarting);
    };
  }

  #listen({ reading: { mode, baseUrl } }: SetupListener, warn: (words: Words) => void): () => void {
    return this.network.use({
      answers: mode === 'answer',
      hasLoopback: baseUrl !== '' && isLoopback(new URL(baseUrl).hostname),
      trouble: warn,
    });
  }

  #serve(
    { id, access, reading }: SetupListener,
    reached: Reached,
    entrance: Entrance,
    onState: (state: ListenerState) => void,
  ): Leave {
    // Where it has a port of its own, it is no other.
    if (!(entrance instanceof OwnPort)) return NOWHERE;
    const server = new FileServer(
      {
        listenerId: id,
        files: reading.files,
        keys: reading.keys,
        reached,
        allow: access.allow,
        trustedProxies: access.trustedProxies,
        isBehindProxy: access.proxyProtocol,
      },
      this,
    );
    return entrance.serve(access.path, server, onState);
  }
}

/** @throws SettingError naming a bad entry */
function doorsOf({ allow, trustedProxies }: AccessReading): Doors {
  return {
    allows: parseAllowList(allow),
    isProxy: trustedProxies.trim() === '' ? () => false : parseAllowList(trustedProxies),
  };
}
