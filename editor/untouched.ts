/** Fields that nobody touched stay as they are stored. A part of the loader: it holds whatever has come. */

/** Those of a node's properties that have a field in the open dialog. */
function fieldsOf(node: EditorNode, prefix: string): [property: string, field: HTMLElement][] {
  return Object.keys(node._def.defaults).flatMap((property): [string, HTMLElement][] => {
    const field = document.getElementById(`${prefix}-${property}`);
    return field ? [[property, field]] : [];
  });
}

function isUntouched(field: HTMLElement, stored: unknown, byDefault: unknown): boolean {
  if (field instanceof HTMLInputElement && field.type === 'checkbox') return field.checked === (stored === true);
  if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement)) return false;
  const text = String(stored);
  // `_ADD_`: no config node is chosen.
  if (stored === undefined || stored === null) return ['', '_ADD_', byDefault].includes(field.value);
  // Strings and numbers Node-RED itself keeps.
  return typeof stored !== 'string' && typeof stored !== 'number' && field.value === text;
}

/**
 * A switch is shown as the run time takes it: on where `true` is stored, not where a flow holds some other text.
 *
 * @param prefix of the fields' ids
 */
export function showSwitches(node: StoredNode, prefix: string): void {
  for (const [property, field] of fieldsOf(node, prefix)) {
    if (field instanceof HTMLInputElement && field.type === 'checkbox') field.checked = node[property] === true;
  }
}

/**
 * Before Node-RED takes over the fields: what nobody has touched stays as it is stored, also where it is absent or of
 * another type than the field gives, so that a look changes nothing and switches nothing on. Node-RED leaves alone
 * what has no field.
 */
export function keepUntouched(node: StoredNode, prefix: string): void {
  for (const [property, field] of fieldsOf(node, prefix)) {
    if (isUntouched(field, node[property], node._def.defaults[property]?.value)) field.removeAttribute('id');
  }
}
