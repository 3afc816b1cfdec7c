import { actions, isLoaded, vendorOf, vendors, whenLoaded } from './catalogue.js';
import { element, icon } from './element.js';
import { keyComposer } from './key-composer.js';
import { ability, previewOf } from './preview.js';
import { words } from './words.js';

const _ = words('active-uri-out');
const field = (name) => $(`#node-input-${name}`);
const text = (name) => String(field(name).val() ?? '').trim();

/** Our word for an action. */
export const actionLabel = (id) => _(`action.${id}`);

/** The one parameter that the dialog's value stands for, as the run time reads it. */
const VALUE_PARAMETERS = ['number', 'digits', 'code', 'text'];
const termOf = (id) => actions().find((term) => term.id === id);
const parametersOf = (id) => {
  const { needs = [], takes = [] } = termOf(id) ?? {};
  return [...needs, ...takes];
};
const valueParameterOf = (id) =>
  id === 'press' ? 'keys' : VALUE_PARAMETERS.find((name) => parametersOf(id).includes(name));

const GROUPS = {
  call: ['dial', 'answer', 'reject', 'hangup', 'hold', 'resume', 'swap', 'redial', 'callback', 'cancel', 'dtmf'],
  several: ['transfer', 'forward', 'conference', 'join', 'split', 'pickup', 'park', 'intercom'],
  phone: [
    'mute',
    'volume-up',
    'volume-down',
    'dnd-on',
    'dnd-off',
    'dnd-toggle',
    'forward-on',
    'forward-off',
    'call-waiting-on',
    'call-waiting-off',
    'voicemail',
    'set-display-name',
  ],
  door: ['open-door'],
  keys: ['press'],
};

/** The kinds that a transfer or a forwarding may be of; blank: the phone's. */
const isForwarding = (action) => action.startsWith('forward-');
const kindsOf = (action) => ['', ...(isForwarding(action) ? ['always', 'busy', 'no-answer'] : ['blind', 'attended'])];

let composer;
let loaded = false;

/** The display name of a line can be set only where the line is named. */
export function validLine(node, value) {
  const action = loaded && open === node.id ? text('action') : node.action;
  const needed = termOf(action)?.needs?.includes('line');
  return needed && String(value ?? '').trim() === '' ? _('error.line') : true;
}

/** With an action that needs a value, one is given, or comes with the message. */
export function validValue(node, value) {
  const inDialog = loaded && open === node.id;
  const action = inDialog ? text('action') : node.action;
  const type = inDialog ? field('value').typedInput('type') : node.valueType;
  if (!action || String(value ?? '').trim() !== '') return true;
  const term = termOf(action);
  const needed = action === 'press' ? 'keys' : term?.needs?.find((name) => VALUE_PARAMETERS.includes(name));
  // A blank `msg.` means the payload.
  return needed && type !== 'msg' ? _(`error.value-${needed}`) : true;
}

let open;

export function prepareCommand(node) {
  open = node.id;
  loaded = false;
  const note = document.getElementById('voip-command-absent');
  whenLoaded(note, () => {
    note.hidden = isLoaded();
    fill(node);
  });
}

export function closeCommand() {
  open = undefined;
  composer = undefined;
  loaded = false;
}

/** An optional blank `msg.` is the payload, so it is no error here. */
const MSG = {
  value: 'msg',
  label: 'msg.',
  validate: (value) => value === '' || RED.utils.validatePropertyExpression(value),
};

/** Types that the run time reads, and that are offered only to a node which has one: else *Done* would make it a string. */
const OTHER_TYPES = ['num', 'bool', 'json', 'bin', 're', 'date'];

