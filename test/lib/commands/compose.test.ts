import assert from 'node:assert/strict';
import { type ComposeContext, composePlan } from '../../../nodes/lib/commands/compose';
import { parsePayload } from '../../../nodes/lib/commands/payload';
import type { Plan } from '../../../nodes/lib/commands/plan';
import type { ErrorCode } from '../../../nodes/lib/errors';
import { generic } from '../../../nodes/lib/vendors/profiles/generic';
import { failure } from './errors';
import { grandstream, htek, httpTwin, mitel, twin } from './sketches';
import { builtIn } from '../../support/vendors';

type Settings = Partial<ComposeContext>;

function compose(payload: unknown, settings: Settings = {}): Plan {
  return composePlan(parsePayload(payload), {
    vendors: builtIn,
    profile: twin,
    transport: 'http',
    disruptive: false,
    credentials: {},
    ...settings,
  });
}

const targets = (payload: unknown, settings?: Settings) => compose(payload, settings).requests.map(({ wire }) => wire);
const shown = (payload: unknown, settings?: Settings) => compose(payload, settings).requests.map((each) => each.shown);
const body = (payload: unknown, settings?: Settings) =>
  compose(payload, { transport: 'sip', ...settings }).notify?.body;
const fails = (code: ErrorCode, payload: unknown, settings?: Settings) =>
  failure(code, () => compose(payload, settings)).message;

const generally = { profile: generic, path: '/do?key=' };

