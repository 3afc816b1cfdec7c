import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { mock } from 'node:test';
import { afterEach, describe, it } from 'mocha';
import { attach } from '../../../../nodes/lib/events/shared-server/dispatcher';
import { Login } from '../../../../nodes/lib/events/shared-server/login';
import { own } from '../../../support/own';
import { SERVER_TLS } from '../certificate';
import { Inbox, phoneBook, TestPhone } from '../inbox';
import { startWebServer, type WebServer } from '../web-server';
import { exchange, statusOf } from '../wire';
import { builtIn } from '../../../support/vendors';

const MAC = '808287046bc2';
const SETTING = { user: 'phone', pass: '$2b$08$AkPMJf7FDbN6uQpvFJejAe4nQF4TCVtA/zObOAfRUbe4M.4fEz5w2' };
const BASIC = `Basic ${Buffer.from('phone:phones').toString('base64')}`;

type Handler = NonNullable<Parameters<typeof startWebServer>[0]>['auth'];

/** As Node-RED's start script guards its HTTP nodes. */
const basic: Handler = (request, response, next) => {
  if (request.method === 'OPTIONS' || request.headers.authorization === BASIC) next();
  else response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="Authorization Required"' }).end();
};

/** A request as Express hands it on. */
const asked = (baseUrl: string, authorization?: string): IncomingMessage & { baseUrl: string } =>
  ({ baseUrl, headers: authorization === undefined ? {} : { authorization } }) as IncomingMessage & { baseUrl: string };

describe('Login', () => {
  const servers: WebServer[] = [];
  afterEach(async () => {
    for (const web of servers.splice(0)) await web.close();
  });
  async function start(options: Parameters<typeof startWebServer>[0]): Promise<WebServer> {
    const web = await startWebServer(options);
    servers.push(web);
    return web;
  }

  it('is believed in where the server asks for it', async () => {
    for (const root of ['/', '/red', '/red/']) {
      const web = await start({ root, auth: basic });
      const login = new Login(web.server, root, SETTING);
      const mount = root.replace(/\/$/, '');
      assert.equal(login.covers(asked(mount, BASIC)), false, 'before it is known');
      await login.ask();
      assert.equal(login.covers(asked(mount, BASIC)), true, root);
      assert.equal(login.covers(asked(mount.toUpperCase(), BASIC)), true, root);
    }
  });

  it('is believed in on a TLS server', async () => {
    const web = await start({ auth: basic, tls: SERVER_TLS });
    const login = new Login(web.server, '/', SETTING);
    await login.ask();
    assert.equal(login.covers(asked('', BASIC)), true);
  });

  const others: Readonly<Record<string, readonly [auth: Handler, setting: unknown]>> = {
    'nothing asks for it': [undefined, SETTING],
    'another status comes': [(_request, response) => void response.writeHead(403).end(), SETTING],
    'the setting is a function': [basic, () => undefined],
    'the setting is a list': [basic, [() => undefined]],
    'the setting is incomplete': [basic, { user: 'phone', pass: '' }],
    'there is no setting': [basic, undefined],
  };
  for (const [what, [auth, setting]] of Object.entries(others)) {
    it(`is not believed in where ${what}`, async () => {
      const web = await start({ ...(auth && { auth }) });
      const login = new Login(web.server, '/', setting);
      await login.ask();
      assert.equal(login.covers(asked('', BASIC)), false);
    });
  }

  it('is not waited for in vain where the server says nothing', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    own(() => mock.timers.reset());
    const web = await start({ auth: () => undefined });
    const login = new Login(web.server, '/', SETTING);
    const answered = login.ask();
    mock.timers.tick(10_000);
    await answered;
    assert.equal(login.covers(asked('', BASIC)), false);
  });

  it('covers no request of another mount point, without credentials, or of another user', async () => {
    const web = await start({ root: '/red', auth: basic });
    const login = new Login(web.server, '/red', SETTING);
    await login.ask();
    const another = `Basic ${Buffer.from('phoney:phones').toString('base64')}`;
    for (const request of [
      asked('', BASIC),
      asked('/open', BASIC),
      asked('/red/sub', BASIC),
      asked('/red'),
      asked('/red', another),
      asked('/red', 'Basic'),
      asked('/red', 'Bearer phone:'),
    ]) {
      assert.equal(login.covers(request), false);
    }
  });

  it('is noticed where it was put up late, and asked for now and then only', async () => {
    let isUp = false;
    let questions = 0;
    const web = await start({
      auth: (request, response, next) => {
        questions++;
        if (isUp) basic(request, response, next);
        else next();
      },
    });
    let now = 0;
    const login = new Login(web.server, '/', SETTING, () => now);
    await login.ask();
    await login.ask();
    isUp = true;
    assert.equal(login.covers(asked('', BASIC)), false);
    assert.equal(questions, 1);
    now = 10_000;
    await login.ask();
    assert.equal(login.covers(asked('', BASIC)), true);
    assert.equal(questions, 2);
  });

  it('teaches an address through it alone', async () => {
    for (const auth of [basic, undefined]) {
      const web = await start({ ...(auth && { auth }) });
      const login = new Login(web.server, '/', SETTING);
      await login.ask();
      const phone = new TestPhone('p1', 'fanvil', 'p1', MAC);
      const inbox = new Inbox({ trustedProxies: '127.0.0.1' }, { findPhone: phoneBook({ [MAC]: phone }) });
      attach(web.httpNode, { vendors: builtIn, isLoggedIn: (request) => login.covers(request) }).add(
        '/phone',
        inbox.reception,
      );
      const lines = `Authorization: ${BASIC}\r\nX-Forwarded-For: 192.0.2.20\r\n`;
      assert.equal(statusOf(await exchange(web.port, `GET /phone/mute?mac=${MAC} HTTP/1.0\r\n${lines}\r\n`)), 200);
      assert.deepEqual(phone.learned, auth ? ['192.0.2.20'] : []);
    }
  });
});
