import { senderOf } from '../../../nodes/lib/events/report/sender';
import type { Report } from '../../../nodes/lib/events/types';
import { builtIn } from '../../support/vendors';

/** A report of these variables, each clear of the others. */
export const reportOf = (name: string, variables: Record<string, string>): Report => ({
  vendors: builtIn,
  name,
  variables,
  tokens: [],
  sender: senderOf(
    Object.entries(variables).map(([key, value]) => ({ name: key, value, meaning: builtIn.namesOf().meaningOf(key) })),
    () => false,
  ),
});

/** What anybody may see of a report, without how it was read. */
export const plain = (report: Report | undefined): Report | undefined =>
  report && {
    vendors: report.vendors,
    name: report.name,
    variables: report.variables,
    tokens: report.tokens,
    sender: report.sender,
  };
