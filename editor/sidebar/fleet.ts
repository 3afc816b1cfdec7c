import type { PhonesAnswer, Publication, RuntimePhone, Stranger } from './answers';

/** What the runtime has told of its phones: all of them by its route, what has changed since by comms. */
export class Fleet {
  readonly #phones = new Map<string, RuntimePhone>();
  /** What came while an answer was awaited, which may be older. */
  #early: Publication[] = [];
  #revision = -1;
  #strangers: readonly Stranger[] = [];
  #strangerCount = 0;

  get phones(): ReadonlyMap<string, RuntimePhone> {
    return this.#phones;
  }

  /** Phones without a node; none for who may only look. */
  get strangers(): readonly Stranger[] {
    return this.#strangers;
  }

  /** Everything anew. */
  answer({ revision, phones, strangers }: PhonesAnswer): void {
    this.#phones.clear();
    for (const phone of phones) this.#phones.set(phone.id, phone);
    this.#revision = revision;
    if (strangers) this.#strangers = strangers;
    if (strangers) this.#strangerCount = strangers.length;
    const early = this.#early;
    this.#early = [];
    for (const publication of early) this.publication(publication);
    this.#early = [];
  }

  /**
   * @returns whether all is to be asked for: what has changed was too much to be said, or says less than the route does
   */
  publication(publication: Publication): boolean {
    const { revision, phones = [], gone = [], strangers, isMuch } = publication;
    this.#early.push(publication);
    if (this.#early.length > 100) this.#early.shift();
    // Older than what is here. After a restart counting begins anew, and the connection that ended has all asked for.
    if (revision <= this.#revision) return false;
    if (isMuch === true) return true;
    this.#revision = revision;
    for (const phone of phones) this.#phones.set(phone.id, merged(phone, this.#phones.get(phone.id)));
    for (const id of gone) this.#phones.delete(id);
    const isOther = strangers !== undefined && strangers !== this.#strangerCount;
    if (strangers !== undefined) this.#strangerCount = strangers;
    return isOther || phones.some((phone) => IN_CALL.includes(phone.state) && !this.#phones.get(phone.id)?.with);
  }

  /** Before all is asked for: what came by comms until now is older than the answer. */
  asking(): void {
    this.#early = [];
  }
}

/** States in which there is another party, whom comms does not name. */
const IN_CALL: readonly string[] = ['ringing', 'dialing', 'talking', 'held'];

/** Comms says nothing of the other party: it is the same as long as the call's state is. */
function merged(phone: RuntimePhone, before: RuntimePhone | undefined): RuntimePhone {
  const isSame = before?.with && before.state === phone.state && before.since === phone.since;
  return isSame ? { ...phone, with: before.with } : phone;
}
