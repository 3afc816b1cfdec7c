import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { isFromWebPage } from '../../../nodes/lib/events/web-page';

type Case = readonly [site: string | undefined, origin: string | undefined, host: string | undefined];

const HOST = 'red.lan:1880';

describe('isFromWebPage', () => {
  const phones: readonly Case[] = [
    [undefined, undefined, HOST],
    [undefined, undefined, undefined],
    [undefined, undefined, ''],
    ['none', undefined, HOST],
    ['same-origin', undefined, HOST],
    [' Same-Origin ', undefined, HOST],
    [undefined, 'http://red.lan:1880', HOST],
    [undefined, 'HTTP://RED.lan:1880', 'red.LAN:1880'],
    ['same-origin', 'http://red.lan:1880', HOST],
    [undefined, 'http://red.lan', 'red.lan'],
    [undefined, 'http://red.lan', 'red.lan:80'],
    [undefined, 'http://red.lan:80', 'red.lan'],
    [undefined, 'http://red.lan', 'red.lan:'],
    [undefined, 'https://red.lan', 'red.lan'],
    [undefined, 'https://red.lan:443', 'red.lan'],
    [undefined, 'http://192.168.5.2:1880', '192.168.5.2:1880'],
    [undefined, 'http://[::1]:1880', '[::1]:1880'],
    [undefined, 'http://[0:0:0:0:0:0:0:1]:1880', '[::1]:1880'],
    [undefined, 'http://[2001:DB8::5]', '[2001:db8::5]'],
  ];
  for (const asked of phones)
    it(`lets ${JSON.stringify(asked)} pass`, () => assert.equal(isFromWebPage(...asked), false));

  const pages: readonly Case[] = [
    ['cross-site', undefined, HOST],
    ['Cross-Site', undefined, HOST],
    ['same-site', undefined, HOST],
    ['', undefined, HOST],
    ['anything', undefined, HOST],
    ['none, cross-site', undefined, HOST],
    ['cross-site, none', undefined, HOST],
    ['same-origin,same-origin', undefined, HOST],
    ['cross-site', 'http://red.lan:1880', HOST],
    ['none', 'http://evil.example', HOST],
    [undefined, 'http://evil.example', HOST],
    [undefined, 'http://evil.example', undefined],
    [undefined, 'http://evil.example', ''],
    [undefined, 'null', HOST],
    [undefined, 'NULL', 'null'],
    [undefined, '', HOST],
    [undefined, '', ''],
    [undefined, 'red.lan:1880', HOST],
    [undefined, 'http://red.lan:1880', undefined],
    [undefined, 'http://red.lan', HOST],
    [undefined, 'http://red.lan:1881', HOST],
    [undefined, 'https://red.lan', 'red.lan:80'],
    [undefined, 'http://red.lan:443', 'red.lan'],
    [undefined, 'http://red.lan:1880.evil.example', HOST],
    [undefined, 'http://red.lan:1880@evil.example', HOST],
    [undefined, 'http://evil.example@red.lan:1880', HOST],
    [undefined, 'http://red.lan:1880/', HOST],
    [undefined, 'http://red.lan:1880, http://evil.example', HOST],
    [undefined, 'http://evil.example, http://red.lan:1880', HOST],
    [undefined, 'http://red.lan:1880', 'red.lan:1880, evil.example'],
    [undefined, 'file://', HOST],
    [undefined, 'chrome-extension://red.lan:1880', HOST],
    [undefined, 'http://[::1]:1880', '[::2]:1880'],
    [undefined, 'http://[::1]:1880', '::1'],
    [undefined, 'http://[:::]:1880', '[:::]:1880'],
    [undefined, 'http://', ''],
  ];
  for (const asked of pages)
    it(`knows a page by ${JSON.stringify(asked)}`, () => assert.equal(isFromWebPage(...asked), true));

  it('takes texts of 64 KB for a page', () => {
    for (const unit of ['a', ':', '[', ',', ' ', 'http://', '0']) {
      const text = unit.repeat(65_536 / unit.length);
      assert.equal(isFromWebPage(undefined, `http://${text}`, text), true, unit);
    }
  });
});
