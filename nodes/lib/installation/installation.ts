import { StateFeed } from '../calls/feed';
import { ContextStores, type NodeContext } from '../calls/context-store';
import { ANY_FACTS, vendorFacts } from '../calls/facts';
import type { StateHost } from '../calls/state-node';
import { CallTracker, isOfState } from '../calls/tracker';
import { Deploys } from '../deploys';
import { wordsOf } from '../errors';
import { SharedServer, type SharedServerOptions } from '../events/entrance';
import type { EventHost } from '../events/event-node';
import { GuardedPhones } from '../events/guarded-phones';
import { Handover } from '../events/handover';
import { Listeners } from '../events/own-port/listeners';
import { eventMessage } from '../events/report/message';
import { OldTokenUsers } from '../events/old-token-users';
import type { Belief, Sighting } from '../events/sighting';
import type { KnownPhone } from '../events/types';
import { NodeStatuses } from '../node-statuses';
import type { CommandHost } from '../outcomes/command-node';
import { NewsDesk } from '../outcomes/news-desk';
import { PhoneDirectory } from '../phones/directory';
import { loadTransports } from '../phones/load-transports';
import { Lockout } from '../phones/lockout';
import { Phone } from '../phones/phone';
import { ReportedPhones } from '../phones/reported';
import type { PhoneSettings } from '../phones/settings';
import { SharedSipStack } from '../phones/links/shared-sip-stack';
import { HostSurroundings, type Surroundings } from '../phones/surroundings';
import { sentence, type Words } from '../sentences/sentence';
import { VendorCatalogue } from '../vendors';
import { FlowOrder } from './flow-order';
import { PROFILES } from '../vendors/profiles';

/** Milliseconds after a start, when the other nodes have done their own beginning. */
const IDLE = 1000;

export interface InstallationOptions {
  /** Absent: this host's. */
  readonly surroundings?: Surroundings;
  /** Loads the clients of HTTP and SIP; absent: from the files. */
  readonly load?: () => Promise<void>;
}

/** The node of a phone, as far as its state needs it. */
export interface PhoneNodeContext {
  /** The node's own. */
  context(): NodeContext;
  /** Told in the node's name. */
  warn(words: Words): void;
}

/** What all nodes of one Node-RED share, and what outlives them: a redeploy makes every node anew and leaves this as it is. */
export class Installation implements EventHost, StateHost, CommandHost {
  /** The vendors that this package knows: all that is shared here asks this one. */
  readonly vendors = new VendorCatalogue(PROFILES);
  readonly deploys = new Deploys();
  readonly directory: PhoneDirectory<Phone>;
  readonly lockout = new Lockout();
  readonly reported = new ReportedPhones();
  readonly sip = new SharedSipStack();
  readonly statuses = new NodeStatuses();
  /** Own listeners, by port. */
  readonly listeners = new Listeners({ vendors: this.vendors });
  readonly flowOrder = new FlowOrder(this.deploys);
  /** Phones that still come with the token that a listener replaces. */
  readonly oldTokens = new OldTokenUsers();
  /** Messages of events that were accepted just before their node was restarted. */
  readonly handover = new Handover();
  /** Told of faults that are nobody's: set by whoever has a log. */
  log: (words: Words) => void = () => {};
  /** What phones are doing, by what was believed. */
  readonly calls = new CallTracker({
    fault: (error) => this.log(sentence('phone.not-told', { why: wordsOf(error) })),
    storeTrouble: (phoneId, error) => this.#nodes.get(phoneId)?.warn(storeFailed(error)),
  });
  readonly states = new StateFeed(this.calls, {
    fault: (error) => this.log(sentence('phone.not-told', { why: wordsOf(error) })),
  });
  /** For commands that wait for a report. */
  readonly news = new NewsDesk(this.calls);
  readonly #stores = new ContextStores();
  readonly #nodes = new Map<string, PhoneNodeContext>();
  readonly #guarded = new GuardedPhones();
  readonly #load: () => Promise<void>;
  #server: SharedServer | undefined;
  #isLoading = false;

