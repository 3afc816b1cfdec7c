import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { PhoneError } from '../../../../nodes/lib/errors';
import { HttpTransport } from '../../../../nodes/lib/transports/http/http-transport';
import { own } from '../../../support/own';
import { RawPhone, type Reaction } from './raw-phone';

const LOGIN = { username: 'admin', password: 'canary-secret-4711' };
const CLOSING = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';
const KEPT = 'Connection: keep-alive\r\nContent-Length: 0\r\n\r\n';

describe('HttpTransport: a phone that means harm', () => {
  /** A phone that does so, and how commands go to it, with a login; each gives its status, its body or its error's code. */
  async function set(react: Reaction) {
    const phone = own(new RawPhone(react));
    const port = await phone.listen();
    const transport = own(new HttpTransport({ protocol: 'http', host: '127.0.0.1', port, ...LOGIN }));
    const ask = (target: string, wantBody = true) =>
      transport.request(target, { timeout: 10_000, signal: new AbortController().signal, wantBody });
    const send = (target: string): Promise<number | string> =>
      ask(target, false).then(
        ({ status }) => status,
        ({ code }: PhoneError) => code,
      );
    const logins = () => phone.requests.map((request) => /^authorization: (\w+)/im.exec(request)?.[1]);
    return { phone, ask, send, logins };
  }

  it('asks for ever with new nonces and realms, all of them stale: two logins for a command', async () => {
    let count = 0;
    const { send, logins } = await set((socket) => {
      count += 1;
      socket.end(
        `HTTP/1.1 401 x\r\nWWW-Authenticate: Digest realm="r${count}", nonce="n${count}", qop="auth", stale=true\r\n\r\n`,
      );
    });
    assert.equal(await send('/1'), 401);
    assert.deepEqual(logins(), [undefined, 'Digest', 'Digest']);
  });

  it('asks for a remembered login again and again, each time otherwise: four requests', async () => {
    let count = 0;
    const { phone, send, logins } = await set((socket, request) => {
      count += 1;
      const isGood = count === 2;
      const nonce = /nonce="n(\d+)"/.exec(request)?.[1] ?? count;
      const next = count === 3 ? nonce : count;
      const challenge = `Digest realm="r", nonce="n${next}", qop="auth"${count > 3 ? ', stale=true' : ''}`;
      socket.end(isGood ? CLOSING : `HTTP/1.1 401 x\r\nWWW-Authenticate: ${challenge}\r\n\r\n`);
    });
    assert.equal(await send('/1'), 200);
    phone.requests.length = 0;
    assert.equal(await send('/2'), 401);
    assert.deepEqual(logins(), ['Digest', undefined, 'Digest', 'Digest']);
  });

  it('takes Digest, then asks for the password in clear: it gets none', async () => {
    const { send, logins } = await set((socket, _request, number) => {
      const challenge =
        number === 1 ? 'Digest realm="r", nonce="n", qop="auth"' : 'Basic realm="r", stale=true, nonce="m"';
      socket.end(`HTTP/1.1 401 x\r\nWWW-Authenticate: ${challenge}\r\n\r\n`);
    });
    assert.equal(await send('/1'), 401);
    assert.deepEqual(logins(), [undefined, 'Digest']);
  });

  it('lays an answer to the login behind its 401: the login is answered by what comes after it', async () => {
    for (const [apart, behind] of [
      [false, CLOSING],
      [true, CLOSING],
      [true, '\r\n'],
    ] as const) {
      const { phone, send, logins } = await set((socket, request, number) => {
        if (/^authorization:/im.test(request)) socket.end(CLOSING.replace('200', '403'));
        else if (number > 1) socket.end(CLOSING);
        else {
          const refusal = `HTTP/1.1 401 x\r\nWWW-Authenticate: Basic\r\n${KEPT}`;
          socket.write(apart ? refusal : refusal + behind);
          if (apart) setImmediate(() => socket.write(behind));
        }
      });
      assert.equal(await send('/1'), 403);
      assert.deepEqual(logins(), [undefined, 'Basic']);
      assert.equal(phone.connections, 2);
    }
  });

  it('never ends the body of its 401: the login goes on another connection, once', async () => {
    const { phone, send, logins } = await set((socket, request) => {
      if (/^authorization:/im.test(request)) socket.end(CLOSING);
      else socket.write('HTTP/1.1 401 x\r\nWWW-Authenticate: Basic\r\nConnection: keep-alive\r\n\r\n<html>');
    });
    assert.equal(await send('/1'), 200);
    assert.deepEqual(logins(), [undefined, 'Basic']);
    assert.equal(phone.connections, 2);
  });

  it('sends whoever has logged in elsewhere: nobody goes there', async () => {
    const other = own(new RawPhone((socket) => socket.end(CLOSING)));
    const port = await other.listen();
    const { phone, ask, send } = await set((socket, request, number) => {
      if (!/^authorization:/im.test(request)) socket.end('HTTP/1.1 401 x\r\nWWW-Authenticate: Basic\r\n\r\n');
      else if (number === 2) socket.end(CLOSING);
      else {
        const location = `http://${LOGIN.username}:${LOGIN.password}@127.0.0.1:${port}/?p=${LOGIN.password}`;
        socket.end(`HTTP/1.1 307 x\r\nLocation: ${location}\r\nContent-Length: 0\r\n\r\n`);
      }
    });
    assert.equal(await send('/1'), 200);
    const answer = await ask('/2');
    assert.equal(answer.status, 307);
    assert.equal(answer.redirect?.target, `http://127.0.0.1:${port}`);
    assert.doesNotMatch(JSON.stringify(answer), /canary/);
    assert.equal(other.connections, 0);
    assert.equal(phone.requests.length, 3);
  });

  it('packs ten megabytes into ten kilobytes: it stays packed', async () => {
    const packed = gzipSync(Buffer.alloc(10_000_000));
    const { phone, ask } = await set((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${packed.length}\r\n\r\n`);
      socket.end(packed);
    });
    const { status, body = '' } = await ask('/1');
    assert.equal(status, 200);
    assert.ok(body.length > 0 && body.length <= packed.length);
    assert.doesNotMatch(phone.requests[0] ?? '', /^accept-encoding/im);
  });

  it('sends bytes of every encoding: text, and no error', async () => {
    const bodies = [
      Buffer.from([0xff, 0xfe, 0x00, 0xd8]),
      Buffer.from([0xfe, 0xff, 0xd8, 0x00]),
      Buffer.from([0xf4, 0x90, 0x80, 0x80]),
      Buffer.from([0xc0, 0x80]),
      Buffer.alloc(70_000, 0xe4),
      Buffer.alloc(70_000),
    ];
    const { ask } = await set((socket, _request, number) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-7\r\n\r\n');
      socket.end(bodies[number - 1] ?? '');
    });
    for (let n = 0; n < bodies.length; n += 1) {
      const { status, body = '' } = await ask('/1');
      assert.equal(status, 200);
      assert.ok(body.length > 0 && body.length <= 65_536);
    }
  });

  it('answers byte by byte: whole', async () => {
    const answer =
      'HTTP/1.1 100 Go on\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: keep-alive\r\n\r\n2;x=y\r\nok\r\n0\r\nA: b\r\n\r\n';
    const { ask } = await set((socket) => {
      socket.setNoDelay(true);
      let at = 0;
      const next = (): void => {
        if (at < answer.length) socket.write(answer.slice(at, (at += 1)), () => setImmediate(next));
      };
      next();
    });
    for (let n = 0; n < 2; n += 1) assert.deepEqual(await ask('/1'), { status: 200, body: 'ok' });
  });

  for (const [name, head] of [
    ['a coding that is almost chunked', 'Transfer-Encoding: \x0bchunked\r\nConnection: keep-alive\r\n\r\n0\r\n\r\n'],
    ['a coding behind another blank', 'Transfer-Encoding:\xa0chunked\r\nConnection: keep-alive\r\n\r\n0\r\n\r\n'],
    ['an empty coding beside a length', `Transfer-Encoding:\r\n${KEPT}`],
    ['a length said twice, once not', `Content-Length:\r\n${KEPT}`],
    ['a length with a NUL', 'Content-Length: 0\0\r\nConnection: keep-alive\r\n\r\n'],
  ] as const) {
    it(`leaves its answer's end in doubt, ${name}: another connection for the next command`, async () => {
      const { phone, send } = await set((socket) => socket.write(`HTTP/1.1 200 OK\r\n${head}`, 'latin1'));
      for (let n = 0; n < 2; n += 1) assert.equal(await send('/1'), 200);
      assert.equal(phone.connections, 2);
      assert.equal(phone.requests.length, 2);
    });
  }

  it('ends its side and waits for ever for ours to end: ours ends', async () => {
    const { phone, send } = await set((socket) => {
      socket.allowHalfOpen = true;
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nx');
    });
    assert.equal(await send('/1'), 200);
    await phone.quiet();
  });

  it('ends each connection before it is asked: nothing went out, or one error', async () => {
    const { phone, send } = await set(() => {});
    phone.on('accepted', (socket: Socket) => socket.end());
    const outcome = await send('/1');
    assert.match(String(outcome), /^(?:UNREACHABLE|UNREADABLE_ANSWER)$/);
    assert.ok(phone.requests.length <= 1);
    if (outcome === 'UNREACHABLE') assert.equal(phone.requests.length, 0);
  });

  it('answers, then resets, while the command is written: its status', async () => {
    const { phone, send } = await set((socket, _request, number) => {
      if (number === 1) socket.write('HTTP/1.1 500 x\r\n\r\n', () => socket.resetAndDestroy());
      else socket.end(CLOSING);
    });
    assert.equal(await send('/1'), 500);
    assert.equal(await send('/2'), 200);
    assert.equal(phone.requests.length, 2);
    if (phone.sockets.size > 0) await once(phone, 'gone');
  });
});
