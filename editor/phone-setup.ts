import { byId } from './element';
import { dialogFields, statusIn, valueOf } from './fields';
import { type PhoneNode, storedText } from './nodes';
import { askFor, type MakeWish, pbxOptions } from './setup-answers';

/**
 * Which listener sets a phone up, and what a person carries there: the address that is typed into the phone, or the text
 * for its PBX. Both hold what opens something, so the runtime makes them on a click, of what is deployed.
 */

const { field, text } = dialogFields('node-config-input-');

/** What the runtime goes by: as long as these are not deployed, it would answer for another phone. */
const DEPLOYED = ['vendor', 'model', 'mac'] as const;

const listenerId = (): string => text('setup').replace('_ADD_', '');

export function prepareFetch(node: PhoneNode): void {
  const pbx = $('#voip-phone-pbx');
  pbx.append(pbxOptions());
  $('#voip-phone-address').on('click', () => ask(node, { make: 'address' }));
  $('#voip-phone-copy').on('click', () => ask(node, { make: 'copy', pbx: valueOf(pbx) }));
  field('setup').on('change', showFetch);
  $('#voip-phone-fetch').prop('open', listenerId() !== '');
  showFetch();
}

function showFetch(): void {
  $('#voip-phone-made').prop('hidden', listenerId() === '');
  status().replaceChildren();
}

const status = (): HTMLElement => statusIn(byId('voip-phone-made'));

function isDeployed(node: PhoneNode): boolean {
  const listener = RED.nodes.node(listenerId());
  if (node.changed || !listener || listener.changed || storedText(node.setup) !== listenerId()) return false;
  return DEPLOYED.every((name) => text(name) === storedText(node[name]));
}

const ask = (node: PhoneNode, wish: MakeWish): void => askFor(node.id, wish, status(), isDeployed(node));
