import type { ErrorCode } from '../nodes/lib/errors';
import type { VendorProfile } from '../nodes/lib/vendors';
import { actionLabel } from './command-terms';
import { element, icon } from './element';
import { type Drafted, previewOf, type Refused, type Sent, type Target } from './preview';
import { words } from './words';

/** What a command comes to, as the dialog shows it: the request or NOTIFY, or why there will be none. */

const _ = words('active-uri-out');

/** @param target undefined where no vendor is known */
export function previewElement(command: Drafted, target: Target | undefined): HTMLElement {
  if (command.action === '') return element('div.voip-hint', {}, _('preview.message'));
  if (!target) return element('div.voip-hint', {}, _('preview.no-vendor'));
  const shown = previewOf(command, target);
  return 'code' in shown ? refusal(shown, target, command.action) : sending(shown, target.vendor);
}

/** Those that a command may be refused with before it is sent, and that have a sentence here. */
const KNOWN: readonly ErrorCode[] = [
  'UNSUPPORTED_ACTION',
  'UNSUPPORTED_BY_MODEL',
  'UNKNOWN_KEY',
  'INVALID_VALUE',
  'INVALID_PAYLOAD',
];

/** Where the sentence to come says more than ours. */
const EXPLAINED: readonly string[] = ['INVALID_VALUE', 'INVALID_PAYLOAD', 'UNKNOWN_KEY', 'UNSUPPORTED_ACTION'];

function refusal({ code, message }: Refused, { vendor, model }: Target, action: string): HTMLElement {
  // The dialog warns of it beside the switch that allows it.
  if (code === 'DISRUPTIVE_REFUSED') return element('div.voip-hint', { role: 'status' }, element('code', {}, code));
  const lacking = code === 'UNSUPPORTED_ACTION' && vendor.anyMake ? 'NO_ACTIONS' : code;
  const sentence = KNOWN.includes(code)
    ? _(`refusal.${lacking}`, { vendor: vendor.label, model, action: actionLabel(action) })
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
      EXPLAINED.includes(lacking) && element('div.voip-hint', {}, message),
    ),
  );
}

/** A recipe's note in the user's language. Profiles write English, and a new vendor's notes may not be translated yet. */
function noteText(note: string): string {
  const slug = note
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  const text = _(`note.${slug}`);
  return text.endsWith(`note.${slug}`) ? note : text;
}

function sending({ notify, lines, example, note, guess }: Sent, vendor: VendorProfile): HTMLElement {
  const head = notify
    ? [
        'NOTIFY',
        `Event: ${notify.event}`,
        ...(notify.contentType === '' ? [] : [`Content-Type: ${notify.contentType}`, '']),
      ]
    : [];
  return element(
    'div',
    { role: 'status' },
    element('pre.voip-request', { tabindex: '0' }, [...head, ...lines].join('\n')),
    lines.length > 1 && element('div.voip-hint', {}, _('preview.several', { count: lines.length })),
    example !== undefined && element('div.voip-hint', {}, _('preview.example', { example })),
    note && element('div.voip-hint', {}, `${vendor.label}: ${noteText(note)}`),
    guess && element('div.voip-hint', {}, _('preview.guess', { vendor: vendor.label })),
  );
}
