import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readTarget, targetPath } from '../../../../nodes/lib/events/report/target';
import type { Report } from '../../../../nodes/lib/events/types';
import { random } from '../random';
import { plain, reportOf } from '../reports';
import { builtIn } from '../../../support/vendors';

type Case = readonly [target: string, name: string, variables: Record<string, string>, ...tokens: string[]];

function table(cases: readonly Case[]): void {
  for (const [target, name, variables, ...tokens] of cases) {
    it(JSON.stringify(target), () => {
      const report: Report = { ...reportOf(name, variables), tokens };
      assert.deepEqual(plain(readTarget(target, '/phone', builtIn)), report);
    });
  }
}

describe('targetPath', () => {
  const cases: readonly (readonly [target: string, path: string])[] = [
    ['/phone', '/phone'],
    ['/phone/hold?a=b', '/phone/hold'],
    ['/phone#a=b?c', '/phone'],
    ['/Ph%20one?', '/Ph%20one'],
    ['http://nodered.local:1880/phone/hold?u=http://x/', '/phone/hold'],
    ['HTTPS://[::1]/phone', '/phone'],
    ['http://h', '/'],
    ['http://h?a=b', '/'],
    ['*', '*'],
    ['', ''],
  ];
  for (const [target, path] of cases) it(target, () => assert.equal(targetPath(target), path));
});

