import assert from 'node:assert/strict';
import type { Channel } from '../../../../nodes/lib/transports/sip/channel';
import { parseDatagram, type SipResponse } from '../../../../nodes/lib/transports/sip/response';
import { NonInviteTransaction } from '../../../../nodes/lib/transports/sip/transaction';
import { FakeTimers } from '../../../support/fake-timers';

/** A transaction over a recording channel, on a clock that stands still. */
function begin({ reliable = false, deadline = Number.POSITIVE_INFINITY } = {}) {
  const timers = new FakeTimers();
  const copies: { at: number; bytes: Buffer }[] = [];
  const told: string[] = [];
  let fail: (error: Error) => void = () => undefined;
  let turns = 0;
  const channel: Channel = {
    protocol: reliable ? 'TCP' : 'UDP',
    reliable,
    sentBy: '127.0.0.1:5060',
    send: (bytes, failed) => {
      copies.push({ at: timers.now(), bytes });
      fail = failed;
    },
    yieldTurn: () => (turns += 1),
    received: 0,
    release: () => undefined,
  };
  const key = { branch: 'b', callId: 'c', fromTag: 'f', cseq: 1, method: 'NOTIFY' } as const;
  const transaction = new NonInviteTransaction(
    key,
    Buffer.from('NOTIFY'),
    channel,
    timers,
    {
      answered: (response) => told.push(`answered ${response.status} at ${timers.now()}`),
      timedOut: () => told.push(`timed out at ${timers.now()}`),
      failed: (_error, sent) => told.push(`failed ${sent ? 'sent' : 'unsent'}`),
    },
    () => told.push(`terminated at ${timers.now()}`),
    deadline,
  );
  transaction.start();
  return {
    timers,
    copies,
    told,
    transaction,
    times: () => copies.map((copy) => copy.at),
    fail: () => fail(new Error('x')),
    turns: () => turns,
  };
}

function response(status: number): SipResponse {
  const text = `SIP/2.0 ${status} x\r\nVia: SIP/2.0/UDP h;branch=b\r\nFrom: <sip:a@b>;tag=f\r\nCall-ID: c\r\nCSeq: 1 NOTIFY\r\n\r\n`;
  const parsed = parseDatagram(Buffer.from(text));
  assert.ok(parsed);
  return parsed;
}

