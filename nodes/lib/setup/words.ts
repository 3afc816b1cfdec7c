/** `watch` and `answer` serve files; what they do beyond that is another matter. */
export const SETUP_MODES = ['off', 'watch', 'answer'] as const;
export type SetupMode = (typeof SETUP_MODES)[number];

/** Addresses, ranges and masks in any vendor's writing, several in a row; '-' alone: the phone's list is left alone. */
const ADDRESSES = /^[\w.:*/, -]{0,200}$/;

/** Whether a text may stand in a phone's file as who may command it: nothing in it ends a line or an element. */
export function isCommandsFrom(text: string): boolean {
  return ADDRESSES.test(text);
}
