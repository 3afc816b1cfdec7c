import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { signOfLife } from '../../../nodes/lib/phones/sign-of-life';
import { AtcomPhone, FanvilPhone } from '../../phones';
import { freePort } from '../../support/node-red';
import { own } from '../../support/own';
import { RawPhone } from '../../support/raw-phone';
import { Recorder } from '../../support/recorder';
import { VendorCatalogue } from '../../../nodes/lib/vendors';
import { rejection } from '../commands/errors';
import { sketch } from '../vendors/sketch';
import { Uas } from '../transports/sip/support/uas';
import { press, Site, sending } from './phones';

const LOGIN = { username: 'admin', password: 'CanaryPassword-1' };

describe('phones/sign-of-life by HTTP', () => {
  let site: Site;
  let web: Recorder;
  beforeEach(async () => {
    site = new Site();
    web = await new Recorder().start();
  });
  afterEach(async () => {
    await site.close();
    await web.stop();
  });
  const answering = (status: number): void => {
    web.answer = (_request, response) => {
      response.writeHead(status, status === 401 ? { 'www-authenticate': 'Basic realm="phone"' } : {}).end();
    };
  };

  it('presses no key: asks for the path of the commands without its parameters', async () => {
    const asked = async (properties: object): Promise<unknown> => {
      await signOfLife(site.add({ port: web.port, ...properties }));
      return web.targets.pop();
    };
    assert.equal(await asked({ vendor: 'fanvil' }), '/cgi-bin/ConfigManApp.com');
    assert.equal(await asked({ vendor: 'atcom' }), '/cgi-bin/server.cgi');
    assert.equal(await asked({ vendor: 'akuvox' }), '/fcgi/do');
    assert.equal(await asked({ vendor: 'generic', path: '/servlet?key=' }), '/servlet');
    assert.equal(await asked({ vendor: 'generic', path: '/press/{key}' }), '/');
    assert.equal(await asked({ vendor: 'generic', path: '/press/{key}?now=1' }), '/');
    assert.equal(await asked({ vendor: 'generic' }), '/');
  });

  describe("by the vendor's own harmless request", () => {
    const source = 'DOC';
    const vendors = new VendorCatalogue([
      sketch('porch', {
        http: {
          path: '/api/keys?passcode={password}&keys=',
          separator: ':',
          probe: { request: '/api/lines?passcode={password}', source },
          answer: {
            json: { property: 'response', success: 'success' },
            refusals: [{ words: 'wrong passcode', code: 'UNAUTHORIZED', source }],
            source,
          },
          source,
        },
      }),
    ]);
    let porch: Site;
    beforeEach(() => void (porch = new Site(undefined, vendors)));
    afterEach(() => porch.close());
    const add = (properties = {}, password = 'p&w') =>
      porch.add({ vendor: 'porch', port: web.port, ...properties }, { password });
    const saying = (body: string, status = 200): void => {
      web.answer = (_request, response) => response.writeHead(status).end(body);
    };

    const answers: readonly (readonly [body: string, outcome: string, status?: number])[] = [
      ['{"response":"success"}', 'reachable'],
      ['{"response":"error","body":"wrong passcode"}', 'unauthorized'],
      ['{"response":"error"}', 'failed'],
      ['<html></html>', 'failed'],
      ['', 'not-a-phone', 404],
      ['', 'forbidden', 403],
    ];
    for (const [body, outcome, status = 200] of answers) {
      it(`${status} with ${body || 'nothing'} is ${outcome}`, async () => {
        saying(body, status);
        assert.equal((await signOfLife(add())).outcome, outcome);
        assert.deepEqual(web.targets, ['/api/lines?passcode=p%26w']);
      });
    }

    it('does not try a password again that was refused within a 200, or by 401 in the URL', async () => {
      for (const [body, status] of [
        ['{"response":"error","body":"wrong passcode"}', 200],
        ['', 401],
      ] as const) {
        saying(body, status);
        const phone = add({}, `wrong-${status}`);
        assert.equal((await signOfLife(phone)).outcome, 'unauthorized');
        const asked = web.targets.length;
        assert.equal((await signOfLife(phone)).outcome, 'locked');
        assert.equal(web.targets.length, asked);
      }
    });

    it('does not take a body for a refused password where the phone showed none', async () => {
      saying('{"response":"error","body":"wrong passcode"}');
      const phone = add({ path: '/old?key=' });
      await signOfLife(phone);
      assert.notEqual((await signOfLife(phone)).outcome, 'locked');
    });

    it('asks nothing without the password that the request carries', async () => {
      assert.equal((await signOfLife(add({}, ''))).outcome, 'password-missing');
      assert.deepEqual(web.targets, []);
    });

    it("asks for the user's own path where there is one: its firmware is another", async () => {
      saying('');
      assert.equal((await signOfLife(add({ path: '/old?key=' }))).outcome, 'reachable');
      assert.deepEqual(web.targets, ['/old']);
    });
  });

  for (const [status, outcome] of [
    [200, 'reachable'],
    [204, 'reachable'],
    [302, 'redirect'],
    [400, 'not-understood'],
    [401, 'password-missing'],
    [402, 'not-understood'],
    [403, 'forbidden'],
    [404, 'not-a-phone'],
    [405, 'not-a-phone'],
    [406, 'not-understood'],
    [407, 'not-a-phone'],
    [408, 'busy'],
    [410, 'not-a-phone'],
    [411, 'not-understood'],
    [414, 'not-understood'],
    [429, 'busy'],
    [500, 'failed'],
    [501, 'not-a-phone'],
    [502, 'failed'],
    [503, 'busy'],
    [504, 'failed'],
    [600, 'not-understood'],
  ] as const) {
    it(`finds ${outcome} in ${status}`, async () => {
      answering(status);
      assert.deepEqual(await signOfLife(site.add({ port: web.port })), {
        outcome,
        transport: 'http',
        host: '127.0.0.1',
        status,
      });
    });
  }

  it('takes a redirect to a page of its own for alive, where the vendor’s phones answer so', async () => {
    web.answer = (_request, response) => response.writeHead(302, { location: '/index.htm' }).end();
    assert.deepEqual(await signOfLife(site.add({ vendor: 'snom', port: web.port })), {
      outcome: 'reachable',
      transport: 'http',
      host: '127.0.0.1',
      status: 302,
    });
    assert.equal((await signOfLife(site.add({ id: 'b', vendor: 'atcom', port: web.port }))).outcome, 'redirect');
    web.answer = (_request, response) => response.writeHead(302, { location: '/login.htm' }).end();
    assert.equal((await signOfLife(site.add({ id: 'c', vendor: 'snom', port: web.port }))).outcome, 'redirect');
  });

  it('takes a missing root for alive, where no path of commands is known', async () => {
    const phone = site.add({ vendor: 'generic', port: web.port });
    for (const [status, outcome] of [
      [404, 'reachable'],
      [405, 'reachable'],
      [410, 'reachable'],
      [400, 'not-understood'],
      [500, 'failed'],
      [501, 'failed'],
      [503, 'busy'],
    ] as const) {
      answering(status);
      assert.equal((await signOfLife(phone)).outcome, outcome, String(status));
    }
  });

  for (const [location, target] of [
    ['https://127.0.0.1:8089/', 'https://127.0.0.1:8089'],
    ['https://127.0.0.1/', 'https://127.0.0.1:443'],
    ['HTTPS://phone.example:8443/cgi-bin/?key=OK&token=secret', 'https://phone.example:8443'],
    ['//10.0.0.12:8080/x', 'http://10.0.0.12:8080'],
    ['http://[fe80::1]:81/', 'http://[fe80::1]:81'],
    ['https://admin:CanaryPassword-1@127.0.0.1:8089/CanaryPassword-1', 'https://127.0.0.1:8089'],
    ['/login.html', 'http://127.0.0.1:PORT'],
    ['login.html', 'http://127.0.0.1:PORT'],
    ['', undefined],
    ['http://', undefined],
    ['javascript:alert(1)', undefined],
    ['ftp://127.0.0.1/', undefined],
    [`https://${'a'.repeat(65)}.example/`, undefined],
    ['https://127.0.0.1:99999/', undefined],
  ] as const) {
    it(`finds a redirect in a 302 to ${location.slice(0, 60) || 'nowhere'}`, async () => {
      web.answer = (_request, response) => {
        response.writeHead(302, location ? { location } : {}).end();
      };
      const finding = await signOfLife(site.add({ port: web.port }));
      assert.equal(finding.outcome, 'redirect');
      assert.equal(finding.target, target?.replace('PORT', String(web.port)));
      assert.equal(finding.status, 302);
    });
  }

  it('and a command say where a redirect leads, and nothing of what it carries', async () => {
    web.answer = (_request, response) => {
      response.writeHead(302, { location: 'https://127.0.0.1:8089/cgi-bin/x?key=OK&pass=CanaryPassword-1' }).end();
    };
    const failed = rejection('REFUSED', site.add({ port: web.port }).send(press('OK'), sending()));
    const { message } = await failed;
    assert.match(message, /redirects to https:\/\/127\.0\.0\.1:8089; choose https and port 8089/);
    assert.doesNotMatch(message, /Canary|cgi-bin/);
    assert.equal(web.targets.length, 1);
  });

  for (const page of [
    '<!DOCTYPE html><html><form><input name="user"><input name=pw type="password"></form></html>',
    "<INPUT\n id='p' TYPE = 'PASSWORD'>",
    '<html><head><title>IP Phone Login</title></head><body></body></html>',
    '<title>Web Anmeldung</title>',
    '<html><script>window.location.href = "/login.htm"</script></html>',
    '<meta http-equiv="refresh" content="0;url=/servlet?p=login&amp;q=loginForm">',
  ]) {
    it(`finds a page to log in at in a 200 with ${page.slice(0, 70).replace('\n', ' ')}`, async () => {
      web.answer = (_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(page);
      assert.equal((await signOfLife(site.add({ port: web.port }))).outcome, 'login-page');
      // The root may have one, and commands may be taken all the same.
      assert.equal((await signOfLife(site.add({ id: 'b', vendor: 'generic', port: web.port }))).outcome, 'reachable');
    });
  }

  for (const page of ['', 'OK', '<html><body>Done</body></html>', '{"result":"no key","login":false}']) {
    it(`finds reachable in a 200 with ${page || 'nothing'}`, async () => {
      web.answer = (_request, response) => response.end(page);
      assert.equal((await signOfLife(site.add({ port: web.port }))).outcome, 'reachable');
    });
  }

  it('does not wait for a page that never ends, beyond its time', async () => {
    web.answer = (_request, response) => void response.write('<html><input '.repeat(5000));
    const phone = site.add({ port: web.port });
    assert.equal((await signOfLife(phone, { timeout: 200, patience: 10_000 })).outcome, 'reachable');
  });

  it('tries a wrong password once, and then neither it nor a command sends anything', async () => {
    answering(401);
    const phone = site.add({ port: web.port }, LOGIN);
    assert.equal((await signOfLife(phone)).outcome, 'unauthorized');
    // One request without, one with credentials.
    assert.equal(web.targets.length, 2);
    assert.equal((await signOfLife(phone)).outcome, 'locked');
    await rejection('UNAUTHORIZED', phone.send(press('OK'), sending()));
    assert.equal(web.targets.length, 2);
  });

  it('is no proof of a password: an answer that asked for none ends no wait', async () => {
    const phone = site.add({ port: web.port }, LOGIN);
    answering(401);
    await rejection('UNAUTHORIZED', phone.send(press('OK'), sending()));
    site.clock.advance(60_000);
    answering(200);
    assert.equal((await signOfLife(phone)).outcome, 'reachable');
    answering(401);
    await rejection('UNAUTHORIZED', phone.send(press('OK'), sending()));
    site.clock.advance(60_000);
    // The second wait is two minutes.
    assert.equal((await signOfLife(phone)).outcome, 'locked');
  });

  it('tries a phone that counts as dead, and brings it back', async () => {
    const port = await freePort();
    const phone = site.add({ port });
    for (let n = 0; n < 5; n += 1) await rejection('UNREACHABLE', phone.send(press('OK'), sending()));
    assert.deepEqual(await signOfLife(phone), {
      outcome: 'unreachable',
      transport: 'http',
      host: '127.0.0.1',
      code: 'ECONNREFUSED',
    });
    const raw = await RawPhone.start('127.0.0.1', port);
    try {
      assert.equal((await signOfLife(phone)).outcome, 'reachable');
      await phone.send(press('OK'), sending());
    } finally {
      await raw.stop();
    }
  });

  it('tells silence from nonsense', async () => {
    const raw = await RawPhone.start();
    try {
      raw.onRequest = (socket) => socket.end('SSH-2.0-OpenSSH\r\n');
      assert.equal((await signOfLife(site.add({ port: raw.port }))).outcome, 'not-a-phone');
      raw.onRequest = () => undefined;
      const finding = await signOfLife(site.add({ id: 'b', port: raw.port }), { timeout: 100, patience: 10_000 });
      assert.equal(finding.outcome, 'silent');
    } finally {
      await raw.stop();
    }
  });

  it('says that a port speaks no TLS', async () => {
    assert.equal((await signOfLife(site.add({ protocol: 'https', port: web.port }))).outcome, 'no-tls');
  });

  it('says that a certificate is not trusted', async () => {
    const pem = readFileSync(join(__dirname, '../../fixtures/tls/server.pem'));
    const server = createServer({ key: pem, cert: pem });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const { port } = server.address() as AddressInfo;
      const { outcome, code } = await signOfLife(site.add({ protocol: 'https', port }));
      assert.equal(outcome, 'certificate', code);
    } finally {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    }
  });

  it('says what is missing', async () => {
    const outcome = async (properties: Record<string, string>): Promise<string> =>
      (await signOfLife(site.add(properties))).outcome;
    assert.equal(await outcome({ host: '' }), 'no-address');
    assert.equal(await outcome({ host: 'not a host' }), 'no-address');
    assert.equal(await outcome({ vendor: '' }), 'no-vendor');
    assert.equal(await outcome({ vendor: 'generic', path: '/a b?key=' }), 'invalid');
  });

  it('asks once at a time: who comes meanwhile gets the same finding', async () => {
    let answer = (): void => undefined;
    const asked = new Promise<void>((resolve) => {
      web.answer = (_request, response) => {
        answer = () => response.end();
        resolve();
      };
    });
    const phone = site.add({ port: web.port });
    const first = signOfLife(phone);
    const second = signOfLife(phone);
    await asked;
    answer();
    assert.equal(await first, await second);
    assert.equal(web.targets.length, 1);
  });

  it('waits its turn, but not for ever, and is not sent later', async () => {
    const waiting: (() => void)[] = [];
    const asked = new Promise<void>((resolve) => {
      web.answer = (_request, response) => {
        waiting.push(() => response.end());
        resolve();
      };
    });
    const phone = site.add({ port: web.port });
    const command = phone.send(press('OK'), sending());
    await asked;
    assert.equal((await signOfLife(phone, { timeout: 5000, patience: 50 })).outcome, 'busy');
    web.answer = (_request, response) => response.end();
    waiting[0]?.();
    await command;
    await phone.send(press('OK'), sending());
    assert.equal(web.targets.includes('/cgi-bin/ConfigManApp.com'), false);
  });

  it('ends when its phone is redeployed', async () => {
    const asked = new Promise<void>((resolve) => {
      web.answer = () => resolve();
    });
    const phone = site.add({ port: web.port });
    const finding = signOfLife(phone);
    await asked;
    await phone.close();
    assert.equal((await finding).outcome, 'not-deployed');
  });

  it('meets simulated phones: a door station behind Digest, a desk phone with an allow list', async () => {
    const fanvil = await new FanvilPhone({ protection: { scheme: 'digest', ...LOGIN } }).start();
    const atcom = await new AtcomPhone({ allow: '10.9.9.9' }).start();
    try {
      const door = await signOfLife(site.add({ port: fanvil.port }, LOGIN));
      assert.equal(door.outcome, 'reachable');
      assert.equal(JSON.stringify(door).includes(LOGIN.password), false);
      const desk = site.add({ id: 'desk', vendor: 'atcom', port: atcom.port });
      assert.equal((await signOfLife(desk)).outcome, 'forbidden');
      assert.deepEqual([...fanvil.executed, ...fanvil.ignored, ...atcom.executed, ...atcom.ignored], []);
    } finally {
      await Promise.all([fanvil.stop(), atcom.stop()]);
    }
  });
});

