import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { reportOf } from '../../../nodes/lib/events/report/arrived';
import { seriesOf } from '../../../nodes/lib/vendors';
import { postedUrl, postsEvents } from '../../../nodes/lib/vendors/posted-url';
import { builtIn } from '../../support/vendors';

const profile = (id: string) => {
  const found = builtIn.profile(id);
  assert.ok(found);
  return found;
};

describe('the URL for all events', () => {
  it('is there for phones that post them, and for no other', () => {
    const poly = profile('poly');
    assert.equal(postsEvents(poly, undefined), true);
    assert.equal(postsEvents(poly, seriesOf(poly, 'VVX 450')), true);
    const grandstream = profile('grandstream');
    assert.equal(postsEvents(grandstream, seriesOf(grandstream, 'GDS3710')), true);
    assert.equal(postsEvents(grandstream, seriesOf(grandstream, 'GRP2614')), false);
    assert.equal(postsEvents(grandstream, undefined), false);
    assert.equal(postsEvents(profile('fanvil'), undefined), false);
  });

  const URLS: readonly (readonly [vendor: string, before: string, token: string, url: string])[] = [
    ['poly', 'http://10.0.0.2:1881/phone', 'T', 'http://10.0.0.2:1881/phone?token=T'],
    ['poly', 'http://10.0.0.2:1881/phone', '', 'http://10.0.0.2:1881/phone'],
    ['poly', 'https://10.0.0.2:1881', 'T', 'https://10.0.0.2:1881/?token=T'],
    ['grandstream', 'http://10.0.0.2:1881/phone', 'T', '10.0.0.2:1881/phone/token=T'],
    ['grandstream', 'http://10.0.0.2:1881', 'T', '10.0.0.2:1881/token=T'],
  ];
  for (const [vendor, before, token, url] of URLS) {
    it(`${url} at ${vendor}, and its token is read`, () => {
      assert.equal(postedUrl(before, token, profile(vendor)), url);
      const target = url.replace(/^(?:https?:\/\/)?[^/]*/, '');
      const path = before.replace(/^https?:\/\/[^/]*/, '');
      const body = '{"type":"301"}';
      const report = reportOf({ method: 'POST', target, body }, { path, vendors: builtIn });
      assert.deepEqual(report?.tokens, token === '' ? [] : [token]);
    });
  }
});
