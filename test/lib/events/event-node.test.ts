import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import { Deploys } from '../../../nodes/lib/deploys';
import type { Entrance } from '../../../nodes/lib/events/entrance';
import { Unserved } from '../../../nodes/lib/events/entrance';
import { type EventFlowNode, type EventHost, EventNode } from '../../../nodes/lib/events/event-node';
import { Handover } from '../../../nodes/lib/events/handover';
import type { ListenerState } from '../../../nodes/lib/events/own-port/listeners';
import { readAccess } from '../../../nodes/lib/events/read-access';
import { type ListenerSettings, readReception, type ReceptionReading } from '../../../nodes/lib/events/read-reception';
import type { Belief } from '../../../nodes/lib/events/sighting';
import { type Judge, judgeAll } from '../../../nodes/lib/events/verdict';
import { NodeStatuses } from '../../../nodes/lib/node-statuses';
import { builtIn } from '../../support/vendors';
import { TIME } from './inbox';

const MAC = '808287046bc2';

/** Where a node's requests come in, without any server. */
class Door implements Entrance {
  path: string | undefined;
  judge: Judge | undefined;
  tell: (state: ListenerState) => void = () => assert.fail('nobody has joined');
  readonly left: boolean[] = [];
  /** What an own port says at once; absent: it is Node-RED's server. */
  atFirst: ListenerState | undefined;

  join(path: string, judge: Judge, onState: (state: ListenerState, counts: undefined) => void) {
    this.path = path;
    this.judge = judge;
    this.tell = (state) => onState(state, undefined);
    if (this.atFirst) this.tell(this.atFirst);
    return (isRestarting: boolean) => {
      this.left.push(isRestarting);
      return Promise.resolve();
    };
  }

  /** @returns the answer's status, and what sends the messages */
  ask(target: string, address = '10.0.0.9'): { status: number; deliver: () => void } {
    assert.ok(this.judge, 'nobody has joined');
    const arrival = { method: 'GET', target, address, time: TIME, authenticated: false };
    const verdict = judgeAll(arrival, { path: this.path ?? '', judges: [this.judge], vendors: builtIn }, false);
    if (verdict.kind !== 'event') verdict.missed();
    const deliveries = verdict.kind === 'event' ? verdict.deliveries : [];
    return { status: verdict.status, deliver: () => deliveries.forEach((deliver) => deliver()) };
  }
}

