import type { SetupDesk } from '../desk';
import { whySilent } from './judge';
import type { Heard } from './network-watch';
import { offeredUrl, questionOf } from './question';
import type { Silence } from './silence';
import type { Subscribe } from './subscribe';

/** Remembers who asks, and says who is answered with what. */
export class Responder implements Heard {
  readonly #desk: SetupDesk;

  constructor(desk: SetupDesk) {
    this.#desk = desk;
  }

  note(asked: Subscribe, address: string): void {
    const { asking, ledger, adoptions, listeners, today } = this.#desk;
    asking.note(asked, address, today());
    // Strangers must not crowd out what is known of adopted phones.
    for (const { id } of listeners) if (adoptions.has(id, asked.mac)) ledger.asked(asked.mac, today());
  }

  answer(asked: Subscribe, address: string): string | undefined {
    const { adoptions, ledger, listeners, offerKeys, vendors, now } = this.#desk;
    const { mac } = asked;
    let why: Silence | undefined;
    for (const listener of listeners) {
      const phone = adoptions.phone(listener.id, mac);
      if (!phone) continue;
      const question = questionOf(asked, address, phone, listener, ledger.of(mac), this.#desk.knowledge);
      const silence = whySilent(question);
      const url =
        silence === undefined && question.base !== undefined
          ? offeredUrl(phone, question.base, offerKeys.make(listener.id, mac, address, now()), listener, vendors)
          : undefined;
      if (url !== undefined) return url;
      why ??= silence;
    }
    if (why !== undefined) ledger.silent(mac, why);
    return undefined;
  }

  offered({ mac }: Subscribe): void {
    this.#desk.ledger.offered(mac, this.#desk.today());
  }
}
