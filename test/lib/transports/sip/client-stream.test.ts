import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SipStack } from '../../../../nodes/lib/transports/sip';
import { own } from '../../../support/own';
import { DnsServer } from './support/dns-server';
import { FakeTimers } from '../../../support/fake-timers';
import { canBind, freePort } from './support/ports';
import { keyPress, within } from './support/requests';
import { Uas } from './support/uas';

const FIXTURES = join(__dirname, '../../../fixtures/tls');
const ca = readFileSync(join(FIXTURES, 'ca.pem'));
const server = readFileSync(join(FIXTURES, 'server.pem'));
const other = readFileSync(join(FIXTURES, 'other.pem'));
const LOCALHOST = { cert: server, key: server };
const PHONE_EXAMPLE = { cert: other, key: other };

describe('sip/client over TCP', () => {
  let stack: SipStack;
  let timers: FakeTimers;

  beforeEach(() => {
    timers = new FakeTimers();
    stack = own(new SipStack({ timers }));
  });

  async function uasOf(...start: Parameters<typeof Uas.tcp>): Promise<Uas> {
    return own(await Uas.tcp(...start));
  }
  const to = (uas: Uas): { uri: string } => ({ uri: `sip:6040@127.0.0.1:${uas.port};transport=tcp` });

  it('sends once and names the connection in Via', async () => {
    const uas = await uasOf((request) => {
      request.reply(100);
      request.reply(200);
    });
    assert.deepEqual(await stack.notify(keyPress(to(uas)), within(5000)), { status: 200 });
    const [request] = uas.requests;
    assert.ok(request?.header('Via').startsWith(`SIP/2.0/TCP 127.0.0.1:${request.from.port};rport;branch=`));
    assert.equal(request?.header('Contact'), `<sip:node-red@127.0.0.1:${request?.from.port};transport=tcp>`);
  });

  it('understands an answer that comes byte by byte, after keep-alives', async () => {
    const uas = await uasOf((request) => {
      request.socket?.setNoDelay(true);
      const bytes = [...Buffer.from(`\r\n\r\n${request.response(489, {}, 'no such event')}`)];
      setImmediate(function next() {
        request.send(Buffer.from(bytes.splice(0, 1)));
        if (bytes.length > 0) setImmediate(next);
      });
    });
    const answer = await stack.notify(keyPress(to(uas)), { ...within(5000), wantBody: true });
    assert.deepEqual(answer, { status: 489, body: 'no such event' });
  });

  it('shares a connection, whatever the order of the answers', async () => {
    const uas = await uasOf((_request, count) => {
      if (count === 3) for (const [index, request] of uas.requests.toReversed().entries()) request.reply(200 + index);
    });
    const answers = await Promise.all(
      ['a', 'b', 'c'].map((body) => stack.notify(keyPress({ ...to(uas), body }), within(5000))),
    );
    assert.deepEqual(
      answers.map((answer) => answer.status),
      uas.requests.map((_request, index) => 202 - index),
    );
    assert.equal(uas.connections, 1);
  });

  it('keeps an idle connection for the next command, and closes it after ten seconds', async () => {
    const uas = await uasOf((request) => request.reply(200));
    await stack.notify(keyPress(to(uas)), within(5000));
    timers.advance(9999);
    await stack.notify(keyPress(to(uas)), within(5000));
    assert.equal(uas.connections, 1);
    timers.advance(10_000);
    await stack.notify(keyPress(to(uas)), within(5000));
    assert.equal(uas.connections, 2);
  });

  it('connects anew where the other side has closed', async () => {
    const uas = await uasOf((request) => request.socket?.end(request.response(200)));
    await stack.notify(keyPress(to(uas)), within(5000));
    await new Promise<void>((resolve) => uas.requests[0]?.socket?.once('close', resolve));
    assert.deepEqual(await stack.notify(keyPress(to(uas)), within(5000)), { status: 200 });
    assert.equal(uas.connections, 2);
  });

  it('says UNREADABLE_ANSWER where the connection is cut after the NOTIFY, which was sent once', async () => {
    for (const cut of ['destroy', 'end', 'resetAndDestroy'] as const) {
      const uas = await uasOf((request) => request.socket?.[cut]());
      await assert.rejects(stack.notify(keyPress(to(uas)), within(5000)), { code: 'UNREADABLE_ANSWER' });
      assert.equal(uas.requests.length, 1);
    }
  });

  it('says UNREADABLE_ANSWER where the stream holds no SIP', async () => {
    const uas = await uasOf((request) => request.send(Buffer.alloc(40_000, 'HTTP')));
    await assert.rejects(stack.notify(keyPress(to(uas)), within(5000)), { code: 'UNREADABLE_ANSWER' });
  });

  it('says TIMEOUT where nothing comes, without a second copy', async () => {
    const uas = await uasOf(() => undefined);
    const answer = stack.notify(keyPress(to(uas)), within(5000));
    await uas.received(1);
    timers.advance(5000);
    await assert.rejects(answer, { code: 'TIMEOUT' });
    const after = stack.notify(keyPress(to(uas)), within(5000));
    await uas.received(2);
    uas.requests[1]?.reply(200);
    await after;
    assert.equal(uas.requests.length, 2);
  });

  it('says UNREACHABLE where the connection is refused', async () => {
    const port = await freePort();
    await assert.rejects(stack.notify(keyPress({ uri: `sip:a@127.0.0.1:${port};transport=tcp` }), within(5000)), {
      code: 'UNREACHABLE',
      cause: { code: 'ECONNREFUSED', message: `connect ECONNREFUSED 127.0.0.1:${port}` },
    });
  });

  it('connects from the chosen local address', async () => {
    const uas = await uasOf((request) => request.reply(200));
    await stack.notify(keyPress({ ...to(uas), local: '127.0.0.2:5999' }), within(5000));
    assert.equal(uas.requests[0]?.from.address, '127.0.0.2');
  });

  describe('instead of long datagrams', () => {
    /** A key press of exactly this many bytes over UDP. */
    async function sized(bytes: number, uri: string, udp: Uas): Promise<ReturnType<typeof keyPress>> {
      const press = keyPress({ uri, body: 'k'.repeat(500) });
      const before = udp.requests.length;
      await stack.notify(press, within(5000));
      const sent = udp.requests[before]?.text.length ?? 0;
      return { ...press, body: 'k'.repeat(500 + bytes - sent) };
    }

    it('takes TCP over 1300 bytes, and UDP up to that', async () => {
      const port = await freePort();
      const udp = own(await Uas.udp((request) => request.reply(200), '127.0.0.1', port));
      const tcp = await uasOf((request) => request.reply(200), '127.0.0.1', port);
      const uri = `sip:a@127.0.0.1:${port}`;
      await stack.notify(await sized(1300, uri, udp), within(5000));
      assert.deepEqual([udp.requests.length, tcp.requests.length, udp.requests[1]?.text.length], [2, 0, 1300]);
      await stack.notify(await sized(1301, uri, udp), within(5000));
      assert.deepEqual([udp.requests.length, tcp.requests.length], [3, 1]);
      assert.match(tcp.requests[0]?.text ?? '', /^Via: SIP\/2\.0\/TCP /m);
    });

    it('gives the UDP socket up that it did not need', async () => {
      const uas = await uasOf((request) => request.reply(200));
      const local = await freePort();
      const press = { local: `127.0.0.1:${local}`, body: 'k'.repeat(1400) };
      const sent = stack.notify(keyPress({ uri: `sip:a@127.0.0.1:${uas.port}`, ...press }), within(5000));
      assert.deepEqual(await sent, { status: 200 });
      timers.advance(60_000);
      assert.equal(await canBind(local, '127.0.0.1'), true);
    });

    it('goes back to UDP where TCP is refused', async () => {
      const port = await freePort();
      const udp = own(await Uas.udp((request) => request.reply(200), '127.0.0.1', port));
      const press = await sized(1400, `sip:a@127.0.0.1:${port}`, udp);
      assert.deepEqual(await stack.notify(press, within(5000)), { status: 200 });
      assert.match(udp.requests[1]?.text ?? '', /^Via: SIP\/2\.0\/UDP /m);
      assert.equal(udp.requests.length, 2);
    });
  });
});