describe('commands/compose', () => {
  describe('plans', () => {
    it('says what is pressed, by which requests', () => {
      assert.deepEqual(compose('OK;#31#6040;wide'), {
        action: 'press',
        keys: ['OK', '#31#6040', 'wide'],
        requests: [{ wire: '/control?key=OK;%2331%236040;wide', shown: '/control?key=OK;%2331%236040;wide' }],
      });
    });

    it('puts the same keys into a NOTIFY, as they are', () => {
      assert.deepEqual(compose('OK;#31#;+49', { transport: 'sip' }), {
        action: 'press',
        keys: ['OK', '#31#', '+49'],
        requests: [],
        notify: {
          event: 'ACTION-URI',
          contentType: 'message/sipfrag',
          body: { wire: 'key=OK;#31#;+49', shown: 'key=OK;#31#;+49' },
        },
      });
    });

    it('has no keys for a request', () => {
      assert.deepEqual(compose({ action: 'dial', number: '#31#', line: 2 }), {
        action: 'dial',
        keys: [],
        requests: [
          {
            wire: '/control?number=%2331%23&outgoing_uri=2',
            shown: '/control?number=%2331%23&outgoing_uri=2',
          },
        ],
      });
      assert.equal(body({ action: 'dial', number: '+49' })?.wire, 'number=+49');
    });
  });

  describe('keys', () => {
    it('percent-encodes them, * apart', () => {
      assert.deepEqual(targets('+49*1#'), ['/control?key=%2B49*1%23']);
      assert.deepEqual(targets(['a.b', 'c:d', 'e,f', 'x-y_z'], generally), ['/do?key=a.b;c%3Ad;e%2Cf;x-y_z']);
    });

    it('cuts digits at # in actions, never in a sequence', () => {
      const cut = (number: string) => compose({ action: 'transfer', number }).keys;
      assert.deepEqual(cut('6040'), ['TRANSFER', '6040']);
      assert.deepEqual(cut('1234#'), ['TRANSFER', '1234', 'POUND']);
      assert.deepEqual(cut('#31#6040'), ['TRANSFER', 'POUND', '31', 'POUND', '6040']);
      assert.deepEqual(cut('##'), ['TRANSFER', 'POUND', 'POUND']);
      assert.deepEqual(compose('#31#').keys, ['#31#']);
    });

    it('leaves # where the vendor has no name for it', () => {
      const plan = compose({ action: 'dtmf', digits: '12#' }, { profile: grandstream, credentials: { password: 'x' } });
      assert.deepEqual(plan.keys, ['12#']);
    });

    it('sends one key a request where the phone takes no more', () => {
      const settings = { profile: htek };
      assert.deepEqual(targets({ action: 'dtmf', digits: '1*#' }, settings), [
        '/Phone_ActionURL&Command=3&key=1',
        '/Phone_ActionURL&Command=3&key=*',
        '/Phone_ActionURL&Command=3&key=POUND',
      ]);
      assert.deepEqual(compose('OK;12#', settings).keys, ['OK', '1', '2', 'POUND']);
      assert.match(fails('UNKNOWN_KEY', '+49', settings), /\+/);
      fails('INVALID_VALUE', ['1'.repeat(64), '1'.repeat(64)], settings);
    });

    it('presses a hundred keys, and not one more', () => {
      const digits = (count: number) => ['1'.repeat(50), '2'.repeat(count - 50)];
      assert.equal(targets(digits(100), { profile: htek }).length, 100);
      assert.match(fails('INVALID_VALUE', digits(101), { profile: htek }), /at most 100 keys/);
    });

    it('fills keys in that a free list does not name', () => {
      const profile = { ...httpTwin, keys: [], freeKeys: true } as const;
      const plan = compose({ action: 'dial', number: '1', via: 'speaker', line: 12 }, { profile });
      assert.deepEqual(plan.keys, ['SPEAKER', 'LINE12', '1', 'OK']);
    });

    it('writes one key a request where the vendor has no separator, whatever path was set', () => {
      assert.deepEqual(targets('OK;1', { profile: htek, path: '/press?key=' }), ['/press?key=OK', '/press?key=1']);
    });

    it('sends what follows the keys once, though each key is a request', () => {
      const payload = { action: 'open-door', code: '1234' };
      const sent = targets(payload, { profile: httpTwin, path: '/press?key={key}' });
      assert.deepEqual(sent, ['/press?key=LOCK', '/press?key=1234&code=1234']);
    });

    it('uses the spelling that the vendor prints', () => {
      assert.deepEqual(compose('ok;WIDE;line2').keys, ['OK', 'wide', 'LINE2']);
    });

    it('helps with keys nobody has', () => {
      assert.match(fails('UNKNOWN_KEY', 'WIDER'), /did you mean wide\?/);
      assert.match(fails('UNKNOWN_KEY', 'LINE7'), /did you mean LINE1 to LINE6\?/);
      assert.match(fails('UNKNOWN_KEY', 'QQQ'), /Twin phones have no QQQ key$/);
      assert.match(fails('UNKNOWN_KEY', 'OK:6040'), /';'/);
      fails('UNKNOWN_KEY', '__proto__');
      fails('UNKNOWN_KEY', 'constructor');
    });

    it('refuses malformed keys before all else, without their text', () => {
      const canary = 'canary-8d1f';
      const bad = [
        'a;b',
        'a&b',
        'a=b',
        'a?b',
        'a%3Bb',
        'a\r\nb',
        'a\nb',
        'a b',
        'a\tb',
        'a/b',
        'a\\b',
        'ä',
        'a\0',
        '"',
        '<',
        '{a}',
      ];
      for (const text of bad) {
        const message = fails('INVALID_VALUE', ['QQQ', 'Reboot', `${canary}${text}`], generally);
        assert.match(message, /key 3/);
        assert.ok(!message.includes(canary), message);
        fails('INVALID_VALUE', [text]);
      }
      fails('INVALID_VALUE', ['A'.repeat(65)], generally);
    });
  });

  describe('path and separator', () => {
    it('takes the user’s own, where they are not blank', () => {
      assert.deepEqual(targets('OK;1', { path: '/servlet?key=', separator: ',' }), ['/servlet?key=OK,1']);
      assert.deepEqual(targets('OK;1', { path: ' ', separator: '' }), ['/control?key=OK;1']);
      assert.deepEqual(targets('OK;1', { separator: '&key=' }), ['/control?key=OK&key=1']);
      assert.deepEqual(targets('OK;12', { path: '/one?k={key}&go' }), ['/one?k=OK&go', '/one?k=12&go']);
      assert.deepEqual(targets({ action: 'dial', number: '1' }, { path: '/servlet?key=' }), ['/servlet?number=1']);
      assert.equal(body('OK;1', { separator: ',', path: 'not used' })?.wire, 'key=OK,1');
    });

    const written: readonly (readonly [path: string, keys: string, targets: readonly string[]])[] = [
      ['/c?key=', 'OK;6040;#31#', ['/c?key=OK;6040;%2331%23']],
      ['/c?k={key}', 'OK;6040;#31#', ['/c?k=OK', '/c?k=6040', '/c?k=%2331%23']],
      ['/c/{key}/go', '6040', ['/c/6040/go']],
      ['/c?k={keys}', 'OK;6040;#31#', ['/c?k=OK;6040;%2331%23']],
      ['/c?k={keys}&go=1', 'OK;6040', ['/c?k=OK;6040&go=1']],
      ['/c/{keys}', '6040', ['/c/6040']],
      ['/c?u={username}&p={password}&k={keys}', 'OK', ['/c?u=a%26b&p=c%3Bd&k=OK']],
      ['/c?p={password}&key=', '1;2', ['/c?p=c%3Bd&key=1;2']],
    ];
    for (const [path, keys, expected] of written) {
      it(`puts the keys where the user’s path says: ${path}`, () => {
        const settings = { profile: generic, path, credentials: { username: 'a&b', password: 'c;d' } };
        assert.deepEqual(targets(keys, settings), expected);
        for (const text of shown(keys, settings)) assert.ok(!/a%26b|c%3Bd/.test(text), text);
      });
    }

    it('tears digits apart only where the vendor’s phones take them one by one', () => {
      assert.deepEqual(targets('OK;12', { profile: htek }), [
        '/Phone_ActionURL&Command=3&key=OK',
        '/Phone_ActionURL&Command=3&key=1',
        '/Phone_ActionURL&Command=3&key=2',
      ]);
      assert.deepEqual(targets('OK;12', { profile: htek, path: '/all?k={keys}', separator: ',' }), ['/all?k=OK,1,2']);
    });

    it('knows no other braces in a path, and keys in one place', () => {
      for (const path of ['/c?{KEY}', '/c?k={Key}', '/c?k={number}', '/c?{}', '/c?{key}{key}', '/c?{key}&a={keys}']) {
        assert.match(fails('INVALID_VALUE', 'OK', { profile: generic, path }), /\{key\}.*\{keys\}/);
      }
      assert.match(fails('INVALID_VALUE', 'OK', { profile: generic, path: '/c?u={username}&k=' }), /\{username\}/);
    });

    it('refuses a path that is none, and names it', () => {
      for (const path of ['servlet', 'http://x/', '/a b', '/a\r\nX: y', '/a\n', '/ä', '/a#b', '/a\0', '?key=']) {
        assert.match(fails('INVALID_VALUE', 'OK', { path }), /path/);
      }
    });

    it('refuses a separator that is none', () => {
      for (const separator of [';\n', '\r\n;', '#', 'AND', '7', 'ä', ';'.repeat(17), '; ']) {
        assert.match(fails('INVALID_VALUE', 'OK', { separator }), /separator/);
      }
    });

    it('asks for the path where the vendor has none', () => {
      assert.match(fails('INVALID_VALUE', 'OK', { profile: generic }), /set the phone's path/);
    });

    it('lets no key hold the separator, as it is or encoded', () => {
      const held: [separator: string, key: string][] = [
        [',', 'F1,500'],
        [':', 'A:B'],
        ['-', 'A-B'],
        [',,', 'A,'],
        ['_', 'A_B'],
        ['*', '6*0'],
        ['+', '+49'],
        ['%2C', 'A,B'],
        ['%2', '6#'],
        ['.', 'x.REBOOT'],
      ];
      for (const [separator, key] of held) {
        assert.match(fails('INVALID_VALUE', [key], { ...generally, separator }), /separator/);
      }
      assert.match(fails('INVALID_VALUE', { action: 'transfer', number: '6*0' }, { separator: '*' }), /separator/);
      assert.match(fails('INVALID_VALUE', ['6*0'], { transport: 'sip', separator: '*' }), /separator/);
    });
  });

  describe('recipes', () => {
    it('takes the one for what was asked', () => {
      assert.deepEqual(compose({ action: 'dial', number: '1', via: 'speaker', line: 2 }).keys, [
        'SPEAKER',
        'LINE2',
        '1',
        'OK',
      ]);
      assert.deepEqual(compose({ action: 'dial', number: '1', via: 'speaker' }).keys, ['SPEAKER', '1', 'OK']);
      assert.deepEqual(compose({ action: 'transfer', number: '1', type: 'blind' }).keys, ['BLIND', '1']);
      assert.deepEqual(compose({ action: 'transfer', number: '1' }).keys, ['TRANSFER', '1']);
    });

    it('takes the one for the model, and any for a model it does not know', () => {
      assert.deepEqual(compose({ action: 'answer' }, { model: 'B1' }).keys, ['wide']);
      assert.deepEqual(compose({ action: 'answer' }, { model: 'S1' }).keys, ['OK']);
      assert.deepEqual(compose({ action: 'answer' }, { model: 'Z9' }).keys, ['wide']);
      assert.deepEqual(compose({ action: 'answer' }, { model: '' }).keys, ['wide']);
    });

    it('never drops what it was told', () => {
      assert.match(fails('UNSUPPORTED_ACTION', { action: 'dial', number: '1', via: 'headset' }), /via headset/);
      assert.match(fails('UNSUPPORTED_ACTION', { action: 'transfer', number: '1', type: 'attended' }), /type attended/);
      assert.match(fails('UNSUPPORTED_ACTION', { action: 'pickup', number: '1' }), /a number/);
      assert.match(fails('UNSUPPORTED_ACTION', { action: 'reboot', line: 1 }, { disruptive: true }), /a line/);
    });

    it('says what is missing', () => {
      assert.match(fails('INVALID_VALUE', { action: 'transfer' }), /transfer needs a number/);
      assert.match(fails('INVALID_VALUE', { action: 'transfer', type: 'blind' }), /transfer needs a number/);
      assert.match(fails('INVALID_VALUE', { action: 'conference' }), /conference needs a type/);
    });

    it('knows what a vendor cannot do', () => {
      assert.match(fails('UNSUPPORTED_ACTION', { action: 'hold' }), /Twin phones cannot do hold/);
      assert.match(fails('UNSUPPORTED_ACTION', { action: 'hangup' }, { profile: mitel }), /no commands/);
      assert.match(fails('UNSUPPORTED_ACTION', 'OK', { profile: mitel }), /no commands/);
      assert.match(fails('UNSUPPORTED_ACTION', 'OK', { ...generally, transport: 'sip' }), /SIP/);
      assert.match(fails('UNSUPPORTED_ACTION', { action: 'park', number: '1' }, { transport: 'sip' }), /HTTP/);
    });

    it('knows what a model cannot do', () => {
      const model = 'S1';
      assert.match(fails('UNSUPPORTED_BY_MODEL', 'OK;wide', { model }), /Twin S1 has no wide key/);
      assert.match(fails('UNSUPPORTED_BY_MODEL', 'LINE3', { model }), /LINE3/);
      assert.match(fails('UNSUPPORTED_BY_MODEL', { action: 'split' }, { model }), /Twin S1 cannot do split/);
      assert.match(fails('UNSUPPORTED_BY_MODEL', { action: 'pickup' }, { model }), /wide/);
      assert.match(
        fails('UNSUPPORTED_BY_MODEL', { action: 'transfer', number: '1', type: 'blind' }, { model }),
        /transfer/,
      );
      const speaker = { action: 'dial', number: '1', via: 'speaker' };
      fails('UNSUPPORTED_BY_MODEL', { ...speaker, line: 3 }, { model });
      fails('UNSUPPORTED_BY_MODEL', { ...speaker, line: 7 }, { model });
      assert.match(fails('INVALID_VALUE', { ...speaker, line: 7 }), /line is out of range/);
      assert.deepEqual(compose({ ...speaker, line: 6 }).keys, ['SPEAKER', 'LINE6', '1', 'OK']);
    });
  });

  describe('what interrupts the phone', () => {
    it('is refused, unless allowed', () => {
      for (const payload of ['Reboot', 'OK;REBOOT', { action: 'reboot' }, { action: 'factory-reset' }]) {
        fails('DISRUPTIVE_REFUSED', payload);
      }
      const disruptive = true;
      assert.deepEqual(compose('reboot', { disruptive }).keys, ['Reboot']);
      assert.deepEqual(compose({ action: 'reboot' }, { disruptive }).keys, ['Reboot']);
      fails('UNSUPPORTED_ACTION', { action: 'factory-reset' }, { disruptive });
    });

    it('is known among free keys as well', () => {
      const names = [
        'REBOOT',
        'reboot',
        'F_Reboot',
        'AutoP',
        'AutoPNow',
        'Reset',
        'F_HOTDESKING',
        'REBOOT,500',
        '1:Reboot',
        'Re-boot',
      ];
      for (const name of names) {
        fails('DISRUPTIVE_REFUSED', ['OK', name], generally);
        assert.equal(compose([name], { ...generally, disruptive: true }).keys[0], name);
      }
      assert.deepEqual(compose('OK;RESETTLE', generally).keys, ['OK', 'RESETTLE']);
    });
  });

  it('judges in a fixed order', () => {
    const model = 'S1';
    fails('INVALID_VALUE', ['QQQ', 'Reboot', 'wide', 'a b'], { model });
    fails('UNKNOWN_KEY', ['Reboot', 'wide', 'QQQ'], { model });
    fails('DISRUPTIVE_REFUSED', ['wide', 'Reboot'], { model });
    const unsip: Settings = {
      model,
      profile: httpTwin,
      transport: 'sip',
      disruptive: true,
    };
    fails('UNSUPPORTED_BY_MODEL', ['wide', 'Reboot'], unsip);
    fails('UNSUPPORTED_ACTION', ['Reboot'], unsip);
    fails('DISRUPTIVE_REFUSED', { action: 'reboot', number: 'x' });
  });

  it('refuses what is disruptive before it asks whether the vendor can do it', () => {
    for (const action of ['reboot', 'autoprovision', 'factory-reset', 'hotdesk-clear']) {
      for (const profile of [mitel, generic, httpTwin, htek]) {
        for (const transport of ['http', 'sip'] as const) {
          fails('DISRUPTIVE_REFUSED', { action }, { profile, transport });
        }
      }
    }
    fails('UNSUPPORTED_ACTION', { action: 'hotdesk-clear' }, { disruptive: true });
  });

  describe('secrets', () => {
    const password = 'canary p&ss;w%rd?#';
    const doorCode = 'canary7c41e9';
    const credentials = { password, doorCode };

    it('go out, and never show', () => {
      const settings = { profile: grandstream, credentials };
      const encoded = 'canary%20p%26ss%3Bw%25rd%3F%23';
      assert.deepEqual(targets('OK;MPK1', settings), [`/cgi-bin/api-send_key?passcode=${encoded}&keys=OK:MPK1`]);
      assert.deepEqual(shown('OK;MPK1', settings), ['/cgi-bin/api-send_key?passcode=***&keys=OK:MPK1']);
      assert.deepEqual(targets({ action: 'dial', number: '1', line: 2 }, settings), [
        `/cgi-bin/api-make_call?passcode=${encoded}&phonenumber=1&account=2`,
      ]);
      assert.deepEqual(shown({ action: 'hangup' }, settings), [
        '/cgi-bin/api-phone_operation?passcode=***&cmd=endcall',
      ]);
    });

    it('are asked for where the vendor needs them', () => {
      assert.match(fails('INVALID_VALUE', 'OK', { profile: grandstream }), /\{password\}: set/);
      assert.match(fails('INVALID_VALUE', { action: 'hangup' }, { profile: grandstream }), /password/);
      assert.match(fails('INVALID_VALUE', { action: 'open-door' }), /needs a code.*door code/);
    });

    it('mask the door code, from the phone and from the message', () => {
      for (const payload of [{ action: 'open-door' }, { action: 'open-door', code: doorCode }]) {
        const plan = compose(payload, { credentials });
        assert.deepEqual(plan.requests, [
          { wire: `/control?key=LOCK;${doorCode}&code=${doorCode}`, shown: '/control?key=LOCK;***&code=***' },
        ]);
        assert.deepEqual(plan.keys, ['LOCK', '***']);
        assert.deepEqual(body(payload, { credentials }), {
          wire: `key=LOCK;${doorCode}&code=${doorCode}`,
          shown: 'key=LOCK;***&code=***',
        });
      }
      assert.equal(
        targets({ action: 'open-door', code: '#1' }, { credentials })[0],
        '/control?key=LOCK;POUND;1&code=%231',
      );
    });

    it('matter only to the action that uses them', () => {
      const broken = { doorCode: 'no code; REBOOT' };
      assert.match(fails('INVALID_VALUE', { action: 'open-door' }, { credentials: broken }), /door code/);
      assert.ok(!fails('INVALID_VALUE', { action: 'open-door' }, { credentials: broken }).includes('REBOOT'));
      assert.deepEqual(compose({ action: 'dial', number: '1' }, { credentials: broken }).keys, []);
    });

    it('never break out of a NOTIFY', () => {
      assert.match(fails('INVALID_VALUE', { action: 'mute' }, { transport: 'sip', credentials }), /password/);
      assert.deepEqual(body({ action: 'mute' }, { credentials: { password: 'plain' } }), {
        wire: 'do=mute&pin=plain',
        shown: 'do=mute&pin=***',
      });
      assert.match(fails('INVALID_VALUE', { action: 'mute' }, { credentials: { password: '\ud800' } }), /password/);
    });

    it('are masked in a path that holds them', () => {
      const path = '/cgi-bin/x?p=login&username=admin&pwd=canary-1f&jumpto=URI&key=';
      assert.deepEqual(targets('OK', { path }), [`${path}OK`]);
      assert.deepEqual(shown('OK', { path }), ['/cgi-bin/x?p=login&username=admin&pwd=***&jumpto=URI&key=OK']);
      assert.deepEqual(shown('OK', { path: '/x?passcode={password}&pin={key}', credentials }), [
        '/x?passcode=***&pin=OK',
      ]);
      for (const name of ['pass', 'passwd', 'password', 'passcode', 'pwd', 'PIN', 'token', 'secret', 'auth']) {
        assert.deepEqual(shown('OK', { path: `/x?${name}=canary-1f&key=` }), [`/x?${name}=***&key=OK`]);
      }
    });
  });

  it('writes a text as each transport wants it', () => {
    const payload = { action: 'set-display-name', line: 1, text: 'Büro "3" = 50' };
    assert.deepEqual(targets(payload), ['/control?line=1;displayname=B%C3%BCro%20%223%22%20%3D%2050']);
    assert.equal(body(payload)?.wire, 'line=1;displayname=Büro "3" = 50');
    const percent = { ...payload, text: "100%3B '(x)!" };
    assert.deepEqual(targets(percent), ['/control?line=1;displayname=100%253B%20%27%28x%29%21']);
    assert.match(fails('INVALID_VALUE', percent, { transport: 'sip' }), /text/);
  });

  it('never reads a value as a template', () => {
    const payload = { action: 'set-display-name', line: 1, text: "{password}[{line}]$'" };
    const settings = { credentials: { password: 'canary-2b' } };
    assert.equal(body(payload, settings)?.wire, "line=1;displayname={password}[{line}]$'");
    assert.deepEqual(targets(payload, settings), ['/control?line=1;displayname=%7Bpassword%7D%5B%7Bline%7D%5D%24%27']);
  });
});
