import assert from 'node:assert/strict';
import { composePlan } from '../../../nodes/lib/commands/compose';
import { parsePayload } from '../../../nodes/lib/commands/payload';
import type { ErrorCode } from '../../../nodes/lib/errors';
import { failure } from './errors';
import { builtIn } from '../../support/vendors';

interface Settings {
  readonly model?: string;
  readonly path?: string;
  readonly doorCode?: string;
  readonly transport?: 'http' | 'sip';
  readonly disruptive?: boolean;
}

function compose(vendor: string, payload: unknown, { doorCode = '', transport = 'http', ...settings }: Settings = {}) {
  const profile = builtIn.profile(vendor);
  assert.ok(profile);
  return composePlan(parsePayload(payload), {
    vendors: builtIn,
    profile,
    transport,
    disruptive: false,
    credentials: { doorCode },
    ...settings,
  });
}

const sends = (vendor: string, payload: unknown, settings?: Settings) =>
  compose(vendor, payload, settings).requests.map(({ wire }) => wire);
const fails = (code: ErrorCode, vendor: string, payload: unknown, settings?: Settings) =>
  failure(code, () => compose(vendor, payload, settings)).message;

/** The documents' own examples: every one of these is printed there, or is the action that presses it. */
describe('commands as the documents print them', () => {
  describe('ATCOM, chapter 3', () => {
    const path = '/cgi-bin/server.cgi?key=';
    const printed = [
      '6040;DIAL',
      '6040;SEND',
      'SPEAKER;6040;DIAL',
      'SPEAKER;6040;SEND',
      'LINEKEY1;6040;SEND',
      'LINEKEY2;6040;SEND',
      'ANSWER',
      'SPEAKER',
      'SFK1',
      'HEADSET',
      'REJECT',
      'FORWARD;6044;SEND',
      'ENDCALL',
      'HOLD;6040;DIAL',
      'HOLD',
      'RESUME',
      'TRANSFER;6044;SEND;TRANSFER',
      'CONFERENCE;6044;SEND',
      'CONFERENCE',
    ];
    for (const sequence of printed) {
      it(`presses ${sequence}`, () => {
        assert.deepEqual(sends('atcom', sequence), [`${path}${sequence}`]);
        assert.deepEqual(sends('atcom', `${sequence};`), [`${path}${sequence}`]);
        assert.deepEqual(sends('atcom', sequence.split(';')), [`${path}${sequence}`]);
      });
    }

    const actions: [payload: object, sequence: string][] = [
      [{ action: 'dial', number: '6040' }, '6040;DIAL'],
      [{ action: 'dial', number: 6040, via: 'speaker' }, 'SPEAKER;6040;DIAL'],
      [{ action: 'dial', number: '6040', line: 2 }, 'LINEKEY2;6040;DIAL'],
      [{ action: 'answer' }, 'ANSWER'],
      [{ action: 'answer', via: 'speaker' }, 'SPEAKER'],
      [{ action: 'answer', via: 'headset' }, 'HEADSET'],
      [{ action: 'reject' }, 'REJECT'],
      [{ action: 'forward', number: '6044' }, 'FORWARD;6044;SEND'],
      [{ action: 'hangup' }, 'ENDCALL'],
      [{ action: 'hold' }, 'HOLD'],
      [{ action: 'resume' }, 'RESUME'],
      [{ action: 'transfer', number: '6044', type: 'attended' }, 'TRANSFER;6044;SEND;TRANSFER'],
      [{ action: 'transfer', number: '6044' }, 'TRANSFER;6044;SEND;TRANSFER'],
      [{ action: 'conference', number: '6044' }, 'CONFERENCE;6044;SEND'],
      [{ action: 'conference' }, 'CONFERENCE'],
      [{ action: 'dtmf', digits: '1234#' }, '1234;POUND'],
      [{ action: 'dial', number: '#31#6040' }, 'POUND;31;POUND;6040;DIAL'],
      [{ action: 'dial', number: '+4930' }, '%2B4930;DIAL'],
    ];
    for (const [payload, sequence] of actions) {
      it(`does ${JSON.stringify(payload)}`, () => assert.deepEqual(sends('atcom', payload), [`${path}${sequence}`]));
    }

    it('knows how many keys a model has', () => {
      assert.deepEqual(sends('atcom', 'LINEKEY4;MK8', { model: 'A41W' }), [`${path}LINEKEY4;MK8`]);
      assert.match(
        fails('UNSUPPORTED_BY_MODEL', 'atcom', 'LINEKEY5', { model: 'A48' }),
        /ATCOM A48 has no LINEKEY5 key/,
      );
      fails('UNSUPPORTED_BY_MODEL', 'atcom', 'SOFTKEY4', { model: 'A11' });
      fails('UNSUPPORTED_BY_MODEL', 'atcom', 'MEMORY_KEY1', { model: 'A21' });
      fails('UNSUPPORTED_BY_MODEL', 'atcom', { action: 'dial', number: '1', line: 3 }, { model: 'A21' });
      fails('UNSUPPORTED_BY_MODEL', 'atcom', { action: 'dial', number: '1', line: 7 }, { model: 'A68' });
      fails('INVALID_VALUE', 'atcom', { action: 'dial', number: '1', line: 7 });
      fails('UNKNOWN_KEY', 'atcom', 'LINEKEY7');
    });

    it('refuses what it cannot, must not or does not know', () => {
      fails('DISRUPTIVE_REFUSED', 'atcom', 'OK;REBOOT');
      fails('DISRUPTIVE_REFUSED', 'atcom', { action: 'reboot' });
      assert.deepEqual(sends('atcom', { action: 'reboot' }, { disruptive: true }), [`${path}REBOOT`]);
      fails('UNSUPPORTED_ACTION', 'atcom', { action: 'open-door' }, { doorCode: '1' });
      fails('UNSUPPORTED_ACTION', 'atcom', { action: 'pickup', number: '6040' });
      fails('UNSUPPORTED_ACTION', 'atcom', 'OK', { transport: 'sip' });
      assert.match(fails('UNKNOWN_KEY', 'atcom', 'DNDON'), /DND_ON/);
      assert.match(fails('UNKNOWN_KEY', 'atcom', '6040:SEND'), /';'/);
    });
  });

  describe('Fanvil, 3.3 to 3.6', () => {
    const path = '/cgi-bin/ConfigManApp.com?key=';
    const printed = [
      'OK',
      'SPEAKER;0000;ENTER',
      '0000;ENTER',
      'F_HEADSET;000;ENTER',
      'HEADSET;000;ENTER',
      'SPEAKER;000;ENTER',
      'F_LOR',
      'RD',
      'F_TRANSFER;0000;OK',
      'F_TRANSFER;000;F_A_TRANSFER',
      'F_TRANSFER;000;F_TRANSFER',
      '1234',
      'F_5',
      '*',
      'F_*',
      'F_STAR',
      'POUND',
      'F_POUND',
      'prev_call',
      'next_call',
      'F_FLASH',
      'L6',
      'F_L1',
      'F_D12',
      'DSS12',
      'F1',
      'F_F4',
      'MSG',
      'F_MWI',
    ];
    for (const sequence of printed) {
      it(`presses ${sequence}`, () => assert.deepEqual(sends('fanvil', sequence), [`${path}${sequence}`]));
    }

    const actions: [payload: object, sequence: string][] = [
      [{ action: 'dial', number: '0000', via: 'speaker' }, 'SPEAKER;0000;ENTER'],
      [{ action: 'dial', number: '0000' }, '0000;ENTER'],
      [{ action: 'dial', number: '000', via: 'headset' }, 'HEADSET;000;ENTER'],
      [{ action: 'answer' }, 'OK'],
      [{ action: 'hangup' }, 'RELEASE'],
      [{ action: 'swap' }, 'F_FLASH'],
      [{ action: 'transfer', number: '0000', type: 'attended' }, 'F_TRANSFER;0000;OK'],
      [{ action: 'transfer', number: '000', type: 'blind' }, 'F_TRANSFER;000;F_TRANSFER'],
      [{ action: 'transfer' }, 'OK'],
      [{ action: 'dtmf', digits: '1234' }, '1234'],
      [{ action: 'dtmf', digits: '1234#' }, '1234;POUND'],
      [{ action: 'dnd-on' }, 'DNDON'],
      [{ action: 'dnd-toggle' }, 'DND'],
    ];
    for (const [payload, sequence] of actions) {
      it(`does ${JSON.stringify(payload)}`, () => assert.deepEqual(sends('fanvil', payload), [`${path}${sequence}`]));
    }

    it('opens the door, and shows no code', () => {
      const plan = compose('fanvil', { action: 'open-door', code: '1234' });
      assert.deepEqual(plan.requests, [{ wire: `${path}F_LOCK&code=1234`, shown: `${path}F_LOCK&code=***` }]);
      assert.deepEqual(plan.keys, ['F_LOCK']);
      assert.deepEqual(sends('fanvil', { action: 'open-door' }, { doorCode: '*' }), [`${path}F_LOCK&code=*`]);
      fails('INVALID_VALUE', 'fanvil', { action: 'open-door' });
      fails('INVALID_VALUE', 'fanvil', 'F_LOCK&code=1234');
    });

    it('names a line', () => {
      const payload = { action: 'set-display-name', line: 1, text: 'Front desk' };
      assert.deepEqual(sends('fanvil', payload), ['/cgi-bin/ConfigManApp.com?line=1;displayname=Front%20desk']);
      assert.equal(compose('fanvil', payload, { transport: 'sip' }).notify?.body.wire, 'line=1;displayname=Front desk');
    });

    it('goes by NOTIFY as 3.7 prints it', () => {
      const plan = compose('fanvil', 'OK', { transport: 'sip' });
      assert.deepEqual(plan.notify, {
        event: 'ACTIVE-URI',
        contentType: 'message/sipfrag',
        body: { wire: 'key=OK', shown: 'key=OK' },
      });
      assert.deepEqual(plan.requests, []);
      const dial = { action: 'dial', number: '000', via: 'speaker' };
      assert.equal(compose('fanvil', dial, { transport: 'sip' }).notify?.body.wire, 'key=SPEAKER;000;ENTER');
      const open = compose('fanvil', { action: 'open-door', code: '12#' }, { transport: 'sip' });
      assert.deepEqual(open.notify?.body, { wire: 'key=F_LOCK&code=12#', shown: 'key=F_LOCK&code=***' });
    });

    it('knows the series', () => {
      for (const key of ['exit', 'menu', 'split', 'DSS1'])
        fails('UNSUPPORTED_BY_MODEL', 'fanvil', key, { model: 'X4' });
      for (const key of ['L1', 'F_D1', 'F_AUTOREDIAL']) fails('UNSUPPORTED_BY_MODEL', 'fanvil', key, { model: 'X6' });
      fails('UNSUPPORTED_BY_MODEL', 'fanvil', { action: 'split' }, { model: 'X4U' });
      for (const key of ['Reboot', 'F_REBOOT', 'AutoP', 'Reset', 'F_HOTDESKING'])
        fails('DISRUPTIVE_REFUSED', 'fanvil', key);
    });
  });

  describe('Akuvox', () => {
    it('calls functions', () => {
      const does: [payload: object, query: string][] = [
        [{ action: 'dial', number: '6040' }, 'action=MakeCall&number=6040'],
        [{ action: 'dial', number: '+49#', line: 'desk' }, 'action=MakeCall&number=%2B49%23&line=desk'],
        [{ action: 'hangup' }, 'action=CallEnd'],
        [{ action: 'hold' }, 'action=Hold'],
        [{ action: 'resume' }, 'action=UnHold'],
        [{ action: 'dnd-on' }, 'action=DNDOn'],
      ];
      for (const [payload, query] of does) {
        const plan = compose('akuvox', payload);
        assert.deepEqual(plan.requests, [{ wire: `/fcgi/do?${query}`, shown: `/fcgi/do?${query}` }]);
        assert.deepEqual(plan.keys, []);
      }
    });

    it('presses one key a request', () => {
      const keydown = (...keys: string[]) => keys.map((key) => `/fcgi/do?keydown=${key}`);
      assert.deepEqual(sends('akuvox', 'Speaker;60;OK'), keydown('Speaker', '6', '0', 'OK'));
      assert.deepEqual(sends('akuvox', { action: 'dtmf', digits: '12*#' }), keydown('1', '2', '*', 'Pound'));
      assert.deepEqual(compose('akuvox', { action: 'dtmf', digits: '1#' }).keys, ['1', 'Pound']);
    });

    it('refuses what it cannot', () => {
      fails('UNSUPPORTED_ACTION', 'akuvox', { action: 'dial', number: '1', via: 'speaker' });
      fails('UNSUPPORTED_ACTION', 'akuvox', { action: 'transfer', number: '6044' });
      fails('UNSUPPORTED_ACTION', 'akuvox', { action: 'hangup' }, { transport: 'sip' });
      fails('DISRUPTIVE_REFUSED', 'akuvox', { action: 'autoprovision' });
      fails('UNKNOWN_KEY', 'akuvox', 'ENTER');
    });
  });

  describe('generic', () => {
    it('presses any key on the path it is given', () => {
      assert.deepEqual(sends('generic', 'ANY_KEY;6040;F1,500', { path: '/servlet?key=' }), [
        '/servlet?key=ANY_KEY;6040;F1%2C500',
      ]);
      assert.match(fails('INVALID_VALUE', 'generic', 'OK'), /path/);
      fails('UNSUPPORTED_ACTION', 'generic', { action: 'hangup' }, { path: '/servlet?key=' });
      fails('DISRUPTIVE_REFUSED', 'generic', 'Reboot', { path: '/servlet?key=' });
    });
  });

  describe('Flyingvoice', () => {
    const path = '/cgi-bin/ConfigManApp.com?key=';

    it('restarts and provisions; other keys go as the user names them, no other action is known', () => {
      const disruptive = { disruptive: true };
      assert.deepEqual(sends('flyingvoice', { action: 'reboot' }, disruptive), [`${path}Reboot`]);
      assert.deepEqual(sends('flyingvoice', { action: 'autoprovision' }, disruptive), [`${path}AutoP`]);
      assert.deepEqual(sends('flyingvoice', 'F_HOLD;OK'), [`${path}F_HOLD;OK`]);
      for (const action of ['answer', 'hangup', 'hold']) fails('UNSUPPORTED_ACTION', 'flyingvoice', { action });
      fails('DISRUPTIVE_REFUSED', 'flyingvoice', { action: 'reboot' });
      for (const key of ['Reboot', 'autop', 'F_REBOOT', 'Reset']) fails('DISRUPTIVE_REFUSED', 'flyingvoice', key);
      const sip = compose('flyingvoice', { action: 'reboot' }, { transport: 'sip', ...disruptive });
      assert.deepEqual(sip.notify?.event, 'check-sync;reboot=true');
      fails('UNSUPPORTED_ACTION', 'flyingvoice', 'OK', { transport: 'sip' });
    });
  });

  describe('Gigaset', () => {
    it('takes no command by HTTP, and by SIP restarts or reads its settings again', () => {
      const disruptive = { disruptive: true };
      for (const action of ['dial', 'answer', 'hangup', 'dnd-on', 'reboot']) {
        fails('UNSUPPORTED_ACTION', 'gigaset', { action, ...(action === 'dial' && { number: '6040' }) }, disruptive);
      }
      fails('UNSUPPORTED_ACTION', 'gigaset', 'OK');
      const event = (action: string) =>
        compose('gigaset', { action }, { transport: 'sip', ...disruptive }).notify?.event;
      assert.equal(event('reboot'), 'check-sync;reboot=true');
      assert.equal(event('autoprovision'), 'check-sync;reboot=false');
      fails('UNSUPPORTED_ACTION', 'gigaset', { action: 'answer' }, { transport: 'sip' });
    });
  });

  describe('Yealink, pp. 527-530 of the guide', () => {
    const path = '/servlet?key=';
    const printed = [
      'OK',
      'F1;F3;DOWN;DOWN;DOWN;OK;OK',
      'F1;OK;F3;DOWN;DOWN;DOWN;OK;OK',
      'ASW;MUTE',
      'ASW:33093',
      'number=1234',
      'NoAnswFwdOn=1001=24',
      'NoAnswFwdOff',
    ];
    for (const sequence of printed) {
      it(`presses ${sequence}`, () => assert.deepEqual(sends('yealink', sequence), [`${path}${sequence}`]));
    }

    // The guide prints the address with its `@`, which is escaped here as every value is.
    const actions: [payload: object, sequence: string][] = [
      [{ action: 'dial', number: '1234', line: '1006@10.3.5.199' }, 'number=1234&outgoing_uri=1006%4010.3.5.199'],
      [{ action: 'dial', number: '1234', line: 'sip:1006@10.3.5.199' }, 'number=1234&outgoing_uri=1006%4010.3.5.199'],
      [{ action: 'dial', number: '6040' }, 'number=6040'],
      [{ action: 'dial', number: '+4930' }, 'number=%2B4930'],
      [{ action: 'dial', number: '#31#6040' }, 'number=%2331%236040'],
      [{ action: 'dial', number: '60', line: 2 }, 'L2;6;0;OK'],
      [{ action: 'dial', number: '6*#', via: 'speaker' }, 'SPEAKER;6;*;POUND;OK'],
      [{ action: 'dial', number: '60', via: 'handset' }, 'number=60'],
      [{ action: 'answer' }, 'ANSWER'],
      [{ action: 'answer', call: '33093' }, 'ASW:33093'],
      [{ action: 'reject' }, 'X'],
      [{ action: 'reject', call: '33093' }, 'CANCEL:33093'],
      [{ action: 'hangup' }, 'CALLEND'],
      [{ action: 'hangup', call: 33093 }, 'CANCEL:33093'],
      [{ action: 'hold' }, 'F_HOLD'],
      [{ action: 'hold', call: '33093' }, 'HOLD:33093'],
      [{ action: 'resume', call: '33093' }, 'UNHOLD:33093'],
      [{ action: 'transfer', number: '6044' }, 'BTrans=6044'],
      [{ action: 'transfer', number: '6044', type: 'attended' }, 'ATrans=6044'],
      [{ action: 'transfer' }, 'F_TRANSFER'],
      [{ action: 'dtmf', digits: '12#' }, '1;2;POUND'],
      [{ action: 'forward-on', number: '1001', type: 'no-answer', after: 24 }, 'NoAnswFwdOn=1001=24'],
      [{ action: 'forward-on', number: '1001', type: 'no-answer' }, 'NoAnswFwdOn=1001'],
      [{ action: 'forward-on', number: '1001' }, 'AlwaysFwdOn=1001'],
      [{ action: 'forward-on', number: '1001', type: 'busy' }, 'BusyFwdOn=1001'],
      [{ action: 'forward-off', type: 'no-answer' }, 'NoAnswFwdOff'],
      [{ action: 'forward-off' }, 'AlwaysFwdOff;BusyFwdOff;NoAnswFwdOff'],
      [{ action: 'dnd-on' }, 'DNDOn'],
    ];
    for (const [payload, sequence] of actions) {
      it(`does ${JSON.stringify(payload)}`, () => assert.deepEqual(sends('yealink', payload), [`${path}${sequence}`]));
    }

    it('sends one key a request to touch models', () => {
      assert.deepEqual(sends('yealink', 'F1;F3;DOWN', { model: 'SIP-T48S' }), [
        `${path}F1`,
        `${path}F3`,
        `${path}DOWN`,
      ]);
      assert.deepEqual(sends('yealink', { action: 'dial', number: '6040' }, { model: 'T57W' }), [`${path}number=6040`]);
    });

    it('knows what a model has', () => {
      fails('UNSUPPORTED_BY_MODEL', 'yealink', 'L3', { model: 'SIP-T21P_E2' });
      fails('UNSUPPORTED_BY_MODEL', 'yealink', { action: 'dial', number: '1', line: 4 }, { model: 'T40P' });
      fails('UNSUPPORTED_BY_MODEL', 'yealink', 'SPEAKER', { model: 'CP920' });
      fails('UNKNOWN_KEY', 'yealink', 'L30');
    });

    it('keeps a login that older firmware takes in the request', () => {
      const login = '/servlet?p=login&q=login&username=admin&pwd=x&jumpto=URI&key=';
      assert.deepEqual(sends('yealink', 'OK', { path: login }), [`${login}OK`]);
      assert.deepEqual(sends('yealink', { action: 'dial', number: '6040' }, { path: login }), [`${login}number=6040`]);
    });

    it('goes by SIP as by HTTP, and says no more than it was told', () => {
      const body = (payload: unknown, settings?: Settings) =>
        compose('yealink', payload, { transport: 'sip', ...settings }).notify;
      assert.deepEqual(body('OK'), {
        event: 'ACTION-URI',
        contentType: 'message/sipfrag',
        body: { wire: 'key=OK', shown: 'key=OK' },
      });
      assert.equal(body({ action: 'dial', number: '6040' })?.body.wire, 'key=number=6040');
      assert.equal(body({ action: 'answer', call: '33093' })?.body.wire, 'key=ASW:33093');
      assert.equal(body({ action: 'reboot' }, { disruptive: true })?.body.wire, 'key=Reboot');
    });

    it('refuses what it cannot, must not or does not know', () => {
      for (const action of ['pickup', 'park', 'intercom', 'join', 'callback', 'dnd-toggle', 'open-door']) {
        fails('UNSUPPORTED_ACTION', 'yealink', { action }, { doorCode: '1' });
      }
      fails('UNSUPPORTED_ACTION', 'yealink', { action: 'forward', number: '6044' });
      fails('UNSUPPORTED_ACTION', 'yealink', { action: 'transfer', number: '6044', call: '33093' });
      fails('DISRUPTIVE_REFUSED', 'yealink', 'OK;Reboot');
      fails('DISRUPTIVE_REFUSED', 'yealink', 'autop');
      fails('INVALID_VALUE', 'yealink', { action: 'answer', call: '33093;Reboot' });
      fails('INVALID_VALUE', 'yealink', 'ASW:33093&key=Reboot');
      fails('INVALID_VALUE', 'yealink', { action: 'dial', number: '1', line: '1006@h&key=Reboot' });
    });
  });
});
