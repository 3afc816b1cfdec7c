import { type VendorFacts, vendorFacts } from '../../../nodes/lib/calls/facts';
import { PROFILES } from '../../../nodes/lib/vendors/profiles';

/** How phones of a vendor report, as far as the order and the content of events go. */
export interface Reporter {
  readonly label: string;
  readonly facts: VendorFacts;
  readonly events: ReadonlySet<string>;
  /** Where events carry the call's id; `starts`: and at the answer. */
  readonly ids: 'none' | 'starts' | 'all';
  /** Ids are numbers that are used again. */
  readonly shortIds: boolean;
  readonly parties: 'incoming' | 'starts' | 'all';
  /** `$duration` at the end. */
  readonly duration: boolean;
  /** What comes at the end of a call that nobody took. */
  readonly missed: readonly string[];
  /** Two calls at once can be told apart. */
  readonly second: boolean;
  /** The end of a held call can be told from that of the talk beside it. */
  readonly namesEnds: boolean;
}

const COMMON = ['incoming-call', 'outgoing-call', 'call-established', 'call-terminated', 'missed-call'];
const IDLE = ['idle-to-busy', 'busy-to-idle'];
const HOOK = ['off-hook', 'on-hook'];
const HOLD = ['hold', 'unhold'];
const TRANSFER = ['transfer-call', 'blind-transfer', 'attended-transfer', 'transfer-finished', 'transfer-failed'];
const REASONS = ['reject-incoming-call', 'forward-incoming-call', 'cancel-call-out', 'remote-busy', 'remote-canceled'];
const REST = ['mute', 'unmute', 'setup-completed', 'registered', 'dnd-on', 'dnd-off'];

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

function reporter(label: string, events: readonly string[], sketch: Partial<Sketch> = {}): Reporter {
  const facts = vendorFacts({ events: events.map((event) => ({ event })) });
  return { label, facts, events: new Set(events), ...ordinary, ...sketch };
}

const profiled = (vendor: string): string[] =>
  PROFILES.find(({ id }) => id === vendor)?.events.map(({ event }) => event) ?? [];

/** Ends that carry nothing but the MAC. */
const MUTE_ENDS: Partial<Sketch> = { ids: 'starts', parties: 'starts', namesEnds: false };

/** Vendors that tell ends. Those without a profile are sketched from their documents. */
export const REPORTERS: readonly Reporter[] = [
  reporter('ATCOM', profiled('atcom'), { ...MUTE_ENDS, missed: ['missed-call'] }),
  reporter('Fanvil', profiled('fanvil'), {
    ...MUTE_ENDS,
    parties: 'incoming',
    shortIds: true,
    duration: true,
    missed: ['missed-call', 'call-terminated'],
  }),
  reporter('Akuvox', profiled('akuvox'), { ...MUTE_ENDS, missed: ['missed-call', 'call-terminated'] }),
  reporter(
    'Yealink',
    [...COMMON, ...IDLE, ...HOOK, ...HOLD, 'held', 'unheld', ...TRANSFER, ...REASONS, ...REST, 'answer-new-call'],
    {
      ...MUTE_ENDS,
      missed: ['remote-canceled', 'missed-call'],
    },
  ),
  reporter('Snom', [...COMMON, ...HOOK, 'setup-completed', 'registered'], {
    missed: ['call-terminated', 'missed-call'],
  }),
  reporter('Grandstream', [...COMMON, ...HOOK, ...HOLD, ...TRANSFER, 'setup-completed', 'registered'], {
    missed: ['call-terminated', 'missed-call'],
  }),
  reporter(
    'Htek',
    [...COMMON, ...IDLE, ...HOOK, ...HOLD, ...TRANSFER, ...REST, 'reject-incoming-call', 'answer-new-call'],
    {
      missed: ['call-terminated', 'missed-call'],
    },
  ),
  reporter('Flyingvoice', [...COMMON, ...IDLE, ...HOOK, ...HOLD, 'held', 'unheld', ...TRANSFER, ...REASONS, ...REST], {
    missed: ['remote-canceled', 'missed-call'],
  }),
  reporter('Mitel', ['incoming-call', 'outgoing-call', 'call-established', 'call-terminated', ...HOOK, 'registered'], {
    ids: 'none',
    missed: ['call-terminated'],
    second: false,
    namesEnds: false,
  }),
];

/** The receiver is all that tells of an end. */
export const VTECH: Reporter = reporter('VTech', ['incoming-call', 'outgoing-call', ...HOOK, 'registered'], {
  ids: 'none',
  parties: 'incoming',
  second: false,
  namesEnds: false,
});
