import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { tokenJudge } from '../../../nodes/lib/events/token';

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
