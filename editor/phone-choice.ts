import { combobox } from './combobox';
import { byId, element } from './element';
import { type PhoneUser, storedText } from './nodes';
import { type Choosing, foundPhones, phoneLabel, readAhead, variablesOf } from './phone-list';
import { usesEnv } from './valid';
import { words } from './words';

const _ = words('voip-phone');

/** What Node-RED's lists call the choice of no config node. */
const NONE = '_ADD_';

/**
 * Puts a field that searches in the place of Node-RED's list of all phones. Node-RED's own list is left with the chosen
 * phone alone: its pencil and its plus go by what is chosen there. The property is a hidden field, into which Node-RED
 * writes a phone that was added, changed or deleted by them, as it does beside its own button of a config node that
 * only one node may have (`node-input-edit-…`).
 *
 * @param node whose `phone` it is
 * @param none what it is called when no phone is chosen
 */
export function choosePhone(node: PhoneUser, none: string): void {
  const select = byId('node-input-phone');
  // An editor that builds something else here keeps what it has built.
  if (!(select instanceof HTMLSelectElement)) return;
  const field = element('input', {
    type: 'hidden',
    id: 'node-input-phone',
    value: chosenIn(select, storedText(node.phone)),
  });
  const search = element('input', { type: 'text', id: 'voip-choice-phone' });
  const told = element('a', { id: 'node-input-edit-phone', hidden: true });
  select.removeAttribute('id');
  select.hidden = true;
  select.before(field, search, told);
  for (const label of select.closest('form')?.querySelectorAll<HTMLLabelElement>('label[for="node-input-phone"]') ?? [])
    label.htmlFor = search.id;

  const flow = storedText(node.z);
  const choosing = (): Choosing => ({ flow, none, chosen: field.value });
  const caption = (): string => captionOf(choosing());

  function follow(): void {
    const { chosen } = choosing();
    const option = element('option', { value: chosen }, caption());
    const variable = variablesOf(flow).find(({ id }) => id === chosen)?.env;
    // Node-RED keeps its dialogs shut for these.
    if (variable !== undefined) $(option).data('env', variable);
    select.replaceChildren(element('option', { value: NONE }), ...(chosen === '' ? [] : [option]));
    $(select)
      .val(chosen || NONE)
      .trigger('change');
    search.value = caption();
    search.classList.toggle('input-error', chosen !== '' && variable === undefined && !isUsable(chosen));
  }

  combobox(search, {
    label: _('choice.label'),
    items: (text) => foundPhones(choosing(), text),
    chosen: caption,
    onpick: (id) => $(field).val(id),
  });
  // Whoever writes there, this code or Node-RED's.
  new MutationObserver(() => {
    follow();
    $(field).trigger('change');
  }).observe(field, { attributeFilter: ['value'] });
  follow();
  readAhead();
}

/** What was chosen in Node-RED's list before this code came; a phone that is stored and not in that list stays. */
function chosenIn(select: HTMLSelectElement, stored: string): string {
  // Nothing is chosen there of which there is no option.
  if (!['', NONE].includes(select.value)) return select.value;
  return [...select.options].some(({ value }) => value === stored) ? '' : stored;
}

/** What stands in the field at rest. */
function captionOf({ flow, none, chosen }: Choosing): string {
  if (chosen === '') return none;
  const phone = RED.nodes.node(chosen);
  if (phone) return phone.d ? `${phoneLabel(phone)} (${_('choice.disabled')})` : phoneLabel(phone);
  return variablesOf(flow).find(({ id }) => id === chosen)?.label ?? _('choice.missing', { id: chosen });
}

/** As Node-RED judges a reference: a node that is there, and of which nothing is wrong. A variable is known later. */
function isUsable(id: string): boolean {
  const phone = RED.nodes.node(id);
  return phone ? phone.valid !== false : usesEnv(id);
}
