import { isPhonesAnswer, isPublication } from './answers';
import { Fleet } from './fleet';

/** What became of asking. */
export type Reached = 'asking' | 'here' | 'not-permitted' | 'no-answer';

const TOPIC = 'voip-phone/phones';
/** At least between two questions, in milliseconds; of a slow runtime some times as long as it took. */
const LEAST_PAUSE = 2000;
const PAUSES = 5;

/** Keeps a fleet up to date while it is looked at: asked for once, then told by comms. Nothing is asked by the clock. */
export class Feed {
  readonly fleet = new Fleet();
  reached: Reached = 'asking';
  #isOn = false;
  #isAsking = false;
  #isToAsk = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #canLook = RED.user.hasPermission('voip-phone.read');
  readonly #isTold = RED.user.hasPermission('voip-phone.write');

  /** @param onchange something is to be shown anew */
  constructor(private readonly onchange: () => void) {
    // What was said while there was no connection nobody has heard.
    RED.comms.on?.('connect', () => {
      if (this.#isOn) this.ask();
    });
  }

  on(): void {
    if (this.#isOn) return;
    this.#isOn = true;
    if (this.#canLook) RED.comms.subscribe(TOPIC, this.#hear);
    this.ask();
  }

  off(): void {
    if (!this.#isOn) return;
    this.#isOn = false;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    RED.comms.unsubscribe(TOPIC, this.#hear);
  }

  /** Asks for all, now. */
  ask(): void {
    if (!this.#canLook) {
      this.reached = 'not-permitted';
      return this.onchange();
    }
    if (this.#isAsking) {
      this.#isToAsk = true;
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#isAsking = true;
    this.#isToAsk = false;
    const began = performance.now();
    this.fleet.asking();
    $.ajax('voip-phone/phones', { dataType: 'json' })
      .done((answer: unknown) => {
        this.reached = isPhonesAnswer(answer) ? 'here' : 'no-answer';
        if (isPhonesAnswer(answer)) this.fleet.answer(answer);
      })
      .fail(({ status }: { readonly status: number }) => {
        this.reached = status === 401 || status === 403 ? 'not-permitted' : 'no-answer';
      })
      .always(() => {
        this.#isAsking = false;
        this.onchange();
        if (this.#isToAsk) this.#askLater(performance.now() - began);
      });
  }

  #askLater(took: number): void {
    if (!this.#isOn || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => this.ask(), Math.max(LEAST_PAUSE, took * PAUSES));
  }

  readonly #hear = (_topic: string, message: unknown): void => {
    if (!isPublication(message)) return;
    const isMore = this.fleet.publication(message);
    this.onchange();
    // Who may only look is told no more by the route than by comms.
    if (!isMore || !(this.#isTold || message.isMuch)) return;
    if (this.#isAsking) this.#isToAsk = true;
    else this.#askLater(0);
  };
}