describe('phones/sign-of-life by SIP', () => {
  let site: Site;
  beforeEach(() => {
    site = new Site();
  });
  afterEach(() => site.close());

  async function found(status: number, credentials: object = {}): Promise<{ outcome: string; methods: string[] }> {
    const uas = await Uas.udp((request) => request.reply(status));
    try {
      const phone = site.add({ transport: 'sip', sipUri: `sip:6040@127.0.0.1:${uas.port}` }, { ...credentials });
      const { outcome, transport } = await signOfLife(phone);
      assert.equal(transport, 'sip');
      return { outcome, methods: uas.requests.map((request) => request.method) };
    } finally {
      await uas.close();
    }
  }

  it('asks by OPTIONS', async () => {
    assert.deepEqual(await found(200), { outcome: 'reachable', methods: ['OPTIONS'] });
  });

  for (const [status, outcome] of [
    [202, 'reachable'],
    [302, 'redirect'],
    [400, 'not-understood'],
    [401, 'password-missing'],
    [403, 'forbidden'],
    [404, 'not-registered'],
    [405, 'reachable'],
    [407, 'password-missing'],
    [408, 'not-registered'],
    [410, 'not-registered'],
    [415, 'not-understood'],
    [420, 'not-understood'],
    [480, 'not-registered'],
    [482, 'not-understood'],
    [486, 'reachable'],
    [488, 'not-understood'],
    [500, 'failed'],
    [501, 'reachable'],
    [503, 'busy'],
    [504, 'failed'],
    [600, 'reachable'],
    [603, 'reachable'],
    [604, 'not-registered'],
    [606, 'not-understood'],
  ] as const) {
    it(`finds ${outcome} in ${status}`, async () => {
      assert.equal((await found(status)).outcome, outcome);
    });
  }

  for (const [status, ask, answer] of [
    [401, 'WWW-Authenticate', 'Authorization'],
    [407, 'Proxy-Authenticate', 'Proxy-Authorization'],
  ] as const) {
    it(`tells a password refused with ${status} from a missing one, and does not try it again`, async () => {
      const challenge = { [ask]: 'Digest realm="pbx", nonce="n1"' };
      const uas = own(await Uas.udp((request) => request.reply(status, challenge)));
      const properties = { transport: 'sip', sipUri: `sip:6040@127.0.0.1:${uas.port}` };
      const phone = site.add(properties, { sipUsername: '6040', sipPassword: 'wrong' });
      assert.equal((await signOfLife(phone)).outcome, 'unauthorized');
      const sent = uas.requests.length;
      assert.match(uas.requests[1]?.header(answer) ?? '', /username="6040"/);
      assert.equal((await signOfLife(phone)).outcome, 'locked');
      assert.equal(uas.requests.length, sent);
    });
  }

  it('takes silence for what it may be', async () => {
    const uas = await Uas.udp(() => undefined);
    try {
      const phone = site.add({ transport: 'sip', sipUri: `sip:6040@127.0.0.1:${uas.port}` });
      assert.equal((await signOfLife(phone, { timeout: 100, patience: 10_000 })).outcome, 'silent');
    } finally {
      await uas.close();
    }
  });
});
