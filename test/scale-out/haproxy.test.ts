import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, get } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Listener } from '../../nodes/lib/events/own-port/listener';
import { Routes } from '../../nodes/lib/events/routes';
import { Inbox } from '../lib/events/inbox';
import { exchange, openWire, statusOf } from '../lib/events/wire';
import { hasHaproxy, runHaproxy } from '../proxies/haproxy';
import { freePort, needs } from '../support/node-red';
import { own } from '../support/own';
import { ROOT } from '../support/package';
import { builtIn } from '../support/vendors';
import { HAPROXY, onLoopback, recipe, replaced } from './recipe';

/** HAProxy's own shares are 35:30:35, so that each of three has some of these. */
const PHONES = Array.from({ length: 60 }, (_, index) => `127.9.${index % 7}.${10 + index}`);
const macOf = (index: number): string => `0c383e${(0x10000 + index * 4657).toString(16).padStart(6, '0')}`;

interface Instance {
  readonly inbox: Inbox;
  readonly listener: Listener;
  readonly events: number;
  readonly web: number;
}

interface Site {
  readonly instances: readonly Instance[];
  /** Sends an event. @returns which instance had it; -1: none answered 200 */
  event(from: string, variables?: string): Promise<number>;
  /** @returns which instance had it, or the status that HAProxy gave itself */
  command(headers: Readonly<Record<string, string>>): Promise<number>;
  readonly phones: number;
  readonly heardFrom: ReadonlySet<string>;
}

async function instance(name: number, heardFrom: Set<string>): Promise<Instance> {
  const routes = new Routes(builtIn);
  const inbox = new Inbox(
    { trustedProxies: HAPROXY },
    {
      findPhone: (_mac, address) => {
        heardFrom.add(address);
        return undefined;
      },
    },
  );
  routes.add('/phone', inbox.reception);
  const listener = own(new Listener(routes, { proxies: HAPROXY }));
  const { port } = await listener.listen({ address: '127.0.0.1', port: 0 });
  const web = own(createServer((_request, response) => response.end(String(name))));
  web.listen(0, '127.0.0.1');
  await once(web, 'listening');
  return { inbox, listener, events: port, web: (web.address() as AddressInfo).port };
}

async function site(file: string, change: (configuration: string) => string = (same) => same): Promise<Site> {
  const heardFrom = new Set<string>();
  const instances = await Promise.all([0, 1, 2].map((name) => instance(name, heardFrom)));
  const ports = { phones: await freePort(), commands: await freePort() };
  own(await runHaproxy(ports.phones, onLoopback(change(recipe(file)), ports, instances)));
  return {
    instances,
    heardFrom,
    phones: ports.phones,
    async event(from, variables = '') {
      const before = instances.map(({ inbox }) => inbox.messages.length);
      const answer = await exchange(ports.phones, `GET /phone/mwi?by=test${variables} HTTP/1.0\r\n\r\n`, from);
      if (statusOf(answer) !== 200) return -1;
      return instances.findIndex(({ inbox }, index) => inbox.messages.length > (before[index] ?? 0));
    },
    async command(headers) {
      const request = get({ port: ports.commands, host: '127.0.0.1', headers, agent: false });
      const [response] = (await once(request, 'response')) as [import('node:http').IncomingMessage];
      const said = await text(response);
      return response.statusCode === 200 ? Number(said) : (response.statusCode ?? 0);
    },
  };
}

/** Where each phone's events go and where its commands go. */
async function ways(here: Site): Promise<{ events: number[]; commands: number[] }> {
  const events: number[] = [];
  const commands: number[] = [];
  for (const address of PHONES) {
    events.push(await here.event(address));
    commands.push(await here.command({ 'x-phone': address }));
  }
  return { events, commands };
}

