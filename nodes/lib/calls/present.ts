import type { PresentState } from './present-state';
import type { CallTracker } from './tracker';

/** @returns undefined where no phone with this node's id is deployed */
export function presentState(calls: CallTracker, id: string): PresentState | undefined {
  const view = calls.view(id);
  if (!view) return undefined;
  const { state, since, seen } = view;
  const event = calls.lastEvent(id);
  return {
    state,
    ...(since !== undefined && { since }),
    ...(event !== undefined && { event }),
    ...(seen !== undefined && { seen }),
    reported: calls.reportedEvents(id),
  };
}
