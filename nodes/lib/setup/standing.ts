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
