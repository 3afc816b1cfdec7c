import { PhoneDirectory } from '../../../nodes/lib/phones/directory';
import { Lockout } from '../../../nodes/lib/phones/lockout';
import { Phone, type SendOptions } from '../../../nodes/lib/phones/phone';
import { readPhoneSettings } from '../../../nodes/lib/phones/read-settings';
import type { PhoneSettings } from '../../../nodes/lib/phones/settings';
import { SharedSipStack } from '../../../nodes/lib/phones/links/shared-sip-stack';
import type { Surroundings } from '../../../nodes/lib/phones/surroundings';
import { builtIn } from '../../support/vendors';

/** A clock in milliseconds that stands still until it is told to go on. */
export class Clock {
  #now = 1_000_000;
  readonly now = (): number => this.#now;

  advance(milliseconds: number): void {
    this.#now += milliseconds;
  }
}

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;

export function phoneSettings(
  properties: Readonly<Record<string, unknown>> = {},
  credentials: Readonly<Record<string, unknown>> = {},
  flow = '',
): PhoneSettings {
  const stored = { vendor: 'fanvil', host: '127.0.0.1', ...properties };
  return readPhoneSettings('id' in stored ? String(stored.id) : 'phone', stored, credentials, {
    lookUp: () => undefined,
    flow,
  });
}

/** What phones of one Node-RED share, with a clock of its own. */
export class Site {
  readonly directory: PhoneDirectory<Phone>;
  readonly lockout: Lockout;
  readonly sip = new SharedSipStack();
  readonly #phones: Phone[] = [];

  constructor(
    surroundings?: Surroundings,
    readonly vendors = builtIn,
    readonly clock: Pick<Clock, 'now' | 'advance'> = new Clock(),
  ) {
    this.lockout = new Lockout(this.clock.now);
    this.directory = new PhoneDirectory<Phone>({ now: this.clock.now, ...(surroundings && { surroundings }) });
  }

  /** Deploys a phone. `more`: what does not stand in its own properties, such as a tls-config's options. */
  add(
    properties: Readonly<Record<string, unknown>> = {},
    credentials: Readonly<Record<string, unknown>> = {},
    more: Partial<PhoneSettings> = {},
  ): Phone {
    const settings = { ...phoneSettings(properties, credentials), ...more };
    const phone = new Phone(settings, this.directory, this.sip, this.lockout, this.vendors, this.clock.now);
    this.directory.add(phone);
    this.#phones.push(phone);
    return phone;
  }

  async close(): Promise<void> {
    for (const phone of this.#phones) this.directory.remove(phone);
    await Promise.all(this.#phones.map((phone) => phone.close()));
  }
}

export function sending(changes: Partial<SendOptions> = {}): SendOptions {
  return { disruptive: false, timeout: 5000, retries: 0, signal: new AbortController().signal, ...changes };
}

/** A key sequence as a command. */
export const press = (...keys: string[]) => ({ action: 'press', keys }) as const;
