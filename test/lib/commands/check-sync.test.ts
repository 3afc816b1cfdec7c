import assert from 'node:assert/strict';
import { composePlan } from '../../../nodes/lib/commands/compose';
import { parsePayload } from '../../../nodes/lib/commands/payload';
import type { Plan } from '../../../nodes/lib/commands/plan';
import type { VendorProfile } from '../../../nodes/lib/vendors';
import { PROFILES } from '../../../nodes/lib/vendors/profiles';
import { builtIn } from '../../support/vendors';
import { failure } from './errors';
import { grandstream, httpTwin, mitel, twin } from './sketches';

const compose = (payload: object, profile: VendorProfile, transport: 'http' | 'sip' = 'sip', disruptive = true): Plan =>
  composePlan(parsePayload(payload), { vendors: builtIn, profile, transport, disruptive, credentials: {} });

const event = (name: string): Plan['notify'] => ({ event: name, contentType: '', body: { wire: '', shown: '' } });

describe('commands/compose: check-sync', () => {
  const withoutKeys = [...PROFILES, grandstream, mitel].filter(({ sip }) => !sip);

  for (const profile of withoutKeys) {
    it(`restarts and provisions ${profile.label} phones by SIP, which has no keys there`, () => {
      const reboot = compose({ action: 'reboot' }, profile);
      const { checkSync } = profile;
      assert.deepEqual(reboot.notify, event(checkSync?.reboot?.event ?? 'check-sync;reboot=true'));
      assert.deepEqual([reboot.keys, reboot.requests], [[], []]);
      const read = checkSync?.autoprovision?.event ?? 'check-sync;reboot=false';
      assert.deepEqual(compose({ action: 'autoprovision' }, profile).notify, event(read));
    });
  }

  it('is asked of at least the vendors that we know without keys by SIP', () => {
    assert.ok(['atcom', 'akuvox', 'generic'].every((id) => withoutKeys.some((profile) => profile.id === id)));
  });

  it("goes by the vendor's own keys where it has them there", () => {
    const fanvil = builtIn.profile('fanvil');
    assert.ok(fanvil);
    assert.equal(compose({ action: 'reboot' }, fanvil).notify?.body.wire, 'key=Reboot');
    assert.equal(compose({ action: 'autoprovision' }, fanvil).notify?.body.wire, 'key=AutoP');
  });

  it('goes beside the keys of a vendor that has none for the action, and of one that does it by HTTP alone', () => {
    const { reboot: _none, ...actions } = twin.actions;
    assert.deepEqual(compose({ action: 'reboot' }, { ...twin, actions }).notify, event('check-sync;reboot=true'));
    const byHttp = { ...actions, reboot: [{ request: '/restart', source: 'TEST' }] };
    assert.deepEqual(
      compose({ action: 'reboot' }, { ...twin, actions: byHttp }).notify,
      event('check-sync;reboot=true'),
    );
  });

  it("speaks the vendor's dialect", () => {
    const profile = { ...grandstream, checkSync: { autoprovision: { event: 'resync', source: 'TEST' } } };
    assert.deepEqual(compose({ action: 'autoprovision' }, profile).notify, event('resync'));
    assert.deepEqual(compose({ action: 'reboot' }, profile).notify, event('check-sync;reboot=true'));
  });

  it('stays disruptive, drops no parameter, and is nothing for HTTP or another action', () => {
    const { generic } = Object.fromEntries(PROFILES.map((profile) => [profile.id, profile]));
    assert.ok(generic);
    failure('DISRUPTIVE_REFUSED', () => compose({ action: 'reboot' }, generic, 'sip', false));
    failure('UNSUPPORTED_ACTION', () => compose({ action: 'reboot', line: 1 }, generic));
    failure('UNSUPPORTED_ACTION', () => compose({ action: 'reboot' }, { ...httpTwin, actions: {} }, 'http'));
    failure('UNSUPPORTED_ACTION', () => compose({ action: 'factory-reset' }, generic));
    failure('UNSUPPORTED_ACTION', () => compose({ action: 'press', keys: ['OK'] }, generic));
  });
});
