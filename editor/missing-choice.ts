/**
 * Keeps a config node that is chosen and not there in its field, where Node-RED would show "none" and store that with the
 * next *Done*: what the node is to have would be forgotten by a look. A part of the loader.
 *
 * @param id of the select
 * @param text what it is called there
 */
export function showMissing(id: string, chosen: unknown, text: string): void {
  const field = document.getElementById(id);
  if (!(field instanceof HTMLSelectElement) || typeof chosen !== 'string' || chosen === '') return;
  if ([...field.options].some(({ value }) => value === chosen)) return;
  field.add(new Option(text, chosen), 0);
  field.value = chosen;
}
