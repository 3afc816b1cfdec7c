import { element, icon } from '../element';
import { words } from '../words';
import type { SetupFeed } from './setup-feed';
import type { ListedPhone } from './setup-list';

const _ = words('voip-phone');

/** *Restart the rest*: the runtime does it, this starts and stops it, and says how far it is. */
export class RestartRest {
  readonly button: HTMLButtonElement;
  /** What to say of it; '' for nothing. */
  text = '';
  #lacking: readonly string[] = [];
  #isWaiting = false;

  /** @param onanswer something went wrong; '' for nothing */
  constructor(
    private readonly feed: SetupFeed,
    private readonly onanswer: (sentence: string) => void,
  ) {
    this.button = element('button.red-ui-button.red-ui-button-small', {
      ...{ type: 'button', 'data-tool': 'restart', hidden: true },
      onclick: () => this.#click(),
    });
  }

  /** One alone, whatever it has. */
  one(id: string): void {
    this.#post({ make: 'restart', phones: [id] });
  }

  /** @param mayChange whoever may not is offered nothing */
  show(mayChange: boolean): void {
    const { phones } = this.feed.list;
    const at = (step: string): number => phones.filter(({ restart }) => restart?.step === step).length;
    const [waiting, sent] = [at('waiting'), at('sent')];
    this.#lacking = phones.filter(isLacking).map(({ id }) => id);
    this.#isWaiting = waiting > 0;
    this.text = waiting + sent > 0 ? _('restart.going-on', { waiting, sent }) : '';
    this.button.hidden = !mayChange || (this.#lacking.length === 0 && waiting === 0);
    const label = this.#isWaiting ? _('restart.stop') : _('restart.rest', { count: this.#lacking.length });
    if (this.button.title === label) return;
    this.button.title = label;
    this.button.setAttribute('aria-label', label);
    this.button.replaceChildren(icon(this.#isWaiting ? 'stop' : 'refresh'), element('span', {}, ` ${label}`));
  }

  #click(): void {
    this.#post(this.#isWaiting ? { make: 'stop-restart' } : { make: 'restart', phones: this.#lacking });
  }

  #post(wish: object): void {
    $.ajax('voip-phone/setup', {
      ...{ method: 'POST', contentType: 'application/json', data: JSON.stringify(wish), dataType: 'json' },
    })
      .done(() => this.onanswer(''))
      .fail(({ status }: { readonly status: number }) =>
        this.onanswer(_(status === 401 || status === 403 ? 'fetch.not-permitted' : 'fetch.failed')),
      )
      .always(() => this.feed.ask());
  }
}

/** What a restart would mend, and has not been told to. */
const isLacking = ({ standing, restart }: ListedPhone): boolean =>
  (standing === 'due' || standing === 'old') && restart?.step !== 'sent' && restart?.step !== 'waiting';
