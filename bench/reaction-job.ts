/** What the reaction's measuring process and the servers that react agree on. */

/** Phones that report, and phones that are commanded: the same hundred. */
export const REACTION_PHONES = 100;

/** So many events a second, for so long, to one port. */
export interface ReactionJob {
  readonly port: number;
  readonly perSecond: number;
  readonly milliseconds: number;
}

export interface ReactionResult {
  /** Commands whose bytes reached their phone. */
  readonly commands: number;
  /** Events that no command followed, and connections that failed, by code. */
  readonly failures: Readonly<Record<string, number>>;
  readonly seconds: number;
  /** From the event's first byte (its connecting) to the command's bytes at the other phone, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** The phone that is commanded where this event comes. */
export function reactingPhone(id: number): number {
  return (id + REACTION_PHONES / 2) % REACTION_PHONES;
}

/** A command that dials the event's number: `active-uri out` makes the same of `{ action: 'dial', number, via: 'speaker' }`. */
export function commandTarget(id: string): string {
  return `/cgi-bin/ConfigManApp.com?key=SPEAKER;${id.split('').join(';')};ENTER`;
}
