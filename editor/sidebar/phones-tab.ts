import { download } from '../copy';
import { element, icon } from '../element';
import { words } from '../words';
import { AskingPanel } from './asking-panel';
import { writeCsv } from './csv';
import { showDiagnostics } from './diagnostics';
import { editorPhones, knownPhones, setupListeners } from './editor-phones';
import { Feed } from './feed';
import { filterFor } from './filter';
import { FreshPanel } from './fresh-panel';
import { offerImport } from './import-tray';
import { JournalPanel } from './journal-panel';
import { showMade } from './made-tray';
import { PhoneList, type RowView } from './phone-list';
import { RestartRest } from './restart-rest';
import { rowActions, type RowDeeds } from './row-actions';
import { type MenuPlace, RowMenu } from './row-menu';
import { rowView } from './row-view';
import { countElsewhere, type EditorPhone, type ShownPhone, shownPhone } from './rows';
import { SetupFeed } from './setup-feed';
import { type SetupLine, setupLine } from './setup-words';
import { speech } from './speech';
import { Testing } from './testing';

const _ = words('voip-phone');

/** What is shown of all. */
type View = 'all' | 'problems' | 'new';

/** "2 minutes ago" gets older by itself, in milliseconds. */
const AGEING = 30_000;

/** The tab: what the runtime tells, put together with what the editor holds. */
export class PhonesTab {
  readonly #feed = new Feed(() => this.changed());
  readonly #setup = new SetupFeed(
    () => this.changed(),
    () => setupListeners().length > 0,
  );
  readonly #restarts = new RestartRest(this.#setup, (sentence) => this.#say(sentence));
  readonly #testing = new Testing(() => this.changed());
  readonly #journal = new JournalPanel();
  readonly #list: PhoneList;
  readonly #fresh: FreshPanel;
  readonly #asking: AskingPanel;
  readonly #menu = new RowMenu();
  readonly #filter: HTMLInputElement;
  readonly #chips: Readonly<Record<View, HTMLButtonElement>>;
  readonly #status: HTMLElement;
  readonly #again: HTMLButtonElement;
  readonly #test: HTMLButtonElement;
  readonly #canWrite = RED.user.hasPermission('voip-phone.write');
  #view: View = 'all';
  #nodes: readonly EditorPhone[] = [];
  #isStale = true;
  #isSeen = false;
  #isDrawing = false;
  #ageing: ReturnType<typeof setInterval> | undefined;
  #said = '';
  #shown: readonly ShownPhone[] = [];

  /** @param vendorLabel of a vendor's id; '' of any make */
  constructor(
    content: HTMLElement,
    private readonly vendorLabel: (id: string) => string,
  ) {
    this.#list = new PhoneList({
      label: _('phones.list'),
      onopen: (id) => RED.editor.editConfig('', 'voip-phone', id),
      onmenu: (id, place) => this.#openMenu(id, place),
      menuLabel: (name) => _('row-menu.label', { phone: name }),
    });
    this.#asking = new AskingPanel({
      onadopted: (sentence) => {
        this.#isStale = true;
        this.#say(sentence);
      },
      onaddress: () => showMade('address', this.#adopted),
    });
    this.#fresh = new FreshPanel((count) => {
      this.#say(_('fresh.added', { count }));
      this.#show('all');
    });
    this.#filter = element('input.voip-phones-filter', {
      type: 'search',
      placeholder: _('phones.filter'),
      'aria-label': _('phones.filter'),
      oninput: () => this.changed(),
    });
    const chip = (view: View): HTMLButtonElement =>
      element('button.voip-phones-chip', { type: 'button', 'data-view': view, onclick: () => this.#show(view) });
    this.#chips = { all: chip('all'), problems: chip('problems'), new: chip('new') };
    // Who may not add phones is told of none.
    this.#chips.new.hidden = !this.#canWrite;
    this.#status = element('div.voip-phones-status', { role: 'status' });
    this.#again = element(
      'button.red-ui-button.red-ui-button-small',
      { type: 'button', hidden: true, onclick: () => this.#feed.ask() },
      _('phones.again'),
    );
    this.#test = button('heartbeat', _('phones.test'), 'test', () => this.#toggleTest());
    content.replaceChildren(
      element(
        'div.voip-phones-head',
        {},
        this.#filter,
        element(
          'div.voip-phones-tools',
          {},
          element(
            'div.voip-phones-chips',
            { role: 'group', 'aria-label': _('phones.views') },
            ...Object.values(this.#chips),
          ),
          element('div.voip-phones-bar', {}, ...this.#tools()),
        ),
        element('div.voip-phones-said', {}, this.#status, this.#again),
      ),
      this.#list.box,
      this.#asking.box,
      this.#fresh.box,
      this.#journal.box,
    );
    for (const event of ['nodes:add', 'nodes:remove', 'nodes:change', 'flows:change', 'flows:remove', 'deploy'])
      RED.events.on(event, (what) => this.#edited(what));
    RED.events.on('deploy', () => {
      // What asked for it is done.
      this.#say('');
      this.#setup.ask();
    });
    new IntersectionObserver((entries) => this.#see(entries.at(-1)?.isIntersecting === true)).observe(content);
    document.addEventListener('visibilitychange', () => this.#decide());
    this.#show('all');
  }

  /** Something is to be shown anew: soon, and however often it is said, once. */
  changed(): void {
    if (this.#isDrawing || !this.#isSeen) return;
    this.#isDrawing = true;
    requestAnimationFrame(() => {
      this.#isDrawing = false;
      if (this.#isSeen) this.#draw();
    });
  }

  #tools(): HTMLElement[] {
    const write = this.#canWrite
      ? [
          this.#test,
          this.#restarts.button,
          button('upload', _('csv.title'), 'import', () =>
            offerImport((added, changed) => {
              this.#say(_('csv.done', { added, changed }));
              this.#show('all');
            }),
          ),
        ]
      : [];
    return [
      ...write,
      button('download', _('csv.export'), 'export', () =>
        download('voip-phones.csv', writeCsv(knownPhones().map(({ values }) => values)), 'text/csv;charset=utf-8'),
      ),
      button('stethoscope', _('diagnostics.title'), 'diagnostics', showDiagnostics),
    ];
  }

  #edited(what: Readonly<Record<string, unknown>> | undefined): void {
    this.#isStale = true;
    // What was found was found of another setting.
    const id = what?.['id'];
    if (typeof id === 'string') this.#testing.found.delete(id);
    this.changed();
  }

  #isIntersecting = false;
  #see(isSeen: boolean): void {
    this.#isIntersecting = isSeen;
    this.#decide();
  }

  /** Whoever does not look costs the runtime nothing. */
  #decide(): void {
    const isSeen = this.#isIntersecting && !document.hidden;
    if (isSeen === this.#isSeen) return;
    this.#isSeen = isSeen;
    this.#journal.see(isSeen);
    clearInterval(this.#ageing);
    if (!isSeen) {
      this.#menu.close();
      this.#setup.off();
      return this.#feed.off();
    }
    this.#ageing = setInterval(() => this.changed(), AGEING);
    this.#isStale = true;
    this.#feed.on();
    this.#setup.on();
    this.changed();
  }

  #show(view: View): void {
    this.#view = view;
    for (const [name, chip] of Object.entries(this.#chips)) chip.setAttribute('aria-pressed', String(name === view));
    this.#list.box.hidden = view === 'new';
    this.#asking.box.hidden = view !== 'new';
    this.#fresh.box.hidden = view !== 'new';
    this.#menu.close();
    this.#filter.disabled = view === 'new';
    this.changed();
  }

  #say(text: string): void {
    this.#said = text;
    this.changed();
  }

  #toggleTest(): void {
    this.#said = '';
    if (this.#testing.isRunning) return this.#testing.stop();
    const testable = this.#shown.filter(({ standing }) => standing !== 'disabled');
    void this.#testing.run(testable.map(({ id }) => id));
  }

  #draw(): void {
    if (this.#isStale) this.#nodes = editorPhones();
    this.#isStale = false;
    const { phones, strangers } = this.#feed.fleet;
    const rows = this.#nodes.map((node) => shownPhone(node, phones.get(node.id)));
    const troubled = rows.filter((row) => row.problems.length > 0 || this.#setupOf(row)?.isOdd === true);
    this.#shown = (this.#view === 'problems' ? troubled : rows).filter(filterFor(this.#filter.value, this.vendorLabel));
    const shown = this.#shown;
    this.#list.show(
      shown.map(({ id }) => id),
      (index) => this.#rowOf(shown[index]),
      shown.some(({ setup }) => setup !== ''),
    );
    this.#fresh.show(strangers, this.#asking.show(this.#setup, this.#nodes, strangers));
    const fresh = this.#fresh.count + this.#asking.count;
    this.#restarts.show(this.#canWrite);
    this.#chips.all.textContent = _('phones.all', { count: rows.length });
    this.#chips.problems.textContent = _('phones.problems', { count: troubled.length });
    this.#chips.new.textContent = _('phones.new', { count: fresh });
    this.#chips.problems.classList.toggle('voip-phones-some', troubled.length > 0);
    this.#chips.new.classList.toggle('voip-phones-some', fresh > 0);
    this.#showTest();
    this.#showStatus(rows.length, fresh);
  }

  #showTest(): void {
    const isRunning = this.#testing.isRunning;
    const isPart = this.#shown.length < this.#nodes.length;
    const label = isRunning
      ? _('phones.stop')
      : isPart
        ? _('phones.test-some', { count: this.#shown.length })
        : _('phones.test');
    if (this.#test.title === label) return;
    this.#test.title = label;
    this.#test.setAttribute('aria-label', label);
    this.#test.replaceChildren(icon(isRunning ? 'stop' : 'heartbeat'), element('span', {}, ` ${label}`));
  }

  #showStatus(count: number, fresh: number): void {
    const { reached } = this.#feed;
    const { text: restarting } = this.#restarts;
    const doing = [this.#testing.text, restarting, this.#said];
    const text = [STATUS[reached]?.(), ...doing, this.#elsewhere(), this.#blank(count, fresh)]
      .filter(Boolean)
      .join(' ');
    // Said once, not with every update.
    if (this.#status.textContent !== text) this.#status.textContent = text;
    this.#again.hidden = reached !== 'no-answer';
  }

  #elsewhere(): string {
    const count = countElsewhere(this.#nodes, this.#feed.fleet.phones);
    return count > 0 ? _('phones.elsewhere', { count }) : '';
  }

  /** Why there is nothing to be seen. */
  #blank(count: number, fresh: number): string {
    if (this.#view === 'new') {
      return fresh === 0 ? _('fresh.none') : '';
    }
    if (count === 0) return _('phones.none');
    if (this.#shown.length > 0) return '';
    return this.#filter.value.trim() === '' ? _('phones.no-problems') : _('phones.no-match');
  }

  /** @throws RangeError where there is none */
  #rowOf(phone: ShownPhone | undefined): RowView {
    if (!phone) throw new RangeError('no such row');
    return rowView(phone, this.#setupOf(phone), this.#testing.found.get(phone.id), this.vendorLabel);
  }

  #setupOf({ id, setup, standing }: ShownPhone): SetupLine | undefined {
    const isDeployed = standing === 'deployed' || standing === 'changed';
    return setup === '' || standing === 'disabled'
      ? undefined
      : setupLine(isDeployed, this.#setup.phones.get(id), speech());
  }

  get #adopted(): readonly EditorPhone[] {
    return this.#nodes.filter(({ setup, isDisabled }) => setup !== '' && !isDisabled);
  }

  #openMenu(id: string, place: MenuPlace): void {
    const phone = this.#shown.find((shown) => shown.id === id);
    const node = this.#nodes.find((each) => each.id === id);
    if (!phone || !node) return;
    const { label, mac, address } = phone;
    const deeds: RowDeeds = {
      open: () => RED.editor.editConfig('', 'voip-phone', id),
      test: () => void this.#testing.one(id),
      copyAddress: () => RED.clipboard.copyText(address, $(this.#list.box), 'clipboard.copyMessageValue'),
      address: () => showMade('address', [node]),
      copy: () => showMade('copy', [node]),
      restart: () => this.#restarts.one(id),
      arrivals: () => this.#journal.showOnly({ id, label, mac }),
    };
    const items = rowActions(phone, this.#canWrite, deeds, speech());
    this.#menu.open(label, items, place, (returnsFocus) => this.#list.menuIsOpen(false, returnsFocus));
    this.#list.menuIsOpen(true);
  }
}

const STATUS: Readonly<Record<string, (() => string) | undefined>> = {
  asking: () => _('phones.asking'),
  'not-permitted': () => _('phones.may-not-look'),
  'no-answer': () => _('phones.no-answer'),
};

const button = (look: string, label: string, name: string, onclick: () => void): HTMLButtonElement =>
  element(
    'button.red-ui-button.red-ui-button-small',
    { type: 'button', title: label, 'aria-label': label, 'data-tool': name, onclick },
    icon(look),
    element('span', {}, ` ${label}`),
  );
