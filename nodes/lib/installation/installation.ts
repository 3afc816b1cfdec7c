import { StateFeed } from '../calls/feed';
import { CLOCKS } from '../calls/clocks';
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
import { Journal } from '../events/journal';
import { OpenPhones } from '../events/open-phones';
import { Listeners } from '../events/own-port/listeners';
import { RefusalLog } from '../events/refusal-log';
import { OldTokenUsers } from '../events/old-token-users';
import type { Belief, Sighting } from '../events/sighting';
import type { EventParts } from '../events/report/parts';
import type { KnownPhone } from '../events/types';
import { NodeStatuses } from '../node-statuses';
import { deviceId } from '../home-assistant/names';
import type { HomeAssistantHost } from '../home-assistant/home-assistant-node';
import { SelfDescriptions } from '../home-assistant/self-descriptions';
import { Tenancies } from '../home-assistant/tenancy';
import type { CommandHost } from '../outcomes/command-node';
import { NewsDesk } from '../outcomes/news-desk';
import { PhoneDirectory } from '../phones/directory';
import { loadTransports } from '../phones/load-transports';
import { Lockout } from '../phones/lockout';
import { Phone } from '../phones/phone';
import { ReportedPhones } from '../phones/reported';
import type { PhoneSettings } from '../phones/settings';
import { nodeOfLogin } from '../phones/login';
import { Overview } from './overview';
import { IdleLoad } from './idle-load';
import { PhoneLives } from './phone-lives';
import { PhoneRows } from './phone-rows';
import { restartHost } from './restart-host';
import { SharedSipStack } from '../phones/links/shared-sip-stack';
import { HostSurroundings, type Surroundings } from '../phones/surroundings';
import { type Language, sentence, type Words } from '../sentences/sentence';
import { ipOf } from '../identity/address';
import { SetupDesk } from '../setup/desk';
import { Restarts } from '../setup/restarts';
import { VendorCatalogue } from '../vendors';
import { type FolderFile, type OwnProfiles, readOwnFiles } from '../vendors/own';
import { FlowOrder } from './flow-order';
import { PROFILES } from '../vendors/profiles';

export interface InstallationOptions {
  /** Absent: this host's. */
  readonly surroundings?: Surroundings;
  /** Loads the clients of HTTP and SIP; absent: from the files. */
  readonly load?: () => Promise<void>;
  /** Vendor profiles of the user's; absent: none. */
  readonly ownFiles?: readonly FolderFile[];
  /** Where phones ask for settings; absent: as the vendors' documents say. */
  readonly network?: { readonly port?: number };
}

/** The node of a phone, as far as its state needs it. */
export interface PhoneNodeContext {
  /** The node's own. */
  context(): NodeContext;
  /** Told in the node's name. */
  warn(words: Words): void;
  /** The store that its settings name, and that there is not. */
  readonly missingStore?: string | undefined;
}

