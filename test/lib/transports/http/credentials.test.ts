import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HttpTransport } from '../../../../nodes/lib/transports/http/http-transport';
import { own } from '../../../support/own';
import { RawPhone } from './raw-phone';

const USER = 'admin';
const PASSWORD = 'pa:ss "word" ä';

/** What a phone says to a request: an answer as text; it is sent as UTF-8 and the connection ended. */
type Answer = (authorization: string | undefined, target: string) => string;

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n';
const unauthorized = (...challenges: string[]) =>
  `HTTP/1.1 401 Unauthorized\r\n${challenges.map((challenge) => `WWW-Authenticate: ${challenge}\r\n`).join('')}Content-Length: 0\r\n\r\n`;

/** One parameter of an Authorization header, without quotes. */
function part(header: string, name: string): string {
  const match = new RegExp(`[ ,]${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^,]*))`).exec(header);
  return (match?.[1] ?? match?.[2] ?? '').replace(/\\(.)/g, '$1');
}

/** Checks a response as RFC 7616 section 3.4.1 defines it, from what the header says and the shared secret alone. */
function checks(header: string, hash: string, target: string, sess = false): boolean {
  const h = (text: string) => createHash(hash).update(text, 'utf8').digest('hex');
  const [realm, nonce, nc, cnonce, qop] = ['realm', 'nonce', 'nc', 'cnonce', 'qop'].map((name) => part(header, name));
  let secret = h(`${USER}:${realm}:${PASSWORD}`);
  if (sess) secret = h(`${secret}:${nonce}:${cnonce}`);
  const entity = qop === 'auth-int' ? `:${h('')}` : '';
  const request = h(`GET:${part(header, 'uri')}${entity}`);
  const expected = qop ? h(`${secret}:${nonce}:${nc}:${cnonce}:${qop}:${request}`) : h(`${secret}:${nonce}:${request}`);
  return part(header, 'uri') === target && part(header, 'username') === USER && part(header, 'response') === expected;
}

