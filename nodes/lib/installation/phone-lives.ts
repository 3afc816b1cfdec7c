import { join } from 'node:path';
import { CLOCKS, type Clocks } from '../calls/clocks';
import type { CallTracker, ReachabilityChange } from '../calls/tracker';
import { wordsOf } from '../errors';
import { check, knockAt } from '../phones/check';
import { Checks } from '../phones/checks';
import type { PhoneDirectory } from '../phones/directory';
import type { Phone } from '../phones/phone';
import { SeenFile, type SeenPhone } from '../phones/seen-file';
import { sentence, type Words } from '../sentences/sentence';

const DAY = 86_400_000;
const MINUTES_A_DAY = 1440;
/** Whole days of silence after which it is said that an address will be forgotten: the sixth has begun. */
const LONG = 5;

export interface PhoneLivesOptions {
  readonly directory: PhoneDirectory<Phone>;
  readonly calls: () => Pick<CallTracker, 'seenTimes'>;
  readonly log: (words: Words) => void;
  readonly clocks?: Clocks;
}

/** Which phones live, where they are, and what of it outlives Node-RED. */
export class PhoneLives {
  readonly #options: PhoneLivesOptions;
  readonly #clocks: Clocks;
  readonly #checks: Checks;
  /** What the file held of phones that were not yet deployed. */
  #before: ReadonlyMap<string, SeenPhone> = new Map();
  #file: SeenFile | undefined;
  /** Phones whose long silence was told. */
  readonly #silent = new Set<string>();

  constructor(options: PhoneLivesOptions) {
    this.#options = options;
    this.#clocks = options.clocks ?? CLOCKS;
    this.#checks = new Checks(this.#clocks);
  }

  /** @param folder where `seen.json` is, or will be; before the first phone is deployed */
  keepIn(folder: string): void {
    const { directory, log } = this.#options;
    this.#file = new SeenFile(join(folder, 'seen.json'), {
      clocks: this.#clocks,
      collect: () => this.#collect(),
      trouble: log,
    });
    this.#before = this.#file.read();
    const age = (wall: number): number => Math.max(0, this.#clocks.wall() - wall);
    for (const [key, { place }] of this.#before) {
      if (!place) continue;
      const { address, heard, shared, isStranger = false } = place;
      const aged = { address, heard: age(heard), isStranger };
      directory.restore(key.slice('mac '.length), { ...aged, ...(shared !== undefined && { shared: age(shared) }) });
    }
  }

  /** Where what is known is kept: nowhere, in its file, or in memory alone since that failed. */
  get keeping(): 'none' | 'file' | 'memory' {
    if (!this.#file) return 'none';
    return this.#file.isUsable ? 'file' : 'memory';
  }

  /** When a phone was last heard of before this process began. @param key as the tracker's */
  seenBefore(key: string): number | undefined {
    return this.#before.get(key)?.seen;
  }

  /** Something was heard of a phone. */
  heard(phone?: Pick<Phone, 'id'>): void {
    if (phone) this.#silent.delete(phone.id);
    this.#file?.changed();
  }

  /** The flows have stopped for good. */
  stop(): void {
    this.#file?.flush();
  }

  /** @returns ends the checks of the phone; isDeleted: no node with its id follows */
  watch(phone: Phone): (isDeleted: boolean) => void {
    const { id, settings } = phone;
    const run = (work: () => Promise<void>) => () => {
      work().catch((error: unknown) => this.#options.log(sentence('life.check-failed', { why: wordsOf(error) })));
    };
    const isLearned = settings.host === '' && settings.mac !== '';
    const ends = [
      ...(settings.check === undefined
        ? []
        : [
            this.#checks.add(
              id,
              settings.check,
              run(() => check(phone)),
            ),
          ]),
      ...(isLearned
        ? [
            this.#checks.add(
              `${id} daily`,
              MINUTES_A_DAY,
              run(() => this.#daily(phone)),
            ),
          ]
        : []),
    ];
    return (isDeleted) => {
      for (const end of ends) end(isDeleted);
      if (isDeleted) this.#silent.delete(id);
    };
  }

  /** For the log: one line when a phone goes, one when it comes back. */
  tell({ topic, isReachable }: ReachabilityChange): void {
    this.#options.log(sentence(isReachable ? 'life.back' : 'life.gone', { phone: topic }));
  }

  /** A phone that is known by its learned address alone. */
  async #daily(phone: Phone): Promise<void> {
    if (phone.settings.check === undefined && phone.host !== '') await knockAt(phone);
    const days = Math.floor((this.#options.directory.silence(phone) ?? 0) / DAY);
    if (days < LONG || this.#silent.has(phone.id)) return;
    this.#silent.add(phone.id);
    this.#options.log(sentence('life.long-silent', { phone: phone.label, count: days, address: phone.host }));
  }

  /** What was kept of phones that are not deployed just now is kept on, as long as its place holds. */
  *#collect(): Generator<readonly [key: string, phone: SeenPhone]> {
    const wall = this.#clocks.wall();
    const phones = new Map<string, SeenPhone>();
    for (const [key, seen] of this.#options.calls().seenTimes()) phones.set(key, { seen });
    for (const [mac, { address, heard, shared, isStranger }] of this.#options.directory.places()) {
      const place = {
        ...{ address, heard: wall - heard },
        ...(shared !== undefined && { shared: wall - shared }),
        ...(isStranger && { isStranger }),
      };
      const key = `mac ${mac}`;
      phones.set(key, { ...phones.get(key), place });
    }
    yield* phones;
  }
}
