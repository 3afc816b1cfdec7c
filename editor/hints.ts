import { freshId } from './element';

/** Ties each hint to the field of its row, else to its button, so that a screen reader says both. */
export function tieHints(dialog: Element | null): void {
  for (const row of dialog?.querySelectorAll('.form-row') ?? []) {
    const field = row.querySelector('input:not([type=hidden]), select:not([hidden])') ?? row.querySelector('button');
    const hint = row.querySelector('.voip-hint');
    if (!field || !hint) continue;
    hint.id ||= freshId('voip-hint');
    field.setAttribute('aria-describedby', hint.id);
  }
}
