import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { RawPhone } from '../lib/transports/http/raw-phone';
import { ACCOUNT, authorizationOf, isProven } from '../lib/transports/sip/support/expected-digest';
import { Uas } from '../lib/transports/sip/support/uas';
import { type Loaded, loadNodes, messagesAt, unloadNodes } from '../support/nodes';

const TAB = { id: 'tab', type: 'tab', label: 'test' };
const place = { z: 'tab', x: 1, y: 1 };
const OUT = { id: 'out', type: 'helper', ...place, wires: [] };
const CATCH = { id: 'catch-1', type: 'catch', ...place, scope: null, uncaught: false, wires: [['caught']] };
const CAUGHT = { id: 'caught', type: 'helper', ...place, wires: [] };
const WEB = { username: 'admin', password: 'Canary-web-9921' };

const command = (phone: string, properties: object = {}): object => ({
  id: `to-${phone}`,
  type: 'active-uri out',
  ...place,
  phone,
  timeout: '5',
  retries: '2',
  wires: [['out']],
  ...properties,
});
const webPhone = (port: number, properties: object = {}): object => ({
  id: 'desk',
  type: 'voip-phone',
  name: 'Desk',
  vendor: 'fanvil',
  host: '127.0.0.1',
  port: String(port),
  ...properties,
});

const answer = (status: number, ...challenges: string[]): string =>
  `HTTP/1.1 ${status} x\r\n${challenges.map((challenge) => `WWW-Authenticate: ${challenge}\r\n`).join('')}Content-Length: 0\r\n\r\n`;
const authorization = (request: string): string => /^authorization: (.*)\r$/im.exec(request)?.[1] ?? '';

describe('active-uri out and logins', () => {
  const phones: RawPhone[] = [];
  const servers: Uas[] = [];
  afterEach(async () => {
    await unloadNodes();
    await Promise.all([...phones.splice(0), ...servers.splice(0)].map((each) => each.close()));
  });

  async function web(react: (request: string, number: number, socket: Socket) => string): Promise<RawPhone> {
    const phone = new RawPhone((socket, request, number) => {
      const text = react(request, number, socket);
      if (text) socket.end(text);
    });
    phones.push(phone);
    return phone;
  }
  /** `ok`, or the code of the error and its text. */
  async function outcome(loaded: Loaded, phone: string): Promise<string> {
    const arrival = Promise.race([messagesAt(loaded.node('out'), 1), messagesAt(loaded.node('caught'), 1)]);
    loaded.node(`to-${phone}`).receive({ payload: 'OK' });
    const [message] = (await arrival) as { error?: { code: string; message: string } }[];
    return message?.error ? `${message.error.code} ${message.error.message}` : 'ok';
  }

  it('counts a nonce on over a deploy of the phone, which begins without it', async () => {
    let last = 0;
    const phone = await web((request) => {
      const nc = Number.parseInt(/nc=([0-9a-f]{8})/.exec(authorization(request))?.[1] ?? '0', 16);
      if (nc === 0) return answer(401, 'Digest realm="r", nonce="for ever", qop="auth"');
      if (nc <= last) return answer(403);
      last = nc;
      return answer(200);
    });
    const flow = [TAB, webPhone(await phone.listen()), command('desk'), OUT, CATCH, CAUGHT];
    const loaded = await loadNodes(flow, { desk: WEB });
    assert.equal(await outcome(loaded, 'desk'), 'ok');
    assert.equal(await outcome(loaded, 'desk'), 'ok');
    const before = phone.requests.length;
    await loaded.redeploy(
      flow.map((node) => ('vendor' in node ? { ...node, name: 'Desk 2' } : node)),
      'nodes',
    );
    assert.equal(await outcome(loaded, 'desk'), 'ok');
    assert.equal(authorization(phone.requests[before] ?? ''), '');
    assert.equal(last, 3);
  });

  it('begins without the nonces of a SIP phone that is deployed anew, though another SIP phone stays', async () => {
    const uas = await Uas.udp((request, count) => {
      if (isProven(request, 'Authorization')) request.reply(200);
      else request.reply(401, { 'WWW-Authenticate': `Digest realm="r", nonce="n${count}", qop="auth"` });
    });
    servers.push(uas);
    const sipPhone = (id: string, name = `The ${id}`) => ({
      ...webPhone(80, { id, name, transport: 'sip', sipUri: `sip:${id}@127.0.0.1:${uas.port}` }),
    });
    const others = [command('desk'), command('hall'), OUT, CATCH, CAUGHT];
    const account = { sipUsername: ACCOUNT.username, sipPassword: ACCOUNT.password };
    const loaded = await loadNodes([TAB, sipPhone('desk'), sipPhone('hall'), ...others], {
      desk: account,
      hall: account,
    });
    for (const id of ['desk', 'hall', 'desk']) assert.equal(await outcome(loaded, id), 'ok');
    await loaded.redeploy([TAB, sipPhone('desk', 'other'), sipPhone('hall'), ...others], 'nodes');
    for (const id of ['hall', 'desk']) assert.equal(await outcome(loaded, id), 'ok');
    assert.deepEqual(
      uas.requests.map((request) => authorizationOf(request.header('Authorization')).nonce ?? ''),
      ['', 'n1', '', 'n3', 'n1', 'n3', '', 'n7'],
    );
  });

  it('sends Basic at once to a phone that is set up so', async () => {
    const phone = await web((request) => answer(authorization(request).startsWith('Basic ') ? 200 : 401));
    const loaded = await loadNodes(
      [TAB, webPhone(await phone.listen(), { login: 'basic' }), command('desk'), OUT, CATCH, CAUGHT],
      { desk: WEB },
    );
    assert.equal(await outcome(loaded, 'desk'), 'ok');
    assert.equal(phone.requests.length, 1);
  });

  it('says what a phone asks for where that is not known, and goes on asking', async () => {
    const phone = await web(() => answer(401, 'NTLM'));
    const loaded = await loadNodes([TAB, webPhone(await phone.listen()), command('desk'), OUT, CATCH, CAUGHT], {
      desk: WEB,
    });
    for (let n = 1; n <= 2; n += 1) {
      assert.match(await outcome(loaded, 'desk'), /^UNAUTHORIZED 127\.0\.0\.1 answered 401: it asks for NTLM/);
      assert.equal(phone.requests.length, n);
    }
  });

  it('ends a command that waits too long with EXPIRED, while the one before it is still under way', async () => {
    let first: Socket | undefined;
    const phone = await web((_request, _number, socket) => {
      first = socket;
      return '';
    });
    const loaded = await loadNodes([
      TAB,
      webPhone(await phone.listen()),
      command('desk', { maxAge: '0.05' }),
      OUT,
      CATCH,
      CAUGHT,
    ]);
    const done = messagesAt(loaded.node('out'), 1);
    loaded.node('to-desk').receive({ payload: 'OK' });
    const caught = messagesAt(loaded.node('caught'), 1);
    loaded.node('to-desk').receive({ payload: 'F_LOCK' });
    const [message] = (await caught) as { error?: { code: string } }[];
    assert.equal(message?.error?.code, 'EXPIRED');
    first?.end(answer(200));
    await done;
    assert.equal(phone.requests.length, 1);
  });
});
