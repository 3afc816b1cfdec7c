import { join } from 'node:path';
import type { Deploys } from '../deploys';
import { wordsOf } from '../errors';
import { type Entrance, type Leave, OwnPort } from '../events/entrance';
import { parseEndpoint } from '../events/own-port/endpoint';
import type { AccessReading } from '../events/read-access';
import { joined, sentence, type Words } from '../sentences/sentence';
import type { VendorCatalogue } from '../vendors';
import { Adoptions } from './adoptions';
import { FileServer } from './file-server';
import { Guessing } from './guessing';
import { Ledger } from './ledger';
import { LedgerFile } from './ledger-file';
import type { Reached } from './place';
import type { SetupReading } from './read-setup';

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
}

const NOWHERE: Leave = () => Promise.resolve();

/** What setting phones up has in common for all listeners, and what of it outlives their nodes. */
export class SetupDesk {
  readonly adoptions: Adoptions;
  readonly ledger = new Ledger();
  readonly guessing = new Guessing();
  readonly vendors: VendorCatalogue;
  readonly #listeners = new Map<string, OpenListener>();
  #file: LedgerFile | undefined;

  constructor(deploys: Deploys, vendors: VendorCatalogue) {
    this.adoptions = new Adoptions(deploys);
    this.vendors = vendors;
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

  listener(id: string): OpenListener | undefined {
    return this.#listeners.get(id);
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
    if (reading.troubles.length > 0) trouble = joined(reading.troubles);
    else if (reading.mode !== 'off') {
      try {
        const { port } = parseEndpoint(access.port);
        const way: Reached = { baseUrl: reading.baseUrl, port, isTls: listener.isTls };
        leave = this.#serve(listener, way, entrance(), warn);
        reached = way;
      } catch (error) {
        trouble = wordsOf(error);
      }
    }
    if (trouble !== undefined) warn(sentence('setup.unserved', { why: trouble }));
    const open: OpenListener = { ...listener, reached, trouble };
    this.#listeners.set(id, open);
    return (isRestarting) => {
      if (!isRestarting && this.#listeners.get(id) === open) this.#listeners.delete(id);
      return leave(isRestarting);
    };
  }

  #serve(
    { id, access, reading }: SetupListener,
    reached: Reached,
    entrance: Entrance,
    warn: (words: Words) => void,
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
    return entrance.serve(access.path, server, (state) => {
      if (state.kind === 'failed') warn(sentence('setup.unserved', { why: state.words }));
    });
  }
}