/** What all nodes of one Node-RED share, and what outlives them: a redeploy makes every node anew and leaves this as it is. */
export class Installation implements EventHost, StateHost, CommandHost, HomeAssistantHost {
  /** The vendors that this package and its user know: all that is shared here asks this one. */
  readonly vendors: VendorCatalogue;
  readonly ownProfiles: OwnProfiles;
  readonly deploys = new Deploys();
  readonly directory: PhoneDirectory<Phone>;
  readonly lockout = new Lockout();
  readonly reported = new ReportedPhones();
  readonly sip = new SharedSipStack();
  readonly statuses = new NodeStatuses();
  /** Own listeners, by port. */
  readonly listeners: Listeners;
  readonly flowOrder = new FlowOrder(this.deploys);
  /** Phones that still come with the token that a listener replaces. */
  readonly oldTokens = new OldTokenUsers();
  /** Messages of events that were accepted just before their node was restarted. */
  readonly handover = new Handover();
  /** Ids of the flow file that the deploy under way takes away, those of flows and of subflows' instances, too. */
  leaving: ReadonlySet<string> = new Set();
  /** Told of faults that are nobody's: set by whoever has a log. */
  log: (words: Words) => void = () => {};
  /** In which rows of phones say what is wrong; set by whoever knows it. Absent: English. */
  language: Language | undefined;
  /** What arrived last, and what became of it. */
  readonly journal: Journal;
  /** All phones at a glance, told as they change. */
  readonly overview = new Overview({
    row: (id) => this.rows.of(id),
    ids: () => this.#watched.keys(),
    strangers: () => this.strangers,
    fault: (error) => this.log(sentence('phone.not-told', { why: wordsOf(error) })),
  });
  /** What phones are doing, by what was believed. */
  readonly calls = new CallTracker({
    fault: (error) => this.log(sentence('phone.not-told', { why: wordsOf(error) })),
    storeTrouble: (phoneId, error) => this.#nodes.get(phoneId)?.warn(storeFailed(error)),
    onReachable: (change) => this.lives.tell(change),
    onTouch: (nodes) => this.overview.touch(nodes),
    lastSeen: (key) => this.lives.seenBefore(key),
  });
  readonly states = new StateFeed(this.calls, {
    fault: (error) => this.log(sentence('phone.not-told', { why: wordsOf(error) })),
  });
  /** For commands that wait for a report. */
  readonly news = new NewsDesk(this.calls);
  /** What phones said that they are. */
  readonly descriptions = new SelfDescriptions();
  /** Who writes what to which MQTT broker. */
  readonly tenancies = new Tenancies();
  /** Phones that set themselves up. */
  readonly setup: SetupDesk;
  /** *Restart the rest*. */
  readonly restarts: Restarts;
  /** Which phones live, and what of it outlives Node-RED. */
  readonly lives: PhoneLives;
  /** What the sidebar shows of each phone. */
  readonly rows: PhoneRows;
  readonly #watched = new Map<string, { readonly phone: Phone; readonly end: (isDeleted: boolean) => void }>();
  /** Phones whose nodes were closed since flows started last, and are to be back. */
  readonly #closed = new Map<string, Phone>();
  /** Devices, of each of which a node was deleted in this deploy. */
  readonly #lostDevices = new Set<string>();
  readonly #adopted = new Map<Phone, (isRestarting: boolean) => void>();
  readonly #stores = new ContextStores();
  readonly #nodes = new Map<string, PhoneNodeContext>();
  readonly #guarded = new GuardedPhones();
  readonly #open = new OpenPhones();
  readonly #idleLoad: IdleLoad;
  #server: SharedServer | undefined;

