/** `watch` and `answer` serve files; what they do beyond that is another matter. */
export const SETUP_MODES = ['off', 'watch', 'answer'] as const;
export type SetupMode = (typeof SETUP_MODES)[number];

/** Addresses, ranges and masks in any vendor's writing, several in a row; '-' alone: the phone's list is left alone. */
const ADDRESSES = /^[\w.:*/, -]{0,200}$/;

/** As files have it: by commas alone, since a blank cannot stand in a line's value. A range keeps its ends together. */
export function tidyCommandsFrom(text: string): string {
  return text
    .trim()
    .replace(/\s*-\s*/g, '-')
    .split(/[\s,]+/)
    .filter((each) => each !== '')
    .join(',');
}

/** Whether a text may stand in a phone's file as who may command it: nothing in it ends a line or an element. */
export function isCommandsFrom(text: string): boolean {
  return ADDRESSES.test(text);
}
