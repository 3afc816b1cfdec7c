import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ERROR_CODES } from '../../../nodes/lib/error-codes';
import type { ErrorCode } from '../../../nodes/lib/errors';
import { briefOutcome } from '../../../nodes/lib/outcomes/brief-outcome';
import { ENGLISH } from '../../../nodes/lib/sentences/en-US';
import { ROOT } from '../../support/package';
import { Desk } from './desk';

const CODES = Object.keys(ERROR_CODES) as ErrorCode[];
const outcomesIn = (language: string): Record<string, string> =>
  (
    JSON.parse(readFileSync(join(ROOT, 'locales', language, 'runtime.json'), 'utf8')) as {
      outcome: Record<string, string>;
    }
  ).outcome;

describe('outcomes in a status', () => {
  it('say who, and what came of it', () => {
    assert.equal(briefOutcome('done', { name: 'Desk', host: '10.0.0.9' }), 'Desk: done');
    assert.equal(briefOutcome('UNREACHABLE', { name: '', host: '10.0.0.9' }), '10.0.0.9: not reachable');
    assert.equal(briefOutcome('NO_PHONE', undefined), 'no such phone');
    const long = briefOutcome('done', { name: 'x\u202E'.repeat(100), host: '' });
    assert.equal(long, `${'x'.repeat(24)}: done`);
  });

  it('have short words for every code, in every language', () => {
    for (const outcomes of [ENGLISH.outcome, outcomesIn('de'), outcomesIn('zh-CN')] as Record<string, string>[]) {
      assert.deepEqual(Object.keys(outcomes).toSorted(), ['done', ...CODES].toSorted());
      for (const words of Object.values(outcomes)) assert.ok(words.length <= 21 && !/[A-Z]{3}/.test(words), words);
    }
  });

  it('stand there until there is other news', async () => {
    const desk = await new Desk().start();
    const next = async (before?: string): Promise<string | undefined> => {
      const last = (): string | undefined => desk.shown.at(-1);
      while (last() === before || last()?.startsWith('status.')) await desk.settle();
      return last();
    };
    const node = desk.node();
    await (await desk.give('OK', node)).ending;
    assert.equal(await next(), 'desk: done');
    desk.web.answer = (_request, response) => response.writeHead(403).end();
    await (await desk.give('OK', node)).ending;
    assert.equal(await next('desk: done'), 'desk: forbids commands');
    assert.equal(
      desk.shown.some((text) => /[A-Z]{3}/.test(text)),
      false,
      String(desk.shown),
    );
  });
});
