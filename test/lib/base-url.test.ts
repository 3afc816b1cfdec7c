import assert from 'node:assert/strict';
import { baseOf } from '../../editor/urls';
import { readBaseUrl } from '../../nodes/lib/base-url';
import { readAccess } from '../../nodes/lib/events/read-access';
import { readSetup } from '../../nodes/lib/setup/read-setup';
import { readWish } from '../../nodes/lib/vendors/sheet-file';
import { builtIn } from '../support/vendors';

const READ: Readonly<Record<string, string>> = {
  'http://192.168.5.2:1881': 'http://192.168.5.2:1881',
  'HTTPS://Red.example/Base': 'https://Red.example/Base',
  'Http://[2001:db8::5]:1881//': 'http://[2001:db8::5]:1881',
  'http://red/a{b}%20c': 'http://red/a{b}%20c',
  // As phones can look them up, and a NOTIFY can say them.
  'http://t\u00fcr.example:1881': 'http://xn--tr-xka.example:1881',
  'HTTP://red/\u0142\u00f3d\u017a/': 'http://red/%C5%82%C3%B3d%C5%BA',
};
const NONE = [
  ...['', '192.168.5.2', 'red:1881', '//red', 'http://', 'http:///phone', 'ftp://red', 'javascript://red'],
  ...['http://a b', 'http://red/a b', 'http://red?x', 'http://red#x', 'http://red/"', "http://red/'", 'http://red/<x>'],
  ...[
    'http://red\nx = y',
    'http://red/\u0007',
    'http://red:99999',
    'http://m\u00fc:x@red',
    ' http://red',
    `http://red/${'x'.repeat(1000)}`,
  ],
];

describe('the address of this server as phones have it', () => {
  /** Everybody who reads one. */
  const readers: Readonly<Record<string, (text: string) => string | undefined>> = {
    'the rule': readBaseUrl,
    'a listener': (baseUrl) => {
      const stored = {
        properties: { path: '/phone', port: '1881', setup: 'watch', baseUrl },
        credentials: { token: 'x'.repeat(16) },
      };
      const reading = readSetup(
        stored,
        readAccess(stored, () => undefined),
        () => undefined,
        builtIn,
      );
      return reading.troubles.length > 0 ? undefined : reading.baseUrl;
    },
    'a file from a dialog': (before) =>
      readWish({ vendor: 'yealink', model: '', form: 'cfg', events: [], before }, builtIn)?.before,
  };
  for (const [who, read] of Object.entries(readers)) {
    it(`is the same to ${who}`, () => {
      for (const [text, base] of Object.entries(READ)) assert.equal(read(text), base);
      // A listener's may be blank or have blanks around: it is none, and the phone's own way is taken.
      const none = who === 'a listener' ? NONE.filter((text) => text !== '' && !text.startsWith(' ')) : NONE;
      for (const text of none) assert.equal(read(text), undefined, text);
    });
  }

  it('is the same in what the dialog shows', () => {
    const editor = new URL('http://red:1880/');
    const settings = { port: '', tls: false, httpNodeRoot: '/', adminRoot: '/' } as const;
    for (const [baseUrl, base] of Object.entries(READ))
      assert.equal(baseOf({ ...settings, baseUrl }, editor).base, base);
  });
});
