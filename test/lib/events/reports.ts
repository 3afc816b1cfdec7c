import { senderOf } from '../../../nodes/lib/events/report/sender';
import type { Report } from '../../../nodes/lib/events/types';

/** A report of these variables, as reading a request gives it. */
export const reportOf = (name: string, variables: Record<string, string>): Report => ({
  name,
  variables,
  tokens: [],
  sender: senderOf(variables),
});
