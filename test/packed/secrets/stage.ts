import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FanvilPhone, FanvilSip } from '../../phones';
import { ENV_PASSWORD, PASSWORD, SIP_PASSWORD } from './canaries';

/** Phones of every temper, so that commands to them end in every way. */
export class Stage {
  readonly digest = new FanvilPhone({ protection: { scheme: 'digest', username: 'admin', password: PASSWORD } });
  readonly env = new FanvilPhone({ protection: { scheme: 'basic', username: 'admin', password: ENV_PASSWORD } });
  readonly silent = new FanvilPhone({});
  readonly garbage = new FanvilPhone({});
  readonly #sipPhone = new FanvilPhone({ allow: '127.0.0.1' });
  readonly sip = new FanvilSip(this.#sipPhone, {
    protection: { scheme: 'digest', username: 'pbx', password: SIP_PASSWORD },
  });
  /** Every target that the digest phone carried out. */
  readonly targets: string[] = [];
  /** Asks for Basic, then answers with the status that the key names. */
  readonly #moody = createServer((request, response) => {
    const basic = `Basic ${Buffer.from(`admin:${PASSWORD}`).toString('base64')}`;
    if (request.headers.authorization === basic) {
      response.writeHead(Number(/key=(\d{3})/.exec(request.url ?? '')?.[1] ?? 200)).end();
    } else {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="phone"' }).end();
    }
  });
  /** A port that nobody listens on. */
  deadPort = 0;

  get #phones(): readonly FanvilPhone[] {
    return [this.digest, this.env, this.silent, this.garbage, this.#sipPhone];
  }

  async start(): Promise<void> {
    await Promise.all(this.#phones.map((phone) => phone.start()));
    this.silent.web.misbehaviour = 'silent';
    this.garbage.web.misbehaviour = 'no status';
    this.digest.on('executed', (_keys, { target }) => this.targets.push(target));
    await this.sip.start();
    this.#moody.listen(0, '127.0.0.1');
    await once(this.#moody, 'listening');
    const dead = createServer().listen(0, '127.0.0.1');
    await once(dead, 'listening');
    this.deadPort = (dead.address() as AddressInfo).port;
    dead.close();
    await once(dead, 'close');
  }

  get moodyPort(): number {
    return (this.#moody.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.#moody.closeAllConnections();
    this.#moody.close();
    await Promise.all([once(this.#moody, 'close'), this.sip.stop()]);
    await Promise.all(this.#phones.map((phone) => phone.stop()));
  }
}
