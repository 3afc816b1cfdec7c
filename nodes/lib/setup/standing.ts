import type { PhoneRecord } from './ledger';

/**
 * How far a phone is. `due`: it has not fetched what it is to have; `fetched`: it has, and has not reported with it yet;
 * `reports`: by its own token of now; `old`: by one that is made of the previous token.
 */
export type Standing = 'due' | 'fetched' | 'reports' | 'old';

/**
 * @param wanted the digest of the file that it is to have; undefined where that depends on where it asks from
 */
export function standingOf(record: PhoneRecord, wanted: string | undefined): Standing {
  const { fetched, digest, reported, isOld = false } = record;
  const isNew = fetched !== undefined && (wanted === undefined || digest === wanted);
  const hasReported = reported !== undefined && (fetched === undefined || reported >= fetched || !isOld);
  if (hasReported && isOld) return 'old';
  if (isNew) return hasReported && (reported ?? 0) >= fetched ? 'reports' : 'fetched';
  // It has fetched what is no longer wanted, or an earlier run of Node-RED knew when it fetched.
  if (fetched === undefined && hasReported) return 'reports';
  return 'due';
}

/** What a phone has done, in milliseconds since the epoch. */
export interface Signs {
  readonly standing: Standing | undefined;
  /** When it fetched its file last, and when it asked the network for settings last. */
  readonly fetched?: number | undefined;
  readonly asked?: number | undefined;
  /** When it came with a token of its own last. */
  readonly reported?: number | undefined;
}

/** How long a phone that has started anew may say nothing, in milliseconds: most report at once that they are registered. */
const QUIET = 10 * 60_000;

/**
 * Since when a phone says nothing that used to report: it has started again, has what it is to have, and no event has come
 * since. Its PBX may have written over our settings; it may as well be that nobody has used it. Nobody here knows.
 *
 * @param now milliseconds since the epoch
 * @returns when it asked or fetched last; undefined: nothing is odd
 */
export function quietSince({ standing, fetched, asked, reported }: Signs, now: number): number | undefined {
  if (reported === undefined || (standing !== 'fetched' && standing !== 'reports')) return undefined;
  const again = Math.max(fetched ?? reported, asked ?? reported);
  return again > reported && now - again >= QUIET ? again : undefined;
}
