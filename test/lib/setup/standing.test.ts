import assert from 'node:assert/strict';
import { quietSince, type Signs } from '../../../nodes/lib/setup/standing';
import type { ListedPhone, SetupList } from '../../../nodes/lib/setup/listed';
import { toldSetup } from '../../../nodes/lib/setup/told';
import { sentence } from '../../../nodes/lib/sentences/sentence';

const MINUTE = 60_000;
const NOW = Date.parse('2026-01-31T09:00:00Z');
const ago = (minutes: number): number => NOW - minutes * MINUTE;

describe('a phone that says nothing since it started anew', () => {
  const cases: readonly (readonly [what: string, signs: Signs, since: number | undefined])[] = [
    ['reported, fetched again, silent', { standing: 'fetched', reported: ago(60), fetched: ago(30) }, ago(30)],
    ['reported, asked again, silent', { standing: 'reports', reported: ago(60), asked: ago(20) }, ago(20)],
    [
      'asked after it had fetched: the later counts',
      { standing: 'fetched', reported: ago(60), fetched: ago(30), asked: ago(12) },
      ago(12),
    ],
    [
      'fetched after it had asked: the later counts',
      { standing: 'fetched', reported: ago(60), fetched: ago(30), asked: ago(31) },
      ago(30),
    ],
    ['ten minutes, to the millisecond', { standing: 'fetched', reported: ago(60), fetched: ago(10) }, ago(10)],
    ['a moment less', { standing: 'fetched', reported: ago(60), fetched: ago(10) + 1 }, undefined],
    [
      'asked again a moment ago',
      { standing: 'fetched', reported: ago(60), fetched: ago(30), asked: ago(1) },
      undefined,
    ],
    ['reported since', { standing: 'reports', reported: ago(29), fetched: ago(30) }, undefined],
    [
      'reported since it asked',
      { standing: 'reports', reported: ago(19), fetched: ago(30), asked: ago(20) },
      undefined,
    ],
    ['never reported: its first event is waited for', { standing: 'fetched', fetched: ago(30) }, undefined],
    ['never asked again', { standing: 'reports', reported: ago(60) }, undefined],
    ['has not what it is to have', { standing: 'due', reported: ago(60), fetched: ago(30) }, undefined],
    ['has old settings', { standing: 'old', reported: ago(60), asked: ago(30) }, undefined],
    ['gets no file', { standing: undefined, reported: ago(60), fetched: ago(30) }, undefined],
  ];
  for (const [what, signs, since] of cases)
    it(what, () => {
      assert.equal(quietSince(signs, NOW), since);
    });

  it('is told with the list where its restart is', () => {
    const phone: ListedPhone = {
      ...{ id: 'desk', name: 'Desk', vendor: 'yealink', model: '', mac: '001565123456', listener: 'shared' },
      standing: 'fetched',
    };
    const list: SetupList = {
      ...{ listeners: [], network: { state: 'closed' }, asking: [], guessing: [] },
      phones: [phone, { ...phone, id: 'other' }],
    };
    const why = sentence('setup.no-report');
    const restarts = { progress: (id: string) => (id === 'other' ? ({ step: 'failed', why } as const) : undefined) };
    const [desk, other] = toldSetup(list, restarts).phones;
    assert.deepEqual(desk, phone);
    assert.equal(other?.restart?.step, 'failed');
    assert.match(other.restart.text ?? '', /two minutes/);
  });
});
