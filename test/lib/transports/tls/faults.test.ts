import assert from 'node:assert/strict';
import type { ConnectionOptions, TlsOptions } from 'node:tls';
import { PhoneError, type TlsFault } from '../../../../nodes/lib/errors';
import type { Phone } from '../../../../nodes/lib/phones/phone';
import type { PhoneSettings } from '../../../../nodes/lib/phones/settings';
import { signOfLife } from '../../../../nodes/lib/phones/sign-of-life';
import { serveWithoutRenegotiationInfo } from '../../../support/hand-made-tls';
import { press, Site, sending } from '../../phones/phones';
import { alertRecord, alert, type Behaviour, choosy, EVERY_STRENGTH, FaultyServer, having, pem } from './faulty-server';

/** What is changed at a phone: a `tls-config`, `legacyTls`, no TLS, the host. */
interface Change {
  readonly tls?: ConnectionOptions;
  readonly legacyTls?: true;
  readonly plain?: true;
  readonly host?: string;
}

interface Row {
  readonly phone: string;
  readonly server: TlsOptions | ((server: FaultyServer) => Behaviour);
  /** How it is set up at first. */
  readonly setUp?: Change;
  readonly fault: TlsFault;
  readonly says: RegExp;
  /** Advice that would not help. */
  readonly neverSays?: RegExp;
  readonly outcome: string;
  readonly names?: readonly string[];
  /** Each way out that the sentence offers and that can be had here. */
  readonly cures: Readonly<Record<string, Change>>;
}

const UNCHECKED: Change = { tls: { rejectUnauthorized: false } };
const unchecked = { tls: { rejectUnauthorized: false } };
const trusting = (...names: string[]): ConnectionOptions => ({ ca: names.map((name) => pem(name)) });
/** As strict as Node.js 24 is by itself. */
const STRICT = { ciphers: 'DEFAULT:@SECLEVEL=2' };
const LEGACY_UNCHECKED = { legacyTls: true, ...unchecked } as const;

/** An extension's type in a hello; what of the random parts looks like one does so once in 16 million runs. */
const offers = (hello: Buffer, bytes: string): boolean => hello.includes(Buffer.from(bytes, 'hex'));