  constructor({ surroundings = new HostSurroundings(), load = loadTransports }: InstallationOptions = {}) {
    this.directory = new PhoneDirectory({ surroundings });
    this.#load = load;
    this.deploys.on((state) => {
      if (state === 'stopping') {
        this.handover.begin();
        this.states.hold();
      } else {
        this.#server?.routes.settle();
        this.listeners.settle();
        if (state === 'started') {
          this.states.release();
          this.handover.end();
        } else {
          this.states.drop();
          this.handover.drop();
        }
      }
    });
  }

  /** Node-RED's own server: mounted with the first call, which has it for good. */
  sharedServer(options: Omit<SharedServerOptions, 'vendors'>): SharedServer {
    this.#server ??= new SharedServer({ ...options, vendors: this.vendors });
    return this.#server;
  }

  /**
   * Deploys a phone.
   * @param node absent: its state is kept in memory alone
   */
  addPhone(settings: PhoneSettings, node?: PhoneNodeContext): Phone {
    const phone = new Phone(settings, this.directory, this.sip, this.lockout, this.vendors);
    const { id, name, mac, host, store } = settings;
    phone.onAnswer = () => this.calls.answered(id, new Date());
    this.directory.add(phone);
    if (node) this.#nodes.set(id, node);
    this.calls.adopt({
      id,
      name,
      mac,
      host,
      facts: phone.profile ? vendorFacts(phone.profile) : ANY_FACTS,
      store: node && this.#stores.of(id, store, () => node.context()),
    });
    this.#loadWhenIdle();
    return phone;
  }

  /**
   * Ends its commands with CLOSED; resolves when no socket of it is left. What was learned of it stays.
   * @param isDeleted no node with its id will follow: nothing is known of its calls any more
   */
  removePhone(phone: Phone, isDeleted = false): Promise<void> {
    this.directory.remove(phone);
    if (isDeleted) {
      this.calls.remove(phone.id);
      this.#stores.forget(phone.id);
      this.#nodes.delete(phone.id);
    }
    return phone.close();
  }

  guardPhone(phone: Pick<KnownPhone, 'id' | 'mac'>): (isRestarting: boolean) => void {
    const end = this.#guarded.add(phone);
    return (isRestarting) => {
      if (!isRestarting) {
        end();
        return;
      }
      // Its successor guards by then: meanwhile the phone is as guarded as before.
      const stop = this.deploys.on((state) => {
        if (state === 'stopping') return;
        stop();
        end();
      });
    };
  }

  findPhone(mac: string | undefined, address: string): Phone | undefined {
    return this.directory.find(mac, address);
  }

  /** The one place that hears of every believed event, once. */
  believe({ sighting, hasToken }: Belief, done: () => void = () => {}): void {
    const { report, phone, mac, address, arrival, event } = sighting;
    if (!phone) {
      if (!report.sender.isMacDoubtful) this.reported.note(report, mac, address, arrival.time);
      done();
      return;
    }
    if (event === undefined || (!hasToken && this.#guarded.has(phone))) {
      done();
      return;
    }
    const { time } = arrival;
    // Objects of its own, since flows change those of messages.
    const parts = isOfState(event)
      ? eventMessage(report, { event, time, phone, reading: sighting.read() }).payload
      : {};
    this.calls.report({ phone, event, time, parts }, done);
  }

  rememberStranger(mac: string, address: string): void {
    this.directory.rememberStranger(mac, address);
  }

  noteToken(listenerId: string, sighting: Sighting, isOld: boolean): void {
    this.oldTokens.note(listenerId, sighting, isOld);
  }

  addProxies(isProxy: (address: string) => boolean): () => void {
    return this.directory.addProxies(isProxy);
  }

  /**
   * Loads the clients of HTTP and SIP soon after the flows with a first phone have started, once: not at the start, which
   * they would make slower, and not with the first command, since npm may have replaced their files by then.
   */
  #loadWhenIdle(): void {
    if (this.#isLoading) return;
    this.#isLoading = true;
    const end = this.deploys.onEachStart(() => {
      end();
      // A failure is told by the first command, which tries again.
      setTimeout(() => void this.#load().catch(() => undefined), IDLE).unref();
    });
  }
}

function storeFailed(error: Error): Words {
  return sentence('phone.store-failed', { why: withoutLogin(error.message) });
}

/** A store's address may carry its password. */
function withoutLogin(text: string): string {
  return text.replace(/\/\/[^\s/@]*@/g, '//');
}
