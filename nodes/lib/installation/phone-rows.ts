import type { Phone } from '../phones/phone';
import { otherParty, type OtherParty, type PhoneRow, phoneRow, type RowSources } from './overview-row';

/** The rows of all deployed phones, in the order in which they were deployed. */
export class PhoneRows {
  readonly #phones: ReadonlyMap<string, { readonly phone: Phone }>;
  readonly #sources: RowSources;

  /** @param phones by the id of their node */
  constructor(phones: ReadonlyMap<string, { readonly phone: Phone }>, sources: RowSources) {
    this.#phones = phones;
    this.#sources = sources;
  }

  /** @returns undefined where no phone with this id is deployed */
  of(id: string): PhoneRow | undefined {
    const phone = this.#phones.get(id)?.phone;
    return phone && phoneRow(phone, this.#sources);
  }

  /** @param hasParties with who they talk to */
  all(hasParties: boolean): (PhoneRow & { readonly with?: OtherParty })[] {
    return [...this.#phones].map(([id, { phone }]) => {
      const party = hasParties ? otherParty(this.#sources.calls.glance(id)) : undefined;
      return { ...phoneRow(phone, this.#sources), ...(party && { with: party }) };
    });
  }
}
