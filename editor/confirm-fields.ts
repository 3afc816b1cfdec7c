import { answerOf, confirmable, type Effect, effectOf, hasEffect, reportsAny } from '../nodes/lib/outcomes/effects';
import { rowsTelling, type VendorProfile } from '../nodes/lib/vendors';
import type { ActionId } from '../nodes/lib/vocabulary';
import { events } from './catalogue';
import { termOf } from './command-terms';
import { element } from './element';
import { eventLabel } from './event-list';
import { dialogFields, parts } from './fields';
import { words } from './words';

/** What `active-uri out` waits for: the fields of its dialog that say so, offered as far as the phone's vendor can report it. */

const _ = words('active-uri-out');
const { field, text, isChecked } = dialogFields('node-input-');

/** What the dialog is about at the moment. */
export interface Subject {
  /** '': the message says. */
  readonly action: string;
  /** Of forwarding. */
  readonly type: string;
  /** Undefined: not known yet. */
  readonly vendor: VendorProfile | undefined;
}

/** Of a phone that is known later: it may report anything. */
const ANY = { events: [], anyMake: true } as const;

let subject: () => Subject = () => ({ action: '', type: '', vendor: undefined });

/** @param wish as the node has it stored */
export function fillConfirm(wish: string, about: () => Subject): void {
  subject = about;
  field('confirm')
    .append(element('option', { value: wish }, wish))
    .val(wish);
  field('confirm').on('change', showRows);
  field('transferType').on('change', showConfirm);
  field('failures').on('change', () => {
    field('outputs').val(isChecked('failures') ? '2' : '1');
  });
}

/** Offers what can be waited for now. What was chosen stays, and is marked where the vendor never reports it. */
export function showConfirm(): void {
  const chosen = text('confirm');
  const offered = wishes(subject());
  const option = (wish: string): HTMLElement => element('option', { value: wish }, labelOf(wish));
  const kept = offered.includes(chosen) ? [] : [element('option', { value: chosen }, lacking(chosen))];
  field('confirm')
    .empty()
    .append(...offered.map(option), ...kept)
    .val(chosen);
  showRows();
}

function showRows(): void {
  const wish = text('confirm');
  const { action } = subject();
  const isAnswered = wish === 'answered';
  const usual = isAnswered ? 30 : termOf(action)?.disruptive ? 180 : 5;
  $('#voip-confirm-within').prop('hidden', wish === '');
  field('confirmWithin').attr('placeholder', String(usual));
  parts('voip-confirm-rounds', 'voip-confirm-pause').prop('hidden', !(isAnswered && action === 'dial'));
  $('#voip-confirm-release').prop('hidden', !isAnswered);
  const needed = neededEvents(wish);
  $('#voip-confirm-hint')
    .text(needed === '' ? '' : _('hint.confirm', { events: needed }))
    .prop('hidden', needed === '');
}

/** The action where it is one: a flow may hold anything. */
const actionOf = (action: string): ActionId | undefined => termOf(action)?.id;
const partsOf = (action: ActionId, { type }: Subject) => ({ action, hasNumber: true, type });

function wishes(about: Subject): string[] {
  const { vendor = ANY } = about;
  const action = actionOf(about.action);
  if (!action) return ['', 'effect', ...(answerOf('dial', vendor) ? ['answered'] : [])];
  if (hasEffect({ action, hasNumber: true })) return ['', ...confirmable(partsOf(action, about), vendor)];
  const reported = events().filter(({ id }) => reportsAny(vendor, [id]));
  return ['', ...reported.map(({ id }) => id)];
}

function labelOf(wish: string): string {
  if (wish === '') return _('confirm.none');
  if (wish === 'effect') return _('confirm.effect');
  return wish === 'answered' ? _('confirm.answered') : _('confirm.event', { event: eventLabel(wish) });
}

/** A choice that is not offered: no phone of this vendor reports it, or it is of another action, which leaves it out. */
function lacking(wish: string): string {
  const { vendor } = subject();
  return vendor ? _('confirm.lacking', { wish: labelOf(wish), vendor: vendor.label }) : labelOf(wish);
}

/** The events that the phone must report, as its own web page calls them. */
function neededEvents(wish: string): string {
  const about = subject();
  const { vendor } = about;
  const action = actionOf(about.action);
  if (!vendor || !action || wish === '') return '';
  const { by = [] } = effectFor(wish, action, about, vendor) ?? {};
  return rowsTelling(vendor.events, by)
    .map(({ label }) => label)
    .join(', ');
}

function effectFor(
  wish: string,
  action: ActionId,
  about: Subject,
  vendor: VendorProfile,
): Pick<Effect, 'by'> | undefined {
  if (wish === 'effect') return effectOf(partsOf(action, about), vendor);
  return wish === 'answered' ? answerOf(action, vendor) : { by: [wish] };
}