describe('sip/transaction', () => {
  it('sends the same bytes at 0, 0.5, 1.5, 3.5, 7.5 and then every 4 s, and gives up at 32 s', () => {
    const { timers, copies, told, times, transaction } = begin();
    timers.advance(31_999);
    assert.deepEqual(times(), [0, 500, 1500, 3500, 7500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500]);
    assert.deepEqual(told, []);
    timers.advance(1);
    assert.deepEqual(told, ['terminated at 32000', 'timed out at 32000']);
    assert.equal(transaction.state, 'terminated');
    assert.equal(new Set(copies.map((copy) => copy.bytes)).size, 1);
    assert.equal(timers.pending, 0);
  });

  it('after a provisional answer repeats every 4 s from the copy that was due, and Timer F still ends it', () => {
    const { timers, times, told, transaction } = begin();
    timers.advance(100);
    transaction.receive(response(100));
    assert.equal(transaction.state, 'proceeding');
    timers.advance(31_900);
    assert.deepEqual(times(), [0, 500, 4500, 8500, 12_500, 16_500, 20_500, 24_500, 28_500]);
    assert.deepEqual(told, ['terminated at 32000', 'timed out at 32000']);
  });

  it('absorbs copies of the answer for Timer K and sends nothing meanwhile', () => {
    const { timers, times, told, transaction } = begin();
    timers.advance(600);
    transaction.receive(response(200));
    transaction.receive(response(200));
    transaction.receive(response(500));
    assert.equal(transaction.state, 'completed');
    timers.advance(4999);
    assert.deepEqual(told, ['answered 200 at 600']);
    timers.advance(1);
    assert.deepEqual(told, ['answered 200 at 600', 'terminated at 5600']);
    assert.deepEqual(times(), [0, 500]);
    assert.equal(timers.pending, 0);
  });

  it('sends no copy after it was silenced, but stays for what the phone still says', () => {
    const { timers, times, told, transaction } = begin();
    timers.advance(1000);
    transaction.silence();
    timers.advance(10_000);
    assert.deepEqual(times(), [0, 500]);
    transaction.receive(response(200));
    assert.deepEqual(told, ['answered 200 at 11000']);
    timers.advance(5000);
    assert.deepEqual(told, ['answered 200 at 11000', 'terminated at 16000']);
    const silent = begin();
    silent.transaction.silence();
    silent.timers.advance(32_000);
    assert.deepEqual(silent.told, ['terminated at 32000', 'timed out at 32000']);
  });

  it('sends once over a stream, and is gone with the answer', () => {
    const { timers, times, told, transaction } = begin({ reliable: true });
    timers.advance(20_000);
    transaction.receive(response(180));
    transaction.receive(response(404));
    assert.deepEqual(times(), [0]);
    assert.deepEqual(told, ['terminated at 20000', 'answered 404 at 20000']);
    assert.equal(timers.pending, 0);
  });

  it('tells whether anything was sent when the transport breaks', () => {
    const stream = begin({ reliable: true });
    stream.fail();
    assert.deepEqual(stream.told, ['terminated at 0', 'failed sent']);
    const datagram = begin();
    datagram.fail();
    assert.deepEqual(datagram.told, ['terminated at 0', 'failed unsent']);
    const later = begin();
    later.timers.advance(500);
    later.fail();
    assert.deepEqual(later.told, []);
    later.timers.advance(1000);
    assert.deepEqual(later.times(), [0, 500, 1500]);
  });

  it('gives its turn away when the phone speaks, or at the first repetition', () => {
    const silent = begin();
    silent.timers.advance(499);
    assert.equal(silent.turns(), 0);
    silent.timers.advance(1);
    assert.equal(silent.turns(), 1);
    const trying = begin();
    trying.transaction.receive(response(100));
    assert.equal(trying.turns(), 1);
    const answered = begin();
    answered.transaction.receive(response(200));
    assert.ok(answered.turns() > 0);
  });

  it('is over once terminated', () => {
    const { timers, told, transaction, times, fail } = begin();
    transaction.terminate();
    transaction.terminate();
    transaction.receive(response(200));
    fail();
    timers.advance(40_000);
    assert.deepEqual(told, ['terminated at 0']);
    assert.deepEqual(times(), [0]);
  });

  // Between two timers the process stood still: what is due runs late, the copy before the end of the transaction.
  for (const { name, deadline, before, pause, copies } of [
    { name: 'past 32 s', before: 100, pause: 40_000, copies: [0] },
    { name: 'to the very millisecond of 32 s', before: 100, pause: 31_900, copies: [0] },
    { name: 'past the deadline', deadline: 5000, before: 1000, pause: 5000, copies: [0, 500] },
    { name: 'to the very millisecond of the deadline', deadline: 5000, before: 1000, pause: 4000, copies: [0, 500] },
    { name: 'not so long', deadline: 5000, before: 1000, pause: 3000, copies: [0, 500, 4000] },
  ]) {
    it(`sends no copy that a phone might take for another command after a pause ${name}`, () => {
      const { timers, times } = begin(deadline === undefined ? {} : { deadline });
      timers.advance(before);
      timers.jump(pause);
      timers.advance(0);
      assert.deepEqual(times(), copies);
    });
  }

  it('sends no copy after the computer slept for 32 s, which a monotonic clock may not know', () => {
    for (const [ahead, copies] of [
      [-7_200_000, [0, 500, 1500]],
      [30_400, [0, 500, 1500]],
      [32_000, [0]],
      [7_200_000, [0]],
    ] as const) {
      const { timers, times } = begin();
      timers.advance(100);
      timers.ahead = ahead;
      timers.advance(1500);
      assert.deepEqual(times(), copies, String(ahead));
    }
  });

  it('reads its socket once more before it gives up', () => {
    const { timers, told, transaction } = begin();
    timers.look = (callback) => {
      transaction.receive(response(200));
      callback();
    };
    timers.advance(32_000);
    assert.deepEqual(told, ['answered 200 at 32000']);
  });
});
