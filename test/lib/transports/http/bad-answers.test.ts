import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ErrorCode } from '../../../../nodes/lib/errors';
import { HttpTransport } from '../../../../nodes/lib/transports/http/http-transport';
import { BAD_ANSWERS, cellsOf, write } from '../../../documents/bad-answers';
import { own } from '../../../support/own';
import { ROOT } from '../../../support/package';
import { RawPhone } from './raw-phone';

const GOOD = `HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`;

describe('HttpTransport: bad answers', () => {
  it('stand in docs/bad-answers.md, one for one: `node --import tsx bench/bad-answers.ts` writes it', () => {
    const page = readFileSync(join(ROOT, 'docs/bad-answers.md'), 'utf8');
    const rows = [...page.matchAll(/^\| ([^|]+) \| ([^|]+) \| (\*\*wrong\*\*|right) \|/gm)];
    assert.deepEqual(
      rows.map(([, answer, verdict, ours]) => [answer, verdict, ours]),
      BAD_ANSWERS.map((bad) => [...cellsOf(bad), 'right']),
    );
    assert.equal(new Set(BAD_ANSWERS.map((bad) => cellsOf(bad)[0])).size, BAD_ANSWERS.length);
  });

  for (const bad of BAD_ANSWERS) {
    const verdict = typeof bad.verdict === 'number' ? `status ${bad.verdict}` : bad.verdict;
    it(`${bad.name}, then ${bad.after}: ${verdict}, sent once`, async () => {
      const phone = own(
        new RawPhone((socket, _request, number) => {
          if (number === 1) write(socket, typeof bad.bytes === 'string' ? [bad.bytes] : bad.bytes, bad.after);
          else socket.end(GOOD);
        }),
      );
      const port = await phone.listen();
      const transport = own(
        new HttpTransport({ protocol: 'http', host: '127.0.0.1', port, username: 'admin', password: 'x' }),
      );
      const { signal } = new AbortController();
      const timeout = bad.verdict === 'TIMEOUT' ? 1000 : 10_000;
      const outcome = await transport.request('/key?SPEAKER', { timeout, signal }).then(
        ({ status }) => status,
        (error: { code: ErrorCode }) => error.code,
      );
      assert.equal(outcome, bad.verdict);
      assert.equal(phone.requests.length, 1, 'the command went out once');

      // Whatever it left behind, the next command finds a phone that works.
      const next = await transport.request('/key?ENTER', { timeout: 10_000, signal });
      assert.equal(next.status, 200);
      await transport.close();
      await phone.quiet();
      assert.deepEqual(
        phone.requests.map((request) => request.split(' ')[1]),
        ['/key?SPEAKER', '/key?ENTER'],
      );
    });
  }
});
