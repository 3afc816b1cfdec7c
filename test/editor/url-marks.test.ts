import assert from 'node:assert/strict';
import { marksOf } from '../../editor/url-marks';
import { eventRowOf, eventsOf } from '../../nodes/lib/vendors';
import { builtIn } from '../support/vendors';

/** What a vendor's URL of an event is marked with. @param reported undefined: nothing is known of the phone */
function marks(vendor: string, event: string, reported?: readonly string[]): string[] {
  const row = eventRowOf(builtIn.profile(vendor) ?? assert.fail(vendor), event as never) ?? assert.fail(event);
  return marksOf(eventsOf(row), reported && new Set(reported));
}

describe('the marks of a URL', () => {
  const rows: readonly (readonly [
    vendor: string,
    event: string,
    reported: readonly string[] | undefined,
    ...string[],
  ])[] = [
    ['atcom', 'incoming-call', undefined, 'for-state'],
    ['atcom', 'incoming-call', [], 'for-state', 'never-reported'],
    ['atcom', 'incoming-call', ['incoming-call'], 'for-state'],
    ['atcom', 'missed-call', ['incoming-call'], 'helps-state', 'for-confirm', 'never-reported'],
    ['fanvil', 'sms', undefined],
    // One URL, several events: any of them counts, and any that has come shows that it was pasted.
    ['2n', 'call-state-changed', [], 'for-state', 'for-confirm', 'never-reported'],
    ['2n', 'call-state-changed', ['call-terminated'], 'for-state', 'for-confirm'],
    ['mitel', 'registration-changed', ['unregistered'], 'for-confirm'],
  ];
  for (const [vendor, event, reported, ...expected] of rows) {
    it(`${vendor}, ${event}, ${reported ? `after ${reported.join(', ') || 'nothing'}` : 'of a phone that is not known'}`, () =>
      assert.deepEqual(marks(vendor, event, reported), expected));
  }
});