describe('sip/client over TLS', () => {
  let stack: SipStack;
  let uas: Uas;

  beforeEach(() => (stack = own(new SipStack())));

  const press = (changes: object) =>
    stack.notify(keyPress({ uri: `sip:a@127.0.0.1:${uas.port}`, transport: 'tls', ...changes }), within(5000));

  it('sends to a server that it trusts', async () => {
    uas = own(await Uas.tls((request) => request.reply(200), LOCALHOST));
    assert.deepEqual(await press({ tls: { ca } }), { status: 200 });
    assert.deepEqual(await press({ uri: `sips:a@127.0.0.1:${uas.port}`, transport: undefined, tls: { ca } }), {
      status: 200,
    });
    assert.match(uas.requests[0]?.text ?? '', /^Via: SIP\/2\.0\/TLS /m);
    assert.match(uas.requests[1]?.text ?? '', /^Contact: <sips:/m);
    assert.equal(uas.connections, 1);
  });

  it('sends nothing to a server that it does not trust', async () => {
    uas = own(await Uas.tls((request) => request.reply(200), LOCALHOST));
    await assert.rejects(press({}), { code: 'UNREACHABLE' });
    await assert.rejects(press({ tls: { ca: other } }), { code: 'UNREACHABLE' });
    assert.deepEqual([uas.requests.length, uas.bytes], [0, 0]);
  });

  it('sends nothing to a server whose certificate is for another name', async () => {
    uas = own(await Uas.tls((request) => request.reply(200), PHONE_EXAMPLE));
    await assert.rejects(press({ tls: { ca } }), (error: { code: string; cause: { code: string } }) => {
      assert.deepEqual([error.code, error.cause.code], ['UNREACHABLE', 'ERR_TLS_CERT_ALTNAME_INVALID']);
      return true;
    });
    assert.deepEqual([uas.requests.length, uas.bytes], [0, 0]);
  });

  it('checks the name that was configured, not what the DNS made of it, and asks for it by SNI', async () => {
    const asked: string[] = [];
    uas = own(
      await Uas.tls((request) => request.reply(200), {
        ...PHONE_EXAMPLE,
        SNICallback: (name, found) => {
          asked.push(name);
          found(null);
        },
      }),
    );
    const dns = own(
      await DnsServer.start({
        '_sips._tcp.phone.example': [{ type: 'SRV', priority: 1, weight: 1, port: uas.port, target: 'host7.example' }],
        'host7.example': [{ type: 'A', address: '127.0.0.1' }],
      }),
    );
    stack = own(new SipStack({ resolver: dns.resolver }));
    assert.deepEqual(await press({ uri: 'sips:a@phone.example', tls: { ca } }), { status: 200 });
    assert.deepEqual(asked, ['phone.example']);
  });

  it('takes the server name of the TLS settings where they have one', async () => {
    uas = own(await Uas.tls((request) => request.reply(200), PHONE_EXAMPLE));
    assert.deepEqual(await press({ tls: { ca, servername: 'phone.example' } }), { status: 200 });
  });

  it('never lends a connection that was not checked to a command that wants the check', async () => {
    uas = own(await Uas.tls((request) => request.reply(200), LOCALHOST));
    assert.deepEqual(await press({ tls: { rejectUnauthorized: false } }), { status: 200 });
    await assert.rejects(press({ tls: {} }), { code: 'UNREACHABLE' });
    assert.equal(uas.requests.length, 1);
  });

  it('says UNREACHABLE where the other side speaks no TLS, or the settings are unusable', async () => {
    uas = own(await Uas.tcp((request) => request.reply(200)));
    const plain = uas;
    await assert.rejects(press({ tls: { ca, key: 'no key' } }), { code: 'UNREACHABLE' });
    const hello = press({ tls: { ca } });
    await assert.rejects(
      Promise.race([
        hello,
        new Promise<never>((_resolve, reject) =>
          setImmediate(function wait() {
            if (plain.bytes > 0) void plain.close().then(() => undefined, reject);
            else setImmediate(wait);
          }),
        ),
      ]),
      { code: 'UNREACHABLE' },
    );
  });
});
