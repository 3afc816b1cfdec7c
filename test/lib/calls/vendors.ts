import assert from 'node:assert/strict';
import { type VendorFacts, vendorFacts } from '../../../nodes/lib/calls/facts';
import { eventsOf, rowsOn, seriesOf } from '../../../nodes/lib/vendors';
import { builtIn } from '../../support/vendors';

/** How phones of a vendor report, as far as the order and the content of events go. */
export interface Reporter {
  readonly label: string;
  readonly facts: VendorFacts;
  readonly events: ReadonlySet<string>;
  /** Where events carry the call's id; `starts`: and at the answer. */
  readonly ids: 'none' | 'starts' | 'all';
  /** Ids are numbers that are used again. */
  readonly shortIds: boolean;
  readonly parties: 'none' | 'incoming' | 'starts' | 'all';
  /** `$duration` at the end. */
  readonly duration: boolean;
  /** What comes at the end of a call that nobody took. */
  readonly missed: readonly string[];
  /** Two calls at once can be told apart. */
  readonly second: boolean;
  /** The end of a held call can be told from that of the talk beside it. */
  readonly namesEnds: boolean;
}

type Sketch = Omit<Reporter, 'facts' | 'events' | 'label'>;

const ordinary: Sketch = {
  ids: 'all',
  shortIds: false,
  parties: 'all',
  duration: false,
  missed: ['missed-call'],
  second: true,
  namesEnds: true,
};

/** @param model of a series that does not report all of its vendor's events */
function reporter(vendor: string, sketch: Partial<Sketch> = {}, model?: string): Reporter {
  const profile = builtIn.profile(vendor);
  assert.ok(profile, vendor);
  const { label, events } = profile;
  const reported = rowsOn(events, seriesOf(profile, model)).flatMap(eventsOf);
  return { label, facts: vendorFacts(profile, model), events: new Set<string>(reported), ...ordinary, ...sketch };
}

/** Ends that carry nothing but the MAC. */
const MUTE_ENDS: Partial<Sketch> = { ids: 'starts', parties: 'starts', namesEnds: false };

/** Vendors that tell ends. */
export const REPORTERS: readonly Reporter[] = [
  reporter('atcom', MUTE_ENDS),
  reporter('fanvil', {
    ...MUTE_ENDS,
    parties: 'incoming',
    shortIds: true,
    duration: true,
    missed: ['missed-call', 'call-terminated'],
  }),
  reporter('akuvox', { ...MUTE_ENDS, missed: ['missed-call', 'call-terminated'] }),
  reporter('yealink', { ...MUTE_ENDS, missed: ['remote-canceled', 'missed-call'] }),
  reporter('snom', { missed: ['call-terminated', 'missed-call'] }),
  reporter('grandstream', { missed: ['call-terminated', 'missed-call'] }),
  reporter('htek', { missed: ['call-terminated', 'missed-call'] }),
  reporter('flyingvoice', { missed: ['remote-canceled', 'missed-call'] }),
  reporter('mitel', { ids: 'none', missed: ['call-terminated'], second: false, namesEnds: false }),
  reporter('gigaset', { ids: 'none', parties: 'none', missed: ['call-terminated'], second: false, namesEnds: false }),
];

/** Desk phones: the receiver is all that tells of an end. */
export const VTECH: Reporter = reporter(
  'vtech',
  { ids: 'none', parties: 'incoming', second: false, namesEnds: false },
  'VSP736',
);
