import { byId, within } from './element';

/** The fields of an open dialog by the property that each stands for. */
export interface Fields {
  readonly field: (name: string) => JQuery;
  /** What stands in it, without blanks around; '' where there is no such field. */
  readonly text: (name: string) => string;
  /** Its first element, where a field must be there. @throws Error where it is not */
  readonly input: (name: string) => HTMLInputElement;
  readonly isChecked: (name: string) => boolean;
}

/** @param prefix of the fields' ids: `node-input-`, of a config node `node-config-input-` */
export function dialogFields(prefix: 'node-input-' | 'node-config-input-'): Fields {
  const field = (name: string): JQuery => $(`#${prefix}${name}`);
  return {
    field,
    text: (name) => valueOf(field(name)).trim(),
    input: (name) => inputById(`${prefix}${name}`),
    isChecked: (name) => field(name).prop('checked') === true,
  };
}

/**
 * Parts of the open dialog by their ids; those that are not there are left out. A selector of several, or of something
 * within one, would be looked for in the whole page, in which Node-RED has 22 elements for each phone.
 */
export const parts = (...ids: readonly string[]): JQuery =>
  $(ids.map((id) => document.getElementById(id)).filter((part) => part !== null));

/** The value of the first field, as it was typed; '' where there is none. */
export const valueOf = (field: JQuery): string => String(field.val() ?? '');

/** @throws Error where the open dialog has no such text field */
export function inputById(id: string): HTMLInputElement {
  const node = byId(id);
  if (!(node instanceof HTMLInputElement)) throw new TypeError(`#${id} is no input`);
  return node;
}

/** Whether the dialog hides an element. */
export const isHidden = (selector: string): boolean => $(selector).prop('hidden') === true;

/** The element in which a part of a dialog says what happens. */
export const statusIn = (box: Element): HTMLElement => within(box, '[role=status]');
