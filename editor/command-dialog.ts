import { modelAlone, type VendorProfile } from '../nodes/lib/vendors';
import { isLoaded, vendorOf, vendors, whenLoaded } from './catalogue';
import { previewElement } from './command-preview';
import {
  actionLabel,
  groupedActions,
  isForwarding,
  kindsOf,
  neededValueOf,
  parametersOf,
  termOf,
  valueParameterOf,
} from './command-terms';
import { fillConfirm, showConfirm } from './confirm-fields';
import { byId, element } from './element';
import { dialogFields } from './fields';
import { tieHints } from './hints';
import { type KeyComposer, type KeyOwner, keyComposer } from './key-composer';
import { type CommandNode, storedText } from './nodes';
import { choosePhone } from './phone-choice';
import { ability, type Drafted, type Target } from './preview';
import type { Judged } from './valid';
import { words } from './words';

const _ = words('active-uri-out');
const { field, text, isChecked } = dialogFields('node-input-');

/** The node whose dialog is open. */
let open: string | undefined;
/** Whether that dialog is filled in: its fields count before what the node has stored. */
let loaded = false;
let composer: KeyComposer | undefined;

const isFilled = ({ id }: CommandNode): boolean => loaded && open === id;

/** The display name of a line can be set only where the line is named. */
export function validLine(node: CommandNode, value: unknown): Judged {
  const action = isFilled(node) ? text('action') : node.action;
  const needed = termOf(action)?.needs?.includes('line');
  return needed && storedText(value) === '' ? _('error.line') : true;
}

/** With an action that needs a value, one is given, or comes with the message. */
export function validValue(node: CommandNode, value: unknown): Judged {
  const action = isFilled(node) ? text('action') : node.action;
  const type = isFilled(node) ? valueType() : node.valueType;
  if (!action || storedText(value) !== '') return true;
  const needed = neededValueOf(action);
  // A blank `msg.` means the payload.
  return needed && type !== 'msg' ? _(`error.value-${needed}`) : true;
}

export function prepareCommand(node: CommandNode): void {
  open = node.id;
  loaded = false;
  choosePhone(node, _('choice.message'));
  const note = byId('voip-command-absent');
  whenLoaded(note, () => {
    note.hidden = isLoaded();
    fill(node);
  });
}

export function closeCommand(): void {
  open = undefined;
  composer = undefined;
  loaded = false;
}

/** An optional blank `msg.` is the payload, so it is no error here. */
const MSG = {
  value: 'msg',
  label: 'msg.',
  validate: (value: string) => value === '' || RED.utils.validatePropertyExpression(value),
};

/** Types that the run time reads, and that are offered only to a node which has one: else *Done* would make it a string. */
const OTHER_TYPES = ['num', 'bool', 'bin', 're', 'date'];

const valueType = (): string => field('value').typedInput('type');
const typedValue = (): string => String(field('value').typedInput('value') ?? '');

function fill(node: CommandNode): void {
  field('value').typedInput({
    default: 'str',
    types: [
      'str',
      MSG,
      'flow',
      'global',
      'json',
      'env',
      'jsonata',
      ...OTHER_TYPES.filter((type) => type === node.valueType),
    ],
    typeField: '#node-input-valueType',
  });
  field('value').typedInput('width', 'calc(100% - 137px)');
  $('#voip-command-vendor').append(
    element('option', { value: '' }, _('preview.vendor-none')),
    ...vendors().map(({ id, label, anyMake }) =>
      element('option', { value: id }, anyMake ? _('preview.vendor-generic') : label),
    ),
  );
  composer = keyComposer(byId('voip-command-keys'), keyOwner, (sequence) => {
    field('value').typedInput('value', sequence);
  });
  loaded = true;

  fillActions(storedText(node.action));
  field('phone').on('change', showPhone);
  $('#voip-command-vendor').on('change', showPhone);
  const keep = valuesByKind(valueParameterOf(text('action')));
  field('action').on('change', () => {
    keep(valueParameterOf(text('action')));
    // The kind that was chosen for another action.
    if (!kindsOf(text('action')).includes(text('transferType'))) field('transferType').val('');
    showAction();
  });
  field('transport').on('change', showPhone);
  field('value').on('change', showValue);
  // The preview follows every letter; Node-RED's own event comes when the field is left.
  $('#voip-command-value').on('input', '.red-ui-typedInput-input', showValue);
  for (const name of ['line', 'via', 'transferType', 'call', 'after', 'transport', 'disruptive'])
    field(name).on('input change', showPreview);
  field('disruptive').on('change', showDisruptive);
  fillConfirm(storedText(node.confirm), () => ({ action: text('action'), type: text('transferType'), ...keyOwner() }));
  showPhone();
  showAction();
  tieHints(byId('voip-command-absent').closest('.voip-dialog'));
}