const ROWS: readonly Row[] = [
  ...(['TLSv1', 'TLSv1.1'] as const).map((version) => ({
    phone: `knows ${version} alone`,
    server: having('self-signed', { minVersion: version, maxVersion: version, ciphers: EVERY_STRENGTH }),
    setUp: UNCHECKED,
    fault: 'too-old' as const,
    says: /too old.*legacyTls/,
    outcome: 'tls-old',
    cures: { legacyTls: LEGACY_UNCHECKED },
  })),
  {
    phone: 'knows no secure renegotiation (RFC 5746)',
    server: (server) => (socket) => serveWithoutRenegotiationInfo(socket, pem('self-signed'), server.answer),
    setUp: UNCHECKED,
    fault: 'too-old',
    says: /too old.*renegotiation.*legacyTls/,
    outcome: 'tls-old',
    cures: { legacyTls: LEGACY_UNCHECKED },
  },
  {
    phone: 'signs by SHA-1 alone',
    server: having('self-signed', { maxVersion: 'TLSv1.2', sigalgs: 'RSA+SHA1', ciphers: EVERY_STRENGTH }),
    setUp: UNCHECKED,
    fault: 'no-cipher',
    says: /no cipher.*in common.*legacyTls/,
    outcome: 'tls-cipher',
    cures: { legacyTls: LEGACY_UNCHECKED },
  },
  {
    phone: 'has no cipher in common',
    server: having('self-signed', { maxVersion: 'TLSv1.2', ciphers: 'CAMELLIA256-SHA:@SECLEVEL=0' }),
    setUp: UNCHECKED,
    fault: 'no-cipher',
    says: /no cipher.*in common/,
    outcome: 'tls-cipher',
    cures: {},
  },
  {
    phone: 'has no cipher in common, whatever is allowed',
    server: having('self-signed', { maxVersion: 'TLSv1.2', ciphers: 'CAMELLIA256-SHA:@SECLEVEL=0' }),
    setUp: LEGACY_UNCHECKED,
    fault: 'no-cipher',
    says: /no cipher in common.*firmware/,
    neverSays: /switch on legacyTls/,
    outcome: 'tls-cipher',
    cures: {},
  },
  ...['rsa512', 'rsa512-signed', 'sha1-signed', 'md5-signed'].map((name) => ({
    phone: `has a weak certificate (${name})`,
    server: having(name, { maxVersion: 'TLSv1.2', ciphers: EVERY_STRENGTH }),
    setUp: { tls: trusting(name.endsWith('signed') ? 'root' : name) },
    fault: 'weak' as const,
    says: /too short|too weak/,
    outcome: 'tls-weak',
    cures: { legacyTls: { legacyTls: true as const, tls: trusting(name.endsWith('signed') ? 'root' : name) } },
  })),
  {
    phone: 'offers Diffie-Hellman of 1024 bits alone',
    server: having('self-signed', {
      maxVersion: 'TLSv1.2',
      ciphers: 'DHE-RSA-AES128-SHA256:@SECLEVEL=0',
      dhparam: pem('dh1024'),
    }),
    setUp: { tls: { rejectUnauthorized: false, ...STRICT } },
    fault: 'weak',
    says: /key is too short.*legacyTls/,
    outcome: 'tls-weak',
    cures: { legacyTls: { legacyTls: true, tls: { rejectUnauthorized: false, ...STRICT } } },
  },
  ...['rsa1024', 'rsa1024-signed'].map((name) => ({
    phone: `has a key that Node.js 24 finds too short (${name})`,
    server: having(name, { ciphers: EVERY_STRENGTH }),
    setUp: { tls: { ...trusting(name.endsWith('signed') ? 'root' : name), ...STRICT } },
    fault: 'weak' as const,
    says: /key is too short.*legacyTls/,
    outcome: 'tls-weak',
    cures: {
      legacyTls: {
        legacyTls: true as const,
        tls: { ...trusting(name.endsWith('signed') ? 'root' : name), ...STRICT },
      },
    },
  })),
  {
    phone: 'has a self-signed certificate',
    server: having('self-signed'),
    fault: 'self-signed',
    says: /this very certificate as its CA certificate \(it is self-signed\)/,
    outcome: 'certificate',
    cures: { 'its own certificate': { tls: trusting('self-signed') }, 'no check': UNCHECKED },
  },
  {
    phone: 'has a certificate by a CA that nobody here knows',
    server: having('by-root'),
    fault: 'issuer',
    says: /choose a tls-config whose CA certificate is that of its issuer “Example Phones Root CA”, not the phone's own/,
    outcome: 'certificate',
    names: ['Example Phones Root CA'],
    cures: { "the issuer's certificate": { tls: trusting('root') }, 'no check': UNCHECKED },
  },
  {
    phone: 'sends the unknown root along',
    server: { key: pem('by-root'), cert: Buffer.concat([pem('by-root'), pem('root')]) },
    fault: 'issuer',
    says: /its issuer “Example Phones Root CA”[, ]/,
    outcome: 'certificate',
    names: ['Example Phones Root CA'],
    cures: { "the issuer's certificate": { tls: trusting('root') } },
  },
  {
    phone: 'has a certificate by a CA, and its own was given as one',
    server: having('by-root'),
    setUp: { tls: trusting('by-root') },
    fault: 'intermediate',
    says: /add that of its issuer “Example Phones Root CA” to.*own certificate, which the tls-config has, does not help/,
    outcome: 'certificate',
    names: ['Example Phones Root CA'],
    cures: { "the issuer's beside it": { tls: trusting('by-root', 'root') }, 'no check': UNCHECKED },
  },
  {
    phone: 'does not send the intermediate',
    server: having('by-issuing'),
    setUp: { tls: trusting('root') },
    fault: 'intermediate',
    says: /add that of its issuer “Example Phones Issuing CA” to the tls-config's CA file.*neither it nor the tls-config has that one/,
    neverSays: /does not help/,
    outcome: 'certificate',
    names: ['Example Phones Issuing CA'],
    cures: {
      'both certificates': { tls: { ca: Buffer.concat([pem('root'), pem('issuing')]) } },
      'no check': UNCHECKED,
    },
  },
  {
    phone: 'is trusted by an intermediate whose root is missing',
    server: having('by-issuing'),
    setUp: { tls: trusting('issuing') },
    fault: 'root',
    says: /add the root's to the tls-config's CA file, since .* itself issued by another CA/,
    outcome: 'certificate',
    cures: { 'both certificates': { tls: trusting('issuing', 'root') }, 'no check': UNCHECKED },
  },
  {
    phone: 'is named by its MAC alone',
    server: having('cn-mac'),
    setUp: { tls: trusting('cn-mac') },
    fault: 'name',
    says: /for another name: set the tls-config's server name to 0c383e112233,/,
    outcome: 'certificate-name',
    names: ['0c383e112233'],
    cures: {
      'that server name': { tls: { ...trusting('cn-mac'), servername: '0c383e112233' } },
      'no check': UNCHECKED,
    },
  },
  {
    phone: 'has its address in the CN alone',
    server: having('cn-address'),
    setUp: { tls: trusting('cn-address') },
    fault: 'name',
    says: /common name \(CN\) alone.*alternative names/,
    neverSays: /server name/,
    outcome: 'certificate-name',
    cures: { 'no check': UNCHECKED },
  },
  {
    phone: 'has a certificate without any name',
    server: having('no-name'),
    setUp: { tls: trusting('no-name') },
    fault: 'name',
    says: /no name that it could be checked by/,
    neverSays: /server name/,
    outcome: 'certificate-name',
    cures: { 'no check': UNCHECKED },
  },
  {
    phone: 'has another address in its certificate',
    server: having('other-address'),
    setUp: { tls: trusting('other-address') },
    fault: 'name',
    // Its common name would do for a server name, too.
    says: /for another name: set the tls-config's server name to phone,/,
    outcome: 'certificate-name',
    names: ['phone'],
    cures: {
      'that server name': { tls: { ...trusting('other-address'), servername: 'phone' } },
      'an address as server name': { tls: { ...trusting('other-address'), servername: '127.0.0.2' } },
      'no check': UNCHECKED,
    },
  },
  {
    phone: 'has nothing but another address in its certificate',
    server: having('only-address'),
    setUp: { tls: trusting('only-address') },
    fault: 'name',
    says: /for another address, 127\.0\.0\.2: enter that as the address, set the tls-config's server name to it/,
    outcome: 'certificate-name',
    names: ['127.0.0.2'],
    cures: {
      'that server name': { tls: { ...trusting('only-address'), servername: '127.0.0.2' } },
      'no check': UNCHECKED,
    },
  },
  {
    phone: 'has a certificate for every name of a domain',
    server: having('wildcard'),
    setUp: { tls: trusting('wildcard') },
    fault: 'name',
    says: /for another name: set the tls-config's server name to one that fits \*\.phones\.example/,
    outcome: 'certificate-name',
    names: ['*.phones.example'],
    cures: { 'a name that fits': { tls: { ...trusting('wildcard'), servername: 'desk.phones.example' } } },
  },
  {
    phone: 'has a certificate that an enemy wrote',
    server: having('hostile'),
    setUp: { tls: trusting('hostile') },
    fault: 'name',
    says: /for another name: set the tls-config's server name to real\.example or b\.example or c\.example,/,
    neverSays: /<|img|off|aaaa|d\.example/,
    outcome: 'certificate-name',
    names: ['real.example', 'b.example', 'c.example'],
    cures: { 'one of these': { tls: { ...trusting('hostile'), servername: 'b.example' } } },
  },
  {
    phone: 'has a certificate by an enemy',
    server: having('by-hostile'),
    fault: 'issuer',
    says: /its issuer “Ünsinn img srcx set it to off”[, ]/,
    outcome: 'certificate',
    names: ['Ünsinn img srcx set it to off'],
    cures: {},
  },
  {
    phone: 'has an expired certificate',
    server: having('expired'),
    setUp: { tls: trusting('expired') },
    fault: 'expired',
    says: /has expired/,
    outcome: 'certificate-expired',
    cures: { 'no check': UNCHECKED },
  },
  {
    phone: 'has a certificate of the future',
    server: having('early'),
    setUp: { tls: trusting('early') },
    fault: 'not-yet-valid',
    says: /not valid yet/,
    outcome: 'certificate-early',
    cures: { 'no check': UNCHECKED },
  },
  {
    phone: 'has a certificate for clients',
    server: having('wrong-purpose'),
    setUp: { tls: trusting('root') },
    fault: 'unusable',
    says: /cannot be used for a server/,
    outcome: 'certificate-unusable',
    cures: { 'no check': UNCHECKED },
  },
  {
    phone: 'has a certificate by what is no CA',
    server: { key: pem('by-no-ca'), cert: Buffer.concat([pem('by-no-ca'), pem('no-ca')]) },
    setUp: { tls: trusting('root') },
    fault: 'unusable',
    says: /cannot be used for a server/,
    outcome: 'certificate-unusable',
    cures: { 'no check': UNCHECKED },
  },
  ...(['TLSv1.2', 'TLSv1.3'] as const).map((maxVersion) => ({
    phone: `wants a client certificate by ${maxVersion}`,
    server: having('by-root', { maxVersion, requestCert: true, rejectUnauthorized: true, ca: pem('root') }),
    setUp: { tls: trusting('root') },
    fault: 'client-certificate' as const,
    says: /wants a client certificate: choose a tls-config that has one/,
    outcome: 'client-certificate',
    cures: { 'a client certificate': { tls: { ...trusting('root'), cert: pem('client'), key: pem('client') } } },
  })),
  {
    phone: 'does not know who signed the client certificate',
    server: () => alert(48),
    setUp: { tls: { cert: pem('stranger'), key: pem('stranger') } },
    fault: 'client-certificate-refused',
    says: /does not accept the tls-config's client certificate/,
    outcome: 'client-certificate-refused',
    cures: {},
  },
  {
    phone: 'does not know the name it is asked for',
    // server_name, type 0, with the host's name in it.
    server: (server) => {
      const inner = FaultyServer.start(having('self-signed'));
      return (socket) => {
        void inner.then((other) => socket.once('close', () => void other.stop()));
        void inner.then((other) => {
          other.requests.push = (...texts) => server.requests.push(...texts);
          choosy(
            (hello) => !offers(hello, '096c6f63616c686f7374'),
            other,
            (refused) => refused.end(alertRecord(112)),
          )(socket);
        });
      };
    },
    setUp: { host: 'localhost', ...unchecked },
    fault: 'unknown-name',
    says: /does not know the host name.*set the tls-config's server name.*enter its IP address/,
    outcome: 'tls-unknown-name',
    cures: {
      'the address as host': { host: '127.0.0.1', ...unchecked },
      'another server name': { host: 'localhost', tls: { rejectUnauthorized: false, servername: 'phone' } },
    },
  },
  {
    phone: 'closes on the hello of new TLS',
    server: (server) => {
      const inner = FaultyServer.start(
        having('self-signed', { minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: EVERY_STRENGTH }),
      );
      return (socket) => {
        void inner.then((other) => {
          socket.once('close', () => void other.stop());
          other.requests.push = (...texts) => server.requests.push(...texts);
          // Its supported_versions: 1.3, 1.2, 1.1, 1.0.
          choosy(
            (hello) => offers(hello, '080304030303020301'),
            other,
            (refused) => refused.end(),
          )(socket);
        });
      };
    },
    setUp: UNCHECKED,
    fault: 'closed',
    says: /broke the TLS handshake off.*legacyTls/,
    outcome: 'tls-closed',
    cures: { legacyTls: LEGACY_UNCHECKED },
  },
  ...Object.entries({
    'closes on the hello': (socket) => void socket.once('data', () => socket.end()),
    'resets on the hello': (socket) => void socket.once('data', () => socket.resetAndDestroy()),
    'closes as it accepts': (socket) => void socket.end(),
    'says goodbye in TLS': alert(0),
  } satisfies Record<string, Behaviour>).map(([phone, behaviour]) => ({
    phone,
    server: () => behaviour,
    fault: 'closed' as const,
    says: /broke the TLS handshake off: check that the port is the one of/,
    outcome: 'tls-closed',
    cures: {},
  })),
  {
    phone: 'speaks no TLS and answers at once',
    server: (server) => server.serve,
    fault: 'not-tls',
    says: /does not speak TLS on this port: choose (?:http|tcp),/,
    outcome: 'no-tls',
    cures: { 'no TLS': { plain: true } },
  },
  {
    phone: 'greets by another protocol',
    server: () => (socket) => void socket.write('SSH-2.0-OpenSSH_9.6\r\n'),
    fault: 'not-tls',
    says: /does not speak TLS on this port/,
    outcome: 'no-tls',
    cures: {},
  },
  ...[10, 20, 22, 47, 50, 80, 86, 109, 110, 120].map((description) => ({
    phone: `breaks the handshake off by alert ${description}`,
    server: () => alert(description),
    fault: (description === 86 ? 'too-old' : 'broken') as TlsFault,
    says: description === 86 ? /too old.*legacyTls/ : /handshake failed.*legacyTls/,
    outcome: description === 86 ? 'tls-old' : 'tls-broken',
    cures: {},
  })),
  ...[41, 42, 43, 44, 45, 46, 48, 49, 116].map((description) => ({
    phone: `refuses that nobody proves himself, by alert ${description}`,
    server: () => alert(description),
    fault: 'client-certificate' as const,
    says: /wants a client certificate/,
    outcome: 'client-certificate',
    cures: {},
  })),
  ...[40, 60, 71].map((description) => ({
    phone: `finds no cipher, by alert ${description}`,
    server: () => alert(description),
    fault: 'no-cipher' as const,
    says: /no cipher.*in common.*client certificate/,
    outcome: 'tls-cipher',
    cures: {},
  })),
  ...Object.entries({
    'no PEM': [{ cert: 'no certificate', key: 'no key' }, /tls-config cannot be used: check/],
    'the key of another certificate': [{ cert: pem('client'), key: pem('stranger') }, /key belongs to another/],
    'a key that is too short': [{ cert: pem('rsa512'), key: pem('rsa512') }, /own certificate is too weak/],
  } as const).map(([what, [tls, says]]) => ({
    phone: `is addressed with a tls-config that holds ${what}`,
    server: having('self-signed'),
    setUp: { tls },
    fault: 'settings' as const,
    says,
    outcome: 'tls-settings',
    cures: {},
  })),
];

