import assert from 'node:assert/strict';
import { effectOf } from '../../../nodes/lib/outcomes/effects';
import { neverReported } from '../../../nodes/lib/outcomes/words';
import type { ActionId } from '../../../nodes/lib/vocabulary';
import { builtIn } from '../../support/vendors';
import { Site } from '../calls/site';

/** The Action URLs that a phone of the vendor lacks, where these events are all that it has reported. */
function lacking(vendor: string, action: ActionId, ...reported: string[]): string[] {
  const site = new Site();
  const profile = builtIn.profile(vendor) ?? assert.fail(vendor);
  const effect = effectOf({ action, hasNumber: true }, profile) ?? assert.fail(`${vendor} reports no ${action}`);
  for (const event of reported) site.report(event);
  return neverReported({ phoneId: 'desk', profile, effect }, site.tracker);
}

describe('the Action URLs that a phone has never reported', () => {
  it('are those of the effect, by the names of its web page, the likeliest first', () => {
    assert.deepEqual(lacking('atcom', 'dial'), ['Outgoing Call']);
    assert.deepEqual(lacking('atcom', 'hangup').at(0), 'Terminated');
    assert.deepEqual(lacking('atcom', 'hangup', 'busy-to-idle'), []);
  });

  it('are named once where one URL tells several events, and are not lacking when it has told one', () => {
    assert.deepEqual(lacking('2n', 'hangup'), ['CallStateChanged']);
    assert.deepEqual(lacking('2n', 'hangup', 'call-established'), []);
  });
});
