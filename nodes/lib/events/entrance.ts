import type { Server } from 'node:http';
import { SettingError, wordsOf } from '../errors';
import type { Words } from '../sentences/sentence';
import type { VendorCatalogue } from '../vendors';
import { type FileServing, NO_FILES } from './own-port/beside';
import { type Endpoint, parseEndpoint } from './own-port/endpoint';
import type { Lease, Listeners, ListenerState, PortTerms } from './own-port/listeners';
import type { Journal } from './journal';
import type { Routes } from './routes';
import { attach, type HttpApp } from './shared-server/dispatcher';
import { Login } from './shared-server/login';
import { mendRequests } from './shared-server/mend';
import { belowRoot } from './shared-server/below-root';
import { type Unanswered, watchUnanswered } from './shared-server/unanswered';
import type { Judge } from './verdict';

/** Ends a node's part in a server. `isRestarting`: it is redeployed, not deleted. */
export type Leave = (isRestarting: boolean) => Promise<void>;

/** Where phones come in: a port of the node's own, or Node-RED's server. */
export interface Entrance {
  /** @param onState called at once and after each change of an own listener, and never for another server */
  join(path: string, judge: Judge, onState: (state: ListenerState, counts: Lease['counts']) => void): Leave;
}

/** A setting that says neither where nor how a node is to be served: it is served nowhere. */
export class Unserved extends SettingError {
  override readonly name = 'Unserved';
  readonly status: string;

  /** @param status a locale key */
  constructor(status: string, words: Words) {
    super(words);
    this.status = status;
  }
}

/** A listener that all nodes share which name it. */
export class OwnPort implements Entrance {
  readonly #listeners: Listeners;
  readonly #endpoint: Endpoint;
  readonly #terms: PortTerms;
  readonly #place: number;
  readonly #isOfListener: boolean;

  /**
   * @param endpoint `1881` or `192.168.5.2:1881`
   * @param place of the settings in the flow file
   * @param isOfListener they are a `phone-listener`'s: what lies below `<path>/setup/` is no event then
   * @throws Unserved where it is none
   */
  constructor(listeners: Listeners, endpoint: string, terms: PortTerms = {}, place = 0, isOfListener = false) {
    this.#listeners = listeners;
    this.#isOfListener = isOfListener;
    this.#terms = terms;
    this.#place = place;
    try {
      this.#endpoint = parseEndpoint(endpoint);
    } catch (error) {
      throw new Unserved('status.no-port', wordsOf(error));
    }
  }

  join(path: string, judge: Judge, onState: (state: ListenerState, counts: Lease['counts']) => void): Leave {
    const lease = this.#listeners.acquire(this.#endpoint, this.#terms, this.#place);
    const remove = lease.routes.add(path, judge);
    const reserved = this.#isOfListener ? lease.beside.add(path, NO_FILES) : undefined;
    lease.onState((state) => onState(state, lease.counts));
    return (isRestarting) => {
      remove(isRestarting);
      reserved?.(isRestarting);
      return lease.release(isRestarting);
    };
  }

  /** Holds the port for files below `<path>/setup/`, with or without a node for events. */
  serve(path: string, serving: FileServing, onState: (state: ListenerState) => void): Leave {
    const lease = this.#listeners.acquire(this.#endpoint, this.#terms, this.#place);
    const remove = lease.beside.add(path, serving);
    lease.onState(onState);
    return (isRestarting) => {
      remove(isRestarting);
      return lease.release(isRestarting);
    };
  }
}

/** Node-RED's own server, as far as it is used. */
export interface SharedServerOptions {
  readonly vendors: VendorCatalogue;
  /** Where arrivals are noted; absent: nowhere. */
  readonly journal?: Journal;
  /** Node-RED's `httpNode`. */
  readonly app: HttpApp;
  /** Absent where a program embeds Node-RED without handing it the server: then nothing is mended. */
  readonly server: Server | undefined;
  /** Where `app` is mounted: `/`, `/red/`. */
  readonly root: string;
  readonly middleware: unknown;
  /** httpNodeAuth. */
  readonly login: unknown;
}

/** The one dispatcher on Node-RED's own server: to be made once for it. */
export class SharedServer implements Entrance {
  readonly routes: Routes;
  readonly #login: Login | undefined;
  /** What is heard on the server while it has a node. */
  readonly #joins: readonly (() => () => void)[];

  constructor({ vendors, journal, app, server, root, middleware, login }: SharedServerOptions) {
    this.#login = server && new Login(server, root, login);
    this.routes = attach(app, {
      ...{ vendors, middleware, isLoggedIn: (request) => this.#login?.covers(request) === true },
      ...(journal && { page: { journal, port: undefined } }),
    });
    const isOurs = (target: string, isWhole = true) => {
      const below = belowRoot(target, root);
      return below !== undefined && this.routes.has(below, isWhole);
    };
    const onUnanswered = (request: Unanswered): void =>
      void this.routes.noteMisplaced(request, root, isOurs(request.target));
    this.#joins = server ? [mendRequests(server, isOurs), watchUnanswered(server, onUnanswered)] : [];
  }

  join(path: string, judge: Judge): Leave {
    void this.#login?.ask();
    const remove = this.routes.add(path, judge);
    const ends = this.#joins.map((join) => join());
    const endAll = (): void => {
      for (const end of ends) end();
    };
    return (isRestarting) => {
      remove(isRestarting);
      // What phones send to a node that is about to be back is mended, too.
      const absence = this.routes.absenceOn(path);
      if (absence) void absence.then(endAll);
      else endAll();
      return Promise.resolve();
    };
  }
}