describe('the recipe for HAProxy', function () {
  this.timeout(60_000);
  before(function () {
    needs(this, 'haproxy', hasHaproxy);
  });

  for (const file of ['haproxy.cfg', 'haproxy-by-mac.cfg']) {
    describe(file, () => {
      it('is valid as it is printed', () => {
        const { status, stderr } = spawnSync('haproxy', ['-c', '-f', join(ROOT, 'scale-out', file)]);
        assert.equal(status, 0, stderr.toString());
      });

      it('sends a phone to one instance each time, and commands to the same', async () => {
        const here = await site(file);
        const { events, commands } = await ways(here);
        assert.deepEqual([...new Set(events)].toSorted(), [0, 1, 2], 'all have work');
        assert.deepEqual(commands, events);
        assert.deepEqual((await ways(here)).events, events);
        assert.equal(
          here.instances.reduce((sum, { inbox }) => sum + inbox.messages.length, 0),
          2 * PHONES.length,
        );
        assert.deepEqual([...here.heardFrom].toSorted(), PHONES.toSorted(), 'with the phones’ own addresses');
      });

      it('moves a dead instance’s phones alone, with their commands, and takes them back', async () => {
        const here = await site(file, (text) => replaced(text, [['inter 1s', 'inter 20ms']]));
        const before = await ways(here);
        const dead = here.instances[1];
        const port = dead?.events ?? 0;
        await dead?.listener.close();
        // HAProxy says by its own commands' way when it has noticed.
        const moved = PHONES[before.events.indexOf(1)] ?? '';
        while ((await here.command({ 'x-phone': moved })) === 1) await here.event(PHONES[0] ?? '');
        const meanwhile = await ways(here);
        assert.deepEqual(meanwhile.commands, meanwhile.events);
        meanwhile.events.forEach((to, index) => {
          if (before.events[index] === 1) assert.ok(to === 0 || to === 2, String(to));
          else assert.equal(to, before.events[index]);
        });
        const routes = new Routes(builtIn);
        if (dead) routes.add('/phone', dead.inbox.reception);
        const again = own(new Listener(routes, { proxies: HAPROXY }));
        await again.listen({ address: '127.0.0.1', port });
        while ((await here.command({ 'x-phone': moved })) !== 1) await here.event(PHONES[0] ?? '');
        assert.deepEqual(await ways(here), before);
      });

      it('loses no event of an instance that refuses before its check says so', async () => {
        const here = await site(file, (text) => replaced(text, [['inter 1s', 'inter 60s']]));
        const { events } = await ways(here);
        await here.instances[2]?.listener.close();
        const after = (await ways(here)).events;
        assert.deepEqual(
          after.map((to, index) => (events[index] === 2 ? to === 0 || to === 1 : to === events[index])),
          PHONES.map(() => true),
        );
      });

      it('has phones wait where no instance answers its checks: none is refused for that', async () => {
        const here = await site(file, (text) =>
          replaced(text, [
            ['inter 1s', 'inter 20ms'],
            ['expect status 404', 'expect status 299'],
          ]),
        );
        // Until HAProxy takes all of them for dead, which the commands' way says.
        while ((await here.command({ 'x-phone': PHONES[0] ?? '' })) !== 503);
        const { events } = await ways(here);
        assert.deepEqual([...new Set(events)].toSorted(), [0, 1, 2]);
        await here.instances[1]?.listener.close();
        const moved = await here.event(PHONES[events.indexOf(1)] ?? '');
        assert.ok(moved === 0 || moved === 2, String(moved));
      });

      it('goes by the servers’ ids, not by their order', async () => {
        const one = await ways(await site(file));
        const other = await site(file, (text) => {
          const lines = text.split('\n');
          const at = lines.flatMap((line, index) => (/^ +server nr\d .*:1881/.test(line) ? [index] : []));
          const [first = 0, , last = 0] = at;
          [lines[first], lines[last]] = [lines[last] ?? '', lines[first] ?? ''];
          return lines.join('\n');
        });
        assert.deepEqual((await ways(other)).events, one.events);
      });

      it('costs no event and counts nothing by its checks', async () => {
        const here = await site(file, (text) => replaced(text, [['inter 1s', 'inter 10ms']]));
        // Some dozens of checks go by while these come.
        await ways(here);
        for (const { listener, inbox } of here.instances) {
          assert.deepEqual(listener.counts, { tooMany: 0, tooSlow: 0, method: 0, handshake: 0, proxy: 0 });
          assert.deepEqual(inbox.errors, []);
          assert.equal(
            inbox.messages.every(({ topic }) => topic === 'mwi'),
            true,
          );
        }
      });

      it('lets raw bytes through', async () => {
        const here = await site(file);
        for (const raw of ['J\xf6rg D', 'M\xc3\xbcller', '\xd6\xd0', 'a\tb']) {
          const wire = await openWire(here.phones, PHONES[0]);
          await wire.send(`GET /phone/mwi?by=test&mac=0C:38:3E:01:02:03&remote=${raw} HTTP/1.0\n\n`);
          await wire.closed;
          assert.equal(statusOf(wire.received), 200, raw);
        }
      });

      it('refuses a command whose phone it cannot read', async () => {
        const here = await site(file);
        for (const headers of [
          {},
          { 'x-phone': 'kitchen' },
          { 'x-phone': '999.1.1.1' },
          { 'x-phone': '' },
          ...(file.includes('mac') ? [{ 'x-mac': 'kitchen', 'x-phone': '127.0.0.9' }, { 'x-mac': '0c383e' }] : []),
        ]) {
          assert.equal(await here.command(headers), 400, JSON.stringify(headers));
        }
      });

      it('is reached by IPv6, as another address', async function () {
        const here = await site(file);
        const socket = own(connect({ port: here.phones, host: '::1' }));
        socket.write('GET /phone/mwi?by=test HTTP/1.0\r\n\r\n');
        const had = await once(socket, 'data').catch((error: unknown) => {
          needs(this, 'IPv6', (error as NodeJS.ErrnoException).code !== 'EADDRNOTAVAIL');
          throw error;
        });
        assert.equal(statusOf(String(had[0])), 200);
      });
    });
  }

  it('by MAC: one phone from any address and in any spelling goes where its commands go', async () => {
    const here = await site('haproxy-by-mac.cfg');
    for (let index = 0; index < 40; index++) {
      const mac = macOf(index);
      const pairs = mac.match(/../g) ?? [];
      const to = await here.command({ 'x-mac': index % 2 ? mac : mac.toUpperCase() });
      const spellings = [mac, mac.toUpperCase(), pairs.join(':'), pairs.join('-'), pairs.join('%3A').toUpperCase()];
      for (const [turn, spelling] of spellings.entries()) {
        const from = PHONES[(index + 7 * turn) % PHONES.length] ?? '';
        const variables = turn % 2 ? `&mac=${spelling}&remote=J\xf6rg D` : `&mac=${spelling}&remote=6040`;
        assert.equal(await here.event(from, variables), to, spelling);
      }
    }
  });
});
