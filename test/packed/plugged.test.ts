import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { ownToken } from '../../nodes/lib/derived-keys';
import type { ListedPhone, SetupList } from '../../nodes/lib/setup/listed';
import { fleet, FLEET_MAKES, fleetNodes } from '../phones/fleet';
import { type Outcome, type Pace, PluggedPhone, type PlugOptions, PNP_GROUP, PNP_PORT } from '../phones/plugged';
import { freePort, needs, needsRuntime, RUNTIMES, type RunningNodeRed, startNodeRed } from '../support/node-red';
import { phoneRequest } from '../support/requests';
import { udpSockets } from '../support/udp-sockets';

const [TOKEN, NEXT, KEY] = ['CanaryToken-plugged-71ab', 'CanaryToken-plugged-02cd', 'CanaryKey-plugged-55ef0'];
const GROUP = `${PNP_GROUP}:${PNP_PORT}`;
const MAKES = FLEET_MAKES.length;
/** Where silence is expected: who is going to be silent is so at once on loopback. Others wait as their make does. */
const HASTY = { every: 60, patience: 200 };

/** Holds the port as a SIP server on the same machine does, in a process of its own; says so when it has it. */
const HOLDER = `
const { createSocket } = require('node:dgram');
const hold = () => {
  const socket = createSocket('udp4');
  socket.on('error', () => setTimeout(hold, 100));
  socket.bind(${PNP_PORT}, '0.0.0.0', () => process.stdout.write('held'));
};
hold();`;

