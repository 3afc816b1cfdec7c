import assert from 'node:assert/strict';
import { check, knockAt } from '../../../nodes/lib/phones/check';
import type { Phone } from '../../../nodes/lib/phones/phone';
import { freePort } from '../../support/node-red';
import { own } from '../../support/own';
import { ANSWER, RawPhone } from '../../support/raw-phone';
import { rejection } from '../commands/errors';
import { Uas } from '../transports/sip/support/uas';
import { press, Site, SECOND, sending } from './phones';

const LOGIN = { username: 'admin', password: 'CanaryPassword-1' };

const answer = (status: number, header = ''): string => `HTTP/1.1 ${status} Word\r\n${header}Content-Length: 0\r\n\r\n`;

describe('phones/check: a sign of life that nobody asked for', () => {
  let site: Site;
  let web: RawPhone;
  beforeEach(async () => {
    site = new Site();
    web = own(await RawPhone.start());
  });
  afterEach(() => site.close());
  const add = (properties: object = {}, login = {}): { phone: Phone; signs: boolean[] } => {
    const phone = site.add({ port: web.port, ...properties }, login);
    const signs: boolean[] = [];
    phone.onSign = (isReachable) => signs.push(isReachable);
    return { phone, signs };
  };

  it('is the harmless request of *Test*, never a key', async () => {
    const { phone, signs } = add({ vendor: 'fanvil' });
    await check(phone);
    assert.deepEqual([web.targets, signs], [['/cgi-bin/ConfigManApp.com'], [true]]);
  });

  for (const [why, properties] of [
    ['the display may ask its user', { vendor: 'atcom' }],
    ['the display may ask its user, though there is a harmless request', { vendor: 'yealink' }],
    ['the make is not known', { vendor: 'generic', path: '/press?key=' }],
    ['there is no vendor', { vendor: '' }],
    ['the path is the user’s own', { vendor: 'fanvil', path: '/own?key=' }],
  ] as const) {
    it(`is a connection without a byte where ${why}`, async () => {
      const { phone, signs } = add(properties, LOGIN);
      await check(phone);
      assert.deepEqual([web.targets, web.connections, signs], [[], 1, [true]]);
    });
  }

  it('takes any status for an answer', async () => {
    for (const status of [200, 401, 403, 404, 500]) {
      web.onRequest = (socket) => socket.write(answer(status), 'latin1');
      const { phone, signs } = add({ vendor: 'fanvil', id: `phone ${status}` });
      await check(phone);
      assert.deepEqual(signs, [true], String(status));
    }
  });

  it('tells after two failures half a minute apart that the phone is gone, and with the first answer that it is back', async () => {
    const port = await freePort();
    const { phone, signs } = add({ vendor: 'fanvil', port });
    await check(phone);
    site.clock.advance(29 * SECOND);
    await check(phone);
    assert.deepEqual(signs, []);
    site.clock.advance(SECOND);
    await check(phone);
    assert.deepEqual(signs, [false]);
    phone.reported();
    await check(phone);
    assert.deepEqual(signs, [false], 'an event ends the row');
  });

  it('counts commands as well', async () => {
    const { phone, signs } = add({ vendor: 'fanvil', port: await freePort() });
    for (let n = 0; n < 2; n++) {
      await rejection('UNREACHABLE', phone.send(press('OK'), sending()));
      site.clock.advance(30 * SECOND);
    }
    assert.deepEqual(signs, [false]);
  });

  it('is left out while a command waits or is under way', async () => {
    const { phone } = add({ vendor: 'fanvil' });
    const sent = new Promise<() => void>((resolve) => {
      web.onRequest = (socket) => resolve(() => socket.write(ANSWER, 'latin1'));
    });
    const command = phone.send(press('OK'), sending());
    const release = await sent;
    await check(phone);
    await knockAt(phone);
    assert.equal(web.connections, 1);
    release();
    await command;
  });

  it('ends when a command comes, which does not wait for it', async () => {
    const asked = new Promise<void>((resolve) => {
      web.onRequest = () => resolve();
    });
    const { phone, signs } = add({ vendor: 'fanvil' });
    const checking = check(phone);
    await asked;
    web.onRequest = (socket) => socket.write(ANSWER, 'latin1');
    // Behind a check that goes on it would have waited too long.
    const { ok } = await phone.send(press('OK'), sending({ maxAge: 2000 }));
    await checking;
    assert.equal(ok, true);
    assert.deepEqual(signs, [true], 'of the command alone');
  });

  it('is left out while a refused password waits, and locks by its own refusal', async () => {
    web.onRequest = (socket) => socket.write(answer(401, 'WWW-Authenticate: Basic realm="phone"\r\n'), 'latin1');
    const { phone, signs } = add({ vendor: 'fanvil' }, LOGIN);
    await check(phone);
    const asked = web.targets.length;
    await check(phone);
    assert.deepEqual([web.targets.length, signs], [asked, [true]]);
  });

  it('asks by OPTIONS where the phone is commanded by SIP; a knock carries no login', async () => {
    const challenge = { 'WWW-Authenticate': 'Digest realm="phone", nonce="n1", algorithm=MD5, qop="auth"' };
    const uas = await Uas.udp((request) => {
      if (request.header('Authorization') === '') request.reply(401, challenge);
      else request.reply(200);
    });
    own(() => uas.close());
    const { phone, signs } = add(
      { vendor: 'fanvil', transport: 'sip', sipUri: `sip:6040@127.0.0.1:${uas.port}` },
      { sipUsername: '6040', sipPassword: 'CanaryPassword-2' },
    );
    await check(phone);
    assert.deepEqual(signs, [true]);
    await knockAt(phone);
    assert.deepEqual(signs, [true, true]);
    assert.deepEqual(
      uas.requests.map((request) => [request.method, request.header('Authorization') !== '']),
      [
        ['OPTIONS', false],
        ['OPTIONS', true],
        ['OPTIONS', false],
      ],
    );
  });

  it('needs an address, and says nothing without', async () => {
    const { phone, signs } = add({ vendor: 'atcom', host: '', mac: '80:82:87:04:6b:c2' });
    await check(phone);
    await knockAt(phone);
    assert.deepEqual(signs, []);
  });
});
