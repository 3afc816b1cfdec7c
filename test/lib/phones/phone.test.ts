import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { freePort } from '../../support/node-red';
import { ANSWER, RawPhone } from '../../support/raw-phone';
import { Recorder } from '../../support/recorder';
import { rejection } from '../commands/errors';
import { Uas } from '../transports/sip/support/uas';
import { MINUTE, press, SECOND, Site, sending } from './phones';

const MAC = '80:82:87:04:6b:c2';
const DAY = 24 * 60 * MINUTE;
/** What lets a connection stay open for the next command. */
const KEPT = ANSWER.replace('\r\n', '\r\nConnection: keep-alive\r\n');
const KEYS = '/cgi-bin/ConfigManApp.com?key=';

describe('phones/phone', () => {
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
  /** Ends the request with this status; for 401 with a challenge. */
  const answering = (status: number): void => {
    web.answer = (_request, response) => {
      response.writeHead(status, status === 401 ? { 'www-authenticate': 'Basic realm="phone"' } : {}).end();
    };
  };

  it('sends one command at a time, in order, and each only when the phone has answered the last', async () => {
    const phone = site.add({ port: web.port });
    let open = 0;
    let most = 0;
    web.answer = (_request, response) => {
      open += 1;
      most = Math.max(most, open);
      setImmediate(() => {
        open -= 1;
        response.end();
      });
    };
    const numbers = Array.from({ length: 20 }, (_, index) => String(6000 + index));
    const results = await Promise.all(numbers.map((number) => phone.send({ action: 'dial', number }, sending())));
    assert.deepEqual(
      web.targets,
      numbers.map((number) => `${KEYS}${number};ENTER`),
    );
    assert.deepEqual(
      results.map(({ keys }) => keys[0]),
      numbers,
    );
    assert.equal(most, 1);
  });

  it('says what it did', async () => {
    const phone = site.add({ name: 'Desk', port: web.port });
    const { elapsed, ...result } = await phone.send(press('OK'), sending());
    assert.ok(Number.isInteger(elapsed) && elapsed >= 0);
    assert.deepEqual(result, {
      ok: true,
      action: 'press',
      keys: ['OK'],
      sent: `${KEYS}OK`,
      phone: { name: 'Desk', host: '127.0.0.1' },
      transport: 'http',
      status: 200,
      attempts: 1,
    });
  });

  it('lets another phone go on while one is silent', async () => {
    const silent = await new Recorder().start('127.0.0.2');
    try {
      const asked = new Promise<void>((resolve) => {
        silent.answer = () => resolve();
      });
      const dead = site.add({ id: 'silent', host: '127.0.0.2', port: silent.port });
      const phone = site.add({ port: web.port });
      const waiting = rejection('CLOSED', dead.send(press('OK'), sending()));
      await asked;
      assert.equal((await phone.send(press('OK'), sending())).status, 200);
      await dead.close();
      await waiting;
    } finally {
      await silent.stop();
    }
  });

  it('needs a vendor and an address', async () => {
    await rejection('NO_PHONE', site.add({ vendor: '' }).send(press('OK'), sending()));
    const phone = site.add({ id: 'nowhere', host: '' });
    assert.match((await rejection('NO_ADDRESS', phone.send(press('OK'), sending()))).message, /enter its address/);
    await rejection('NO_ADDRESS', phone.send(press('OK'), sending({ transport: 'sip' })));
  });

  it('sends to an address as soon as it is learned, also between two attempts', async () => {
    const phone = site.add({ host: '', mac: MAC, port: web.port });
    await rejection('NO_ADDRESS', phone.send(press('OK'), sending()));
    phone.learnAddress('127.0.0.2');
    // The first attempt goes out at once, to where nobody listens.
    const sent = phone.send(press('OK'), sending({ retries: 1 }));
    phone.learnAddress('127.0.0.1');
    const result = await sent;
    assert.equal(result.attempts, 2);
    assert.equal(result.phone.host, '127.0.0.1');
    assert.equal(web.targets.length, 1);
  });

  it('leaves the old address when the phone moves', async () => {
    const old = await RawPhone.start('127.0.0.2');
    const moved = await RawPhone.start('127.0.0.3', old.port);
    for (const raw of [old, moved]) raw.onRequest = (socket) => socket.write(KEPT);
    try {
      const phone = site.add({ host: '', mac: MAC, port: old.port });
      phone.learnAddress('127.0.0.2');
      await phone.send(press('OK'), sending());
      assert.equal(old.open, 1);
      phone.learnAddress('127.0.0.3');
      await phone.send(press('OK'), sending());
      // It was closed before the new one was opened, long before it would have ended by itself.
      assert.deepEqual([old.open, moved.open], [0, 1]);
      assert.deepEqual([old.targets.length, moved.targets.length], [1, 1]);
    } finally {
      await Promise.all([old.stop(), moved.stop()]);
    }
  });

  it('keeps no learned address for what a SIP proxy answers', async () => {
    const uas = await Uas.udp((request) => request.reply(200));
    try {
      const phone = site.add({ host: '', mac: MAC, transport: 'sip', sipProxy: `127.0.0.1:${uas.port}` });
      phone.learnAddress('127.0.0.1');
      site.clock.advance(6 * DAY);
      await phone.send(press('OK'), sending());
      site.clock.advance(2 * DAY);
      assert.equal(phone.host, '');
    } finally {
      await site.close();
      await uas.close();
    }
  });

  it('sends the keys of a vendor who takes one a request one after the other', async () => {
    const phone = site.add({ vendor: 'akuvox', port: web.port });
    const result = await phone.send(press('Speaker', '6', 'OK'), sending());
    assert.deepEqual(
      web.targets,
      ['Speaker', '6', 'OK'].map((key) => `/fcgi/do?keydown=${key}`),
    );
    assert.deepEqual(result.keys, ['Speaker', '6', 'OK']);
    assert.equal(result.sent, web.targets.join(' '));
  });

  it('stops such a sequence at the first refusal, and says what was done', async () => {
    const phone = site.add({ vendor: 'akuvox', port: web.port });
    web.answer = (_request, response) => {
      response.statusCode = web.targets.length === 2 ? 403 : 200;
      response.end();
    };
    const error = await rejection('FORBIDDEN', phone.send(press('Speaker', '6', 'OK'), sending()));
    assert.equal(error.cause?.status, 403);
    assert.match(error.message, /1 of the command's 3 requests were done/);
    assert.deepEqual(web.targets, ['/fcgi/do?keydown=Speaker', '/fcgi/do?keydown=6']);
    // The next command is not disturbed by what was left out.
    await phone.send(press('Hook'), sending());
    assert.equal(web.targets.at(-1), '/fcgi/do?keydown=Hook');
  });

  it('never says UNREACHABLE, which means that nothing was sent, where a part was done', async () => {
    const raw = await RawPhone.start();
    let stopped: Promise<void> | undefined;
    raw.onRequest = (socket) => {
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n', () => {
        stopped = raw.stop();
      });
    };
    const phone = site.add({ vendor: 'akuvox', port: raw.port });
    const error = await rejection('TIMEOUT', phone.send(press('Speaker', '6', 'OK'), sending()));
    assert.match(error.message, /1 of the command's 3 requests were done/);
    await stopped;
    assert.equal(raw.targets.length, 1);
  });

  it('does not send what waited too long behind a silent phone, and says so at once', async () => {
    const phone = site.add({ port: web.port });
    let answer: () => void = () => undefined;
    web.answer = (_request, response) => {
      answer = () => response.end();
    };
    const first = phone.send(press('OK'), sending());
    for (let n = 0; n < 10; n += 1) {
      const error = await rejection('EXPIRED', phone.send(press('F_LOCK'), sending({ maxAge: 10, retries: 5 })));
      assert.match(error.message, /nothing was sent/);
    }
    const patient = phone.send(press('1'), sending({ maxAge: 60_000 }));
    const any = phone.send(press('2'), sending({ maxAge: 0 }));
    answer();
    await first;
    web.answer = (_request, response) => response.end();
    await Promise.all([patient, any]);
    assert.deepEqual(
      web.targets.map((target) => target.slice(KEYS.length)),
      ['OK', '1', '2'],
    );
  });

  it('begins no attempt that comes too late: the last error stands', async () => {
    const port = await freePort();
    const phone = site.add({ port });
    // Ten retries would take four minutes.
    const error = await rejection('UNREACHABLE', phone.send(press('OK'), sending({ retries: 10, maxAge: 300 })));
    assert.equal(error.cause?.code, 'ECONNREFUSED');
  });

  it('brings a command of several requests to its end, however old it grows meanwhile', async () => {
    const phone = site.add({ vendor: 'akuvox', port: web.port });
    await phone.send(press('Speaker', '6', 'OK'), sending({ maxAge: 1 }));
    assert.equal(web.targets.length, 3);
  });

  it('ends everything with CLOSED when closed, and leaves no connection', async () => {
    const raw = await RawPhone.start();
    try {
      const asked = new Promise<void>((resolve) => {
        raw.onRequest = () => resolve();
      });
      const phone = site.add({ port: raw.port });
      const commands = [1, 2, 3].map(() => rejection('CLOSED', phone.send(press('OK'), sending())));
      await asked;
      await phone.close();
      await Promise.all(commands);
      await raw.drained();
      await rejection('CLOSED', phone.send(press('OK'), sending()));
      await phone.close();
      assert.equal(raw.targets.length, 1);
      assert.equal(raw.connections, 1);
    } finally {
      await raw.stop();
    }
  });

  it('closes the connection that it kept before it says that it is closed', async () => {
    const raw = await RawPhone.start();
    raw.onRequest = (socket) => socket.write(KEPT);
    const sockets = (): number => process.getActiveResourcesInfo().filter((type) => type === 'TCPSocketWrap').length;
    try {
      const phone = site.add({ port: raw.port });
      await phone.send(press('OK'), sending());
      assert.equal(raw.open, 1);
      const kept = sockets();
      await phone.close();
      assert.ok(sockets() < kept, `${sockets()} sockets of ${kept}`);
    } finally {
      await raw.stop();
    }
  });

  it('ends the commands of a node that closes, and goes on with those of others', async () => {
    const raw = await RawPhone.start();
    try {
      const asked = new Promise<void>((resolve) => {
        raw.onRequest = () => resolve();
      });
      const closing = new AbortController();
      const phone = site.add({ port: raw.port });
      const given = [1, 2].map(() => rejection('CLOSED', phone.send(press('OK'), sending({ signal: closing.signal }))));
      const other = phone.send(press('SPEAKER'), sending());
      await asked;
      raw.onRequest = (socket) => socket.write(ANSWER);
      closing.abort();
      await Promise.all(given);
      assert.equal((await other).status, 200);
      assert.deepEqual(raw.targets, [`${KEYS}OK`, `${KEYS}SPEAKER`]);
    } finally {
      await raw.stop();
    }
  });

  it('leaves nothing behind in a node that lives long', async () => {
    const phone = site.add({ port: web.port });
    const living = new AbortController();
    for (let n = 0; n < 20; n += 1) await phone.send(press('OK'), sending({ signal: living.signal }));
    assert.equal(getEventListeners(living.signal, 'abort').length, 0);
  });

  describe('after a wrong password', () => {
    const SECRETS = { username: 'admin', password: 'CanaryWrong4711' };

    it('sends nothing for a growing time, and tries again after it', async () => {
      answering(401);
      const phone = site.add({ port: web.port }, SECRETS);
      const first = await rejection('UNAUTHORIZED', phone.send(press('OK'), sending()));
      assert.equal(first.cause?.status, 401);
      // The bare request, and the one with the password.
      assert.equal(web.targets.length, 2);
      for (const minutes of [1, 2]) {
        const asked: number = web.targets.length;
        const error = await rejection('UNAUTHORIZED', phone.send(press('OK'), sending({ retries: 3 })));
        assert.equal(error.cause?.status, 401);
        assert.match(error.message, /nothing is sent for another/);
        assert.equal(error.message.includes(SECRETS.password), false);
        site.clock.advance(minutes * MINUTE - 1);
        await rejection('UNAUTHORIZED', phone.send(press('OK'), sending()));
        assert.equal(web.targets.length, asked);
        site.clock.advance(1);
        await rejection('UNAUTHORIZED', phone.send(press('OK'), sending()));
        assert.equal(web.targets.length, asked + 2);
      }
      answering(200);
      site.clock.advance(5 * MINUTE);
      await phone.send(press('OK'), sending());
      await phone.send(press('OK'), sending());
    });

    it('refuses what waited behind the command that was refused', async () => {
      answering(401);
      const phone = site.add({ port: web.port }, SECRETS);
      const outcomes = Array.from({ length: 10 }, () => rejection('UNAUTHORIZED', phone.send(press('OK'), sending())));
      for (const { cause } of await Promise.all(outcomes)) assert.equal(cause?.status, 401);
      assert.equal(web.targets.length, 2);
    });

    it('tries again at once with other credentials, not with the same', async () => {
      answering(401);
      await rejection('UNAUTHORIZED', site.add({ port: web.port }, SECRETS).send(press('OK'), sending()));
      const same = site.add({ port: web.port, name: 'Renamed' }, SECRETS);
      await rejection('UNAUTHORIZED', same.send(press('OK'), sending()));
      assert.equal(web.targets.length, 2);
      answering(200);
      const changed = site.add({ port: web.port }, { ...SECRETS, password: 'right' });
      await changed.send(press('OK'), sending());
    });

    it('tries again at once with another password in the path, not with the same', async () => {
      answering(401);
      const withPath = (password: string) => site.add({ port: web.port, path: `/x?pwd=${password}&key=` });
      for (const password of ['one', 'one', 'two', 'two']) {
        await rejection('UNAUTHORIZED', withPath(password).send(press('OK'), sending()));
      }
      assert.deepEqual(web.targets, ['/x?pwd=one&key=OK', '/x?pwd=two&key=OK']);
    });

    it('passes on every 401 where no password is configured', async () => {
      answering(401);
      const phone = site.add({ port: web.port });
      for (let n = 1; n <= 3; n += 1) {
        const error = await rejection('UNAUTHORIZED', phone.send(press('OK'), sending()));
        assert.match(error.message, /answered 401/);
        assert.equal(web.targets.length, n);
      }
    });

    it('guards the SIP account too', async () => {
      const uas = await Uas.udp((request) =>
        request.reply(401, { 'WWW-Authenticate': 'Digest realm="phone", nonce="n", qop="auth"' }),
      );
      try {
        const phone = site.add(
          { sipUri: `sip:6040@127.0.0.1:${uas.port}`, transport: 'sip', port: web.port },
          { sipUsername: '6040', sipPassword: 'CanaryWrong4711' },
        );
        const first = await rejection('UNAUTHORIZED', phone.send(press('OK'), sending()));
        assert.match(first.message, /answered 401/);
        const asked = uas.requests.length;
        assert.equal(asked, 2);
        const second = await rejection('UNAUTHORIZED', phone.send(press('OK'), sending()));
        assert.match(second.message, /SIP user.*nothing is sent/);
        assert.deepEqual(second.cause, { status: 401 });
        assert.equal(uas.requests.length, asked);
        // The web server knows nothing of that account.
        await phone.send(press('OK'), sending({ transport: 'http' }));
      } finally {
        await site.close();
        await uas.close();
      }
    });
  });

  describe('while a phone is off', () => {
    it('fails at once after five commands, probes now and then, and comes back with the phone', async () => {
      const port = await freePort();
      const phone = site.add({ port });
      for (let n = 0; n < 5; n += 1) {
        const error = await rejection('UNREACHABLE', phone.send(press('OK'), sending()));
        assert.equal(error.cause?.code, 'ECONNREFUSED');
        assert.doesNotMatch(error.message, /in a row/);
      }
      const raw = await RawPhone.start('127.0.0.1', port);
      try {
        const burst = await Promise.all(
          Array.from({ length: 300 }, () => rejection('UNREACHABLE', phone.send(press('OK'), sending()))),
        );
        for (const error of burst) assert.match(error.message, /5 commands in a row.*not tried/);
        assert.equal(raw.connections, 0);
        site.clock.advance(5 * SECOND);
        // One probe; what comes with it waits for what it finds.
        const results = await Promise.all([1, 2, 3].map(() => phone.send(press('OK'), sending())));
        assert.deepEqual(
          results.map(({ status }) => status),
          [200, 200, 200],
        );
        assert.equal(raw.targets.length, 3);
      } finally {
        await raw.stop();
      }
    });

    it('spends one attempt on a probe, and none on what waits behind it', async () => {
      let attempts = 0;
      // An answer that breaks off during the handshake counts as no connection; here every attempt can be seen.
      const raw = await RawPhone.start();
      raw.onConnection = (socket) => {
        attempts += 1;
        socket.resetAndDestroy();
      };
      try {
        const phone = site.add({ port: raw.port, protocol: 'https' });
        for (let n = 0; n < 5; n += 1) await rejection('UNREACHABLE', phone.send(press('OK'), sending()));
        assert.equal(attempts, 5);
        site.clock.advance(5 * SECOND);
        const outcomes = [1, 2, 3].map(() =>
          rejection('UNREACHABLE', phone.send(press('OK'), sending({ retries: 5 }))),
        );
        const [probe, ...behind] = await Promise.all(outcomes);
        assert.doesNotMatch(probe?.message ?? '', /in a row/);
        for (const error of behind) assert.match(error.message, /6 commands in a row/);
        assert.equal(attempts, 6);
      } finally {
        await raw.stop();
      }
    });
  });
});