/** What no sentence may show: OpenSSL's and Node.js's own words and codes. */
const RAW = /error:|routines|openssl|ERR_|_[A-Z]|altname|Hostname|verify the first|cert's list|disconnected|undefined/;

for (const transport of ['http', 'sip'] as const) {
  describe(`TLS faults by ${transport === 'http' ? 'HTTPS' : 'SIP'}`, () => {
    let site: Site;
    let server: FaultyServer | undefined;
    beforeEach(() => {
      site = new Site();
    });
    afterEach(async () => {
      await site.close();
      await server?.stop();
      server = undefined;
    });

    function phoneAt(port: number, { tls, legacyTls, plain, host = '127.0.0.1' }: Change = {}): Phone {
      const scheme = plain ? 'tcp' : 'tls';
      const properties = {
        port,
        host,
        transport,
        protocol: plain ? 'http' : 'https',
        sipUri: `sip:6040@${host}:${port}`,
        sipTransport: scheme,
      };
      const more: Partial<PhoneSettings> = { ...(tls && { tls }), ...(legacyTls && { legacyTls }) };
      return site.add(properties, {}, more);
    }

    for (const row of ROWS) {
      it(row.phone, async () => {
        server = await FaultyServer.start(row.server);
        const phone = phoneAt(server.port, row.setUp);
        const error = await phone.send(press('OK'), sending()).then(
          () => assert.fail('it should fail'),
          (thrown: unknown) => thrown,
        );
        assert.ok(error instanceof PhoneError, String(error));
        assert.equal(error.code, 'UNREACHABLE', error.message);
        assert.equal(error.cause?.tls, row.fault, `${error.message} (${error.cause?.code})`);
        assert.match(error.message, row.says);
        assert.doesNotMatch(error.message, RAW);
        if (row.neverSays) assert.doesNotMatch(error.message, row.neverSays);
        assert.equal(error.cause.message, undefined);
        assert.deepEqual(server.requests, []);

        const finding = await signOfLife(phone);
        assert.equal(finding.outcome, row.outcome);
        assert.deepEqual(finding.names, row.names);
        assert.deepEqual(server.requests, []);
      });

      for (const [cure, change] of Object.entries(row.cures)) {
        it(`${row.phone}: ${cure} helps`, async () => {
          server = await FaultyServer.start(row.server);
          const { status } = await phoneAt(server.port, change).send(press('OK'), sending());
          assert.equal(status, 200);
          assert.equal(server.requests.length, 1);
        });
      }
    }

    it('takes old TLS from the phone that is allowed it, and from no other at the same place', async () => {
      const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: EVERY_STRENGTH } as const;
      server = await FaultyServer.start(having('self-signed', old));
      const allowed = phoneAt(server.port, LEGACY_UNCHECKED);
      const other = phoneAt(server.port, UNCHECKED);
      await allowed.send(press('OK'), sending());
      await assert.rejects(other.send(press('OK'), sending()), { code: 'UNREACHABLE' });
      await allowed.send(press('OK'), sending());
      assert.equal(server.requests.length, 2);
    });

    it('checks certificates of old phones as of all others', async () => {
      server = await FaultyServer.start(having('by-root'));
      const phone = phoneAt(server.port, { legacyTls: true });
      await assert.rejects(phone.send(press('OK'), sending()), { code: 'UNREACHABLE' });
      assert.deepEqual(server.requests, []);
    });

    it('says after its time that no TLS came, where the connection was taken', async () => {
      server = await FaultyServer.start(() => (socket) => void socket.resume());
      const phone = phoneAt(server.port);
      const error = await phone.send(press('OK'), sending({ timeout: 300 })).then(
        () => assert.fail('it should fail'),
        (thrown: PhoneError) => thrown,
      );
      assert.equal(error.code, 'UNREACHABLE');
      assert.match(error.message, /took the connection, but no TLS came within/);
      assert.equal(error.cause?.tls, 'mute');
      assert.equal((await signOfLife(phone, { timeout: 300, patience: 10_000 })).outcome, 'tls-mute');
    });
  });
}
