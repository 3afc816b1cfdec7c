import { isSetupList, type ListedPhone, type SetupList } from './setup-list';

/** Between two questions, in milliseconds; while phones are restarted; of a slow runtime some times as long as it took. */
const PAUSE = 3000;
const BRISK = 1000;
const PAUSES = 5;
const AFTER_FAILURE = 15_000;

const NOTHING: SetupList = { phones: [], network: { state: 'closed' }, asking: [] };

/** How far phones are that set themselves up: asked for while the tab is seen and there is anything to tell. */
export class SetupFeed {
  list: SetupList = NOTHING;
  /** By node. */
  phones: ReadonlyMap<string, ListedPhone> = new Map();
  #text = '';
  #isOn = false;
  #isAsking = false;
  #isToAsk = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #canLook = RED.user.hasPermission('voip-phone.read');

  /** @param onchange something is to be shown anew */
  constructor(
    private readonly onchange: () => void,
    /** Whether a listener sets phones up, as the editor has it. */
    private readonly isWanted: () => boolean,
  ) {}

  on(): void {
    if (this.#isOn || !this.#canLook) return;
    this.#isOn = true;
    this.ask();
  }

  off(): void {
    this.#isOn = false;
    clearTimeout(this.#timer);
  }

  /** Now; where an answer is awaited, after it. */
  ask(): void {
    if (!this.#isOn) return;
    clearTimeout(this.#timer);
    this.#isToAsk = this.#isAsking;
    if (this.#isAsking) return;
    this.#isAsking = true;
    const began = performance.now();
    let pause = AFTER_FAILURE;
    $.ajax('voip-phone/setup', { dataType: 'json' })
      .done((answer: unknown) => {
        pause = isSetupList(answer) ? this.#take(answer, performance.now() - began) : AFTER_FAILURE;
      })
      .always(() => {
        this.#isAsking = false;
        if (!this.#isOn) return;
        if (this.#isToAsk) this.ask();
        else if (this.#isAlive) this.#timer = setTimeout(() => this.ask(), pause);
      });
  }

  /** Where nobody sets phones up, nothing changes but by a deploy. */
  get #isAlive(): boolean {
    return this.isWanted() || this.list.phones.length > 0 || this.list.network.state !== 'closed';
  }

  /** @returns when to ask again, in milliseconds */
  #take(list: SetupList, took: number): number {
    const text = JSON.stringify(list);
    if (text !== this.#text) {
      this.#text = text;
      this.list = list;
      this.phones = new Map(list.phones.map((phone) => [phone.id, phone]));
      this.onchange();
    }
    const isBrisk = list.phones.some(({ restart }) => restart?.step === 'waiting' || restart?.step === 'sent');
    return Math.max(isBrisk ? BRISK : PAUSE, took * PAUSES);
  }
}
