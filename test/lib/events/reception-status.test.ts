import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import { ReceptionStatus } from '../../../nodes/lib/events/reception-status';

const LISTENING = { kind: 'listening', port: 1881 } as const;
const FAILED = { kind: 'failed', code: 'EADDRINUSE', words: 'in use', isRetried: true } as const;

describe('ReceptionStatus', () => {
  let shown: string[];
  let status: ReceptionStatus;
  const last = () => shown.at(-1);
  beforeEach(() => {
    shown = [];
    status = new ReceptionStatus((kind, text) => shown.push(`${kind} ${text}`.trimEnd()));
  });

  it('shows nothing, then the last event', () => {
    status.show();
    assert.equal(last(), 'ready');
    status.delivered('mute');
    assert.equal(last(), 'ok mute');
  });

  it('counts what was refused, and names what is unusual until the next event', () => {
    status.refused('refusedToken');
    assert.equal(last(), 'attention ✗1');
    status.delivered('mute');
    assert.equal(last(), 'attention mute ✗1');
    for (const what of ['refusedAddress', 'refusedRate', 'refusedMethod', 'unknown'] as const) status.refused(what);
    assert.equal(last(), 'attention mute ✗5');
    status.refused('refusedPage');
    assert.equal(last(), 'attention mute ✗6 web page');
    status.refused('misplaced');
    assert.equal(last(), 'attention mute ✗7 proxy path');
    status.refused('unknown');
    assert.equal(last(), 'attention mute ✗8');
  });

  it('leaves the event out where the text would be too long', () => {
    status.delivered('answer-new-call');
    status.refused('refusedPage');
    assert.equal(last(), 'attention ✗1 web page');
    status.delivered('forward-no-answer-off');
    assert.equal(last(), 'attention forward-no-answer-off ✗1');
  });

  it('counts what an own listener refused, and names handshakes that failed', () => {
    status.listener(LISTENING, { tooMany: 0, handshake: 0 });
    assert.equal(last(), 'ready');
    status.listener(LISTENING, { tooMany: 3 });
    assert.equal(last(), 'attention ✗3');
    status.listener(LISTENING, { tooMany: 3, handshake: 2 });
    assert.equal(last(), 'attention ✗3 TLS failed ✗2');
    status.delivered('mute');
    assert.equal(last(), 'attention ✗3 TLS failed ✗2');
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