/** What was typed as a number is no key sequence: each kind of value keeps its own while the dialog is open. */
function valuesByKind(kind: string | undefined): (next: string | undefined) => void {
  const kept = new Map<string, readonly [type: string, value: string]>();
  let shown = kind;
  return (next) => {
    if (next === undefined || next === shown) return;
    if (shown !== undefined) {
      kept.set(shown, [valueType(), typedValue()]);
      const [type, value] = kept.get(next) ?? ['str', ''];
      field('value').typedInput('type', type).typedInput('value', value);
    }
    shown = next;
  };
}

const chosenPhone = (): ReturnType<typeof RED.nodes.node> => RED.nodes.node(field('phone').val());

/** The chosen phone's vendor and model; where the phone is known later, the vendor picked for the preview. */
function keyOwner(): KeyOwner {
  const chosen = chosenPhone();
  const id = chosen?.['vendor'] ?? $('#voip-command-vendor').val();
  return { vendor: vendorOf(id), model: storedText(chosen?.['model']) };
}

/** The node's own, else the phone's. */
const transportOf = (): Target['transport'] =>
  (text('transport') || chosenPhone()?.['transport']) === 'sip' ? 'sip' : 'http';

function fillActions(chosen: string): void {
  const select = field('action').empty();
  const option = (id: string): HTMLElement =>
    element('option', { value: id, 'data-label': actionLabel(id) }, actionLabel(id));
  select.append(element('option', { value: '' }, _('action.message')));
  for (const [group, ids] of Object.entries(groupedActions())) {
    select.append(element('optgroup', { label: _(`group.${group}`) }, ...ids.map(option)));
  }
  if (chosen && !termOf(chosen)) select.append(element('option', { value: chosen }, chosen));
  select.val(chosen);
}

function showPhone(): void {
  const { vendor, model } = keyOwner();
  $('#voip-command-vendor-row').prop('hidden', Boolean(chosenPhone()?.['vendor']));
  for (const option of field('action').find<HTMLOptionElement>('option[data-label]')) {
    const term = termOf(option.value);
    const able = vendor && term ? ability(vendor, model, term.id, transportOf()) : 'yes';
    const label = option.dataset['label'] ?? '';
    option.textContent = vendor && able !== 'yes' ? marked(label, able, vendor, model) : label;
    option.classList.toggle('voip-lacking', able !== 'yes');
  }
  const { number, account } = vendor?.line ?? {};
  const line = account && !number ? 'line-user' : 'line';
  $('#voip-command-line')
    .find('label span')
    .text(_(`label.${line}`));
  field('line').attr('placeholder', account && number ? _('placeholder.line-or-account') : _(`placeholder.${line}`));
  if (text('action') === 'press') composer?.show(typedValue());
  showConfirm();
  showPreview();
}

function marked(action: string, able: 'vendor' | 'model', vendor: VendorProfile, model: string): string {
  // Of a vendor without a profile no action is known: saying so fits better than a lack.
  if (vendor.anyMake) return _('action.keys-only', { action });
  return _('action.lacking', {
    action,
    phone: able === 'model' ? `${vendor.label} ${modelAlone(vendor, model)}` : vendor.label,
  });
}

