/** That phones are to be restarted, or those that wait left alone. */
export type RestartWish =
  | { readonly make: 'restart'; readonly phones: readonly string[] }
  | { readonly make: 'stop-restart' };

const MOST = 10_000;
const LONGEST_ID = 100;

/** @returns undefined where it is none */
export function readRestartWish(asked: unknown): RestartWish | undefined {
  const { make, phones } = Object(asked) as { readonly [name: string]: unknown };
  if (make === 'stop-restart') return { make };
  if (make !== 'restart' || !Array.isArray(phones) || phones.length > MOST) return undefined;
  const ids = phones.filter((id: unknown): id is string => typeof id === 'string' && id.length <= LONGEST_ID);
  return ids.length === phones.length ? { make, phones: ids } : undefined;
}
