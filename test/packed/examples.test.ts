import assert from 'node:assert/strict';
import { ACTIONS, EVENTS } from '../../nodes/lib/vocabulary';
import { needsRuntime, RUNTIMES, type RunningNodeRed, startNodeRed } from '../support/node-red';
import { editorDefaults } from './examples/editor-defaults';
import { ALL_EXAMPLES, DASHBOARD_EXAMPLES, DEMO_FLOW, EXAMPLES, type FlowNode } from './examples/files';
import { RUNS } from './examples/runs';
import { Stage } from './examples/stage';
import { builtIn } from '../support/vendors';

const MODULE = 'node-red-contrib-voip-phone';
const OURS = ['voip-phone', 'action-url in', 'active-uri out', 'phone state', 'phone home assistant'];
/** Config nodes that one import may take over from another. */
const SHARED = ['voip-phone', 'ui-base', 'ui-theme'];
/** What every exported node has beside the properties of its type. */
const COMMON = new Set(['id', 'type', 'z', 'd', 'x', 'y', 'wires']);

const phonesOf = (flow: readonly FlowNode[]): FlowNode[] => flow.filter((node) => node.type === 'voip-phone');
const drawn = (flow: readonly FlowNode[]): FlowNode[] => flow.filter((node) => node.x !== undefined);

/** Every string in a node, however deep, but that under `id`, `z` and what points to other nodes on purpose. */
function* strings(value: unknown, path = ''): Generator<[path: string, text: string]> {
  if (typeof value === 'string') yield [path, value];
  else if (typeof value === 'object' && value !== null) {
    for (const [key, part] of Object.entries(value)) yield* strings(part, `${path}.${key}`);
  }
}

