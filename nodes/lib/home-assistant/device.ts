import type { CallTracker } from '../calls/tracker';
import type { PhoneView } from '../calls/view';
import type { Phone } from '../phones/phone';
import type { VendorCatalogue } from '../vendors';
import type { DeviceFacts } from './config';
import { deviceId } from './names';
import { doorPulseOf, factsOf, type Offers, offered, offersOf } from './offers';
import type { HomeAssistantSettings } from './read-settings';
import type { SelfDescription } from './self-descriptions';
import type { DoorFacts } from './states';

/** A phone as a device of Home Assistant's, from one deploy to the next. */
export class Device {
  readonly id: string;
  readonly phone: Phone;
  /** Under which the tracker tells of it. */
  readonly leaderId: string;
  readonly offers: Offers;
  /** Seconds after which its door counts as closed; undefined: when it says so. */
  readonly pulse: number | undefined;
  readonly #calls: Pick<CallTracker, 'view'>;
  /** As it was told last. */
  #view: PhoneView | undefined;

  constructor(
    phone: Phone,
    { choice, doorPulse }: HomeAssistantSettings,
    vendors: VendorCatalogue,
    calls: Pick<CallTracker, 'view' | 'phoneIdOf'>,
  ) {
    this.id = deviceId(phone);
    this.phone = phone;
    this.leaderId = calls.phoneIdOf(phone.id) ?? phone.id;
    this.#calls = calls;
    const facts = phone.profile && factsOf(phone.settings, phone.profile, vendors);
    this.offers = offersOf(facts, choice);
    this.pulse = doorPulseOf(facts, doorPulse);
  }

  get entities(): number {
    return offered(this.offers).length;
  }

  get view(): PhoneView {
    return this.#view ?? this.#calls.view(this.leaderId) ?? { phone: {}, state: 'unknown', calls: [] };
  }

  /** In the order in which changes are told, so that none is left out. */
  changed(view: PhoneView): void {
    this.#view = view;
  }

  /** @param told what the phone said that it is */
  facts(told: SelfDescription): DeviceFacts {
    const { id, phone } = this;
    const { name, mac, host, protocol, port, model } = phone.settings;
    return {
      id,
      name,
      mac,
      host,
      protocol,
      port,
      manufacturer: phone.profile?.label,
      model: model || told.model,
      firmware: told.firmware,
    };
  }
}

/** Doors that were opened a moment ago: outlives deploys of phones. */
export class OpenedDoors {
  readonly #closing = new Map<string, () => void>();
  readonly #timer: (milliseconds: number, run: () => void) => () => void;

  constructor(timer: (milliseconds: number, run: () => void) => () => void) {
    this.#timer = timer;
  }

  of({ id, pulse }: Pick<Device, 'id' | 'pulse'>): DoorFacts {
    return { isPulsed: pulse !== undefined, isOpened: this.#closing.has(id) };
  }

  /** @param onClosed when its time is over */
  open(id: string, seconds: number, onClosed: () => void): void {
    this.close(id);
    this.#closing.set(
      id,
      this.#timer(seconds * 1000, () => {
        this.#closing.delete(id);
        onClosed();
      }),
    );
  }

  close(id: string): void {
    this.#closing.get(id)?.();
    this.#closing.delete(id);
  }

  closeAll(): void {
    for (const id of [...this.#closing.keys()]) this.close(id);
  }
}
