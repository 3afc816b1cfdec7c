import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ACCOUNT } from '../lib/transports/sip/support/expected-digest';
import { freePort } from '../lib/transports/sip/support/ports';

export const hasKamailio = spawnSync('kamailio', ['-v']).error === undefined;

const FIXTURES = join(__dirname, '../fixtures/tls');

export interface Kamailio {
  /** UDP and TCP. */
  readonly port: number;
  /** TLS with a certificate for 127.0.0.1. */
  readonly tlsPort: number;
  /** TLS with a certificate for phone.example, from the same CA. */
  readonly foreignTlsPort: number;
  /**
   * The NOTIFYs that reached its script for a user: the transport, and `proof` where it brought credentials. `probe`
   * sends one for that user name: once it is in the log, everything before it is.
   */
  requestsFor(user: string, probe: (user: string) => Promise<unknown>): Promise<string[]>;
  stop(): Promise<void>;
}

/** Starts kamailio as a registrar that lets nobody send a NOTIFY through without a password; resolves when it listens. */
export async function startKamailio(algorithm: 'MD5' | 'SHA-256'): Promise<Kamailio> {
  const folder = mkdtempSync(join(tmpdir(), 'kamailio-'));
  const [port, tlsPort, foreignTlsPort] = [await freePort(), await freePort(), await freePort()];
  const tls = join(folder, 'tls.cfg');
  const config = join(folder, 'kamailio.cfg');
  writeFileSync(tls, tlsConfig(tlsPort, foreignTlsPort));
  writeFileSync(config, routing(algorithm, tls, { port, tlsPort, foreignTlsPort }));
  const child = spawn('kamailio', ['-f', config, '-DD', '-E', '-m', '32', '-M', '8', '-w', folder, '-Y', folder], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  child.stderr.on('data', (text: Buffer) => (log += text.toString()));
  const exit = once(child, 'exit');
  for (const one of [port, tlsPort, foreignTlsPort]) {
    while (!(await accepts(one))) {
      if (child.exitCode !== null) throw new Error(`kamailio ended before it listened: ${log}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  const requests = (user: string): string[] =>
    [...log.matchAll(/NOTIFY (\S+) (.*)\n/g)].flatMap(([, name, line = '']) => (name === user ? [line.trim()] : []));
  let probes = 0;
  return {
    port,
    tlsPort,
    foreignTlsPort,
    requestsFor: async (user, probe) => {
      probes += 1;
      await probe(`probe${probes}`);
      while (requests(`probe${probes}`).length === 0) await once(child.stderr, 'data');
      return requests(user);
    },
    stop: async () => {
      if (child.exitCode === null) child.kill('SIGTERM');
      await exit;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function tlsConfig(port: number, foreignPort: number): string {
  const pem = (name: string): string => `certificate = ${FIXTURES}/${name}\nprivate_key = ${FIXTURES}/${name}`;
  return [
    `[server:default]\nmethod = TLSv1.2+\nverify_certificate = no\nrequire_certificate = no\n${pem('server.pem')}`,
    `[server:127.0.0.1:${port}]\nmethod = TLSv1.2+\nverify_certificate = no\nrequire_certificate = no\n${pem('server.pem')}`,
    `[server:127.0.0.1:${foreignPort}]\nmethod = TLSv1.2+\nverify_certificate = no\nrequire_certificate = no\n${pem('other.pem')}`,
    '[client:default]\nmethod = TLSv1.2+\nverify_certificate = no\nrequire_certificate = no\n',
  ].join('\n\n');
}

function routing(
  algorithm: string,
  tls: string,
  ports: { port: number; tlsPort: number; foreignTlsPort: number },
): string {
  const modules = [
    'tls',
    'tm',
    'sl',
    'pv',
    'maxfwd',
    'usrloc',
    'registrar',
    'auth',
    'xlog',
    'textops',
    'siputils',
    'kex',
    'corex',
  ];
  // Timer F of the client is 32 s; a proxy that waits nearly as long would answer too late for any command.
  return `
debug=1
log_stderror=yes
children=2
tcp_children=2
enable_tls=yes
auto_aliases=no
listen=udp:127.0.0.1:${ports.port}
listen=tcp:127.0.0.1:${ports.port}
listen=tls:127.0.0.1:${ports.tlsPort}
listen=tls:127.0.0.1:${ports.foreignTlsPort}
${modules.map((name) => `loadmodule "${name}.so"`).join('\n')}
modparam("tls", "config", "${tls}")
modparam("tm", "fr_timer", 2000)
modparam("usrloc", "db_mode", 0)
modparam("auth", "algorithm", "${algorithm === 'MD5' ? '' : algorithm}")
request_route {
  if (!mf_process_maxfwd_header("10")) { sl_send_reply("483", "Too Many Hops"); exit; }
  if (is_method("REGISTER")) { save("location"); exit; }
  if (!is_method("NOTIFY")) { sl_send_reply("405", "Method Not Allowed"); exit; }
  if ($hdr(Proxy-Authorization) == $null) xlog("L_ALERT", "NOTIFY $rU $proto\\n");
  else xlog("L_ALERT", "NOTIFY $rU $proto proof\\n");
  if ($au != "${ACCOUNT.username}" || !pv_proxy_authenticate("pbx.test", "${ACCOUNT.password}", "0")) {
    proxy_challenge("pbx.test", "1");
    exit;
  }
  consume_credentials();
  if (!lookup("location")) { sl_send_reply("404", "Not Found"); exit; }
  if (!t_relay()) sl_reply_error();
}
`;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}
