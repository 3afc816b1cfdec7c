import type { ErrorCode } from '../errors';

/** What to do about a failure of its kind, for a person; the error's own message says what happened. */
export function adviceOf(code: ErrorCode): string {
  return ADVICE[code];
}

const ADVICE: Readonly<Record<ErrorCode, string>> = {
  INVALID_PAYLOAD: "Send a key sequence, an array of keys, or an action such as { action: 'dial', number: '6040' }.",
  INVALID_VALUE: 'Correct the value or the setting that the message names.',
  UNKNOWN_KEY: "Use a key that the vendor's document prints; the node's dialog lists them.",
  UNSUPPORTED_ACTION: 'Choose an action, or a confirmation, that phones of this vendor know.',
  UNSUPPORTED_BY_MODEL: 'Choose something that this model can do, or correct the model at the phone.',
  DISRUPTIVE_REFUSED: 'Tick "Allow disruptive commands" in the node, if that is meant.',
  NO_PHONE: 'Choose a deployed and enabled phone in the node, or name one in msg.phone.',
  NO_ADDRESS: "Enter the phone's host, or let it report once.",
  UNREACHABLE: 'Check that the phone is on and that host, port and protocol are right. Nothing was sent.',
  TIMEOUT: 'See at the phone whether it was done before you send it again.',
  UNREADABLE_ANSWER: 'See at the phone whether it was done before you send it again; check port and protocol.',
  UNAUTHORIZED: 'Check user name and password at the phone.',
  FORBIDDEN: "Switch Active URI on at the phone, and put this server on the phone's allow list.",
  REFUSED: 'Check the phone for what it says, and whether the path and the vendor are right.',
  QUEUE_FULL: 'Send fewer commands to this phone, or wait for their results.',
  CLOSED: 'Send it again, if it is still wanted.',
  EXPIRED: 'Send it again, if it is still wanted; or allow a longer wait in the node.',
  NOT_CONFIRMED: 'See at the phone what happened, and paste the Action URLs that report it.',
  INTERNAL: 'Report it to the authors of the package.',
};