describe('EventNode', () => {
  let door: Door;
  let said: string[];
  let shown: string[];
  let beliefs: Belief[];
  let strangers: string[];
  let proxies: number;
  let doubt: string | undefined;
  let listener: ListenerSettings | undefined;
  let successor: EventFlowNode | undefined;
  let host: EventHost;
  beforeEach(() => {
    door = new Door();
    [said, shown, beliefs, strangers] = [[], [], [], []];
    proxies = 0;
    doubt = undefined;
    listener = undefined;
    successor = undefined;
    host = {
      deploys: new Deploys(),
      handover: new Handover(),
      findPhone: () => undefined,
      isKept: () => false,
      believe: (belief, done) => {
        beliefs.push(belief);
        done();
      },
      guardPhone: () => () => undefined,
      noteToken: (listenerId, _sighting, isOld) => said.push(`token of ${listenerId}: ${isOld ? 'old' : 'new'}`),
      isAdopted: () => false,
      noteOwnToken: (mac, isOld) => said.push(`own token of ${mac}: ${isOld ? 'old' : 'new'}`),
      onPortTaken: () => () => undefined,
      rememberStranger: (mac, address) => strangers.push(`${mac} ${address}`),
      addProxies: () => {
        proxies += 1;
        return () => (proxies -= 1);
      },
    };
  });

  function flowNode(changes: Partial<EventFlowNode> = {}): EventFlowNode {
    return {
      send: ({ topic }) => said.push(`send ${topic}`),
      warn: (text) => said.push(`warn ${text}`),
      error: (error) => said.push(`error ${String(error)}`),
      successor: () => successor,
      doubt: () => doubt,
      phoneMac: undefined,
      language: () => undefined,
      label: (event) => event,
      entrance: () => door,
      listener: () => listener,
      read: () => assert.fail('nothing was started'),
      ...changes,
    };
  }
  function start(properties: object = {}, token = '', changes: Partial<EventFlowNode> = {}): EventNode {
    const stored = { properties: { path: '/phone', ...properties }, credentials: { ...(token && { token }) } };
    const status = new NodeStatuses().of('a', ({ text = '' }) => shown.push(text));
    const lookUp = (): undefined => undefined;
    const read = (): ReceptionReading =>
      readReception(stored, { lookUp, phoneId: undefined, listener, vendors: builtIn });
    return new EventNode(flowNode({ read, ...changes }), status, host);
  }

  it('makes messages of events until it is closed', async () => {
    const node = start();
    const { status, deliver } = door.ask('/phone/mute');
    assert.equal(status, 200);
    assert.deepEqual([said, beliefs.length], [[], 0], 'the phone has its answer first');
    deliver();
    assert.deepEqual([said, beliefs.length], [['send mute'], 1]);
    await node.close(true);
    assert.deepEqual(door.left, [true]);
  });

  it('says of a deletion that it is none of a restart', async () => {
    await start().close(false);
    assert.deepEqual(door.left, [false]);
  });

  it('tells of strangers who proved themselves', async () => {
    const node = start({}, 'a-long-secret-token');
    door.ask(`/phone/mute?mac=${MAC}&token=a-long-secret-token`);
    door.ask(`/phone/mute?mac=aabbccddeeff`);
    assert.deepEqual(strangers, [`${MAC} 10.0.0.9`]);
    await node.close(false);
  });

  describe('closed between the answer and the message', () => {
    for (const isDeploying of [false, true]) {
      it(`hands it to its successor ${isDeploying ? 'when that stands' : 'at once'}`, async () => {
        const node = start();
        const { deliver } = door.ask('/phone/mute');
        if (isDeploying) host.handover.begin();
        await node.close(true);
        successor = flowNode({ send: ({ topic }) => said.push(`successor ${topic}`) });
        deliver();
        if (isDeploying) assert.deepEqual(said, []);
        host.handover.end();
        assert.deepEqual(said, ['successor mute']);
      });
    }

    it('loses it without a successor, and throws nothing', async () => {
      const node = start();
      const { deliver } = door.ask('/phone/mute');
      await node.close(false);
      deliver();
      assert.deepEqual(said, []);
    });

    it("leaves what the successor's flow throws to the successor", async () => {
      const node = start();
      const { deliver } = door.ask('/phone/mute');
      await node.close(true);
      successor = flowNode({
        send: () => {
          throw new Error('no clone');
        },
        error: (error, message) => said.push(`successor ${String(error)} ${message?.topic}`),
      });
      deliver();
      assert.deepEqual(said, ['successor Error: no clone mute']);
    });
  });

  describe('that must open no door', () => {
    const bad: readonly (readonly [what: string, properties: object])[] = [
      ['allow list', { allow: 'nonsense' }],
      ['proxies', { trustedProxies: 'nonsense' }],
      ['rate', { rate: 'nonsense' }],
      ['lost token', { guarded: true }],
      ['events', { events: 'mute' }],
    ];
    for (const [what, properties] of bad) {
      it(`keeps its path and refuses everybody: ${what}`, async () => {
        const node = start(properties);
        assert.equal(door.ask('/phone/mute').status, 403);
        assert.match(said.join('\n'), /^error refuses every request: /);
        assert.deepEqual(shown, ['status.closed']);
        await node.close(false);
      });
    }

    const nowhere: readonly (readonly [what: string, properties: object, status: string])[] = [
      ['port', { port: true }, 'status.closed'],
      ['path', { path: {} }, 'status.closed'],
    ];
    for (const [what, properties, status] of nowhere) {
      it(`stands nowhere: ${what}`, async () => {
        const node = start(properties);
        assert.equal(door.judge, undefined);
        assert.match(said.join('\n'), /^error is not served, and refuses every request: cannot read /);
        assert.deepEqual(shown, [status]);
        await node.close(false);
      });
    }

    it('stands nowhere where the runtime has no entrance, and says which', async () => {
      const entrance = (): never => {
        throw new Unserved('status.no-http', 'no HTTP here');
      };
      const node = start({}, '', { entrance });
      assert.deepEqual(said, ['error is not served, and refuses every request: no HTTP here']);
      assert.deepEqual(shown, ['status.no-http']);
      await node.close(false);
    });
  });

  it('shows and tells what keeps its own port from listening', async () => {
    door.atFirst = { kind: 'starting' };
    const node = start({ port: '1881' });
    assert.deepEqual(shown, [''], 'nobody can come in yet');
    door.tell({ kind: 'failed', code: 'EADDRINUSE', words: 'in use', isRetried: true });
    assert.deepEqual(said, ['error in use']);
    assert.equal(shown.at(-1), 'status.no-port');
    await node.close(false);
  });

  it('looks around with each start of the flows, and no more when it is closed', async () => {
    let looks = 0;
    const node = start({}, '', {
      doubt: () => {
        looks += 1;
        return 'status.no-phone';
      },
    });
    assert.deepEqual([looks, shown], [1, ['status.no-phone']]);
    host.deploys.tell('started');
    // The Status nodes of the flow are there now, so it is said again.
    assert.deepEqual([looks, shown], [2, ['status.no-phone', 'status.no-phone']]);
    host.deploys.tell('started');
    assert.deepEqual([looks, shown.length], [3, 2]);
    await node.close(true);
    host.deploys.tell('started');
    assert.equal(looks, 3);
  });

  it('lists its proxies while it stands', async () => {
    const node = start({ trustedProxies: '10.0.0.1' });
    assert.equal(proxies, 1);
    await node.close(true);
    assert.equal(proxies, 0);
  });

  it('names chosen events that nobody knows', async () => {
    const node = start({ events: ['mute', 'strange', 'x'.repeat(100)] });
    assert.match(said.join('\n'), new RegExp(`^warn no vendor.*"strange", "${'x'.repeat(60)}"$`));
    await node.close(false);
  });

  it('takes the chosen phone by its MAC, whichever node names it', async () => {
    const phone = { id: 'twin', name: '', vendor: 'fanvil', mac: MAC, learnAddress: () => undefined };
    const node = start({ phone: 'chosen' }, '', { phoneMac: MAC });
    host.findPhone = (mac) => (mac === MAC ? phone : undefined);
    door.ask(`/phone/mute?mac=${MAC}`).deliver();
    door.ask('/phone/unmute?mac=aabbccddeeff').deliver();
    assert.deepEqual(said, ['send mute']);
    await node.close(false);
  });

  describe('with a listener', () => {
    const shared = (properties: object, credentials: object = {}): ListenerSettings => ({
      id: 'l',
      access: readAccess({ properties: { ...properties }, credentials: { ...credentials } }, () => undefined),
    });

    it('stands where that stands, behind its guards, whatever its own fields say', async () => {
      listener = shared({ path: '/shared', allow: '10.0.0.9' }, { token: 'shared' });
      const node = start({ listener: 'l', path: '/own', allow: 'nonsense', rate: '${NONE}', guarded: true }, 'own');
      assert.equal(door.path, '/shared');
      assert.deepEqual([said, shown], [[], ['status.listening']]);
      const ask = (token: string, address?: string): number => door.ask(`/shared/mute?token=${token}`, address).status;
      assert.deepEqual([ask('shared'), ask('own'), ask('shared', '10.0.0.8')], [200, 401, 403]);
      await node.close(false);
    });

    it('keeps its path and refuses everybody where that cannot be read', async () => {
      listener = shared({ path: '/shared', guarded: true });
      const node = start({ listener: 'l' }, 'own');
      assert.equal(door.ask('/shared/mute?token=own').status, 403);
      assert.match(said.join(), /^error refuses every request: cannot read the token /);
      await node.close(false);
    });

    it('serves nothing while it is missing, and serves when it has come, and no more when it has gone', async () => {
      const node = start({ listener: 'l' }, 'own');
      assert.equal(door.judge, undefined);
      assert.match(said.join(), /is not served.*the listener .*does not exist, or is disabled/);
      assert.deepEqual(shown, ['status.no-listener']);
      host.deploys.tell('started');
      assert.deepEqual(door.left, []);
      listener = shared({ path: '/shared' });
      host.deploys.tell('started');
      assert.equal(door.ask('/shared/mute').status, 200);
      door.ask('/shared/mute').deliver();
      assert.equal(said.at(-1), 'send mute');
      listener = undefined;
      host.deploys.tell('started');
      assert.deepEqual(door.left, [false]);
      await node.close(true);
      assert.deepEqual(door.left, [false]);
    });

    it('tells with which of its two tokens phones came', async () => {
      listener = shared({ previousUntil: '9999-12-31' }, { token: 'new', previousToken: 'old' });
      const node = start({ listener: 'l' });
      for (const token of ['old', 'new', 'wrong']) door.ask(`/phone/mute?token=${token}`);
      assert.deepEqual(said, ['token of l: old', 'token of l: new']);
      await node.close(false);
    });
  });
});
