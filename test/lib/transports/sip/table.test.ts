import assert from 'node:assert/strict';
import { parseDatagram } from '../../../../nodes/lib/transports/sip/response';
import { TransactionTable } from '../../../../nodes/lib/transports/sip/table';
import { NonInviteTransaction } from '../../../../nodes/lib/transports/sip/transaction';
import { FakeTimers } from '../../../support/fake-timers';

const key = { branch: 'z9hG4bKb', callId: 'c', fromTag: 'f', cseq: 3, method: 'NOTIFY' } as const;

function answer({ branch = 'z9hG4bKb', callId = 'c', fromTag = 'f', cseq = '3 NOTIFY' }): Buffer {
  return Buffer.from(
    `SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP h;branch=${branch}\r\nFrom: <sip:a@b>;tag=${fromTag}\r\nCall-ID: ${callId}\r\nCSeq: ${cseq}\r\n\r\n`,
  );
}

describe('sip/table', () => {
  let answers = 0;
  let table: TransactionTable;

  beforeEach(() => {
    answers = 0;
    table = new TransactionTable();
    const channel = {
      protocol: 'UDP',
      reliable: false,
      sentBy: 'h',
      send: () => undefined,
      yieldTurn: () => undefined,
      received: 0,
      release: () => undefined,
    } as const;
    const transaction = new NonInviteTransaction(
      key,
      Buffer.from('x'),
      channel,
      new FakeTimers(),
      {
        answered: () => (answers += 1),
        timedOut: () => undefined,
        failed: () => undefined,
      },
      table.delete,
    );
    table.add(transaction);
    transaction.start();
  });

  it('hands an answer with the whole key to its transaction', () => {
    table.receive(parseDatagram(answer({})));
    assert.equal(answers, 1);
  });

  for (const wrong of [
    { branch: 'z9hG4bKx' },
    { callId: 'x' },
    { fromTag: 'x' },
    { cseq: '4 NOTIFY' },
    { cseq: '3 OPTIONS' },
    { cseq: '3 notify' },
  ]) {
    it(`ignores an answer with another ${JSON.stringify(wrong)}`, () => {
      table.receive(parseDatagram(answer(wrong)));
      assert.equal(answers, 0);
      assert.equal(table.size, 1);
    });
  }

  it('ignores what is no answer', () => {
    table.receive(undefined);
    assert.equal(answers, 0);
  });

  it('is empty after all were terminated', () => {
    table.terminateAll();
    assert.equal(table.size, 0);
  });
});
