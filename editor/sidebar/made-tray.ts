import { element } from '../element';
import { storedText, type PhoneNode } from '../nodes';
import { askFor, type MakeWish, pbxOptions, say } from '../setup-answers';
import { words } from '../words';
import type { EditorPhone } from './rows';
import { showTray } from './trays';

const _ = words('voip-phone');

/**
 * Slides in what a person carries to a phone or its PBX.
 *
 * @param make an address is made at once, a text when its PBX is chosen
 * @param phones those that are offered; where it is one alone, there is no choice
 */
export function showMade(make: MakeWish['make'], phones: readonly EditorPhone[]): void {
  const status = element('div.voip-made', { role: 'status' });
  const [first] = phones;
  const phone = element(
    'select',
    { 'aria-label': _('phones.which') },
    ...phones.map(({ id, label }) => element('option', { value: id }, label)),
  );
  const pbx = element('select', { 'aria-label': _('fetch.pbx') }, ...pbxOptions());
  const ask = (): void => {
    const id = phones.length === 1 ? (first?.id ?? '') : phone.value;
    if (id === '') return say(status, 'info-circle', _('asking.none-adopted'));
    askFor(id, make === 'copy' ? { make, pbx: pbx.value } : { make }, status, isDeployed(id));
  };
  for (const choice of [phone, pbx]) choice.addEventListener('change', ask);
  const title = _(make === 'copy' ? 'fetch.copy' : 'fetch.address');
  showTray(
    phones.length === 1 && first ? `${title}: ${first.label}` : title,
    element(
      'div',
      {},
      phones.length > 1 && element('label.voip-tray-row', {}, element('span', {}, _('phones.which')), phone),
      make === 'copy' && element('label.voip-tray-row', {}, element('span', {}, _('fetch.pbx')), pbx),
      status,
    ),
    _('diagnostics.close'),
  );
  ask();
}

/** What the runtime makes, it makes of what it has. */
function isDeployed(id: string): boolean {
  const node: PhoneNode | null | undefined = RED.nodes.node(id);
  if (!node || node.changed) return false;
  return RED.nodes.node(storedText(node.setup))?.changed !== true;
}
