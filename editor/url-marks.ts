import { STATE_NEEDS, STATE_USES } from '../nodes/lib/calls/wanted';
import { CONFIRMING } from '../nodes/lib/outcomes/effects';

/** What a URL is wanted for, and whether the phone has ever used it. */
export type UrlMark = 'for-state' | 'helps-state' | 'for-confirm' | 'never-reported';

const needs: ReadonlySet<string> = new Set(STATE_NEEDS);
const uses: ReadonlySet<string> = new Set(STATE_USES);

/**
 * @param tells all events that the URL may mean
 * @param reported what the phone has told since it was deployed; absent: not known
 */
export function marksOf(tells: readonly string[], reported: ReadonlySet<string> | undefined): UrlMark[] {
  const isOf = (events: ReadonlySet<string>): boolean => tells.some((event) => events.has(event));
  return [
    ...(isOf(needs) ? (['for-state'] as const) : []),
    ...(isOf(uses) ? (['helps-state'] as const) : []),
    ...(isOf(CONFIRMING) ? (['for-confirm'] as const) : []),
    ...(reported && !isOf(reported) ? (['never-reported'] as const) : []),
  ];
}
