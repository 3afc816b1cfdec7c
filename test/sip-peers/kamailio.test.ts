import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SipStack } from '../../nodes/lib/transports/sip';
import { ACCOUNT } from '../lib/transports/sip/support/expected-digest';
import { keyPress, within } from '../lib/transports/sip/support/requests';
import { needs } from '../support/node-red';
import { hasKamailio, type Kamailio, startKamailio } from './kamailio';
import { type PhoneTransport, RegisteredPhone } from './registered-phone';

const tls = { ca: readFileSync(join(__dirname, '../fixtures/tls/ca.pem')) };

for (const algorithm of ['MD5', 'SHA-256'] as const) {
  describe(`kamailio as the registrar, with ${algorithm}`, function () {
    this.timeout(60_000);
    let kamailio: Kamailio;
    let stack: SipStack;
    const phones: RegisteredPhone[] = [];

    before(async function () {
      needs(this, 'kamailio', hasKamailio);
      kamailio = await startKamailio(algorithm);
    });
    after(() => kamailio?.stop());
    beforeEach(() => (stack = new SipStack()));
    afterEach(() => Promise.all([stack.close(), ...phones.splice(0).map((phone) => phone.close())]));

    async function phoneOf(user: string, transport: PhoneTransport): Promise<RegisteredPhone> {
      const phone = await RegisteredPhone.register(
        user,
        transport,
        transport === 'tls' ? kamailio.tlsPort : kamailio.port,
      );
      phones.push(phone);
      return phone;
    }
    function press(user: string, transport: PhoneTransport, changes: object = {}): Promise<{ status: number }> {
      const port = transport === 'tls' ? kamailio.tlsPort : kamailio.port;
      const uri = `sip:${user}@127.0.0.1:${port}`;
      return stack.notify(keyPress({ uri, transport, tls, ...ACCOUNT, ...changes }), within(10_000));
    }

    const requestsFor = (user: string): Promise<string[]> => kamailio.requestsFor(user, (probe) => press(probe, 'tcp'));

    for (const transport of ['udp', 'tcp', 'tls'] as const) {
      it(`relays a key press to a phone registered over ${transport}`, async () => {
        const phone = await phoneOf(`${transport}1`, transport);
        assert.deepEqual(await press(`${transport}1`, transport), { status: 200 });
        assert.equal(phone.requests.length, 1);
        const [request] = phone.requests;
        assert.equal(request?.body, 'key=OK');
        assert.equal(request?.header('Event'), 'ACTIVE-URI');
        assert.equal(request?.header('Subscription-State'), 'terminated');
        assert.equal(request?.header('Proxy-Authorization'), '');
        // Challenge and proof; the next command brings its proof along.
        assert.deepEqual(await press(`${transport}1`, transport), { status: 200 });
        assert.deepEqual(await requestsFor(`${transport}1`), [transport, `${transport} proof`, `${transport} proof`]);
      });
    }

    it('is the next hop for a URI of another domain, where it is the proxy', async () => {
      await phoneOf('proxied', 'udp');
      const changes = { uri: 'sip:proxied@127.0.0.1', proxy: `127.0.0.1:${kamailio.port}` };
      assert.deepEqual(await press('proxied', 'udp', changes), { status: 200 });
    });

    it('passes on what the phone says of the event', async () => {
      const phone = await phoneOf('deaf', 'udp');
      phone.status = 481;
      assert.deepEqual(await press('deaf', 'udp'), { status: 481 });
    });

    it('gives up on a silent phone before we do', async () => {
      const phone = await phoneOf('silent', 'udp');
      phone.status = 0;
      assert.deepEqual(await press('silent', 'udp'), { status: 408 });
    });

    it('knows no phone that has not registered', async () => {
      assert.deepEqual(await press('nobody', 'tcp'), { status: 404 });
    });

    it('hears a wrong password once', async () => {
      const phone = await phoneOf('guarded', 'udp');
      assert.deepEqual(await press('guarded', 'udp', { password: 'wrong' }), {
        status: 407,
        login: { refused: true, asked: ['Digest'] },
      });
      assert.deepEqual(await requestsFor('guarded'), ['udp', 'udp proof']);
      assert.equal(phone.requests.length, 0);
    });

    it('gets nothing where its certificate is not trusted or for another name', async () => {
      const foreign = `sip:astray@127.0.0.1:${kamailio.foreignTlsPort}`;
      await assert.rejects(press('astray', 'tls', { tls: {} }), { code: 'UNREACHABLE' });
      await assert.rejects(press('astray', 'tls', { uri: foreign }), { code: 'UNREACHABLE' });
      assert.deepEqual(await requestsFor('astray'), []);
      // Both ports do listen: with other settings they are reached.
      assert.deepEqual(await press('astray', 'tls'), { status: 404 });
      assert.deepEqual(await press('astray', 'tls', { uri: foreign, tls: { ...tls, servername: 'phone.example' } }), {
        status: 404,
      });
      assert.deepEqual(await requestsFor('astray'), ['tls', 'tls proof', 'tls', 'tls proof']);
    });

    it('serves 200 commands at once', async () => {
      const phone = await phoneOf('busy', 'udp');
      const answers = await Promise.all(Array.from({ length: 200 }, () => press('busy', 'udp')));
      assert.ok(answers.every((answer) => answer.status === 200));
      assert.ok(phone.requests.length >= 200);
    });
  });
}
