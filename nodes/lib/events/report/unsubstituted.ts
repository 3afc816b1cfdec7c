/** `$call_id`, `$$CALLERID$$`, `$sip_header(X)`, and Snom's `$mac&`, whose `&` ends the name. */
const MARKED_NAME = /^\$\$?([A-Za-z][\w.-]{0,63})(?:\([^()]{0,64}\))?(?:\$\$|&)?$/;

/** The variable's name where a phone sent it back unsubstituted, without its marks: `call_id` from `$call_id`. */
export function unsubstitutedName(value: string): string | undefined {
  return value.startsWith('$') ? MARKED_NAME.exec(value)?.[1] : undefined;
}

/** Whether a value says anything: neither empty nor a variable's name that the phone left as it was configured. */
export function isFilled(value: string): boolean {
  return value.trim() !== '' && unsubstitutedName(value) === undefined;
}
