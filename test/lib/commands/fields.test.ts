import assert from 'node:assert/strict';
import { type ComposeContext, composePlan } from '../../../nodes/lib/commands/compose';
import { parsePayload } from '../../../nodes/lib/commands/payload';
import type { Plan } from '../../../nodes/lib/commands/plan';
import type { ErrorCode } from '../../../nodes/lib/errors';
import type { HttpControl, VendorProfile } from '../../../nodes/lib/vendors';
import { builtIn } from '../../support/vendors';
import { sketch } from '../vendors/sketch';
import { failure } from './errors';

const source = 'sketch';
const HTTP: HttpControl = { path: '/do?key=', separator: ';', answer: { source }, source };
const SIP = { event: 'DO', contentType: 'message/sipfrag', source };
const SERIES = ['big', 'small'].map((id) => ({
  id,
  label: id,
  prefixes: [id === 'big' ? 'B' : 'S'],
  models: [id === 'big' ? 'B1' : 'S1'],
  source,
}));

/** What a vendor that is made for one field does. */
const vendor = (more: Partial<VendorProfile>): VendorProfile =>
  sketch('Porch', { series: SERIES, http: HTTP, sip: SIP, ...more });

function compose(profile: VendorProfile, payload: unknown, settings: Partial<ComposeContext> = {}): Plan {
  const usual = { vendors: builtIn, profile, transport: 'http', disruptive: false, credentials: {} } as const;
  return composePlan(parsePayload(payload), { ...usual, ...settings });
}
const sent = (...given: Parameters<typeof compose>): string[] =>
  compose(...given).requests.map(({ wire, shown }) => (wire === shown ? wire : `${wire} shown as ${shown}`));
const body = (profile: VendorProfile, payload: unknown): string | undefined =>
  compose(profile, payload, { transport: 'sip' }).notify?.body.wire;
const fails = (code: ErrorCode, ...given: Parameters<typeof compose>): string =>
  failure(code, () => compose(...given)).message;

