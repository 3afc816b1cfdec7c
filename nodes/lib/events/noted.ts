import { plainPath } from './misplaced';
import type { Journal, JournalVerdict, Note } from './journal';
import type { Judgement, Refusal } from './judgement';
import { targetPath } from './report/target';
import type { Sighting } from './sighting';
import type { Arrival, Report } from './types';

/** Where the arrivals of one server are noted. */
export interface Page {
  readonly journal: Journal;
  /** Undefined: Node-RED's own server. */
  readonly port: number | undefined;
}

interface Judged {
  readonly sighting: Sighting;
  readonly judgement: Judgement;
}

const OF_REFUSAL: Readonly<Partial<Record<Refusal, JournalVerdict>>> = {
  refusedAddress: 'address',
  refusedPage: 'page',
  refusedToken: 'token',
  refusedRate: 'rate',
  otherPhone: 'other-phone',
};

/** An arrival that some node knew as an event: what the best answer means, whoever else had a worse one. */
export function noteJudged(
  { journal, port }: Page,
  path: string,
  judged: readonly Judged[],
  status: Judgement['status'],
  isOthers: boolean,
): Note | undefined {
  let best: Judged | undefined;
  let nodes = 0;
  for (const one of judged) {
    if (one.judgement.status !== status) continue;
    if (one.judgement.message) nodes += 1;
    if (!best || (one.judgement.message && !best.judgement.message)) best = one;
  }
  if (!best) return undefined;
  const { sighting, judgement } = best;
  const { arrival, address, mac, phone, event, report } = sighting;
  const taken = isOthers ? 'other-phone' : nodes === 0 ? 'filtered' : judgement.isOldToken ? 'old-token' : 'messages';
  return journal.note({
    time: arrival.time.getTime(),
    address,
    port,
    mac,
    phoneId: phone?.id,
    phoneName: phone?.name,
    path,
    event,
    name: event === undefined ? report.name : '',
    status,
    nodes,
    expected: undefined,
    verdict: (judgement.refusal && OF_REFUSAL[judgement.refusal]) ?? taken,
  });
}

/** An arrival on a node's path that was no event of any. @param sighting as the first node sees it, where it saw it */
export function noteNone(
  { journal, port }: Page,
  path: string,
  { arrival, report, sighting }: { arrival: Arrival; report: Report | undefined; sighting: Sighting | undefined },
  status: number,
  verdict: 'no-event' | 'method' | 'failed',
): void {
  const { phone } = sighting ?? {};
  journal.note({
    time: arrival.time.getTime(),
    address: sighting?.address ?? arrival.address,
    port,
    mac: sighting?.mac,
    phoneId: phone?.id,
    phoneName: phone?.name,
    path,
    event: sighting?.event,
    name: report?.name ?? '',
    status,
    nodes: 0,
    expected: undefined,
    verdict,
  });
}

/** An arrival on no node's path. @param expected the path that was perhaps meant, as it is to be shown */
export function noteElsewhere(
  { journal, port }: Page,
  { time, address, target }: Pick<Arrival, 'time' | 'address' | 'target'>,
  status: number,
  expected?: { readonly asked: string; readonly expected: string },
): void {
  journal.note({
    time: time.getTime(),
    address,
    port,
    mac: undefined,
    phoneId: undefined,
    phoneName: undefined,
    path: expected?.asked ?? plainPath(targetPath(target)),
    event: undefined,
    name: '',
    status,
    nodes: 0,
    expected: expected?.expected,
    verdict: expected ? 'misplaced' : 'no-path',
  });
}