/** On the real group and port, as phones ask. Which sockets a process has, Linux alone tells. */
for (const runtime of RUNTIMES) {
  describe(`phones that are plugged in, and ${runtime.label}`, function () {
    this.timeout(120_000);
    let red: RunningNodeRed;
    let port = 0;
    /** All secrets that must never be seen. */
    const secrets = [TOKEN, NEXT, KEY];
    /** What admin routes answered. */
    const told: string[] = [];
    // Other numbers in each run: whoever tests on the same machine hears these phones as well.
    const first = randomInt(3_000_000);
    const everyone = fleet(40, {}, first);
    const six = everyone.slice(0, MAKES);
    const strangers = fleet(MAKES, {}, first + 100);
    const phones = new Map<string, PluggedPhone>();

    const phoneOf = (options: PlugOptions): PluggedPhone => {
      const phone = phones.get(options.mac) ?? new PluggedPhone(options);
      phones.set(options.mac, phone);
      return phone;
    };
    const plugIn = (those: readonly PlugOptions[], pace: Pace = {}): Promise<Outcome[]> =>
      Promise.all(
        those.map((options) => {
          const phone = phoneOf(options);
          phone.pace = pace;
          return phone.plugIn();
        }),
      );
    const ring = (those: readonly PlugOptions[]): Promise<(number | undefined)[]> =>
      Promise.all(those.map((options) => phoneOf(options).phone.ring()));
    /** How many of a kind. */
    const kinds = (outcomes: readonly Outcome[]): Record<string, number> => {
      const counts: Record<string, number> = {};
      for (const { kind } of outcomes) counts[kind] = (counts[kind] ?? 0) + 1;
      return counts;
    };

    const flow = (
      changes: object = {},
      desks: readonly object[] = fleetNodes(six, 'shared'),
      credentials: object = { token: TOKEN, setupKey: KEY },
    ): object[] => [
      { id: 'tab', type: 'tab', label: 'test' },
      {
        ...{ id: 'shared', type: 'phone-listener', name: 'Building', path: '/phone', port: `127.0.0.1:${port}` },
        ...{ setup: 'answer', answerUntried: true, baseUrl: `http://127.0.0.1:${port}`, guarded: true, credentials },
        ...changes,
      },
      ...desks,
      { id: 'in', type: 'action-url in', z: 'tab', x: 1, y: 1, events: [], listener: 'shared', wires: [[]] },
    ];
    async function get<T>(path: string): Promise<T> {
      const text = await (await fetch(`${red.url}/${path}`)).text();
      told.push(text);
      return JSON.parse(text) as T;
    }
    const list = (): Promise<SetupList> => get('voip-phone/setup');
    const listed = async (mac: string): Promise<ListedPhone | undefined> =>
      (await list()).phones.find((phone) => phone.mac === mac);
    const standings = async (those: readonly PlugOptions[]): Promise<(string | undefined)[]> => {
      const { phones: all } = await list();
      return those.map(({ mac }) => all.find((phone) => phone.mac === mac)?.standing);
    };
    /** What became of opening its socket, which may take some turns longer than the deploy. */
    const network = async (): Promise<SetupList['network']> => {
      for (;;) {
        const { network: found } = await list();
        if (found.state !== 'closed') return found;
      }
    };
    const oldUsers = async (): Promise<number> =>
      (await get<{ phones: unknown[] }>('voip-phone/listener/shared/previous')).phones.length;

    before(async function () {
      needsRuntime(this, runtime);
      needs(this, 'Linux (/proc/net/udp)', existsSync('/proc/net/udp'));
      port = await freePort();
      red = await startNodeRed(runtime, { settings: { voipPhone: { pnpPort: PNP_PORT } } });
      for (const { mac } of everyone) secrets.push(ownToken(TOKEN, mac), ownToken(NEXT, mac));
    });
    after(async () => {
      for (const phone of phones.values()) await phone.unplug();
      await red?.stop();
    });
    /** Nothing that they were sent broke a rule. */
    afterEach(() => {
      assert.deepEqual(
        [...phones.values()].flatMap(({ faults }) => faults),
        [],
      );
    });

    it('hear nothing where setting up is off: no socket is open', async () => {
      await red.deploy(flow({ setup: 'off' }));
      assert.ok(!udpSockets(Number(red.child.pid)).some((socket) => socket.endsWith(`:${PNP_PORT}`)));
      assert.deepEqual(kinds(await plugIn(six, HASTY)), { silence: MAKES });
      const { network: found, asking } = await list();
      assert.deepEqual([found.state, asking], ['closed', []]);
    });

    it('are listed where it watches, and are sent nothing', async () => {
      await red.deploy(flow({ setup: 'watch' }), 'nodes');
      assert.equal((await network()).state, 'open');
      assert.ok(udpSockets(Number(red.child.pid)).includes(GROUP));
      assert.deepEqual(kinds(await plugIn([...six, ...strangers], HASTY)), { silence: 2 * MAKES });
      const { asking, phones: adopted } = await list();
      assert.deepEqual(
        strangers.map(({ mac }) => asking.find((phone) => phone.mac === mac)?.vendor),
        strangers.map(({ make }) => make),
      );
      assert.deepEqual(
        strangers.map(({ mac }) => asking.find((phone) => phone.mac === mac)?.address),
        strangers.map(({ address }) => address),
      );
      assert.ok(six.every(({ mac }) => !asking.some((phone) => phone.mac === mac)));
      assert.deepEqual([...new Set(adopted.map(({ silence }) => silence))], ['watch']);
      assert.ok(adopted.every(({ asked, offered }) => asked !== undefined && offered === undefined));
    });

    it('come up where it answers: told, fetched in their order, reporting by a token of their own', async () => {
      await red.deploy(flow(), 'nodes');
      const outcomes = await plugIn(six);
      assert.deepEqual(kinds(outcomes), { told: MAKES });
      for (const [index, outcome] of outcomes.entries()) {
        assert.ok(outcome.kind === 'told');
        const { make, mac } = six[index] as PlugOptions;
        // Its own file is there, those for all phones, of its model, and boot files are not.
        assert.deepEqual(
          outcome.fetched.map(({ status }) => status),
          outcome.fetched.map((_, at) => (at === outcome.fetched.length - 1 ? 200 : 404)),
          make,
        );
        assert.ok(outcome.fetched.at(-1)?.file.toLowerCase().includes(mac), make);
        const { settings } = phoneOf(six[index] as PlugOptions).phone;
        assert.equal(settings['account.1.user'], '1001');
        assert.ok(Object.values(settings).some((value) => value.includes(ownToken(TOKEN, mac))));
        assert.ok(!Object.values(settings).some((value) => value.includes(TOKEN)));
      }
      assert.ok(outcomes.some((outcome) => outcome.kind === 'told' && outcome.fetched.length > 2));
      assert.deepEqual(await standings(six), new Array<string>(MAKES).fill('fetched'));
      assert.deepEqual(await ring(six), new Array<number>(MAKES).fill(200));
      assert.deepEqual(await standings(six), new Array<string>(MAKES).fill('reports'));
    });

    it('are left in silence with what they have, and without a listener', async () => {
      assert.deepEqual(kinds(await plugIn([...six, ...strangers], HASTY)), { silence: 2 * MAKES });
      for (const { mac } of six) assert.equal((await listed(mac))?.silence, 'up-to-date');
      // With the deploy that adopts them they are answered.
      await red.deploy(flow({}, fleetNodes([...six, ...strangers], 'shared')), 'nodes');
      assert.deepEqual(kinds(await plugIn(strangers)), { told: MAKES });
      assert.deepEqual(await ring(strangers), new Array<number>(MAKES).fill(200));
      await red.deploy(flow(), 'nodes');
      assert.deepEqual(await ring(strangers), new Array<number>(MAKES).fill(401));
    });

    it('have tokens that serve one MAC, whoever reads their file', async () => {
      const [one, other] = six.map(({ mac }) => mac);
      const leaked = ownToken(TOKEN, one ?? '');
      const by = (mac: string): Promise<number> => phoneRequest(port, `/phone/mute?mac=${mac}&token=${leaked}`);
      assert.deepEqual([await by(one ?? ''), await by(other ?? ''), await by('808287000001')], [200, 401, 401]);
    });

    it('rotate to a new token as they are restarted, ten at a time', async () => {
      const nodes = fleetNodes(everyone, 'shared');
      await red.deploy(flow({}, nodes), 'nodes');
      assert.deepEqual(kinds(await plugIn(everyone.slice(MAKES))), { told: 40 - MAKES });
      assert.deepEqual(new Set(await ring(everyone)), new Set([200]));
      const rotated = { token: NEXT, previousToken: TOKEN, setupKey: KEY };
      await red.deploy(flow({ previousUntil: '2999-12-31' }, nodes, rotated), 'nodes');
      const counts: string[] = [];
      for (let restarted = 0; ; restarted += 10) {
        assert.deepEqual(new Set(await ring(everyone)), new Set([200]));
        const left = await oldUsers();
        const old = (await standings(everyone)).filter((standing) => standing === 'old').length;
        counts.push(`${left} of 40 with the previous token`);
        assert.deepEqual([left, old], [40 - restarted, 40 - restarted]);
        if (left === 0) break;
        const those = everyone.slice(restarted, restarted + 10);
        assert.deepEqual(kinds(await plugIn(those)), { told: 10 });
      }
      process.stdout.write(`      ${counts.join(', ')}\n`);
      assert.deepEqual(kinds(await plugIn(everyone, HASTY)), { silence: 40 });
      await red.deploy(flow({}, nodes, { token: NEXT, setupKey: KEY }), 'nodes');
      assert.deepEqual(new Set(await ring(everyone)), new Set([200]));
    });

    it('are not heard while another program has the port, and are when it is free', async () => {
      await red.deploy(flow({ setup: 'off' }), 'nodes');
      // Their own sockets have the port as well, at their addresses.
      for (const phone of phones.values()) await phone.unplug();
      const holder: ChildProcess = spawn(process.execPath, ['-e', HOLDER], { stdio: ['ignore', 'pipe', 'inherit'] });
      const ended = once(holder, 'exit');
      try {
        assert.ok(holder.stdout);
        await once(holder.stdout, 'data');
        await red.deploy(flow({}, fleetNodes(six, 'shared'), { token: TOKEN, setupKey: KEY }), 'nodes');
        const { state, trouble = '' } = await network();
        assert.equal(state, 'taken');
        assert.match(trouble, /5060/);
        // Everything else goes on.
        assert.deepEqual(await ring(six), new Array<number>(MAKES).fill(401));
        const [{ mac } = { mac: '' }] = six;
        assert.equal(await phoneRequest(port, `/phone/mute?mac=${mac}&token=${ownToken(TOKEN, mac)}`), 200);
      } finally {
        holder.kill('SIGKILL');
        await ended;
      }
      await red.deploy(flow({ setup: 'off' }), 'nodes');
      await red.deploy(flow({}, fleetNodes(six, 'shared'), { token: TOKEN, setupKey: KEY }), 'nodes');
      assert.equal((await network()).state, 'open');
      assert.deepEqual(kinds(await plugIn(six)), { told: MAKES });
      assert.deepEqual(await ring(six), new Array<number>(MAKES).fill(200));
    });

    it('leave no secret in exported flows, the log or what the editor is told', async () => {
      const flows = await (await fetch(`${red.url}/flows`)).text();
      assert.match(flows, /"phone-listener"/);
      assert.ok(told.some((text) => text.includes('"reports"')));
      for (const text of [flows, red.output(), ...told])
        for (const secret of secrets) assert.ok(!text.includes(secret));
    });
  });
}
