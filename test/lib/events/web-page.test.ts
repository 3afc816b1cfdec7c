import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { isFromWebPage } from '../../../nodes/lib/events/web-page';

describe('isFromWebPage', () => {
  const HOST = '192.0.2.5:1881';
  const cases: readonly (readonly [
    site: string | undefined,
    origin: string | undefined,
    host: string | undefined,
    is: boolean,
  ])[] = [
    [undefined, undefined, undefined, false],
    [undefined, undefined, HOST, false],
    ['cross-site', undefined, HOST, true],
    ['same-site', undefined, HOST, true],
    ['Cross-Site', undefined, HOST, true],
    ['anything', undefined, HOST, true],
    ['none', undefined, HOST, false],
    ['same-origin', undefined, HOST, false],
    [' none ', undefined, HOST, false],
    ['', undefined, HOST, false],
    [undefined, 'http://192.0.2.5:1881', HOST, false],
    [undefined, 'HTTP://192.0.2.5:1881', HOST, false],
    ['same-origin', 'http://192.0.2.5:1881', HOST, false],
    ['same-origin', 'http://192.0.2.6:1881', HOST, true],
    ['none', 'http://192.0.2.6:1881', HOST, true],
    ['cross-site', 'http://192.0.2.5:1881', HOST, true],
    [undefined, 'http://192.0.2.5:1880', HOST, true],
    [undefined, 'http://192.0.2.5', HOST, true],
    [undefined, 'http://192.0.2.5:1881', undefined, true],
    [undefined, 'null', HOST, true],
    [undefined, 'null', 'null', true],
    [undefined, '192.0.2.5:1881', HOST, true],
    [undefined, 'http://192.0.2.5:1881.evil.example', HOST, true],
    [undefined, 'http://192.0.2.5:1881@evil.example', HOST, true],
    [undefined, 'http://192.0.2.5:1881, http://192.0.2.5:1881', HOST, true],
    [undefined, 'http://phones.example', 'phones.example:80', false],
    [undefined, 'https://phones.example', 'phones.example:443', false],
    [undefined, 'https://phones.example', 'phones.example:80', true],
    [undefined, 'http://[2001:db8::1]:1881', '[2001:DB8::1]:1881', false],
    [undefined, 'http://', '', true],
    [undefined, '', HOST, false],
  ];
  for (const [site, origin, host, is] of cases) {
    it(`${is ? 'is' : 'is not'} ${JSON.stringify({ site, origin, host })}`, () => {
      assert.equal(isFromWebPage(site, origin, host), is);
    });
  }
});
