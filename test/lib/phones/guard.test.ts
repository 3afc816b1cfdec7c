import assert from 'node:assert/strict';
import { type ErrorCode, PhoneError } from '../../../nodes/lib/errors';
import { Guard } from '../../../nodes/lib/phones/guard';
import { Lockout } from '../../../nodes/lib/phones/lockout';
import { failure } from '../commands/errors';
import { Clock, MINUTE, phoneSettings, SECOND } from './phones';

const SECRETS = {
  username: 'CanaryUser5521',
  password: 'CanaryWeb7731',
  sipUsername: 'CanarySip88',
  sipPassword: 'CanarySip9912',
};

describe('phones/guard', () => {
  let clock: Clock;
  let lockout: Lockout;
  beforeEach(() => {
    clock = new Clock();
    lockout = new Lockout(clock.now);
  });
  const guard = (transport: 'http' | 'sip' = 'http', credentials: object = SECRETS): Guard =>
    new Guard(phoneSettings({}, { ...credentials }), transport, lockout, clock.now);
  /** A command ends so; a 401 or 407 refused the login that it carried. */
  const ends = async (subject: Guard, code: ErrorCode, status?: number): Promise<void> => {
    if (status !== undefined) subject.answered({ status, login: { refused: true, asked: [] } }, false);
    const error = new PhoneError(code, `ended with ${code}`, status === undefined ? undefined : { status });
    await assert.rejects(subject.watch(Promise.reject(error)), error);
  };

  it('passes results on', async () => {
    assert.equal(await guard().watch(Promise.resolve(7)), 7);
  });

  it('refuses after a 401, says for how long and what to do, and names no secret', async () => {
    const subject = guard();
    await ends(subject, 'UNAUTHORIZED', 401);
    const error = failure('UNAUTHORIZED', () => subject.check('10.0.0.1'));
    assert.deepEqual(error.cause, { status: 401 });
    assert.match(error.message, /^10\.0\.0\.1 refused .*60 s.*deploy/);
    for (const secret of Object.values(SECRETS)) assert.equal(error.message.includes(secret), false);
    clock.advance(MINUTE);
    subject.check('10.0.0.1');
    await ends(subject, 'UNAUTHORIZED', 401);
    assert.match(failure('UNAUTHORIZED', () => subject.check('10.0.0.1')).message, /2 min/);
    clock.advance(2 * MINUTE);
    await subject.watch(Promise.resolve());
    await ends(subject, 'UNAUTHORIZED', 401);
    assert.match(failure('UNAUTHORIZED', () => subject.check('10.0.0.1')).message, /60 s/);
  });

  it('outlives the phone, unless credentials or host change', async () => {
    await ends(guard(), 'UNAUTHORIZED', 401);
    failure('UNAUTHORIZED', () => guard().check('10.0.0.1'));
    guard('http', { ...SECRETS, password: 'another' }).check('10.0.0.1');
    guard('http', { ...SECRETS, username: 'another' }).check('10.0.0.1');
    new Guard(phoneSettings({ host: '10.0.0.9' }, SECRETS), 'http', lockout, clock.now).check('10.0.0.9');
    new Guard(phoneSettings({ id: 'other' }, SECRETS), 'http', lockout, clock.now).check('10.0.0.1');
    // The SIP account, the door code and the name are nothing to the web server's login.
    const renamed = phoneSettings(
      { name: 'Renamed', model: 'X6' },
      { ...SECRETS, sipPassword: 'another', doorCode: '1' },
    );
    failure('UNAUTHORIZED', () => new Guard(renamed, 'http', lockout, clock.now).check('10.0.0.1'));
  });

  it('keeps the web login and the SIP account apart', async () => {
    await ends(guard('http'), 'UNAUTHORIZED', 401);
    guard('sip').check('10.0.0.1');
    await ends(guard('sip'), 'UNAUTHORIZED', 407);
    const error = failure('UNAUTHORIZED', () => guard('sip').check('10.0.0.1'));
    assert.deepEqual(error.cause, { status: 407 });
    assert.match(error.message, /SIP user/);
  });

  it('locks nothing where no credentials are configured, nor after another refusal', async () => {
    const bare = guard('http', {});
    await ends(bare, 'UNAUTHORIZED', 401);
    bare.check('10.0.0.1');
    const bareSip = guard('sip', { sipPassword: 'never sent without a user' });
    await ends(bareSip, 'UNAUTHORIZED', 401);
    bareSip.check('10.0.0.1');
    const subject = guard();
    await ends(subject, 'FORBIDDEN', 403);
    await ends(subject, 'REFUSED', 500);
    await ends(subject, 'UNAUTHORIZED', 407);
    await ends(subject, 'TIMEOUT');
    subject.check('10.0.0.1');
    assert.equal(lockout.size, 0);
  });

  it('locks nothing where no login was presented, unless the URL carried the password', () => {
    for (const asked of [[], ['NTLM'], ['Digest with SHA-512']]) {
      guard().answered({ status: 401, login: { refused: false, asked } }, false);
      guard('sip').answered({ status: 407, login: { refused: false, asked } }, false);
    }
    guard().answered({ status: 401 }, false);
    guard().answered({ status: 403 }, true);
    assert.equal(lockout.size, 0);
    guard().answered({ status: 401, login: { refused: false, asked: [] } }, true);
    failure('UNAUTHORIZED', () => guard().check('10.0.0.1'));
  });

  it('fails at once after five UNREACHABLE in a row, and probes now and then', async () => {
    const subject = guard();
    for (let n = 0; n < 5; n += 1) {
      subject.check('10.0.0.1');
      assert.equal(subject.retries(2), 2);
      await ends(subject, 'UNREACHABLE');
    }
    const error = failure('UNREACHABLE', () => subject.check('10.0.0.1'));
    assert.match(error.message, /^10\.0\.0\.1 .*5 commands.*not tried.*5 s.*ended with UNREACHABLE/);
    clock.advance(5 * SECOND);
    subject.check('10.0.0.1');
    assert.equal(subject.retries(2), 0);
    await ends(subject, 'UNREACHABLE');
    assert.match(failure('UNREACHABLE', () => subject.check('10.0.0.1')).message, /6 commands.*10 s/);
    clock.advance(10 * SECOND);
    await subject.watch(Promise.resolve());
    subject.check('10.0.0.1');
    assert.equal(subject.retries(2), 2);
  });

  it('repeats the cause of the last failure', async () => {
    const subject = guard();
    const error = new PhoneError('UNREACHABLE', 'refused the connection', { code: 'ECONNREFUSED' });
    subject.check('10.0.0.1');
    for (let n = 0; n < 5; n += 1) await assert.rejects(subject.watch(Promise.reject(error)));
    assert.deepEqual(failure('UNREACHABLE', () => subject.check('10.0.0.1')).cause, { code: 'ECONNREFUSED' });
  });

  it('takes every answer, and silence after sending, for a sign of life', async () => {
    for (const code of ['TIMEOUT', 'UNREADABLE_ANSWER', 'UNAUTHORIZED', 'FORBIDDEN', 'REFUSED'] as const) {
      const subject = guard();
      subject.check('10.0.0.1');
      for (const outcome of [
        ...Array<ErrorCode>(4).fill('UNREACHABLE'),
        code,
        ...Array<ErrorCode>(4).fill('UNREACHABLE'),
      ])
        await ends(subject, outcome);
      subject.check('10.0.0.1');
    }
  });

  it('learns nothing from commands that were given up', async () => {
    const subject = guard();
    subject.check('10.0.0.1');
    for (const code of ['CLOSED', 'EXPIRED', 'INTERNAL'] as const) {
      await ends(subject, 'UNREACHABLE');
      await ends(subject, code);
    }
    await ends(subject, 'UNREACHABLE');
    subject.check('10.0.0.1');
    await ends(subject, 'UNREACHABLE');
    failure('UNREACHABLE', () => subject.check('10.0.0.1'));
    // A probe that was given up leaves the turn to the next command.
    clock.advance(5 * SECOND);
    subject.check('10.0.0.1');
    await ends(subject, 'CLOSED');
    subject.check('10.0.0.1');
  });

  it('tries another address at once', async () => {
    const subject = guard();
    subject.check('10.0.0.1');
    for (let n = 0; n < 5; n += 1) await ends(subject, 'UNREACHABLE');
    failure('UNREACHABLE', () => subject.check('10.0.0.1'));
    subject.check('10.0.0.2');
  });
});
