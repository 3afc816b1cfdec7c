import { MASK } from './template';

/** Parameters that carry a login in documented request paths, such as Yealink's `…&username=x&pwd=y&jumpto=URI&key=`. */
const SECRET_PARAMETER = /([?&;/](?:pass(?:w(?:or)?d|code)?|pwd|pin|token|secret|auth)=)(?!\{keys?\})[^?&;/]*/gi;

/** Masks passwords that a user wrote into the path itself. */
export function redactPath(path: string): string {
  return path.replace(SECRET_PARAMETER, `$1${MASK}`);
}