describe('readTarget', () => {
  describe('what lies not on the path', () => {
    for (const target of [
      '/',
      '/phones/hold',
      '/phon',
      '/Phone/hold',
      '/x/phone',
      '',
      '*',
      'http://h/x',
      '/phone&event=x',
    ]) {
      it(JSON.stringify(target), () => assert.equal(readTarget(target, '/phone', builtIn), undefined));
    }
  });

  describe('the path itself', () => {
    for (const path of ['/phone', '/phone/']) {
      it(`of a node on ${path}`, () => {
        assert.deepEqual(plain(readTarget('/phone', path, builtIn)), reportOf('', {}));
        assert.deepEqual(plain(readTarget('/phone/hold', path, builtIn)), reportOf('hold', {}));
      });
    }
    for (const path of ['', '/']) {
      it(`of a node at the root, ${JSON.stringify(path)}`, () => {
        assert.deepEqual(plain(readTarget('/hold?line=1', path, builtIn)), reportOf('hold', { line: '1' }));
        assert.deepEqual(plain(readTarget('/?event=hold', path, builtIn)), reportOf('hold', { event: 'hold' }));
      });
    }
    it('of several segments', () => {
      assert.deepEqual(plain(readTarget('/a/b%20c/hold', '/a/b%20c', builtIn)), reportOf('hold', {}));
    });
  });

  describe('the forms of a URL', () => {
    table([
      ['/phone/incoming-call?mac=1&ip=2', 'incoming-call', { mac: '1', ip: '2' }],
      ['http://h:1880/phone/incoming-call?mac=1', 'incoming-call', { mac: '1' }],
      ['/phone?event=incoming-call&mac=1', 'incoming-call', { event: 'incoming-call', mac: '1' }],
      ['/phone/?EVENT=hold', 'hold', { EVENT: 'hold' }],
      ['/phone?event=&event=hold', 'hold', { event: 'hold' }],
      ['/phone/hold?event=mute', 'hold', { event: 'mute' }],
      ['/phone/incomingCallUrl.xml?mac=1', 'incomingCallUrl.xml', { mac: '1' }],
      ['/phone/Incoming%20Call?mac=1', 'Incoming Call', { mac: '1' }],
      ['/phone/Incoming Call?mac=1', 'Incoming Call', { mac: '1' }],
      ['/phone//hold/?mac=1', 'hold', { mac: '1' }],
      ['/phone/hold?', 'hold', {}],
      ['/phone/hold#mac=1&local=2', 'hold', { mac: '1', local: '2' }],
      ['/phone/hold/mac=1&local=2', 'hold', { mac: '1', local: '2' }],
      ['/phone/mac=1&event=hold', 'hold', { mac: '1', event: 'hold' }],
      ['/phone/mac=1?event=hold', 'hold', { mac: '1', event: 'hold' }],
      ['/phone/hold/mac=1/ip=2', 'hold', { mac: '1', ip: '2' }],
      ['/phone/hold/mac=1&remote=sip:1@h?x/y#31#', 'hold', { mac: '1', remote: 'sip:1@h?x/y#31#' }],
      ['/phone/hold&mac=1&ip=2', 'hold', { mac: '1', ip: '2' }],
      ['/phone/hold;mac=1;ip=2', 'hold', { mac: '1', ip: '2' }],
      [
        '/phone/hold?mac=80:82:87:04:6B:C2;ip=1.2.3.4;remote=sip:6040@h:5060',
        'hold',
        { mac: '80:82:87:04:6B:C2', ip: '1.2.3.4', remote: 'sip:6040@h:5060' },
      ],
      [
        '/phone/hold/mac=80:82:87:04:6B:C2:ip=1.2.3.4:remote=sip:6040@h:5060',
        'hold',
        { mac: '80:82:87:04:6B:C2', ip: '1.2.3.4', remote: 'sip:6040@h:5060' },
      ],
      ['/phone/hold:mac=1:ip=fe80::1', 'hold', { mac: '1', ip: 'fe80::1' }],
      ['/phone/hold/001fc11a8b6c/192.168.0.9', 'hold', { mac: '001fc11a8b6c', ip: '192.168.0.9' }],
      ['/phone/001fc11a8b6c/192.168.0.9/hold', 'hold', { mac: '001fc11a8b6c', ip: '192.168.0.9' }],
      ['/phone/00041393C660&/hold.xml', 'hold.xml', { mac: '00041393C660' }],
      [
        '/phone/hold/001fc11a8b6c/fe80::1/a%20b/c?line=1',
        'hold',
        { mac: '001fc11a8b6c', ip: 'fe80::1', path1: 'a b', path2: 'c', line: '1' },
      ],
      [
        '/phone/hold/001fc11a8b6c/192.168.0.9/Ann/001122334455/10.0.0.1',
        'hold',
        { mac: '001fc11a8b6c', ip: '192.168.0.9', path1: 'Ann', path2: '001122334455', path3: '10.0.0.1' },
      ],
      ['/phone/hold/snom/001fc11a8b6c', 'hold', { path1: 'snom', mac: '001fc11a8b6c' }],
      ['/phone/001fc11a8b6c?event=hold', 'hold', { mac: '001fc11a8b6c', event: 'hold' }],
    ]);
  });

  describe('values as phones write them', () => {
    table([
      [
        '/phone/incoming-call?display_remote="John & Co" <sip:1@h;user=phone>&mac=80:82:87:04:6B:C2&ip=1.2.3.4',
        'incoming-call',
        { display_remote: '"John & Co" <sip:1@h;user=phone>', mac: '80:82:87:04:6B:C2', ip: '1.2.3.4' },
      ],
      [
        '/phone/incoming-call?display_remote="John%20&%20Co"%20<sip:1@h;user=phone>&mac=1',
        'incoming-call',
        { display_remote: '"John & Co" <sip:1@h;user=phone>', mac: '1' },
      ],
      [
        '/phone/incoming-call?remote=+49123&local=%2B49&x=100%&y=5%zz',
        'incoming-call',
        { remote: '+49123', local: '+49', x: '100%', y: '5%zz' },
      ],
      ['/phone/hold?remote=#31#&line=1', 'hold', { remote: '#31#', line: '1' }],
      [
        '/phone/hold?display_remote=%D6%D0&display_local=\xd6\xd0',
        'hold',
        { display_remote: '中', display_local: '中' },
      ],
      ['/phone/hold?display_remote=\xc3\xbc&mac=1', 'hold', { display_remote: 'ü', mac: '1' }],
      ['/phone/\xc3\xbc?x%20y=%26', 'ü', { 'x y': '&' }],
      ['/phone/hold?mac=&call_id=$call_id', 'hold', { mac: '', call_id: '$call_id' }],
      ['/phone/hold?mac=1&mac=2&MAC=3', 'hold', { mac: '1', MAC: '3' }],
      ['/phone/hold?mac=&mac=2&ip=$ip&ip=1.2.3.4&x=&x=$x', 'hold', { mac: '2', ip: '1.2.3.4', x: '' }],
    ]);
  });

  describe('the token', () => {
    table([
      ['/phone/hold?token=s3cret&mac=1', 'hold', { mac: '1' }, 's3cret'],
      ['/phone/hold?mac=1&TOKEN=s3cret', 'hold', { mac: '1' }, 's3cret'],
      ['/phone/hold?%74oken=a&token=b&Token=c&mac=1', 'hold', { mac: '1' }, 'a', 'b', 'c'],
      ['/phone/hold?token=&token=b', 'hold', {}, 'b'],
      ['/phone/hold?token=', 'hold', {}],
      ['/phone/hold?token', 'hold', {}],
      ['/phone/hold?token=a%26b+c%25', 'hold', {}, 'a&b+c%'],
      ['/phone/hold/token=s3cret&mac=1', 'hold', { mac: '1' }, 's3cret'],
      ['/phone/hold?mac=1;ip=2;token=s3cret', 'hold', { mac: '1', ip: '2' }, 's3cret'],
      ['/phone/hold?mac=1;ip=2&token=s3cret', 'hold', { mac: '1', ip: '2' }, 's3cret'],
      ['/phone/hold?display_remote="x&token=s3cret"', 'hold', { display_remote: '"x' }, 's3cret"'],
      ['/phone/hold?token=s3cret?mac=1', 'hold', { mac: '1' }, 's3cret'],
    ]);
  });

  it('takes hostile names for names', () => {
    const report = readTarget(
      '/phone/hold?__proto__=1&constructor=2&toString=3&hasOwnProperty=&__proto__=4',
      '/phone',
      builtIn,
    );
    const variables = report?.variables ?? {};
    assert.deepEqual(Object.entries(variables), [
      ['__proto__', '1'],
      ['constructor', '2'],
      ['toString', '3'],
      ['hasOwnProperty', ''],
    ]);
    assert.equal(Object.getPrototypeOf(variables), Object.prototype);
    assert.equal(({} as Record<string, unknown>)['1'], undefined);
  });

  it('fills an empty __proto__ later', () => {
    const variables = readTarget('/phone/hold?__proto__=&__proto__=4', '/phone', builtIn)?.variables ?? {};
    assert.deepEqual(Object.entries(variables), [['__proto__', '4']]);
  });

  it('reads 200 variables, and the last token of any number', () => {
    const query = Array.from({ length: 10_000 }, (_, i) => `v${i}=${i}`).join('&');
    const report = readTarget(`/phone/hold?mac=1&${query}&ip=1&token=a&token=b`, '/phone', builtIn);
    assert.equal(Object.keys(report?.variables ?? {}).length, 200);
    assert.equal(report?.variables.v198, '198');
    assert.deepEqual(report?.tokens, ['b']);
  });

  it('reads 50 path segments, and what is behind the path', () => {
    const variables = readTarget(`/phone/hold${'/a'.repeat(7700)}?mac=1`, '/phone', builtIn)?.variables;
    assert.equal(variables?.path48, 'a');
    assert.equal(variables?.path49, undefined);
    assert.equal(variables?.mac, '1');
  });

  it('tries 32 tokens, the last among them', () => {
    const tokens = Array.from({ length: 150 }, (_, i) => `token=${i}`).join('&');
    const report = readTarget(`/phone/hold?${tokens}`, '/phone', builtIn);
    assert.equal(report?.tokens.length, 32);
    assert.equal(report?.tokens.at(-1), '149');
  });

  for (const junk of [
    '/',
    'a/',
    '?',
    '#',
    '&',
    ';',
    ':',
    '%',
    '"',
    '<',
    '=',
    '\xff',
    'a=&',
    '/mac=',
    '/token=',
    '~',
    '&~',
  ]) {
    it(`reads 1 MB of ${JSON.stringify(junk)}`, () => {
      const text = junk.repeat(1e6 / junk.length);
      assert.ok(readTarget(`/phone/${text}`, '/phone', builtIn));
      assert.equal(readTarget(`/phone/hold?mac=1&x=${text}`, '/phone', builtIn)?.variables.mac, '1');
    });
  }

  describe('of any text', () => {
    const words =
      '& ; : = " < > # ? / % %22 %3C %20 %c3 %bc \xd6\xd0 \xff \0 \\ a B 7 $ _ . mac ip sip: @h ;line=1 &amp &foo=1 &__proto__=x $mac ::1 AT&T'
        .split(' ')
        .concat(' ', '');

    const junk = (next: () => number, longest: number, from: readonly string[] = words) => {
      let text = '';
      for (let i = Math.floor(next() * longest); i > 0; i--) text += from[Math.floor(next() * from.length)] ?? '';
      return text;
    };

    it('never throws, and never lets a token through', () => {
      const next = random(20261122);
      for (let i = 0; i < 20_000; i++) {
        const target = `/phone/hold${junk(next, 6)}${'?/#'[i % 3]}x=${junk(next, 12)}&${i % 2 ? 'ToKen' : 'token'}=cAnArY&y=${junk(next, 12)}`;
        const report = readTarget(target, '/phone', builtIn);
        assert.ok(report, target);
        assert.ok(!`${report.name}${JSON.stringify(report.variables)}`.includes('cAnArY'), target);
        assert.ok(report.tokens[0]?.startsWith('cAnArY'), target);
        assert.ok(!Object.keys(report.variables).some((name) => /^token$/i.test(name)), target);
      }
    });

    it('keeps the known variables that follow it', () => {
      const next = random(5060);
      const unnamed = words.filter((word) => !['mac', 'ip', '$mac'].includes(word));
      for (let i = 0; i < 20_000; i++) {
        const text = junk(next, 16, unnamed);
        const target = `/phone/hold?display_remote=${text}&mac=80:82:87:04:6B:C2&ip=172.16.0.102`;
        const variables = readTarget(target, '/phone', builtIn)?.variables;
        assert.equal(variables?.mac, '80:82:87:04:6B:C2', target);
        assert.equal(variables?.ip, '172.16.0.102', target);
      }
    });

    it('keeps it whole between known variables, where no separator, name and = stand in it', () => {
      const next = random(5061);
      const splitting = ['=', '&foo=1', '&__proto__=x', '&amp'];
      const harmless = words.filter((word) => !splitting.includes(word) && !/[%\x80-\xff]/.test(word));
      for (let i = 0; i < 20_000; i++) {
        const text = `${junk(next, 16, harmless)}.`;
        const variables = readTarget(`/phone/hold?mac=1&display_remote=${text}&ip=2`, '/phone', builtIn)?.variables;
        assert.deepEqual(variables, { mac: '1', display_remote: text, ip: '2' });
      }
    });
  });
});
