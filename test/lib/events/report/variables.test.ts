import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { splitVariables } from '../../../../nodes/lib/events/report/variables';
import { builtIn } from '../../../support/vendors';

const split = (text: string, inPath = false) =>
  splitVariables(text, builtIn.namesOf(), inPath).variables.map(({ name, value }) => [name, value] as const);

type Case = readonly [text: string, variables: readonly (readonly [name: string, value: string])[]];

function table(cases: readonly Case[], inPath = false): void {
  for (const [text, variables] of cases) {
    it(text === '' ? 'nothing' : text, () => assert.deepEqual(split(text, inPath), variables));
  }
}

describe('splitVariables', () => {
  describe('separated by &', () => {
    table([
      ['', []],
      [
        'mac=1&ip=2',
        [
          ['mac', '1'],
          ['ip', '2'],
        ],
      ],
      [
        'mac=&ip=',
        [
          ['mac', ''],
          ['ip', ''],
        ],
      ],
      [
        'foo=1&Bar_2.x-y=2&$z=3',
        [
          ['foo', '1'],
          ['Bar_2.x-y', '2'],
          ['$z', '3'],
        ],
      ],
      [
        'mac=1&amp;ip=2&amp;foo=3',
        [
          ['mac', '1'],
          ['ip', '2'],
          ['foo', '3'],
        ],
      ],
      [
        '&&mac=1&&ip=2&',
        [
          ['mac', '1'],
          ['ip', '2'],
        ],
      ],
      ['?mac=1', [['mac', '1']]],
      [
        'x=a=b==&mac=1',
        [
          ['x', 'a=b=='],
          ['mac', '1'],
        ],
      ],
      ['keepalive', [['keepalive', '']]],
      [
        'keepalive&mac=1',
        [
          ['keepalive', ''],
          ['mac', '1'],
        ],
      ],
      [
        '2nd=5&mac=1',
        [
          ['2nd', '5'],
          ['mac', '1'],
        ],
      ],
      [
        '=5&mac=1',
        [
          ['', '5'],
          ['mac', '1'],
        ],
      ],
      [
        'caller ID=8&called number=x&display%20remote=y',
        [
          ['caller ID', '8'],
          ['called number', 'x'],
          ['display remote', 'y'],
        ],
      ],
      [
        'ip=1& mac=2',
        [
          ['ip', '1'],
          ['mac', '2'],
        ],
      ],
      ['display_remote=A & friends=2', [['display_remote', 'A & friends=2']]],
      [
        'mac=1?ip=2#line=3',
        [
          ['mac', '1'],
          ['ip', '2'],
          ['line', '3'],
        ],
      ],
      [
        'number=#31#&mac=1',
        [
          ['number', '#31#'],
          ['mac', '1'],
        ],
      ],
    ]);
  });

  describe('unescaped values', () => {
    table([
      [
        'display_remote="John & Co" <sip:1@h;user=phone>&mac=80:82:87:04:6B:C2&ip=1.2.3.4',
        [
          ['display_remote', '"John & Co" <sip:1@h;user=phone>'],
          ['mac', '80:82:87:04:6B:C2'],
          ['ip', '1.2.3.4'],
        ],
      ],
      [
        'display_remote=AT&T&mac=1',
        [
          ['display_remote', 'AT&T'],
          ['mac', '1'],
        ],
      ],
      [
        'display_remote=A & B = C&mac=1',
        [
          ['display_remote', 'A & B = C'],
          ['mac', '1'],
        ],
      ],
      [
        'display_remote=<a&foo=1<b>&mac=1',
        [
          ['display_remote', '<a'],
          ['foo', '1<b>'],
          ['mac', '1'],
        ],
      ],
      [
        'display_remote="A&b=c"&mac=1',
        [
          ['display_remote', '"A&b=c"'],
          ['mac', '1'],
        ],
      ],
      [
        'display_remote=%22A&b=c%22&mac=1',
        [
          ['display_remote', '%22A&b=c%22'],
          ['mac', '1'],
        ],
      ],
      [
        'display_remote="A \\"&b=c\\" D"&e=1',
        [
          ['display_remote', '"A \\"&b=c\\" D"'],
          ['e', '1'],
        ],
      ],
      [
        'remote=<sip:1@h?a=b&c=d>&e=1',
        [
          ['remote', '<sip:1@h?a=b&c=d>'],
          ['e', '1'],
        ],
      ],
      [
        'remote=%3Csip:1@h?a=b&c=d%3E&e=1',
        [
          ['remote', '%3Csip:1@h?a=b&c=d%3E'],
          ['e', '1'],
        ],
      ],
      [
        'remote=sip:1@h;line=abc;transport=udp&mac=1',
        [
          ['remote', 'sip:1@h;line=abc;transport=udp'],
          ['mac', '1'],
        ],
      ],
      [
        'display_remote="John&mac=1&foo=2',
        [
          ['display_remote', '"John'],
          ['mac', '1'],
          ['foo', '2'],
        ],
      ],
      [
        'display_local="Al&foo=1&display_remote="Bo"&bar=2',
        [
          ['display_local', '"Al'],
          ['foo', '1'],
          ['display_remote', '"Bo"'],
          ['bar', '2'],
        ],
      ],
      [
        'display_local=5" pipe&foo=1&display_remote=7" pipe',
        [
          ['display_local', '5" pipe'],
          ['foo', '1'],
          ['display_remote', '7" pipe'],
        ],
      ],
      [
        'display_remote=a<b&foo=1&mac=2',
        [
          ['display_remote', 'a<b'],
          ['foo', '1'],
          ['mac', '2'],
        ],
      ],
      [
        'local=<sip:1@h&foo=1&remote=<sip:2@h>&bar=2',
        [
          ['local', '<sip:1@h'],
          ['foo', '1'],
          ['remote', '<sip:2@h>'],
          ['bar', '2'],
        ],
      ],
      [
        'display_remote=a<b&mac=1&x=c>d',
        [
          ['display_remote', 'a<b'],
          ['mac', '1'],
          ['x', 'c>d'],
        ],
      ],
      [
        'remote=sip:1@h?subject=x&mac=1',
        [
          ['remote', 'sip:1@h?subject=x'],
          ['mac', '1'],
        ],
      ],
      [
        'display_remote="a>&foo=1"&mac=2',
        [
          ['display_remote', '"a>&foo=1"'],
          ['mac', '2'],
        ],
      ],
      [
        'display_remote=""&foo=1',
        [
          ['display_remote', '""'],
          ['foo', '1'],
        ],
      ],
      [
        'display_remote="&mac=1',
        [
          ['display_remote', '"'],
          ['mac', '1'],
        ],
      ],
      [
        'display_remote=\xd6\xd0&mac=1',
        [
          ['display_remote', '\xd6\xd0'],
          ['mac', '1'],
        ],
      ],
    ]);
  });

  describe('separated by ; or :', () => {
    table([
      [
        'mac=80:82:87:04:6B:C2;ip=1.2.3.4',
        [
          ['mac', '80:82:87:04:6B:C2'],
          ['ip', '1.2.3.4'],
        ],
      ],
      [
        'mac=80:82:87:04:6B:C2:ip=1.2.3.4',
        [
          ['mac', '80:82:87:04:6B:C2'],
          ['ip', '1.2.3.4'],
        ],
      ],
      [
        'ip=fe80::1:mac=1',
        [
          ['ip', 'fe80::1'],
          ['mac', '1'],
        ],
      ],
      [
        'mac=1;ip=2;',
        [
          ['mac', '1'],
          ['ip', '2'],
        ],
      ],
      [
        'mac=1;foo=2;ip=3',
        [
          ['mac', '1'],
          ['foo', '2'],
          ['ip', '3'],
        ],
      ],
      [
        'remote=<sip:1@h;line=2>;mac=1',
        [
          ['remote', '<sip:1@h;line=2>'],
          ['mac', '1'],
        ],
      ],
      [
        'display_remote="a;line=2";mac=1',
        [
          ['display_remote', '"a;line=2"'],
          ['mac', '1'],
        ],
      ],
      [
        'remote=sip:1@h:5060;user=phone;mac=1',
        [
          ['remote', 'sip:1@h:5060;user=phone'],
          ['mac', '1'],
        ],
      ],
      [
        'mac=1;ip=2&token=t',
        [
          ['mac', '1'],
          ['ip', '2'],
          ['token', 't'],
        ],
      ],
      [
        'mac=1;ip=2;token=t',
        [
          ['mac', '1'],
          ['ip', '2'],
          ['token', 't'],
        ],
      ],
      [
        'event=hold&mac=1;ip=2',
        [
          ['event', 'hold'],
          ['mac', '1'],
          ['ip', '2'],
        ],
      ],
      [
        'remote=sip:1@h;line=2&token=t',
        [
          ['remote', 'sip:1@h;line=2'],
          ['token', 't'],
        ],
      ],
      [
        'mac=1;foo=2&bar=3',
        [
          ['mac', '1;foo=2'],
          ['bar', '3'],
        ],
      ],
    ]);
  });

  describe('in the path', () => {
    table(
      [
        [
          'mac=1&local=sip:6040@h',
          [
            ['mac', '1'],
            ['local', 'sip:6040@h'],
          ],
        ],
        [
          'mac=1/ip=2/foo=3',
          [
            ['mac', '1'],
            ['ip', '2/foo=3'],
          ],
        ],
        [
          'mac=1&local=a/b#31#',
          [
            ['mac', '1'],
            ['local', 'a/b#31#'],
          ],
        ],
        [
          'mac=1/?foo=2',
          [
            ['mac', '1'],
            ['foo', '2'],
          ],
        ],
        [
          'remote=<sip:1@h?foo=2>&mac=1',
          [
            ['remote', '<sip:1@h?foo=2>'],
            ['mac', '1'],
          ],
        ],
      ],
      true,
    );
  });

  it('takes names of up to 64 characters', () => {
    const longest = 'n'.repeat(64);
    assert.deepEqual(split(`a=1&${longest}=2`), [
      ['a', '1'],
      [longest, '2'],
    ]);
    assert.deepEqual(split(`a=1&n${longest}=2`), [['a', `1&n${longest}=2`]]);
  });

  describe('in time proportional to the text', () => {
    // Megabytes: with any quadratic step these do not end before mocha's limit.
    const patterns =
      '& < <> " =" &a=" &a="\\" &a=<  &mac= ;mac= :mac= ;mac=" &mac=< ? # / &amp; \\ %20 &%20 &aaaaaaaaaaaaaaa @;mac= &&'.split(
        ' ',
      );
    for (const pattern of patterns.filter((text) => text !== '')) {
      it(`2 MB of ${pattern}`, () => {
        const text = `x=${pattern.repeat(2e6 / pattern.length)}`;
        assert.ok(splitVariables(text, builtIn.namesOf(), true).variables.length >= 1);
      });
    }
  });
});
