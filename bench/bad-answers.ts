/**
 * Judges the table of bad answers with what a user could use instead, and writes docs/bad-answers.md:
 * `node --import tsx bench/bad-answers.ts`.
 * Right is: a 2xx that arrived is a success, everything else an error; the command went out once.
 */
import { writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { Client } from 'undici';
import { HttpTransport } from '../nodes/lib/transports/http/http-transport';
import { BAD_ANSWERS, type BadAnswer, cellsOf, write } from '../test/documents/bad-answers';
import { RawPhone } from '../test/lib/transports/http/raw-phone';

type Judge = (port: number) => Promise<number>;
const TIMEOUT = 1000;

async function ours(port: number): Promise<number> {
  const transport = new HttpTransport({ protocol: 'http', host: '127.0.0.1', port });
  try {
    const { status } = await transport.request('/key?SPEAKER', {
      timeout: TIMEOUT,
      signal: new AbortController().signal,
    });
    return status;
  } finally {
    await transport.close();
  }
}

async function undici(port: number): Promise<number> {
  const client = new Client(`http://127.0.0.1:${port}`, { headersTimeout: TIMEOUT, bodyTimeout: TIMEOUT });
  try {
    const { statusCode, body } = await client.request({
      method: 'GET',
      path: '/key?SPEAKER',
      signal: AbortSignal.timeout(TIMEOUT),
    });
    await body.text();
    return statusCode;
  } finally {
    await client.destroy();
  }
}

const lenient: Judge = (port) =>
  new Promise((resolve, reject) => {
    const request = get(
      { port, host: '127.0.0.1', path: '/key?SPEAKER', insecureHTTPParser: true, timeout: TIMEOUT, agent: false },
      (response) => {
        response.resume();
        response.once('end', () => resolve(response.statusCode ?? 0));
        response.once('error', reject);
        response.once('close', () => reject(new Error('cut')));
      },
    );
    request.once('timeout', () => request.destroy(new Error('timeout')));
    request.once('error', reject);
    request.once('close', () => reject(new Error('closed')));
  });

async function isRight(bad: BadAnswer, judge: Judge): Promise<boolean> {
  const phone = new RawPhone((socket) =>
    write(socket, typeof bad.bytes === 'string' ? [bad.bytes] : bad.bytes, bad.after),
  );
  const port = await phone.listen();
  // A judge that never comes to an end is wrong as well.
  const giveUp = new Promise<number>((resolve) => setTimeout(resolve, 3 * TIMEOUT, -1).unref());
  const keepAlive = setInterval(() => undefined, TIMEOUT);
  const status = await Promise.race([judge(port).catch(() => 0), giveUp]);
  clearInterval(keepAlive);
  const isSuccess = status >= 200 && status < 300;
  const expected = typeof bad.verdict === 'number' && bad.verdict >= 200 && bad.verdict < 300;
  const isOnce = phone.requests.length === 1;
  await phone.close();
  return isSuccess === expected && isOnce;
}

async function main(): Promise<void> {
  const judges: Record<string, Judge> = {
    'this package': ours,
    'undici alone': undici,
    'node:http, insecureHTTPParser': lenient,
  };
  const right = Object.fromEntries(Object.keys(judges).map((name) => [name, 0]));
  const rows: string[] = [];
  for (const bad of BAD_ANSWERS) {
    const cells: string[] = [];
    for (const [name, judge] of Object.entries(judges)) {
      const verdict = await isRight(bad, judge);
      if (verdict) right[name] = (right[name] ?? 0) + 1;
      cells.push(verdict ? 'right' : '**wrong**');
    }
    rows.push(`| ${[...cellsOf(bad), ...cells].join(' | ')} |`);
  }
  const counts = Object.values(right).map((count) => `${count} of ${BAD_ANSWERS.length}`);
  const page = [
    '# Bad answers',
    'How answers are judged that break the rules of HTTP as phones’ web servers do. Right is: a 2xx that arrived is a success, everything else an error, and the command went out once. After `end` the server closes, after `reset` it resets, after `open` it stays silent. Written by `node --import tsx bench/bad-answers.ts`; the first column of verdicts is asserted by the tests, and that each case stands here. What is tried beside single answers: [hostile phones](hostile-phones.md).',
    [
      `| answer | verdict | ${Object.keys(judges).join(' | ')} |`,
      '| --- | --- | --- | --- | --- |',
      `| **right** | | ${counts.join(' | ')} |`,
      ...rows,
    ].join('\n'),
  ].join('\n\n');
  writeFileSync(join(__dirname, '..', 'docs', 'bad-answers.md'), `${page}\n`);
  console.log(counts.join(', '));
}

void main();
