import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { tokenJudge, tokensJudge } from '../../../nodes/lib/events/token';

describe('tokenJudge', () => {
  const fits = tokenJudge('grüne-Katze-47');

  it('takes the token itself', () => assert.ok(fits('grüne-Katze-47')));

  for (const wrong of [
    undefined,
    '',
    'grüne-Katze-4',
    'grüne-Katze-477',
    'Grüne-Katze-47',
    ' grüne-Katze-47',
    'x'.repeat(70_000),
  ]) {
    it(`refuses ${JSON.stringify(wrong)?.slice(0, 30)}`, () => assert.ok(!fits(wrong)));
  }

  it('takes nothing where the secret is empty', () => {
    assert.ok(!tokenJudge('')(''));
    assert.ok(!tokenJudge('')(undefined));
  });
});

describe('tokensJudge', () => {
  const UNTIL = 1000;
  const ask = (given: readonly string[], today: number): unknown =>
    tokensJudge('new', { token: 'old', until: UNTIL }, () => today)(given);

  it('takes both until the time is over, without being made anew', () => {
    let today = UNTIL - 1;
    const fitOf = tokensJudge('new', { token: 'old', until: UNTIL }, () => today);
    assert.deepEqual([fitOf(['new']), fitOf(['old'])], ['present', 'previous']);
    today = UNTIL;
    assert.deepEqual([fitOf(['new']), fitOf(['old'])], ['present', 'late']);
  });

  it('takes any of a request, the present one first', () => {
    assert.equal(ask(['x', 'old', 'new'], 0), 'present');
    assert.equal(ask(['x', 'old'], 0), 'previous');
    for (const given of [[], [''], ['x'], ['OLD']]) assert.equal(ask(given, 0), undefined);
  });

  it('knows one alone where there is no other', () => {
    const fitOf = tokensJudge('new', undefined, () => 0);
    assert.deepEqual([fitOf(['new']), fitOf(['old']), fitOf([''])], ['present', undefined, undefined]);
  });
});
