import assert from 'node:assert/strict';
import { seriesOf } from '../../../nodes/lib/vendors';
import { eventUrl, type UrlParts } from '../../../nodes/lib/vendors/event-urls';
import { builtIn } from '../../support/vendors';

const PARTS: UrlParts = { before: 'http://192.0.2.1:1881/phone', token: 'one', brief: false };

describe('the URL of an event, whatever was asked for before', () => {
  const vendors = builtIn.profiles.filter(({ series }) => series.length > 0);
  /** Of all that a URL depends on, each in turn and then once more: a fresh copy of the profile remembers nothing. */
  const all = (isFresh: boolean): string[] =>
    vendors.flatMap((vendor) =>
      [undefined, ...vendor.series].flatMap((series) =>
        ['incoming-call', 'outgoing-call', 'mute', 'registered'].flatMap((event) =>
          [false, true].map((brief) =>
            eventUrl(builtIn, isFresh ? { ...vendor } : vendor, series, event, { ...PARTS, brief }),
          ),
        ),
      ),
    );

  it('is that of its vendor, series, event and length', () => {
    const fresh = all(true);
    assert.ok(new Set(fresh).size > 20, String(new Set(fresh).size));
    assert.deepEqual(all(false), fresh);
    assert.deepEqual(all(false), fresh);
  });

  it('has the token and the server that are asked for now', () => {
    const yealink = builtIn.profiles.find(({ id }) => id === 'yealink');
    assert.ok(yealink);
    const series = seriesOf(yealink, 'SIP-T46G');
    const urlOf = (parts: Partial<UrlParts>): string =>
      eventUrl(builtIn, yealink, series, 'mute', { ...PARTS, ...parts });
    const first = urlOf({});
    assert.match(first, /^http:\/\/192\.0\.2\.1:1881\/phone\/mute\?token=one&/);
    assert.equal(urlOf({ token: 'two' }), first.replace('token=one', 'token=two'));
    assert.equal(urlOf({ token: '' }), first.replace('token=one&', ''));
    assert.equal(urlOf({ before: 'http://192.0.2.9/p' }), first.replace(PARTS.before, 'http://192.0.2.9/p'));
  });
});