describe('HttpTransport: credentials', () => {
  const phones: RawPhone[] = [];
  const transports: HttpTransport[] = [];

  /** A phone that answers so, and a transport to it. `seen` collects the Authorization headers. */
  async function set(answer: Answer, password = PASSWORD) {
    const seen: (string | undefined)[] = [];
    const phone = new RawPhone((socket, request) => {
      const authorization = /^authorization: (.*)\r$/im.exec(request)?.[1];
      const text = authorization && Buffer.from(authorization, 'latin1').toString('utf8');
      seen.push(text);
      socket.end(answer(text, request.split(' ')[1] ?? ''));
    });
    phones.push(phone);
    const port = await phone.listen();
    const transport = new HttpTransport({ protocol: 'http', host: '127.0.0.1', port, username: USER, password });
    transports.push(transport);
    const send = async (target = '/key?1') =>
      (await transport.request(target, { timeout: 10_000, signal: new AbortController().signal })).status;
    return { phone, send, seen };
  }

  for (const qop of ['auth', 'auth-int']) {
    it(`answers a Digest challenge for a POST by its method and, with ${qop}, its body`, async () => {
      const seen: { authorization: string; body: string }[] = [];
      const server = own(
        createServer((request, response) => {
          let body = '';
          request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
          request.on('end', () => {
            seen.push({ authorization: request.headers.authorization ?? '', body });
            if (seen.length === 1)
              response.writeHead(401, { 'WWW-Authenticate': `Digest realm="r", nonce="n", qop="${qop}"` });
            response.end();
          });
        }),
      ).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      const transport = own(
        new HttpTransport({ protocol: 'http', host: '127.0.0.1', port, username: USER, password: 'x' }),
      );
      const options = { timeout: 10_000, signal: new AbortController().signal };
      const answer = await transport.request('/push', options, { contentType: 'text/xml', body: '<ä/>' });
      assert.equal(answer.status, 200);
      assert.deepEqual(
        seen.map(({ body }) => body),
        ['<ä/>', '<ä/>'],
      );
      const header = seen[1]?.authorization ?? '';
      const md5 = (text: string) => createHash('md5').update(text, 'utf8').digest('hex');
      const entity = qop === 'auth-int' ? `:${md5('<ä/>')}` : '';
      const [nc, cnonce] = [part(header, 'nc'), part(header, 'cnonce')];
      assert.equal(
        part(header, 'response'),
        md5(`${md5(`${USER}:r:x`)}:n:${nc}:${cnonce}:${qop}:${md5(`POST:/push${entity}`)}`),
      );
    });
  }

  afterEach(async () => {
    await Promise.all(transports.splice(0).map((transport) => transport.close()));
    await Promise.all(phones.splice(0).map((phone) => phone.close()));
  });

  it('are not sent to a phone that does not ask', async () => {
    const { send, seen } = await set(() => OK);
    assert.equal(await send(), 200);
    assert.equal(await send(), 200);
    assert.deepEqual(seen, [undefined, undefined]);
  });

  it('Basic: after a 401, in UTF-8, then unasked', async () => {
    const expected = `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')}`;
    const { send, seen } = await set((authorization) =>
      authorization === expected ? OK : unauthorized('Basic realm="VoIP Phone"'),
    );
    assert.equal(await send(), 200);
    assert.equal(await send(), 200);
    assert.deepEqual(seen, [undefined, expected, expected]);
  });

  for (const [algorithm, hash] of [
    ['MD5', 'md5'],
    ['MD5-sess', 'md5'],
    ['SHA-256', 'sha256'],
    ['SHA-256-sess', 'sha256'],
    ['SHA-512-256', 'sha512-256'],
    ['SHA-512-256-sess', 'sha512-256'],
  ] as const) {
    for (const qop of ['auth', 'auth-int', 'auth,auth-int', '']) {
      it(`Digest ${algorithm}, qop "${qop}"`, async () => {
        const nonce = randomBytes(8).toString('hex');
        const challenge = `Digest realm="a, \\"b\\" ü", nonce="${nonce}", opaque="o,p", algorithm=${algorithm}${qop && `, qop="${qop}"`}`;
        const { send, seen } = await set((authorization, target) => {
          if (!authorization) return unauthorized(challenge);
          const good = checks(authorization, hash, target, algorithm.endsWith('sess'));
          return good && part(authorization, 'opaque') === 'o,p' && part(authorization, 'realm') === 'a, "b" ü'
            ? OK
            : unauthorized(challenge);
        });
        assert.equal(await send("/key?a=%20&b='"), 200);
        assert.equal(seen.length, 2);
        assert.equal(await send('/other'), 200);
        if (qop) assert.equal(part(seen[2] ?? '', 'nc'), '00000002');
      });
    }
  }

  it('answer the strongest of several challenges, in one or several fields', async () => {
    const md5 = 'Digest realm="r, x", nonce="m", qop="auth", algorithm=MD5';
    const sha = 'Digest realm="r, x", nonce="s", qop="auth", algorithm=SHA-256';
    const unknown = 'Digest realm="r", nonce="u", algorithm=SHA3-512';
    for (const challenges of [
      ['Basic realm="r"', md5, unknown, sha],
      [`Basic realm="r", ${md5}, ${sha}`],
      [`${sha} ${md5}`],
    ]) {
      const { send } = await set((authorization, target) =>
        authorization && part(authorization, 'nonce') === 's' && checks(authorization, 'sha256', target)
          ? OK
          : unauthorized(...challenges),
      );
      assert.equal(await send(), 200, challenges.join(' | '));
    }
  });

  it('are tried once: 401 again is the answer', async () => {
    let nonces = 0;
    const { send, seen } = await set(
      () => unauthorized(`Digest realm="r", nonce="${(nonces += 1)}", qop="auth"`),
      'wrong',
    );
    assert.equal(await send(), 401);
    assert.equal(seen.length, 2);
    assert.equal(await send(), 401);
    assert.equal(seen.filter(Boolean).length, 2, 'one try per command');
  });

  it('without credentials, or with a challenge unknown, 401 is the answer at once', async () => {
    const { send, seen } = await set(() =>
      unauthorized('Negotiate', 'Digest realm="r", nonce="n", algorithm=SHA3-512'),
    );
    assert.equal(await send(), 401);
    assert.equal(seen.length, 1);

    const phone = new RawPhone((socket) => socket.end(unauthorized('Basic realm="r"')));
    phones.push(phone);
    const bare = new HttpTransport({ protocol: 'http', host: '127.0.0.1', port: await phone.listen() });
    transports.push(bare);
    const { status } = await bare.request('/x', { timeout: 10_000, signal: new AbortController().signal });
    assert.equal(status, 401);
    assert.equal(phone.requests.length, 1);
  });

  it('go again with a new nonce where the old one is stale', async () => {
    let nonce = 1;
    const { send, seen } = await set((authorization, target) => {
      const good = authorization !== undefined && checks(authorization, 'md5', target);
      const fresh = part(authorization ?? '', 'nonce') === `n${nonce}`;
      if (good && fresh) return OK;
      return unauthorized(`Digest realm="r", nonce="n${nonce}", qop="auth"${good ? ', stale=true' : ''}`);
    });
    assert.equal(await send(), 200);
    nonce = 2;
    assert.equal(await send(), 200);
    assert.deepEqual(
      seen.map((header) => header && `${part(header, 'nonce')} ${part(header, 'nc')}`),
      [undefined, 'n1 00000001', 'n1 00000002', 'n2 00000001'],
    );
  });

  it('take the next nonce from Authentication-Info', async () => {
    let nonce = 1;
    const { send, seen } = await set((authorization, target) => {
      if (!authorization || !checks(authorization, 'md5', target) || part(authorization, 'nonce') !== `n${nonce}`) {
        return unauthorized(`Digest realm="r", nonce="n${nonce}", qop="auth"`);
      }
      nonce += 1;
      return `HTTP/1.1 200 OK\r\nAuthentication-Info: qop=auth, nextnonce="n${nonce}"\r\nContent-Length: 0\r\n\r\n`;
    });
    for (let n = 0; n < 3; n += 1) assert.equal(await send(), 200);
    assert.deepEqual(
      seen.map((header) => header && `${part(header, 'nonce')} ${part(header, 'nc')}`),
      [undefined, 'n1 00000001', 'n2 00000001', 'n3 00000001'],
    );
  });

  it('are found in answers that strict parsers refuse', async () => {
    const challenge = 'Digest realm="r", nonce="n", qop="auth"';
    for (const answer of [
      `HTTP/1.1 401 Unauthorized\nWWW-Authenticate: ${challenge}\n\n`,
      `HTTP/1.1 401 Unauthorized\rWWW-Authenticate: ${challenge}\r\r`,
      `HTTP/1.2 401\r\nServer: \x01\x00\r\nWWW-Authenticate : ${challenge}\r\n\r\n`,
      `HTTP/1.1 401 x\r\nContent-Length: 1\r\nContent-Length: 2\r\nWWW-Authenticate: Digest realm="r",\r\n nonce="n", qop="auth"\r\n\r\n`,
      `HTTP/1.1 401 x\r\nWWW-Authenticate: ${challenge}`,
      `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 401 x\r\nTransfer-Encoding: chunked\r\nWWW-Authenticate: ${challenge}\r\n\r\nxyz`,
    ]) {
      const { send, seen } = await set((authorization, target) =>
        authorization && checks(authorization, 'md5', target) ? OK : answer,
      );
      assert.equal(await send(), 200, JSON.stringify(answer));
      assert.equal(seen.length, 2);
    }
  });

  it('are found in a 401 whose fields never end', async () => {
    const phone = new RawPhone((socket, request) => {
      if (/^authorization: Basic/im.test(request)) socket.end(OK);
      else socket.write('HTTP/1.1 401 x\r\nWWW-Authenticate: Basic realm="r"\r\n');
    });
    phones.push(phone);
    const settings = { protocol: 'http', host: '127.0.0.1', port: await phone.listen() } as const;
    const transport = new HttpTransport({ ...settings, username: 'a', password: 'b' });
    transports.push(transport);
    const { status } = await transport.request('/x', { timeout: 10_000, signal: new AbortController().signal });
    assert.equal(status, 200);
  });

  it('go on the same connection where the phone keeps it', async () => {
    const phone = new RawPhone((socket, request) => {
      const head = /^authorization:/im.test(request) ? 'HTTP/1.1 200 OK' : 'HTTP/1.1 401 x\r\nWWW-Authenticate: Basic';
      socket.write(`${head}\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nno`);
    });
    phones.push(phone);
    const port = await phone.listen();
    const transport = new HttpTransport({ protocol: 'http', host: '127.0.0.1', port, username: 'a', password: 'b' });
    transports.push(transport);
    const { status } = await transport.request('/x', { timeout: 10_000, signal: new AbortController().signal });
    assert.equal(status, 200);
    assert.equal(phone.connections, 1);
    assert.equal(phone.requests.length, 2);
  });

  it('a challenge that would break the request line by line is not answered', async () => {
    const { send, seen } = await set(() => unauthorized('Digest realm="a\x01b", nonce="n\x00", qop="auth"'));
    assert.equal(await send(), 401);
    assert.equal(seen.length, 1);
  });
});