function fill(node) {
  field('value').typedInput({
    default: 'str',
    types: ['str', MSG, 'flow', 'global', 'env', 'jsonata', ...OTHER_TYPES.filter((type) => type === node.valueType)],
    typeField: '#node-input-valueType',
  });
  field('value').typedInput('width', 'calc(100% - 125px)');
  $('#voip-command-vendor').append(
    element('option', { value: '' }, _('preview.vendor-none')),
    ...vendors().map(({ id, label, anyMake }) =>
      element('option', { value: id }, anyMake ? _('preview.vendor-generic') : label),
    ),
  );
  composer = keyComposer(document.getElementById('voip-command-keys'), {
    phone,
    onchange: (sequence) => field('value').typedInput('value', sequence),
  });
  loaded = true;

  fillActions(node.action);
  field('phone').on('change', showPhone);
  $('#voip-command-vendor').on('change', showPhone);
  field('action').on('change', () => {
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
  showPhone();
  showAction();
}

/** The chosen phone's vendor and model; where the phone is known later, the vendor picked for the preview. */
function phone() {
  const chosen = RED.nodes.node(field('phone').val());
  const id = chosen?.vendor ?? $('#voip-command-vendor').val();
  return { chosen, vendor: vendorOf(id), model: chosen?.model ?? '' };
}

function fillActions(chosen) {
  const select = field('action').empty();
  const grouped = new Set(Object.values(GROUPS).flat());
  const disruptive = actions()
    .filter((term) => term.disruptive)
    .map(({ id }) => id);
  const rest = actions()
    .map(({ id }) => id)
    .filter((id) => !grouped.has(id) && !disruptive.includes(id));
  const option = (id) => element('option', { value: id, 'data-label': actionLabel(id) }, actionLabel(id));
  select.append(element('option', { value: '' }, _('action.message')));
  for (const [group, ids] of Object.entries({ ...GROUPS, phone: [...GROUPS.phone, ...rest], disruptive })) {
    select.append(element('optgroup', { label: _(`group.${group}`) }, ...ids.map(option)));
  }
  if (chosen && !termOf(chosen)) select.append(element('option', { value: chosen }, chosen));
  select.val(chosen ?? '');
}

function showPhone() {
  const { chosen, vendor, model } = phone();
  const transport = text('transport') || chosen?.transport;
  $('#voip-command-vendor-row').prop('hidden', Boolean(chosen?.vendor));
  field('action')
    .find('option[data-label]')
    .each((_index, node) => {
      const able = vendor ? ability(vendor, model, node.value, transport) : 'yes';
      node.textContent = able === 'yes' ? node.dataset.label : marked(node.dataset.label, able, vendor, model);
      node.classList.toggle('voip-lacking', able !== 'yes');
    });
  const line = vendor?.line?.means === 'account user' ? 'line-user' : 'line';
  $('#voip-command-line label span').text(_(`label.${line}`));
  field('line').attr('placeholder', _(`placeholder.${line}`));
  if (text('action') === 'press') composer?.show(String(field('value').typedInput('value')));
  showPreview();
}

function marked(action, able, vendor, model) {
  // Of a vendor without a profile no action is known: saying so fits better than a lack.
  if (vendor.freeKeys) return _('action.keys-only', { action });
  return _('action.lacking', { action, phone: able === 'model' ? `${vendor.label} ${model}` : vendor.label });
}

function showAction() {
  const action = text('action');
  const taken = parametersOf(action);
  const parameter = valueParameterOf(action);
  $('#voip-command-value').prop('hidden', !parameter);
  const caption = parameter ? _(`label.${parameter}`) : '';
  $('#voip-command-value label span').text(caption);
  $('#voip-command-value .red-ui-typedInput-input').attr('aria-label', caption);
  $('#voip-command-line').prop('hidden', !taken.includes('line'));
  $('#voip-command-via').prop('hidden', !taken.includes('via'));
  $('#voip-command-type').prop('hidden', !taken.includes('type'));
  $('#voip-command-type label span').text(_(isForwarding(action) ? 'label.type-forward' : 'label.type'));
  field('transferType')
    .find('option')
    .each((_index, option) => {
      option.hidden = !kindsOf(action).includes(option.value);
    });
  $('#voip-command-after').prop('hidden', !taken.includes('after'));
  $('#voip-command-call').prop('hidden', !taken.includes('call'));
  $('#voip-command-payload').prop('hidden', action !== '');
  field('value').trigger('change');
  field('line').trigger('change');
  showDisruptive();
  showValue();
}

function showValue() {
  const action = text('action');
  const typed = field('value').typedInput('type') === 'str';
  const parameter = valueParameterOf(action);
  const optional = parameter && action !== 'press' && !termOf(action)?.needs?.includes(parameter);
  $('#voip-command-keys').prop('hidden', action !== 'press' || !typed);
  const hint = parameter ? hintFor(action, parameter, typed, optional) : '';
  $('#voip-command-value-hint')
    .text(hint)
    .prop('hidden', hint === '');
  const exposed = parameter === 'code' && typed && String(field('value').typedInput('value')) !== '';
  $('#voip-command-code').prop('hidden', !exposed);
  if (action === 'press' && typed) composer?.show(String(field('value').typedInput('value')));
  showPreview();
}

function hintFor(action, parameter, typed, optional) {
  if (action === 'open-door') return _('hint.code');
  if (action === 'press') return typed ? '' : _('hint.keys');
  return optional ? _('hint.optional', { parameter: _(`label.${parameter}`) }) : '';
}

function showDisruptive() {
  const asked = termOf(text('action'))?.disruptive === true;
  const allowed = field('disruptive').prop('checked');
  $('#voip-command-disruptive')
    .prop('hidden', !asked && !allowed)
    .toggleClass('voip-bad', asked && !allowed);
  $('#voip-command-disruptive span').text(asked && !allowed ? _('warning.refused') : _('warning.disruptive'));
}

function showPreview() {
  if (loaded) document.getElementById('voip-command-preview').replaceChildren(previewElement());
}

function previewElement() {
  const { chosen, vendor, model } = phone();
  const action = text('action');
  if (action === '') return element('div.voip-hint', {}, _('preview.message'));
  if (!vendor) return element('div.voip-hint', {}, _('preview.no-vendor'));

  const type = field('value').typedInput('type');
  const value = String(field('value').typedInput('value') ?? '');
  const dynamic = type !== 'str' && (value !== '' || type === 'msg');
  const command = {
    action,
    parameter: valueParameterOf(action),
    value: type === 'str' ? value : '',
    // Node-RED replaces a text that is one reference, and only that.
    dynamic: dynamic || (type === 'str' && /^\$\{[^}]+\}$/.test(value)),
    line: parametersOf(action).includes('line') ? text('line') : '',
    via: parametersOf(action).includes('via') ? text('via') : '',
    transferType: parametersOf(action).includes('type') ? text('transferType') : '',
    call: text('call'),
    after: text('after'),
  };
  const transport = text('transport') || chosen?.transport || 'http';
  const shown = previewOf(command, {
    vendor,
    model,
    host: chosen?.host || _('preview.host'),
    port: chosen?.port,
    protocol: chosen?.protocol === 'https' ? 'https' : 'http',
    path: chosen?.path ?? '',
    separator: chosen?.separator ?? '',
    transport,
    disruptive: field('disruptive').prop('checked'),
  });
  return shown.code ? refusal(shown, { vendor, model, command }) : sending(shown, vendor);
}

/** Where the sentence to come says more than ours. */
const EXPLAINED = new Set(['INVALID_VALUE', 'INVALID_PAYLOAD', 'UNKNOWN_KEY', 'UNSUPPORTED_ACTION']);

function refusal({ code, message }, { vendor, model, command }) {
  const known = [
    'UNSUPPORTED_ACTION',
    'UNSUPPORTED_BY_MODEL',
    'DISRUPTIVE_REFUSED',
    'UNKNOWN_KEY',
    'INVALID_VALUE',
    'INVALID_PAYLOAD',
  ].includes(code);
  const lacking = code === 'UNSUPPORTED_ACTION' && vendor.freeKeys ? 'NO_ACTIONS' : code;
  const sentence = known
    ? _(`refusal.${lacking}`, { vendor: vendor.label, model, action: actionLabel(command.action) })
    : code;
  return element(
    'div.voip-note.voip-bad',
    { role: 'status' },
    icon('ban'),
    element(
      'span',
      {},
      `${sentence} `,
      element('code', {}, code),
      EXPLAINED.has(lacking) && element('div.voip-hint', {}, message),
    ),
  );
}

/** A recipe's note in the user's language. Profiles write English, and a new vendor's notes may not be translated yet. */
function noteText(note) {
  const slug = note
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  const text = _(`note.${slug}`);
  return text.endsWith(`note.${slug}`) ? note : text;
}

function sending(shown, vendor) {
  const head = shown.notify
    ? [
        'NOTIFY',
        `Event: ${shown.notify.event}`,
        ...(shown.notify.contentType === '' ? [] : [`Content-Type: ${shown.notify.contentType}`, '']),
      ]
    : [];
  return element(
    'div',
    { role: 'status' },
    element('pre.voip-request', { tabindex: '0' }, [...head, ...shown.lines].join('\n')),
    shown.lines.length > 1 && element('div.voip-hint', {}, _('preview.several', { count: shown.lines.length })),
    shown.example !== undefined && element('div.voip-hint', {}, _('preview.example', { example: shown.example })),
    shown.note && element('div.voip-hint', {}, `${vendor.label}: ${noteText(shown.note)}`),
    shown.guess && element('div.voip-hint', {}, _('preview.guess', { vendor: vendor.label })),
  );
}
