import { MODULE, words } from './words';

/**
 * The tab *Phones* of the sidebar, whose code is fetched when it is first shown. A part of the loader: whatever becomes of
 * that file, the tab says so, and the editor goes on.
 */

const _ = words('voip-phone');
const ID = 'voip-phones';

/** What `sidebar/sidebar.ts` exports. */
type Sidebar = typeof import('./sidebar/sidebar');

export function addPhonesTab(): void {
  // By hand: the loader brings no more than it needs.
  const content = document.createElement('div');
  content.className = 'voip-phones';
  let isAdded = false;
  let isHere = false;
  let tries = 0;

  const load = async (): Promise<void> => {
    const root = `${RED.settings.apiRootUrl ?? ''}resources/${MODULE}/sidebar.js`;
    // A browser keeps what it could not load: another address asks again.
    const address = tries === 0 ? root : `${root}?${tries}`;
    tries += 1;
    const come = (await import(new URL(address, document.baseURI).href)) as Partial<Sidebar>;
    if (typeof come.fillPhonesTab !== 'function') throw new Error('something else came');
    come.fillPhonesTab(content);
  };
  const show = (): void => {
    if (isHere) return;
    isHere = true;
    content.textContent = _('phones.coming');
    load().catch(() => {
      isHere = false;
      sayAbsent(content, show);
    });
  };
  const add = (): void => {
    if (!isAdded) RED.sidebar.addTab(tab(content, show));
    isAdded = true;
  };
  const isOurs = ({ module, name }: Readonly<Record<string, unknown>>): boolean =>
    module === MODULE && name === 'voip-phone';
  for (const gone of ['removed', 'disabled'])
    RED.events.on(`registry:node-set-${gone}`, (set) => {
      if (!isOurs(set) || !isAdded) return;
      RED.sidebar.removeTab(ID);
      isAdded = false;
    });
  for (const come of ['added', 'enabled'])
    RED.events.on(`registry:node-set-${come}`, (set) => {
      if (isOurs(set)) add();
    });
  add();
}

const tab = (content: HTMLElement, onchange: () => void): SidebarTab => ({
  id: ID,
  name: _('phones.tab'),
  label: _('phones.tab'),
  iconClass: 'fa fa-phone',
  content,
  onchange,
});

function sayAbsent(content: HTMLElement, again: () => void): void {
  const note = document.createElement('div');
  note.className = 'form-tips';
  note.setAttribute('role', 'status');
  note.textContent = _('phones.absent');
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'red-ui-button';
  button.textContent = _('phones.again');
  button.addEventListener('click', again);
  content.replaceChildren(note, button);
}
