import assert from 'node:assert/strict';
import { type ConfiguredAction, payloadFor } from '../../../nodes/lib/commands/configured-action';

const configured = (action: string, value: unknown, changes: Partial<ConfiguredAction> = {}): unknown =>
  payloadFor({ action, value, line: '', via: '', type: '', ...changes });

describe('commands/settings', () => {
  it('gives the value to the parameter that the action takes', () => {
    assert.deepEqual(configured('dial', '6040'), { action: 'dial', number: '6040' });
    assert.deepEqual(configured('dtmf', '12#'), { action: 'dtmf', digits: '12#' });
    assert.deepEqual(configured('open-door', '1234'), { action: 'open-door', code: '1234' });
    assert.deepEqual(configured('set-display-name', 'Desk', { line: '1' }), {
      action: 'set-display-name',
      text: 'Desk',
      line: '1',
    });
    assert.deepEqual(configured('park', 701), { action: 'park', number: 701 });
  });

  it('adds line, way and kind only to actions that take them', () => {
    const chosen = { line: '2', via: 'speaker', type: 'blind' };
    assert.deepEqual(configured('dial', '6040', chosen), { action: 'dial', number: '6040', line: '2', via: 'speaker' });
    assert.deepEqual(configured('transfer', '6044', chosen), { action: 'transfer', number: '6044', type: 'blind' });
    assert.deepEqual(configured('hangup', undefined, chosen), { action: 'hangup' });
  });

  it('leaves out a value that is none, and keeps one that only looks so', () => {
    for (const none of [undefined, null, '']) assert.deepEqual(configured('open-door', none), { action: 'open-door' });
    assert.deepEqual(configured('dial', 0), { action: 'dial', number: 0 });
    assert.deepEqual(configured('dial', false), { action: 'dial', number: false });
  });

  it('ignores a value where the action takes none', () => {
    assert.deepEqual(configured('hangup', 'whatever came in msg.payload'), { action: 'hangup' });
  });

  it("lets an object add parameters, its own before the dialog's, but never another action", () => {
    assert.deepEqual(configured('dial', { number: '6040', line: 3, action: 'reboot' }, { line: '2', via: 'headset' }), {
      action: 'dial',
      number: '6040',
      line: 3,
      via: 'headset',
    });
    assert.deepEqual(configured('hangup', { action: 'factory-reset' }), { action: 'hangup' });
  });

  it('takes keys as they stand, and from an object its keys alone', () => {
    assert.equal(configured('press', 'SPEAKER;6040;ENTER'), 'SPEAKER;6040;ENTER');
    const keys = ['SPEAKER', '6040'];
    assert.equal(configured('press', keys), keys);
    assert.deepEqual(configured('press', { keys, action: 'reboot' }), { action: 'press', keys });
    assert.deepEqual(configured('press', { action: 'reboot' }), { action: 'press', keys: undefined });
    assert.equal(configured('press', undefined), undefined);
  });

  it('leaves an unknown action to the checks', () => {
    for (const action of ['levitate', '__proto__', 'constructor']) {
      assert.deepEqual(configured(action, { number: '1' }), { action });
    }
  });
});