function showAction(): void {
  const action = text('action');
  const taken = parametersOf(action);
  const parameter = valueParameterOf(action);
  $('#voip-command-value').prop('hidden', !parameter);
  const caption = parameter ? _(`label.${parameter}`) : '';
  $('#voip-command-value').find('label span').text(caption);
  $('#voip-command-value').find('.red-ui-typedInput-input').attr('aria-label', caption);
  $('#voip-command-line').prop('hidden', !taken.includes('line'));
  $('#voip-command-via').prop('hidden', !taken.includes('via'));
  $('#voip-command-type').prop('hidden', !taken.includes('type'));
  $('#voip-command-type')
    .find('label span')
    .text(_(isForwarding(action) ? 'label.type-forward' : 'label.type'));
  for (const option of field('transferType').find<HTMLOptionElement>('option'))
    option.hidden = !kindsOf(action).includes(option.value);
  $('#voip-command-after').prop('hidden', !taken.includes('after'));
  $('#voip-command-call').prop('hidden', !taken.includes('call'));
  $('#voip-command-payload').prop('hidden', action !== '');
  field('value').trigger('change');
  field('line').trigger('change');
  showDisruptive();
  showConfirm();
  showValue();
}

function showValue(): void {
  const action = text('action');
  const typed = valueType() === 'str';
  const parameter = valueParameterOf(action);
  $('#voip-command-keys').prop('hidden', action !== 'press' || !typed);
  const hint = hintFor(action, typed);
  $('#voip-command-value-hint')
    .text(hint)
    .prop('hidden', hint === '');
  const exposed = parameter === 'code' && typed && typedValue() !== '';
  $('#voip-command-code').prop('hidden', !exposed);
  if (action === 'press' && typed) composer?.show(typedValue());
  showPreview();
}

function hintFor(action: string, typed: boolean): string {
  const parameter = valueParameterOf(action);
  if (!parameter) return '';
  if (action === 'open-door') return _('hint.code');
  if (action === 'press') return typed ? '' : _('hint.keys');
  return neededValueOf(action) === parameter ? '' : _('hint.optional', { parameter: _(`label.${parameter}`) });
}

/** Where it matters: an action that may be one, and what was allowed already. */
function showDisruptive(): void {
  const action = text('action');
  const asked = termOf(action)?.disruptive === true;
  const allowed = isChecked('disruptive');
  $('#voip-command-allow').prop('hidden', !asked && !allowed && !['', 'press'].includes(action));
  $('#voip-command-disruptive')
    .prop('hidden', !asked && !allowed)
    .toggleClass('voip-bad', asked && !allowed);
  $('#voip-command-disruptive')
    .find('span')
    .text(asked && !allowed ? _('warning.refused') : _('warning.disruptive'));
}

function showPreview(): void {
  if (loaded) byId('voip-command-preview').replaceChildren(previewElement(drafted(), target()));
}

function drafted(): Drafted {
  const action = text('action');
  const type = valueType();
  const value = typedValue();
  const taken = parametersOf(action);
  const dynamic = type !== 'str' && (value !== '' || type === 'msg');
  return {
    action,
    parameter: valueParameterOf(action),
    value: type === 'str' ? value : '',
    // Node-RED replaces a text that is one reference, and only that.
    dynamic: dynamic || (type === 'str' && /^\$\{[^}]+\}$/.test(value)),
    line: taken.includes('line') ? text('line') : '',
    via: taken.includes('via') ? text('via') : '',
    transferType: taken.includes('type') ? text('transferType') : '',
    call: text('call'),
    after: text('after'),
  };
}

function target(): Target | undefined {
  const chosen = chosenPhone();
  const { vendor, model } = keyOwner();
  return (
    vendor && {
      vendor,
      model,
      host: storedText(chosen?.['host']) || _('preview.host'),
      port: storedText(chosen?.['port']),
      protocol: chosen?.['protocol'] === 'https' ? 'https' : 'http',
      path: storedText(chosen?.['path']),
      separator: storedText(chosen?.['separator']),
      transport: transportOf(),
      disruptive: isChecked('disruptive'),
    }
  );
}
