import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { composePlan } from '../../../nodes/lib/commands/compose';
import { parsePayload } from '../../../nodes/lib/commands/payload';
import { actionUrl, chooseVariables } from '../../../nodes/lib/vendors/action-url';
import { builtIn } from '../../support/vendors';
import { failure } from './errors';

const profileOf = (vendor: string) => builtIn.profile(vendor) ?? assert.fail(vendor);

function compose(vendor: string, payload: unknown, transport: 'http' | 'sip', model?: string) {
  const credentials = {};
  return composePlan(parsePayload(payload), {
    vendors: builtIn,
    profile: profileOf(vendor),
    transport,
    disruptive: true,
    credentials,
    ...(model !== undefined && { model }),
  });
}

describe('vendors whose phones report, and take little', () => {
  it('vtech: neither keys nor actions, by whatever way', () => {
    for (const transport of ['http', 'sip'] as const) {
      for (const payload of ['SPEAKER', { action: 'dial', number: '6040' }, { action: 'answer' }])
        failure('UNSUPPORTED_ACTION', () => compose('vtech', payload, transport));
    }
    failure('UNSUPPORTED_ACTION', () => compose('vtech', { action: 'reboot' }, 'http'));
  });

  it('mitel: by SIP nothing of what it does when XML is pushed to it', () => {
    for (const payload of ['Speaker', { action: 'dial', number: '6040' }, { action: 'answer' }])
      failure('UNSUPPORTED_ACTION', () => compose('mitel', payload, 'sip'));
  });

  it('all of them restart and read their settings by SIP, each in its dialect', () => {
    const event = (vendor: string, action: string, model?: string) =>
      compose(vendor, { action }, 'sip', model).notify?.event;
    assert.deepEqual(
      [event('mitel', 'reboot'), event('mitel', 'autoprovision')],
      ['check-sync;reboot=true', 'check-sync'],
    );
    assert.equal(event('vtech', 'autoprovision'), 'check-sync');
    // A D8xx, too, which takes no commands by HTTP.
    for (const model of ['D785', 'D865']) {
      assert.equal(event('snom', 'reboot', model), 'check-sync;reboot=true');
      assert.equal(event('snom', 'autoprovision', model), 'check-sync;reboot=false');
    }
    failure('UNSUPPORTED_ACTION', () => compose('snom', { action: 'dial', number: '6040' }, 'sip'));
  });

  it("Mitel: the URLs of all events fit into the phone's 128 characters, with a token", () => {
    const profile = profileOf('mitel');
    const before = 'http://192.168.178.21:1880/phone';
    assert.equal(profile.urlLimit?.characters, 128);
    for (const { event } of profile.events) {
      const wanted = { ...builtIn.eventTerms.get(event), event };
      const url = actionUrl(before, event, 'abcd', chooseVariables(profile, undefined, wanted), profile.variableMarks);
      assert.ok(url.length <= 128, `${url.length}: ${url}`);
    }
  });

  it('what a registration came to is in the URL that tells of it', () => {
    for (const vendor of ['mitel', 'vtech']) {
      const profile = profileOf(vendor);
      const event = 'registration-changed';
      const url = actionUrl(
        'http://h',
        event,
        '',
        chooseVariables(profile, undefined, { event }),
        profile.variableMarks,
      );
      assert.match(url, /^http:\/\/h\/registration-changed\?.*REGISTRATIONSTATE=\$\$REGISTRATIONSTATE\$\$/);
    }
  });
});
