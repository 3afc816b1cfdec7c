import type { NetworkInterfaceInfo } from 'node:os';
import { Deploys } from '../../../nodes/lib/deploys';
import { Adoptions } from '../../../nodes/lib/setup/adoptions';
import { FileServer, type FileServerSettings } from '../../../nodes/lib/setup/file-server';
import { Guessing } from '../../../nodes/lib/setup/guessing';
import { Ledger } from '../../../nodes/lib/setup/ledger';
import type { Interfaces } from '../../../nodes/lib/setup/networks';
import type { AdoptedPhone, FileSettings } from '../../../nodes/lib/setup/types';
import { builtIn } from '../../support/vendors';

export const TOKEN = 'Canary-shared-0815';
export const KEY = 'Canary-setup-key-1';
export const MAC = '001565123456';

export const phone = (changes: Partial<AdoptedPhone> = {}): AdoptedPhone => ({
  ...{ id: 'desk', name: 'Desk', vendor: 'yealink', model: 'SIP-T46G', mac: MAC },
  ...changes,
});
export const files = (changes: Partial<FileSettings> = {}): FileSettings => ({
  ...{ path: '/phone', token: TOKEN, events: [], commandsFrom: '', digestKey: KEY },
  ...changes,
});
export const PLACE = { base: 'http://192.168.5.2:1881', here: '192.168.5.2' };

const nic = (cidr: string): NetworkInterfaceInfo => {
  const [address = ''] = cidr.split('/');
  const family = address.includes(':') ? { family: 'IPv6' as const, scopeid: 0 } : { family: 'IPv4' as const };
  return { address, netmask: '', mac: '', internal: false, cidr, ...family };
};
export const interfaces =
  (...cidrs: readonly string[]): Interfaces =>
  () => ({ eth: cidrs.map(nic) });

/** A listener's file server, with what is around it and a clock that stands. */
export class ServerBench {
  readonly deploys = new Deploys();
  readonly adoptions = new Adoptions(this.deploys);
  readonly ledger = new Ledger();
  readonly guessing = new Guessing();
  today = Date.UTC(2026, 0, 31);
  now = 0;
  readonly server: FileServer;

  constructor(changes: Partial<FileServerSettings> = {}) {
    this.server = new FileServer(
      {
        ...{ listenerId: 'shared', files: files(), keys: [{ secret: KEY }], allow: '', trustedProxies: '' },
        reached: { baseUrl: '', port: 1881, isTls: false },
        isBehindProxy: false,
        ...changes,
      },
      {
        ...{ adoptions: this.adoptions, ledger: this.ledger, guessing: this.guessing, vendors: builtIn },
        ...{ today: () => this.today, now: () => this.now, interfaces: interfaces('192.168.5.2/24') },
      },
    );
  }

  adopt(changes: Partial<AdoptedPhone> = {}): (isRestarting: boolean) => void {
    return this.adoptions.add('shared', phone(changes));
  }

  /** @returns the file's text; undefined for none */
  get(
    rest: string,
    { method = 'GET', address = '192.168.5.20', userAgent, forwardedFor }: Partial<Asked> = {},
  ): string | undefined {
    const arrival = {
      ...{ method, target: `/phone/setup/${rest}`, address, time: new Date(this.today), authenticated: false },
      ...(userAgent !== undefined && { userAgent }),
      ...(forwardedFor !== undefined && { forwardedFor }),
    };
    return this.server.file({ arrival, rest, localAddress: '192.168.5.2' })?.text;
  }
}

interface Asked {
  readonly method: string;
  readonly address: string;
  readonly userAgent: string;
  readonly forwardedFor: string;
}
