import assert from 'node:assert/strict';
import { Exchange } from '../../../../nodes/lib/transports/http/exchange';

const KEPT = 'HTTP/1.1 200 OK\r\nConnection: keep-alive\r\n';

describe('Exchange', () => {
  describe('tells whether another answer may follow on the connection', () => {
    const all = { isComplete: true, isClean: true };
    const none = { isComplete: false, isClean: false };
    const cases: readonly (readonly [name: string, answer: string, end: string, outcome: typeof all])[] = [
      ['an answer that ends', `${KEPT}Content-Length: 0\r\n\r\n`, '', all],
      ['one with another behind it', `${KEPT}Content-Length: 0\r\n\r\nHTTP/1.1 `, '', { ...all, isClean: false }],
      ['one that ends with its connection', `${KEPT}\r\nok`, 'end', { ...all, isClean: false }],
      ['a head that stalls', `${KEPT}Content-Length: 0\r\n`, 'stop', none],
      ['a head cut by the end', `${KEPT}Content-Length: 0\r\n`, 'end', none],
      ['a head without a length cut by the end', KEPT, 'end', none],
      ['a head that is too long', `${KEPT}Content-Length: 0\r\nA: ${'b'.repeat(17_000)}`, '', none],
      ['the same with its end', `${KEPT}Content-Length: 0\r\nA: ${'b'.repeat(17_000)}\r\n\r\n`, '', none],
      ['a body with 204', `${KEPT}Content-Length: 2\r\n\r\nok`.replace('200', '204'), '', none],
      ['a body that follows 204', `${KEPT}Content-Length: 2\r\n\r\n`.replace('200', '204'), '', none],
      ['an unknown coding with a length', `${KEPT}Transfer-Encoding: x\r\nContent-Length: 2\r\n\r\nok`, '', none],
    ];
    for (const [name, answer, end, outcome] of cases) {
      it(name, () => {
        const exchange = new Exchange(false);
        exchange.receive(Buffer.from(answer, 'latin1'));
        if (end !== '') exchange.stop(end === 'end');
        assert.equal(exchange.end.isPast, true);
        const { isComplete, isClean } = exchange;
        assert.deepEqual({ isComplete, isClean }, outcome);
      });
    }
  });

  it('reads no body behind a head that is too long', () => {
    const exchange = new Exchange(true);
    exchange.receive(Buffer.from(`${KEPT}Content-Length: 2\r\nA: ${'b'.repeat(17_000)}\r\n\r\nok`));
    assert.deepEqual([exchange.outcome.value, exchange.end.isPast, exchange.body], [200, true, '']);
  });

  it('reads so many bytes of a body, whatever they are', () => {
    const exchange = new Exchange(true);
    exchange.receive(Buffer.from(`${KEPT}Transfer-Encoding: chunked\r\n\r\n`));
    const chunk = Buffer.from(`1;${'e'.repeat(10_000)}\r\nx\r\n`);
    for (let count = 0; count < 13; count += 1) exchange.receive(chunk);
    assert.equal(exchange.end.isPast, false);
    exchange.receive(chunk);
    assert.deepEqual([exchange.end.isPast, exchange.isComplete], [true, false]);
  });
});
