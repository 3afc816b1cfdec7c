import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import type { Refusal } from '../../../nodes/lib/events/judgement';
import { ReceptionStatus } from '../../../nodes/lib/events/reception-status';
import type { WantedStatus } from '../../../nodes/lib/status';

const LISTENING = { kind: 'listening', port: 1881 } as const;
const FAILED = { kind: 'failed', code: 'EADDRINUSE', words: 'in use', isRetried: true } as const;

describe('ReceptionStatus', () => {
  let shown: string[];
  let status: ReceptionStatus;
  const last = () => shown.at(-1);
  const show = (wanted: () => WantedStatus): void => {
    const { kind, text } = wanted();
    shown.push(`${kind} ${text}`.trimEnd());
  };
  beforeEach(() => {
    shown = [];
    status = new ReceptionStatus(show);
  });

  it('says that it listens, once it does, then the last event', () => {
    status.show();
    assert.equal(last(), 'ready');
    status.listening();
    assert.equal(last(), 'ready status.listening');
    status.delivered('mute');
    assert.equal(last(), 'ok mute');
  });

  it('says in words what was refused last, and counts the whole behind an event', () => {
    const said = (what: Refusal): string | undefined => {
      status.refused(what);
      return last();
    };
    assert.equal(said('refusedToken'), 'attention 1 wrong token');
    assert.equal(said('refusedToken'), 'attention 2 wrong token');
    status.delivered('mute');
    assert.equal(last(), 'attention mute ✗2');
    assert.equal(said('refusedAddress'), 'attention mute 1 not allowed');
    assert.equal(said('refusedRate'), 'attention mute 1 too fast');
    assert.equal(said('refusedMethod'), 'attention mute 1 wrong method');
    assert.equal(said('unknown'), 'attention 1 unknown event');
    assert.equal(said('refusedPage'), 'attention mute 1 web page');
    assert.equal(said('misplaced'), 'attention mute 1 proxy path');
    assert.equal(said('refusedToken'), 'attention mute 3 wrong token');
    status.delivered('mute');
    assert.equal(last(), 'attention mute ✗9');
  });

  it('shows of what came while it was held only what counts then', () => {
    status.hold();
    status.listening();
    status.doubt('status.no-phone');
    assert.deepEqual(shown, []);
    status.failed('status.closed');
    status.release();
    assert.deepEqual(shown, ['failed status.closed']);
  });

  it('counts what other phones sent, until the next event of its own', () => {
    for (let n = 0; n < 4; n++) status.refused('otherPhone');
    assert.equal(last(), 'attention other phone: 4');
    status.delivered('mute');
    assert.equal(last(), 'ok mute');
    status.refused('otherPhone');
    assert.equal(last(), 'attention mute other phone: 5');
  });

  it('says events and phones in words, of long names the beginning, and no sign that would not be seen', () => {
    const label = (event: string): string => (event === 'call-established' ? 'Gespräch begonnen' : event);
    const worded = new ReceptionStatus(show, { label });
    const said = (event: string, phone?: string): string | undefined => {
      worded.delivered(event, phone);
      return last();
    };
    assert.equal(said('call-established', 'Desk'), 'ok Gespräch begonnen · Desk');
    assert.equal(said('call-established', 'Bench'), 'ok Gespräch begonnen · Bench');
    assert.equal(said('call-established'), 'ok Gespräch begonnen');
    assert.equal(said('call-established', 'Empfang im Erdgeschoss'), 'ok Gespräch begonnen · Empfang im …');
    assert.equal(said('call-established', '\u202eDe\u0000sk\n'), 'ok Gespräch begonnen · Desk');
    assert.equal(said('x'.repeat(27), 'Empfang im Erdgeschoss'), `ok ${'x'.repeat(27)}`);
    worded.refused('refusedToken');
    assert.equal(said('call-established', 'Desk'), 'attention Gespräch begonnen · Desk ✗1');
  });

  it('looks for words where they are shown, and not with each event', () => {
    const asked: string[] = [];
    let wanted: (() => WantedStatus) | undefined;
    const label = (event: string): string => {
      asked.push(event);
      return event;
    };
    const busy = new ReceptionStatus((latest) => (wanted = latest), { label });
    for (const phone of ['Desk', 'Bench', 'Door']) busy.delivered('mute', phone);
    assert.deepEqual(asked, []);
    assert.deepEqual(wanted?.(), { kind: 'ok', text: 'mute · Door' });
    assert.deepEqual(asked, ['mute']);
  });

  it('leaves the event out where the text would be too long', () => {
    status.delivered('answer-new-call');
    status.refused('refusedPage');
    assert.equal(last(), 'attention 1 web page');
    status.delivered('forward-no-answer-off');
    assert.equal(last(), 'attention forward-no-answer-off ✗1');
  });

  it('counts what an own listener refused, and names handshakes that failed', () => {
    status.listener(LISTENING, { tooMany: 0, handshake: 0 });
    assert.equal(last(), 'ready status.listening');
    status.listener(LISTENING, { tooMany: 3 });
    assert.equal(last(), 'attention 3 too many');
    status.listener(LISTENING, { tooMany: 3, handshake: 2 });
    assert.equal(last(), 'attention 3 too many TLS failed ✗2');
    status.delivered('mute');
    assert.equal(last(), 'attention 3 too many TLS failed ✗2');
    status.listener(LISTENING, { handshake: 2 });
    assert.equal(last(), 'attention mute TLS failed ✗2');
  });

  it('shows what keeps the node from working until it is over, each for itself', () => {
    status.doubt('status.no-address');
    assert.equal(last(), 'idle status.no-address');
    status.failed('status.closed');
    status.listener(FAILED, undefined);
    assert.equal(last(), 'failed status.closed');
    status.recovered('status.closed');
    assert.equal(last(), 'failed status.no-port');
    status.refused('refusedAddress');
    status.delivered('mute');
    assert.equal(last(), 'failed status.no-port');
    status.listener(LISTENING, undefined);
    assert.equal(last(), 'idle status.no-address');
    status.doubt(undefined);
    assert.equal(last(), 'attention mute ✗1');
  });
});