describe('the examples', () => {
  it('are fifteen and two on a dashboard, each with a run of its own, the smallest first in the menu', () => {
    const names = EXAMPLES.map(({ name }) => name);
    assert.deepEqual(names, Object.keys(RUNS).toSorted());
    assert.equal(names.length, 15);
    assert.equal(DASHBOARD_EXAMPLES.length, 2);
    const size = (name: string | undefined): number | undefined =>
      EXAMPLES.find((one) => one.name === name)?.nodes.length;
    const [first, second, ...others] = names;
    for (const other of others)
      assert.equal(Number(size(other)) > Math.max(Number(size(first)), Number(size(second))), true);
  });

  it('hold no code: not one function node', () => {
    const coded = ALL_EXAMPLES.flatMap(({ nodes }) => nodes.filter(({ type }) => ['function', 'exec'].includes(type)));
    assert.deepEqual(coded, []);
  });

  it('share no id but those of phones and of the dashboard, which an import can replace by the user’s own or the demo’s', () => {
    const phones = new Map<string, FlowNode>();
    const seen = new Set<string>();
    for (const { name, nodes } of ALL_EXAMPLES) {
      for (const node of nodes) {
        assert.match(node.id, /^[0-9a-f]{16}$/);
        if (SHARED.includes(node.type) && phones.has(node.id)) assert.deepEqual(node, phones.get(node.id), name);
        else assert.equal(seen.has(node.id), false, `${name}: ${node.id} twice`);
        if (SHARED.includes(node.type)) phones.set(node.id, node);
        seen.add(node.id);
      }
    }
    for (const theirs of DEMO_FLOW) {
      const ours = phones.get(theirs.id);
      if (ours) assert.deepEqual({ ...theirs, host: '', port: '', mac: '' }, ours);
      else assert.equal(seen.has(theirs.id), false, `${theirs.name} is in an example, too`);
    }
  });

  const defaults = editorDefaults();
  for (const { name, nodes } of ALL_EXAMPLES) {
    describe(name, () => {
      const ids = new Map(nodes.map((node) => [node.id, node]));
      const tab = nodes[0];

      it('is one flow, complete in itself, and says what it does', () => {
        assert.equal(tab?.type, 'tab');
        assert.equal(tab.label, name);
        assert.notEqual(tab.info, '');
        assert.equal(ids.size, nodes.length);
        for (const node of drawn(nodes)) {
          assert.equal(node.z, tab.id);
          const links = [...(node.wires ?? []).flat(), ...((node.links ?? node.scope ?? []) as string[])];
          for (const id of links) assert.equal(ids.get(id)?.z, tab.id, `${node.name}: ${id}`);
          if (typeof node.phone === 'string' && node.phone) assert.equal(ids.get(node.phone)?.type, 'voip-phone');
        }
        assert.equal(nodes.filter(({ type }) => type === 'comment').length >= 2, true);
        for (const type of ['active-uri out', 'action-url in']) {
          for (const node of nodes.filter((each) => each.type === type)) assert.notEqual(node.name, '');
        }
      });

      it('has each property that the editor would export, and no other', () => {
        for (const node of nodes) {
          const expected = node.type === 'tab' ? ['label', 'disabled', 'info', 'env'] : defaults.get(node.type);
          assert.ok(expected, node.type);
          const own = Object.keys(node).filter((key) => !COMMON.has(key));
          // An inject node that sets no payload is saved without these.
          const absent =
            node.type === 'inject' && !JSON.stringify(node.props).includes('"payload"') ? /^payload/ : /^$/;
          assert.deepEqual(own.toSorted(), expected.filter((key) => !absent.test(key)).toSorted(), node.name);
        }
      });

      it('leads with phones that have no address yet, each named by a node that shows the red triangle', () => {
        // "Nobody" is a phone that is away.
        const phones = phonesOf(nodes).filter((phone) => phone.name !== 'Nobody');
        assert.notEqual(phones.length, 0);
        for (const phone of phones) {
          for (const property of ['host', 'port', 'mac', 'sipUri', 'sipProxy'])
            assert.equal(phone[property], '', property);
          const users = drawn(nodes).filter((node) => node.phone === phone.id);
          assert.notEqual(users.length, 0, `${phone.name} is named by no node`);
        }
      });

      it('holds no secret, and no value that Node-RED takes for a reference', () => {
        const configs = new Set(phonesOf(nodes).map(({ id }) => id));
        for (const node of nodes) {
          assert.equal('credentials' in node, false);
          for (const [path, text] of strings(node)) {
            if (path !== '.id' && path !== '.phone') assert.equal(configs.has(text), false, `${node.name}${path}`);
            assert.doesNotMatch(text, /token=|passw(or)?d['"]?\s*[:=]|Authorization/i, `${node.name}${path}`);
            assert.doesNotMatch(path, /password|secret|\.token$|\.code$/i);
          }
          if (node.action === 'open-door') assert.equal(node.value, '');
        }
        for (const { id, name, vendor } of phonesOf(nodes)) {
          assert.equal([name, vendor].includes(id), false);
          assert.ok(name, 'a phone has a name');
        }
        for (const { type, value } of (tab?.env ?? []) as { type: string; value: string }[]) {
          if (type === 'cred') assert.equal(value, '');
        }
      });

      it('names only vendors, events and actions that exist, and that its phones have', () => {
        const vendors = new Map(
          phonesOf(nodes).map(({ id, vendor }) => {
            const profile = builtIn.profile(String(vendor));
            assert.ok(profile, String(vendor));
            return [id, profile];
          }),
        );
        for (const node of nodes) {
          const vendor = vendors.get(String(node.phone));
          if (node.type === 'action-url in') {
            for (const event of node.events as string[]) {
              assert.ok(Object.hasOwn(EVENTS, event), event);
              if (vendor)
                assert.ok(
                  vendor.events.some((row) => row.event === event),
                  `${vendor.id} reports no ${event}`,
                );
            }
          }
          const action = node.type === 'active-uri out' ? String(node.action) : '';
          if (action) assert.ok(Object.hasOwn(ACTIONS, action) && vendor?.actions[action as 'dial'], action);
          for (const [path, text] of strings(node)) {
            for (const [, written = ''] of text.matchAll(/\baction"?: ?["']([^"']*)["']/g)) {
              assert.ok(Object.hasOwn(ACTIONS, written), `${node.name}${path}: ${written}`);
            }
            for (const [, topic = ''] of text.matchAll(/\btopic = "([^"]*)"/g)) {
              assert.ok(Object.hasOwn(EVENTS, topic), topic);
            }
          }
        }
      });

      it('puts text into pages escaped', () => {
        for (const { template } of nodes.filter(({ type }) => type === 'template')) {
          assert.doesNotMatch(String(template), /\{\{\{|\{\{&/);
        }
        for (const { format } of nodes.filter(({ type }) => type === 'ui-template')) {
          assert.doesNotMatch(String(format), /<script|v-html|javascript:/i);
        }
      });

      it('reads from left to right, nothing upon another', () => {
        const boxes = drawn(nodes).map((node) => ({ node, x: Number(node.x), y: Number(node.y), ...sizeOf(node) }));
        for (const one of boxes) {
          assert.equal(one.x - one.width / 2 >= 20, true, `${one.node.name} is cut off`);
          for (const other of boxes) {
            if (one === other) continue;
            const apart =
              Math.abs(one.x - other.x) >= (one.width + other.width) / 2 ||
              Math.abs(one.y - other.y) >= (one.height + other.height) / 2;
            assert.equal(apart, true, `${one.node.name} and ${other.node.name} overlap`);
            if (one.node.wires?.flat().includes(other.node.id)) assert.equal(one.x < other.x, true, one.node.name);
          }
        }
      });
    });
  }
});

/** About what the editor makes of it: 14 px text, icon and margin, in steps of a grid square. */
function sizeOf({ type, name, wires }: FlowNode): { width: number; height: number } {
  if (type.startsWith('link ')) return { width: 30, height: 30 };
  const width = Math.max(100, 20 * Math.ceil(((name || type).length * 6.5 + 57) / 20));
  return { width, height: Math.max(30, (wires?.length ?? 0) * 15) };
}

for (const runtime of RUNTIMES) {
  describe(`the examples in ${runtime.label}`, function () {
    this.timeout(60_000);
    let red: RunningNodeRed;

    before(async function () {
      needsRuntime(this, runtime);
      red = await startNodeRed(runtime);
    });

    after(async () => {
      await (red as RunningNodeRed | undefined)?.stop();
    });

    const getJson = async (path: string): Promise<unknown> => {
      const answer = await fetch(`${red.url}${path}`, { headers: { accept: 'application/json' } });
      assert.equal(answer.status, 200, path);
      return answer.json();
    };

    it('are offered in the Import menu, as they are in the package', async () => {
      const shelf = `/library/examples/flows/${MODULE}`;
      assert.deepEqual(
        ((await getJson(`${shelf}/`)) as { fn: string }[]).map(({ fn }) => fn).toSorted(),
        ALL_EXAMPLES.map(({ name }) => name),
      );
      for (const { name, nodes } of ALL_EXAMPLES) {
        assert.deepEqual(await getJson(`${shelf}/${encodeURIComponent(name)}`), nodes);
      }
    });

    it('need nothing but core nodes beside ours', async () => {
      const sets = (await getJson('/nodes')) as { module: string; types: string[] }[];
      const core = new Set(sets.filter(({ module }) => module === 'node-red').flatMap(({ types }) => types));
      for (const { name, nodes } of EXAMPLES) {
        const foreign = nodes.filter(({ type }) => type !== 'tab' && !core.has(type) && !OURS.includes(type));
        assert.deepEqual(foreign, [], name);
      }
    });

    it('Ring opens the door: as it is imported it refuses everybody, whatever token is sent', async () => {
      const { nodes } = EXAMPLES.find(({ name }) => name === 'Ring opens the door') ?? { nodes: [] };
      await red.deploy(nodes);
      for (const query of ['', '?mac=0c383e2a1001', '?token=', '?token=%3Ctoken%3E&mac=0c383e2a1001']) {
        const { status } = await fetch(`${red.url}/phone/outgoing-call${query}`);
        assert.equal([401, 403].includes(status), true, `${query}: ${status}`);
      }
    });

    for (const { name, nodes } of EXAMPLES) {
      it(`${name}: deploys without a complaint, and does what it says`, async () => {
        const stage = await new Stage(red, nodes).open();
        const logged = red.output().length;
        try {
          await RUNS[name]?.(stage);
        } finally {
          await stage.close();
        }
        const complaints = red
          .output()
          .slice(logged)
          .split('\n')
          .filter((line) => /\[(?:warn|error|fatal)\]/.test(line));
        assert.deepEqual(complaints, []);
      });
    }
  });
}
