import { element } from './element';

/**
 * Offers the context stores of this Node-RED. One that is stored and does not exist stays chosen: the flow may be meant for
 * another machine.
 *
 * @param labels memory: for none
 */
export function fillStores(select: JQuery, stored: string, labels: { readonly memory: string }): void {
  const names = RED.settings.context?.stores ?? [];
  const all = stored === '' || names.includes(stored) ? names : [...names, stored];
  select
    .empty()
    .append([
      element('option', { value: '' }, labels.memory),
      ...all.map((name) => element('option', { value: name }, name)),
    ])
    .val(stored);
}