  constructor({
    surroundings = new HostSurroundings(),
    load = loadTransports,
    ownFiles = [],
    network = {},
  }: InstallationOptions = {}) {
    this.ownProfiles = readOwnFiles(ownFiles, PROFILES);
    this.vendors = new VendorCatalogue(
      PROFILES,
      this.ownProfiles.profiles.map(({ profile }) => profile),
    );
    this.setup = new SetupDesk(this.deploys, this.vendors, {
      ...network,
      places: {
        addressOf: (mac) => ipOf(this.#at(mac)?.settings.host ?? '') ?? this.directory.learnedAddress(mac),
        isOthers: (mac, address) => this.directory.isOthers(mac, address),
        nodeOf: (mac) => this.#at(mac)?.id,
      },
    });
    const refusals = new RefusalLog({ log: (words) => this.log(words) });
    this.journal = new Journal(this.vendors, (note) => refusals.note(note));
    this.listeners = new Listeners({ vendors: this.vendors, journal: this.journal });
    this.directory = new PhoneDirectory({
      surroundings,
      onLearned: () => this.lives.heard(),
      onLost: (mac) => this.#markAll(this.directory.find(mac, '')),
    });
    this.lockout.onChange = (key, wait) => this.#loginChanged(nodeOfLogin(key), wait);
    this.lives = new PhoneLives({
      directory: this.directory,
      calls: () => this.calls,
      log: (words) => this.log(words),
    });
    this.rows = new PhoneRows(this.#watched, {
      directory: this.directory,
      lockout: this.lockout,
      vendors: this.vendors,
      calls: this.calls,
      isOpen: (phone) => this.#isOpen(phone),
      firmwareOf: (phone) => this.descriptions.of(deviceId(phone)).firmware,
      language: () => this.language,
      wall: Date.now,
    });
    this.restarts = new Restarts(restartHost(this.setup, this.calls, (id) => this.#watched.get(id)?.phone));
    this.#idleLoad = new IdleLoad(this.deploys, load);
    this.deploys.on((state) => {
      if (state === 'stopping') {
        this.handover.begin();
        this.states.hold();
        this.overview.hold();
        this.restarts.hold();
      } else {
        this.#server?.routes.settle();
        this.listeners.settle();
        if (state === 'started') {
          this.#forgetClosed();
          this.states.release();
          this.handover.end();
          this.overview.release();
          this.restarts.release();
        } else {
          this.states.drop();
          this.handover.drop();
          this.lives.stop();
          this.setup.stop();
          this.overview.stop();
          this.restarts.end();
        }
      }
    });
  }

  /** @param folder in which what is known of phones outlives Node-RED; before the first node is deployed */
  keepIn(folder: string): void {
    this.lives.keepIn(folder);
    this.setup.keepIn(folder, { timer: CLOCKS.timer, trouble: (words) => this.log(words) });
  }

  /** Node-RED's own server: mounted with the first call, which has it for good. */
  sharedServer(options: Omit<SharedServerOptions, 'vendors' | 'journal'>): SharedServer {
    this.#server ??= new SharedServer({ ...options, vendors: this.vendors, journal: this.journal });
    return this.#server;
  }

  /**
   * Deploys a phone.
   * @param node absent: its state is kept in memory alone
   */
  addPhone(settings: PhoneSettings, node?: PhoneNodeContext): Phone {
    const phone = new Phone(settings, this.directory, this.sip, this.lockout, this.vendors);
    const { id, name, mac, host, store } = settings;
    const stored = node && this.#stores.of(id, store, () => node.context());
    phone.onSign = (isReachable) => {
      if (!isReachable) {
        this.calls.unreachable(id);
        return;
      }
      this.calls.answered(id, new Date());
      this.lives.heard(phone);
    };
    this.directory.add(phone);
    if (node) this.#nodes.set(id, node);
    this.calls.adopt({
      id,
      name,
      mac,
      host,
      facts: phone.profile ? vendorFacts(phone.profile, settings.model) : ANY_FACTS,
      store: stored,
      missingStore: node?.missingStore,
    });
    if (settings.setup !== '') this.#adopted.set(phone, this.setup.adoptions.add(settings.setup, settings));
    this.#watched.set(id, { phone, end: this.lives.watch(phone) });
    this.overview.mark(id);
    this.#idleLoad.want();
    return phone;
  }

  /**
   * A phone that is not deployed, for somebody who wants to know whether it would do: nobody finds it, and it takes its
   * turn with the phone that has its MAC.
   */
  undeployed(settings: PhoneSettings): Phone {
    return new Phone(settings, this.directory, this.sip, this.lockout, this.vendors);
  }

  /**
   * Ends its commands with CLOSED; resolves when no socket of it is left. What was learned of it stays.
   * @param isDeleted no node with its id will follow: nothing is known of its calls any more
   */
  removePhone(phone: Phone, isDeleted = false): Promise<void> {
    this.directory.remove(phone);
    this.#watched.get(phone.id)?.end(isDeleted);
    this.#watched.delete(phone.id);
    this.overview.mark(phone.id);
    this.#adopted.get(phone)?.(!isDeleted);
    this.#adopted.delete(phone);
    if (isDeleted) this.#forget(phone);
    else this.#closed.set(phone.id, phone);
    return phone.close();
  }

  /** Node-RED calls no node of a subflow deleted: who is not back by now is. */
  #forgetClosed(): void {
    for (const [id, phone] of this.#closed) if (!this.#watched.has(id)) this.#forget(phone);
    this.#closed.clear();
  }

  #forget(phone: Phone): void {
    this.#open.forget(phone.id);
    this.calls.remove(phone.id);
    this.#forgetDescription(deviceId(phone));
    this.#stores.forget(phone.id);
    this.#nodes.delete(phone.id);
  }

  /** What a phone said that it is, unless another node is that phone: when the deploy is over all of them stand. */
  #forgetDescription(device: string): void {
    if (this.#lostDevices.size === 0)
      this.deploys.onceOver(() => {
        for (const { phone } of this.#watched.values()) this.#lostDevices.delete(deviceId(phone));
        for (const each of this.#lostDevices) this.descriptions.forget(each);
        this.#lostDevices.clear();
      });
    this.#lostDevices.add(device);
  }

  guardPhone(phone: Pick<KnownPhone, 'id' | 'mac'>): (isRestarting: boolean) => void {
    const end = this.#guarded.add(phone);
    return (isRestarting) => {
      if (!isRestarting) {
        end();
        return;
      }
      // Its successor guards by then: meanwhile the phone is as guarded as before.
      this.deploys.onceOver(end);
    };
  }

  /** How many phones reported and have no node. */
  get strangers(): number {
    return this.reported.list((mac, address) => this.findPhone(mac, address)).length;
  }

  /** All deployed phones, in the order in which they were deployed. */
  *deployedPhones(): Generator<Phone> {
    for (const { phone } of this.#watched.values()) yield phone;
  }

  findPhone(mac: string | undefined, address: string): Phone | undefined {
    return this.directory.find(mac, address);
  }

  /** The one place that hears of every believed event, once. */
  believe({ sighting, hasToken }: Belief, done: () => void = () => {}): void {
    const { report, phone, mac, address, arrival, event } = sighting;
    if (!phone) {
      if (!report.sender.isMacDoubtful) {
        this.reported.note(report, mac, address, arrival.time, () => sighting.read().parts.account?.user);
        this.overview.strangerSeen();
      }
      done();
      return;
    }
    if (event === undefined || (!hasToken && this.#guarded.has(phone))) {
      done();
      return;
    }
    this.#watched.get(phone.id)?.phone.reported();
    this.#open.note(phone.id, hasToken || arrival.authenticated);
    this.lives.heard(phone);
    const { time } = arrival;
    // Messages have copies, which flows may change.
    const parts: EventParts = isOfState(event) || this.descriptions.isHeard ? sighting.read().parts : {};
    if (parts.phone) this.descriptions.note(deviceId(phone), parts.phone);
    this.calls.report({ phone, event, time, parts }, done);
  }

  /** Whether a phone's state is kept in a store: then its answer waits until it is written. */
  isKept(phoneId: string): boolean {
    return this.calls.isKept(phoneId);
  }

  rememberStranger(mac: string, address: string): void {
    this.directory.rememberStranger(mac, address);
  }

  isAdopted(listenerId: string, mac: string): boolean {
    return this.setup.adoptions.has(listenerId, mac);
  }

  onPortTaken(listenerId: string, told: (port: number | undefined) => void): () => void {
    return this.setup.onPortTaken(listenerId, told);
  }

  noteOwnToken(mac: string, isOld: boolean): void {
    this.setup.ledger.reported(mac, Date.now(), isOld);
    if (!isOld) this.restarts.reported(mac);
  }

  noteToken(listenerId: string, sighting: Sighting, isOld: boolean): void {
    this.oldTokens.note(listenerId, sighting, isOld);
  }

  addProxies(isProxy: (address: string) => boolean): () => void {
    return this.directory.addProxies(isProxy);
  }

  /** The phone with this MAC. */
  #at(mac: string): Phone | undefined {
    return this.directory.find(mac, undefined);
  }

  /** The phone's state is worth what anybody says who knows the path. */
  #isOpen(phone: Phone): boolean {
    if (this.#guarded.has(phone)) return false;
    for (const id of this.calls.nodesOf(phone.id)) if (this.#open.has(id)) return true;
    return false;
  }

  /** Nodes with one MAC are one phone. */
  #markAll(phone: Phone | undefined): void {
    if (!phone) return;
    for (const id of this.calls.nodesOf(phone.id)) this.overview.mark(id);
  }

  #loginChanged(id: string, wait: number): void {
    // A phone that is only tried in a dialog has no row.
    if (!this.#watched.has(id)) return;
    this.overview.mark(id);
    if (wait > 0) this.overview.markLater(id, wait);
  }
}

function storeFailed(error: Error): Words {
  return sentence('phone.store-failed', { why: withoutLogin(error.message) });
}

/** A store's address may carry its password. */
function withoutLogin(text: string): string {
  return text.replace(/\/\/[^\s/@]*@/g, '//');
}
