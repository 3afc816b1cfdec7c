import { Deploys } from '../deploys';
import { SharedServer, type SharedServerOptions } from '../events/entrance';
import type { EventHost } from '../events/event-node';
import { Handover } from '../events/handover';
import { Listeners } from '../events/own-port/listeners';
import type { Belief } from '../events/sighting';
import { NodeStatuses } from '../node-statuses';
import { PhoneDirectory } from '../phones/directory';
import { loadTransports } from '../phones/load-transports';
import { Lockout } from '../phones/lockout';
import { Phone } from '../phones/phone';
import { ReportedPhones } from '../phones/reported';
import type { PhoneSettings } from '../phones/settings';
import { SharedSipStack } from '../phones/links/shared-sip-stack';
import { HostSurroundings, type Surroundings } from '../phones/surroundings';
import { VendorCatalogue } from '../vendors';
import { PROFILES } from '../vendors/profiles';

/** Milliseconds after a start, when the other nodes have done their own beginning. */
const IDLE = 1000;

export interface InstallationOptions {
  /** Absent: this host's. */
  readonly surroundings?: Surroundings;
  /** Loads the clients of HTTP and SIP; absent: from the files. */
  readonly load?: () => Promise<void>;
}

/**
 * What all nodes of one Node-RED share, and what outlives them: a redeploy makes every node anew and leaves this as it is.
 * The state of phones and calls, where it is followed, belongs here too: `believe` hears of every believed event.
 */
export class Installation implements EventHost {
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
  /** Messages of events that were accepted just before their node was restarted. */
  readonly handover = new Handover();
  readonly #load: () => Promise<void>;
  #server: SharedServer | undefined;
  #isLoading = false;

  constructor({ surroundings = new HostSurroundings(), load = loadTransports }: InstallationOptions = {}) {
    this.directory = new PhoneDirectory({ surroundings });
    this.#load = load;
    this.deploys.on((state) => {
      if (state === 'stopping') this.handover.begin();
      else {
        this.#server?.routes.settle();
        this.listeners.settle();
        if (state === 'started') this.handover.end();
        else this.handover.drop();
      }
    });
  }

  /** Node-RED's own server: mounted with the first call, which has it for good. */
  sharedServer(options: Omit<SharedServerOptions, 'vendors'>): SharedServer {
    this.#server ??= new SharedServer({ ...options, vendors: this.vendors });
    return this.#server;
  }

  /** Deploys a phone. */
  addPhone(settings: PhoneSettings): Phone {
    const phone = new Phone(settings, this.directory, this.sip, this.lockout, this.vendors);
    this.directory.add(phone);
    this.#loadWhenIdle();
    return phone;
  }

  /** Ends its commands with CLOSED; resolves when no socket of it is left. What was learned of it stays. */
  removePhone(phone: Phone): Promise<void> {
    this.directory.remove(phone);
    return phone.close();
  }

  findPhone(mac: string | undefined, address: string): Phone | undefined {
    return this.directory.find(mac, address);
  }

  /** The one place that hears of every believed event, once. */
  believe({ sighting: { report, phone, mac, address, arrival } }: Belief): void {
    if (!phone && !report.sender.isMacDoubtful) this.reported.note(report, mac, address, arrival.time);
  }

  rememberStranger(mac: string, address: string): void {
    this.directory.rememberStranger(mac, address);
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
