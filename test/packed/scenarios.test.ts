import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { vendorFacts } from '../../nodes/lib/calls/facts';
import { eventsOf } from '../../nodes/lib/vendors';
import { asTold, list, SINGLE } from '../lib/calls/single-calls';
import { needsRuntime, RUNTIMES, type RunningNodeRed, startNodeRed } from '../support/node-red';
import { phoneRequest } from '../support/requests';
import { builtIn } from '../support/vendors';

const PLACE = { z: 'tab', x: 100, y: 100 };

interface Told {
  readonly phone: { readonly mac: string };
  readonly state?: string;
  readonly direction?: string;
  readonly outcome?: string;
}

/** What the flow sends over one connection, in its order: a line of JSON for each message. */
class LineSink {
  readonly lines: Told[] = [];
  readonly #server = createServer((socket) => {
    let rest = '';
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => {
      const parts = (rest + text).split('\n');
      rest = parts.pop() ?? '';
      this.lines.push(...parts.map((line) => JSON.parse(line) as Told));
      this.#wake();
    });
    socket.on('error', () => socket.destroy());
  });
  #wake: () => void = () => {};

  async start(): Promise<number> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return (this.#server.address() as AddressInfo).port;
  }

  /** Resolves when so many of these have come. */
  async holds(count: number, which: (told: Told) => boolean): Promise<void> {
    while (this.lines.filter(which).length < count) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  async stop(): Promise<void> {
    this.#server.close();
    await once(this.#server, 'close');
  }
}

/** Vendors that tell how a call goes; each scenario has a phone of its own. */
const CASES = builtIn.profiles
  .filter((profile) => {
    const { reportsEnd, reportsAnswer } = vendorFacts(profile);
    return (
      !profile.anyMake && reportsEnd && reportsAnswer && profile.events.some(({ event }) => event === 'incoming-call')
    );
  })
  .flatMap((profile, row) =>
    SINGLE.map((scenario, column) => {
      const mac = `02:00:00:00:${[row, column].map((part) => part.toString(16).padStart(2, '0')).join(':')}`;
      const events = new Set<string>(profile.events.flatMap(eventsOf));
      return { vendor: profile.id, name: scenario.name, mac, ...asTold({ events }, scenario) };
    }),
  );

function flows(port: number): object[] {
  const node = (id: string, type: string, wires: string[][], properties: object = {}): object => ({
    ...{ id, type, ...PLACE, wires },
    ...properties,
  });
  return [
    { id: 'tab', type: 'tab', label: 'test' },
    ...CASES.map(({ vendor, mac }) => ({
      ...{ id: `phone-${mac.replaceAll(':', '')}`, type: 'voip-phone', name: mac, vendor, mac, host: '' },
    })),
    node('in', 'action-url in', [[]], { path: '/phone', events: [] }),
    node('reset', 'http in', [['now']], { url: '/reset', method: 'get' }),
    node('now', 'change', [['state']], { rules: [{ t: 'set', p: 'reset', pt: 'msg', to: 'true', tot: 'bool' }] }),
    node('state', 'phone state', [['answers'], ['json']], { phone: '' }),
    node('answers', 'switch', [['answer'], ['json']], {
      ...{
        property: 'req',
        propertyType: 'msg',
        rules: [{ t: 'nnull' }, { t: 'else' }],
        checkall: 'false',
        outputs: 2,
      },
    }),
    node('answer', 'http response', []),
    node('json', 'json', [['line']], { property: 'payload', action: 'str' }),
    node('line', 'template', [['out']], {
      field: 'payload',
      syntax: 'mustache',
      template: '{{{payload}}}\n',
      output: 'str',
    }),
    node('out', 'tcp out', [], { host: '127.0.0.1', port: String(port), beserver: 'client', end: false }),
  ];
}

const isRecord = ({ outcome }: Told): boolean => outcome !== undefined;

for (const runtime of RUNTIMES) {
  describe(`calls as each vendor reports them, in ${runtime.label}`, function () {
    this.timeout(120_000);
    const sink = new LineSink();
    let red: RunningNodeRed | undefined;

    before(async function () {
      needsRuntime(this, runtime);
      red = await startNodeRed(runtime, { flows: flows(await sink.start()) });
      await (await fetch(`${red.url}/reset`)).text();
      const { port } = red;
      await Promise.all(
        CASES.map(async ({ mac, sent }, index) => {
          for (const { event, words } of sent) {
            const [, id] = /#(\S+)/.exec(words) ?? [];
            const [, number] = /(?:^| )(\d+)$/.exec(words) ?? [];
            const variables = [
              `mac=${mac}`,
              ...(id ? [`call_id=${id}`] : []),
              // Another caller at each phone, or who picks up here has taken the call from there.
              ...(number ? [`remote=sip:${600_000 + index}@pbx`] : []),
            ];
            assert.equal(await phoneRequest(port, `/phone/${event}?${variables.join('&')}`), 200, event);
          }
        }),
      );
      const expected = CASES.reduce((sum, { records }) => sum + list(records).length, 0);
      await sink.holds(expected, isRecord);
    });
    after(async () => {
      await red?.stop();
      await sink.stop();
    });

    it('is every vendor that tells how a call goes', () => {
      assert.ok(new Set(CASES.map(({ vendor }) => vendor)).size >= 8);
    });

    for (const { vendor, name, mac, states, records } of CASES) {
      it(`${vendor}: ${name}`, () => {
        const told = sink.lines.filter(({ phone }) => phone.mac === mac);
        const seen = told.flatMap(({ state }) => state ?? []);
        assert.deepEqual(
          seen.filter((state, index) => state !== seen[index - 1]),
          states.split(' '),
        );
        assert.deepEqual(
          told.filter(isRecord).map(({ direction, outcome }) => [direction, outcome].filter(Boolean).join(' ')),
          list(records),
        );
      });
    }
  });
}