describe('fields of a profile, as commands obey them', () => {
  describe('keypad', () => {
    const pad = vendor({ keypad: { '*': 'STAR', '#': 'POUND' }, actions: { dtmf: [{ keys: ['{digits}'], source }] } });
    const each = vendor({ ...pad, http: { ...HTTP, digits: 'each' } });
    const rows: readonly (readonly [digits: string, together: string, each: string])[] = [
      ['6040', '6040', '6;0;4;0'],
      ['1*2#', '1;STAR;2;POUND', '1;STAR;2;POUND'],
      ['**', 'STAR;STAR', 'STAR;STAR'],
      ['#31#6040', 'POUND;31;POUND;6040', 'POUND;3;1;POUND;6;0;4;0'],
    ];
    for (const [digits, together, apart] of rows) {
      it(`names the signs of ${digits}`, () => {
        assert.deepEqual(sent(pad, { action: 'dtmf', digits }), [`/do?key=${together}`]);
        assert.deepEqual(sent(each, { action: 'dtmf', digits }), [`/do?key=${apart}`]);
      });
    }

    it('leaves a sign without a name in its place', () => {
      const half = vendor({ ...pad, keypad: { '#': 'POUND' } });
      assert.deepEqual(sent(half, { action: 'dtmf', digits: '*1*#2' }), ['/do?key=*1*;POUND;2']);
    });
  });

  describe('line', () => {
    const both = { number: { source }, account: { form: 'uri', source } } as const;
    const dial = {
      dial: [{ request: '/dial?n={number}[&line={line}][&uri={account}]', source }],
    } satisfies VendorProfile['actions'];
    const rows: readonly (readonly [title: string, profile: VendorProfile, line: unknown, target: string])[] = [
      ['a number as it is', vendor({ actions: dial, line: { number: { source } } }), 2, '/dial?n=1&line=2'],
      [
        'from 0 where the vendor counts so',
        vendor({ actions: dial, line: { number: { first: 0, source } } }),
        1,
        '/dial?n=1&line=0',
      ],
      [
        'from 1 where the vendor says so',
        vendor({ actions: dial, line: { number: { first: 1, source } } }),
        1,
        '/dial?n=1&line=1',
      ],
      ['digits as the number', vendor({ actions: dial, line: both }), '3', '/dial?n=1&line=3'],
      [
        'an address as the account, escaped',
        vendor({ actions: dial, line: both }),
        'sip:a+b@h:1',
        '/dial?n=1&uri=a%2Bb%40h%3A1',
      ],
      [
        'digits as the user name where there are no numbers',
        vendor({ actions: dial, line: { account: { form: 'user', source } } }),
        '6040',
        '/dial?n=1&uri=6040',
      ],
    ];
    for (const [title, profile, line, target] of rows) {
      it(title, () => assert.deepEqual(sent(profile, { action: 'dial', number: '1', line }), [target]));
    }

    it('names of keys are counted as the message counts', () => {
      const keys = [{ key: 'LINE', label: 'Line', numbered: { from: 1, to: 3 }, source }];
      const line = { number: { first: 0, source } } as const;
      const profile = vendor({ keys, line, actions: { dial: [{ keys: ['[LINE{line}]', '{number}'], source }] } });
      assert.deepEqual(sent(profile, { action: 'dial', number: '1', line: 1 }), ['/do?key=LINE1;1']);
    });

    it('an account goes to no recipe that knows numbers alone', () => {
      const profile = vendor({ line: both, actions: { dial: [{ request: '/dial?n={number}[&l={line}]', source }] } });
      assert.match(
        fails('UNSUPPORTED_ACTION', profile, { action: 'dial', number: '1', line: 'a@b' }),
        /dial with a number and a line/,
      );
    });

    it('goes by NOTIFY as it is', () => {
      const profile = vendor({ line: both, actions: { dial: [{ request: '?n={number}[&uri={account}]', source }] } });
      assert.equal(body(profile, { action: 'dial', number: '1', line: 'a@b' }), 'n=1&uri=a@b');
    });
  });

  describe('control by series', () => {
    it('a series that takes no commands by HTTP gets none, by SIP it does', () => {
      const profile = vendor({ http: { ...HTTP, notOn: ['small'] }, keys: [{ key: 'OK', label: 'OK', source }] });
      assert.equal(fails('UNSUPPORTED_BY_MODEL', profile, 'OK', { model: 'S1' }), 'Porch S1 takes no commands by HTTP');
      assert.deepEqual(sent(profile, 'OK', { model: 'B1' }), ['/do?key=OK']);
      assert.deepEqual(sent(profile, 'OK'), ['/do?key=OK']);
      assert.equal(compose(profile, 'OK', { model: 'S1', transport: 'sip' }).notify?.body.wire, 'key=OK');
    });

    it('a series that takes one key a request gets one', () => {
      const profile = vendor({ http: { ...HTTP, singleOn: ['small'] }, keys: [{ key: 'OK', label: 'OK', source }] });
      assert.deepEqual(sent(profile, '6040;OK', { model: 'S1' }), ['/do?key=6040', '/do?key=OK']);
      assert.deepEqual(sent(profile, '6040;OK', { model: 'B1' }), ['/do?key=6040;OK']);
    });

    it('a key that a series has not', () => {
      const profile = vendor({ keys: [{ key: 'OK', label: 'OK', notOn: ['small'], source }] });
      assert.match(fails('UNSUPPORTED_BY_MODEL', profile, 'OK', { model: 'S1' }), /Porch S1 has no OK key/);
      assert.deepEqual(sent(profile, 'OK', { model: 'B1' }), ['/do?key=OK']);
      assert.deepEqual(sent(profile, 'OK'), ['/do?key=OK']);
    });

    it('a series without a printed count has all numbers', () => {
      const numbered = { from: 1, to: 6, perSeries: { big: 6 } };
      const profile = vendor({ keys: [{ key: 'L', label: 'Line', numbered, source }] });
      assert.deepEqual(sent(profile, 'L6', { model: 'S1' }), ['/do?key=L6']);
    });

    it("a phone's own name of its model holds the vendor's once", () => {
      const profile = vendor({ keys: [{ key: 'OK', label: 'OK', series: ['big'], source }] });
      for (const model of ['Porch S1', 'porch-S1', 'S1']) {
        assert.equal(fails('UNSUPPORTED_BY_MODEL', profile, 'OK', { model }), 'Porch S1 has no OK key');
      }
    });
  });

  describe('what follows a key', () => {
    const phone = vendor({
      keys: [
        { key: 'ASW', label: 'Answer', argument: { mark: ':', of: 'call' }, source },
        {
          key: 'F',
          label: 'Key',
          numbered: { from: 1, to: 4 },
          argument: { mark: ',', of: 'milliseconds', most: 2 },
          source,
        },
        { key: 'FwdOn', label: 'Forward', argument: { mark: '=', of: 'number' }, source },
        { key: 'Reboot', label: 'Restart', argument: { mark: ',', of: 'milliseconds' }, disruptive: true, source },
        { key: 'OK', label: 'OK', source },
      ],
      actions: {
        answer: [
          { keys: ['ASW:{call}'], source },
          { keys: ['OK'], source },
        ],
        hold: [{ request: '?key=HOLD:{call}', source }],
      },
    });
    const good: readonly (readonly [key: string, wire: string])[] = [
      ['ASW:33093', 'ASW:33093'],
      ['asw:a@b/c', 'ASW:a%40b%2Fc'],
      ['ASW:a:b', 'ASW:a%3Ab'],
      ['ASW', 'ASW'],
      ['F1,500,200', 'F1,500,200'],
      ['F1,500', 'F1,500'],
      ['FwdOn=+49*1#', 'FwdOn=%2B49*1%23'],
    ];
    for (const [key, wire] of good) {
      it(`${key} is pressed`, () => assert.deepEqual(sent(phone, ['OK', key]), [`/do?key=OK;${wire}`]));
    }

    const bad: readonly (readonly [key: string, code: ErrorCode, words: RegExp])[] = [
      ['ASW:', 'INVALID_VALUE', /^key 2: behind ASW: stands the call's id/],
      ['ASW:a%b', 'INVALID_VALUE', /^key 2: behind ASW:/],
      ['ASW:a&b', 'INVALID_VALUE', /^key 2: behind ASW:/],
      ['F1,500,200,1', 'INVALID_VALUE', /^key 2: behind F1, stand 1 to 2 times in milliseconds/],
      ['F1,-1', 'INVALID_VALUE', /^key 2: behind F1,/],
      ['FwdOn=6040=7', 'INVALID_VALUE', /^key 2: behind FwdOn= stand 1 to 1 numbers/],
      ['FwdOn=a', 'INVALID_VALUE', /^key 2: behind FwdOn=/],
      ['F9,500', 'UNKNOWN_KEY', /^Porch phones have no F9,500 key$/],
      ['F1:500', 'UNKNOWN_KEY', /did you mean F1,500\?/],
      ['OK,500', 'UNKNOWN_KEY', /nothing may follow OK; keys are separated by ';'/],
      ['OK,6040,ASW', 'UNKNOWN_KEY', /; keys are separated by ';'$/],
      ['HOLD:33093', 'UNKNOWN_KEY', /^Porch phones have no HOLD:33093 key$/],
      ['Reboot,500', 'DISRUPTIVE_REFUSED', /Reboot,500/],
    ];
    for (const [key, code, words] of bad) {
      it(`${key} is not: ${code}`, () => assert.match(fails(code, phone, ['OK', key]), words));
    }

    it('goes into a NOTIFY as it is, and never holds its separator', () => {
      assert.equal(body(phone, ['ASW:a@b', 'F1,5']), 'key=ASW:a@b;F1,5');
      fails('INVALID_VALUE', phone, ['ASW:a:b'], { separator: ':' });
    });

    it("is the call's id where the message names a call; that call alone", () => {
      assert.deepEqual(sent(phone, { action: 'answer', call: '33093' }), ['/do?key=ASW:33093']);
      assert.deepEqual(sent(phone, { action: 'answer' }), ['/do?key=OK']);
      assert.deepEqual(sent(phone, { action: 'hold', call: 'a@b' }), ['/do?key=HOLD:a%40b']);
      assert.match(fails('INVALID_VALUE', phone, { action: 'hold' }), /hold needs a call/);
      const plain = vendor({ actions: { hold: [{ request: '/hold', source }] } });
      assert.match(fails('UNSUPPORTED_ACTION', plain, { action: 'hold', call: '1' }), /hold with a call/);
    });
  });

  describe('recipes by transport', () => {
    const recipes: VendorProfile['actions'] = {
      hangup: [
        { when: { transport: 'http' }, request: '/hangup', source },
        { when: { transport: 'sip' }, keys: ['OK'], source },
      ],
      mute: [{ when: { transport: 'http' }, keys: ['OK'], source }],
      redial: [{ when: { transport: 'sip' }, keys: ['OK'], source }],
    };
    const phone = vendor({ keys: [{ key: 'OK', label: 'OK', source }], actions: recipes });

    it('each way has its own', () => {
      assert.deepEqual(sent(phone, { action: 'hangup' }), ['/hangup']);
      assert.equal(body(phone, { action: 'hangup' }), 'key=OK');
    });

    it('one that the other way alone has is told so', () => {
      const bySip = { transport: 'sip' } as const;
      assert.match(fails('UNSUPPORTED_ACTION', phone, { action: 'mute' }, bySip), /take mute by HTTP alone/);
      assert.match(fails('UNSUPPORTED_ACTION', phone, { action: 'redial' }), /take redial by SIP NOTIFY alone/);
    });
  });

  describe('a request in the place of the keys', () => {
    const recipes: VendorProfile['actions'] = { mute: [{ request: '?do=mute&on=1', source }] };
    const rows: readonly (readonly [path: string, target: string])[] = [
      ['/do?key=', '/do?do=mute&on=1'],
      ['/do?a=1&key={key}', '/do?a=1&do=mute&on=1'],
      ['/do&command=3&key={key}', '/do&command=3&do=mute&on=1'],
      ['/do', '/do?do=mute&on=1'],
      [
        '/servlet?p=login&q=login&username=x&pwd={password}&jumpto=URI&key=',
        '/servlet?p=login&q=login&username=x&pwd=s%26c&jumpto=URI&do=mute&on=1 shown as ' +
          '/servlet?p=login&q=login&username=x&pwd=***&jumpto=URI&do=mute&on=1',
      ],
    ];
    for (const [path, target] of rows) {
      it(`${path} becomes ${target}`, () => {
        const settings = { path, credentials: { password: 's&c' } };
        assert.deepEqual(sent(vendor({ actions: recipes }), { action: 'mute' }, settings), [target]);
      });
    }
  });

  describe('by the handset', () => {
    const keys = ['OK', 'HAND', 'SPEAKER'].map((key) => ({ key, label: key, source }));
    const usual = vendor({
      keys,
      actions: {
        answer: [
          { when: { via: 'speaker' }, keys: ['SPEAKER'], source },
          { keys: ['OK'], source },
        ],
        dial: [{ when: { via: 'speaker' }, keys: ['{number}'], source }],
      },
    });

    it('is as without it, where the vendor has no recipe of its own', () => {
      assert.deepEqual(sent(usual, { action: 'answer', via: 'handset' }), ['/do?key=OK']);
      assert.match(fails('UNSUPPORTED_ACTION', usual, { action: 'answer', via: 'headset' }), /via headset/);
      fails('UNSUPPORTED_ACTION', usual, { action: 'dial', number: '1', via: 'handset' });
    });

    it('is its own recipe where there is one, and no other', () => {
      const own: VendorProfile['actions'] = {
        answer: [
          { keys: ['OK'], source },
          { when: { via: 'handset' }, keys: ['HAND'], source },
        ],
      };
      assert.deepEqual(sent(vendor({ keys, actions: own }), { action: 'answer', via: 'handset' }), ['/do?key=HAND']);
    });
  });
});
