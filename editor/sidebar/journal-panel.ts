import { ago } from '../ago';
import { element, icon } from '../element';
import { eventLabel } from '../event-list';
import { words } from '../words';
import { isJournalAnswer, type JournalEntry } from './answers';
import { clock } from './row-words';

const _ = words('voip-phone');

/** As many as the runtime keeps. */
const MOST = 100;
/** Between two questions, in milliseconds. */
const PAUSE = 2000;
const AFTER_FAILURE = 15_000;

/** A phone whose arrivals alone are shown. */
export interface Whose {
  readonly id: string;
  readonly label: string;
  /** Six pairs joined by `:`; '' where it has none. */
  readonly mac: string;
}

/** What arrived and what became of it: asked for as long as it is open and seen. */
export class JournalPanel {
  readonly box: HTMLElement;
  readonly #details: HTMLDetailsElement;
  readonly #list: HTMLElement;
  readonly #status: HTMLElement;
  readonly #pause: HTMLButtonElement;
  readonly #whose: HTMLElement;
  #only: Whose | undefined;
  #entries: readonly JournalEntry[] = [];
  #seq = 0;
  #isSeen = false;
  #isPaused = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  constructor() {
    this.#list = element('ul.voip-arrived', { 'aria-label': _('arrived.title'), tabindex: '0' });
    this.#status = element('div.voip-hint', { role: 'status' });
    this.#whose = element('span.voip-arrived-whose', { hidden: true });
    this.#pause = small('pause', _('arrived.pause'), () => this.#togglePause());
    this.#details = element(
      'details.voip-phones-part',
      { 'data-part': 'arrived' },
      element('summary', {}, _('arrived.title')),
      element(
        'div.voip-phones-bar',
        {},
        this.#pause,
        small('trash-o', _('arrived.clear'), () => this.#clear()),
        this.#whose,
        this.#status,
      ),
      this.#list,
    );
    this.#details.addEventListener('toggle', () => this.#decide());
    this.box = this.#details;
    this.#show();
  }

  /** @param isSeen whether the tab is */
  see(isSeen: boolean): void {
    this.#isSeen = isSeen;
    this.#decide();
  }

  /** Opens it, with what arrived from this phone alone. */
  showOnly(phone: Whose): void {
    this.#only = phone;
    const label = _('arrived.all');
    this.#whose.replaceChildren(
      element('span', {}, _('arrived.only', { phone: phone.label })),
      small('times', label, () => this.#showAll()),
    );
    this.#whose.hidden = false;
    this.#details.open = true;
    this.#show();
    this.#list.focus();
  }

  #showAll(): void {
    this.#only = undefined;
    this.#whose.hidden = true;
    this.#show();
    this.#list.focus();
  }

  get #shown(): readonly JournalEntry[] {
    const only = this.#only;
    if (!only) return this.#entries;
    // Before a phone was deployed, its arrivals have but its MAC.
    return this.#entries.filter(({ phone, mac }) => phone?.id === only.id || (only.mac !== '' && mac === only.mac));
  }

  get #isWanted(): boolean {
    return this.#isSeen && this.#details.open && !this.#isPaused;
  }

  #decide(): void {
    clearTimeout(this.#timer);
    // What is asked already is not heard any more.
    this.#asked += 1;
    if (this.#isWanted) this.#ask();
  }

  #ask(): void {
    const asked = this.#asked;
    const again = (pause: number): void => {
      this.#timer = setTimeout(() => this.#ask(), pause);
    };
    $.ajax('voip-phone/journal', { data: { after: this.#seq }, dataType: 'json' })
      .done((answer: unknown) => {
        if (asked !== this.#asked) return;
        this.#status.textContent = '';
        if (isJournalAnswer(answer)) this.#take(answer.seq, answer.entries);
        again(PAUSE);
      })
      .fail(({ status }: { readonly status: number }) => {
        if (asked !== this.#asked) return;
        this.#status.textContent = _(status === 401 || status === 403 ? 'phones.may-not-look' : 'phones.no-answer');
        again(AFTER_FAILURE);
      });
  }

  #take(seq: number, fresh: readonly JournalEntry[]): void {
    // A runtime that has started anew counts anew.
    if (seq < this.#seq) this.#entries = [];
    const isAnew = seq < this.#seq;
    this.#seq = isAnew ? 0 : seq;
    if (isAnew || fresh.length === 0) return;
    this.#entries = [...this.#entries, ...fresh].slice(-MOST);
    this.#show();
  }

  #togglePause(): void {
    this.#isPaused = !this.#isPaused;
    const label = _(this.#isPaused ? 'arrived.go-on' : 'arrived.pause');
    this.#pause.replaceChildren(icon(this.#isPaused ? 'play' : 'pause'));
    this.#pause.setAttribute('aria-label', label);
    this.#pause.title = label;
    this.#status.textContent = this.#isPaused ? _('arrived.paused') : '';
    this.#decide();
  }

  /** Here alone: the runtime keeps them for others. */
  #clear(): void {
    this.#entries = [];
    this.#show();
  }

  #show(): void {
    // The latest first, and where somebody has scrolled they stay.
    const { scrollHeight, scrollTop } = this.#list;
    const shown = this.#shown;
    this.#list.replaceChildren(
      ...(shown.length === 0
        ? [element('li.voip-hint', {}, _(this.#only ? 'arrived.none-of-it' : 'arrived.none'))]
        : shown.toReversed().map(row)),
    );
    if (scrollTop > 0) this.#list.scrollTop = scrollTop + this.#list.scrollHeight - scrollHeight;
  }
}

const small = (look: string, label: string, onclick: () => void): HTMLButtonElement =>
  element(
    'button.red-ui-button.red-ui-button-small',
    { type: 'button', title: label, 'aria-label': label, onclick },
    icon(look),
  );

/** Verdicts after which a flow has heard of it, or none wanted to. */
const GOOD: readonly string[] = ['messages', 'filtered', 'other-phone', 'old-token'];

/** Everything in it was chosen by whoever sent the request: text nodes alone. */
function row(entry: JournalEntry): HTMLElement {
  const { time, address = '', mac, phone, event, name, verdict, path, status } = entry;
  const isGood = GOOD.includes(verdict);
  const label = event === undefined ? (name ?? path) : eventLabel(event);
  return element(
    isGood ? 'li' : 'li.voip-arrived-bad',
    { title: [ago(time), path, status].filter(Boolean).join(' · ') },
    element('span.voip-arrived-time', {}, clock(time)),
    element('span.voip-arrived-who', {}, phone?.name || mac || address || '–'),
    element('span.voip-arrived-what', {}, label || '–'),
    element('span.voip-arrived-verdict', {}, icon(isGood ? 'check' : 'times'), ` ${verdictText(entry)}`),
    (phone?.name || mac) && address && element('span.voip-arrived-address', {}, address),
  );
}

/** What became of it. */
export function verdictText({ verdict, nearest, nodes }: JournalEntry): string {
  switch (verdict) {
    case 'messages':
      return _('verdict.messages', { count: nodes ?? 1 });
    case 'filtered':
      return _('verdict.filtered');
    case 'other-phone':
      return _('verdict.other-phone');
    case 'old-token':
      return _('verdict.old-token');
    case 'token':
      return _('verdict.token');
    case 'page':
      return _('verdict.page');
    case 'address':
      return _('verdict.address');
    case 'rate':
      return _('verdict.rate');
    case 'method':
      return _('verdict.method');
    case 'no-event':
      return nearest === undefined ? _('verdict.no-event') : _('verdict.no-event-but', { nearest });
    case 'no-path':
      return _('verdict.no-path');
    case 'misplaced':
      return nearest === undefined ? _('verdict.no-path') : _('verdict.misplaced', { nearest });
    case 'failed':
      return _('verdict.failed');
    default:
      // A runtime of tomorrow.
      return verdict;
  }
}
