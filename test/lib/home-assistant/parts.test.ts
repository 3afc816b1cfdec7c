import assert from 'node:assert/strict';
import { brokerFault, BrokerSeat } from '../../../nodes/lib/home-assistant/broker';
import { TICKS } from '../../../nodes/lib/home-assistant/components';
import { isPrefix, isTopic } from '../../../nodes/lib/home-assistant/names';
import { Pacer } from '../../../nodes/lib/home-assistant/pacing';
import { readHomeAssistant } from '../../../nodes/lib/home-assistant/read-settings';
import { ownDevice } from '../../../nodes/lib/home-assistant/retained-configs';
import { SelfDescriptions } from '../../../nodes/lib/home-assistant/self-descriptions';
import { Tenancies } from '../../../nodes/lib/home-assistant/tenancy';
import { FakeClocks } from '../calls/site';
import { FakeBroker } from './fake-broker';
import { ID, ORIGIN } from './home';

describe('the pace of configs', () => {
  let clocks: FakeClocks;
  let sent: [string, number][];
  let rests: number;
  let pacer: Pacer;
  beforeEach(() => {
    clocks = new FakeClocks();
    const start = clocks.now();
    sent = [];
    rests = 0;
    pacer = new Pacer(
      clocks,
      (id) => sent.push([id, clocks.now() - start]),
      () => (rests += 1),
    );
  });

  it('is 50 a second at most, whatever comes at once', () => {
    for (let phone = 0; phone < 200; phone += 1) pacer.want(`${phone}`);
    clocks.advance(10_000);
    assert.equal(sent.length, 200);
    assert.deepEqual(
      sent.map(([id]) => id),
      Array.from({ length: 200 }, (_, phone) => `${phone}`),
    );
    for (const [, at] of sent) assert.ok(sent.filter(([, other]) => other >= at && other < at + 1000).length <= 50);
    assert.equal(rests, 1);
    assert.equal(clocks.timers, 0);
  });

  it('is one a second of a phone, the last of those that were wanted meanwhile', () => {
    for (const at of [0, 100, 300, 700]) {
      clocks.advance(at - (clocks.now() - 5_000_000));
      pacer.want('desk');
    }
    pacer.want('hall');
    clocks.advance(5000);
    assert.deepEqual(sent, [
      ['desk', 0],
      ['hall', 700],
      ['desk', 1000],
    ]);
  });

  it('waits where one is not to come before its time, and lets others by', () => {
    pacer.want('new', clocks.now() + 2000);
    pacer.want('old');
    assert.equal(pacer.isResting, false);
    clocks.advance(3000);
    assert.deepEqual(sent, [
      ['old', 0],
      ['new', 2000],
    ]);
  });

  it('forgets what is not wanted any more', () => {
    pacer.want('a');
    pacer.want('b');
    pacer.forget('a');
    clocks.advance(100);
    pacer.want('c');
    pacer.stop();
    clocks.advance(5000);
    assert.deepEqual(
      sent.map(([id]) => id),
      ['b'],
    );
    assert.equal(clocks.timers, 0);
  });
});

describe('the settings of a phone home assistant node', () => {
  const read = (properties: object) =>
    readHomeAssistant({ properties: { ...properties }, credentials: {} }, () => 'from/env');

  it('have their defaults', () => {
    assert.deepEqual(read({}), {
      place: { topic: 'voip', prefix: 'homeassistant' },
      phones: undefined,
      choice: { entities: new Set(TICKS), openDoor: false, dial: false, disruptive: false },
      doorPulse: undefined,
      faults: [],
    });
  });

  it('are read, variables among them', () => {
    const { place, phones, choice, doorPulse, faults } = read({
      topic: '${TOPIC}',
      prefix: 'ha',
      phones: ['a', 'b'],
      entities: ['dnd', 'nonsense', 'sensors'],
      openDoor: true,
      dial: 'true',
      doorPulse: '7',
    });
    assert.deepEqual(faults, []);
    assert.deepEqual(place, { topic: 'from/env', prefix: 'ha' });
    assert.deepEqual(phones, new Set(['a', 'b']));
    assert.deepEqual(choice, {
      entities: new Set(['sensors', 'dnd']),
      openDoor: true,
      dial: false,
      disruptive: false,
    });
    assert.equal(doorPulse, 7);
    assert.deepEqual(read({ entities: [] }).choice.entities, new Set());
  });

  for (const bad of [
    { topic: 'a//b' },
    { topic: 'a/+' },
    { topic: 'tür' },
    { topic: '/voip' },
    { prefix: 'ha/#' },
    { doorPulse: 'long' },
    { doorPulse: '-1' },
    { phones: 'desk' },
    { phones: [1] },
    { entities: 'call' },
  ]) {
    it(`cannot be read: ${JSON.stringify(bad)}`, () => assert.equal(read(bad).faults.length, 1));
  }

  it('cannot be read where a variable says nothing', () => {
    const { faults } = readHomeAssistant({ properties: { topic: '${NOT}' }, credentials: {} }, () => undefined);
    assert.match(String(faults[0]), /NOT/);
  });

  it('take levels of a topic as ids may have them', () => {
    assert.deepEqual(['voip', 'a/b-c/D_1'].map(isTopic), [true, true]);
    assert.deepEqual(['', 'a b', 'a/', '/a', 'a.b', 'a/#'].map(isTopic), [false, false, false, false, false, false]);
    assert.deepEqual(['home.assistant', 'a/b', '', '+', 'a\n'].map(isPrefix), [true, true, false, false, false]);
  });
});

describe('a retained config', () => {
  const place = { topic: 'voip', prefix: 'homeassistant' };
  const good = { origin: { name: ORIGIN.name }, availability: [{ topic: 'voip/status' }, { topic: 'other' }] };
  const owner = (config: unknown, topic = `homeassistant/device/voip_${ID}/config`): string | undefined =>
    ownDevice(place, ORIGIN.name, {
      topic,
      payload: Buffer.from(typeof config === 'string' ? config : JSON.stringify(config)),
    });

  it('is ours with both marks in it', () => {
    assert.equal(owner(good), ID);
  });

  const foreign: readonly (readonly [string, unknown, string?])[] = [
    ['of another origin', { ...good, origin: { name: 'zigbee2mqtt' } }],
    ['of another node', { ...good, availability: [{ topic: 'voip2/status' }] }],
    ['whose second topic is ours', { ...good, availability: [{ topic: 'other' }, { topic: 'voip/status' }] }],
    ['without availability', { origin: good.origin }],
    ['that is no object', '"x"'],
    ['that is no JSON', '{'],
    ['at another name', good, 'homeassistant/device/other_1/config'],
    ['of another prefix', good, `ha/device/voip_${ID}/config`],
    ['below another topic', good, `homeassistant/sensor/voip_${ID}/config`],
    ['whose id cannot be ours', good, 'homeassistant/device/voip_a b/config'],
  ];
  for (const [name, config, topic] of foreign)
    it(`${name} is nobody's to touch`, () => assert.equal(owner(config, topic), undefined));
});

describe('the seat at a broker', () => {
  it('says which functions a broker lacks', () => {
    assert.equal(brokerFault(new FakeBroker()), undefined);
    for (const name of ['register', 'deregister', 'subscribe', 'unsubscribe', 'publish']) {
      const broker = Object.assign(new FakeBroker(), { [name]: undefined });
      assert.match(String(brokerFault(broker)), new RegExp(`no function ${name};`));
    }
    for (const node of [null, undefined, {}, 'broker'])
      assert.match(String(brokerFault(node)), /register, deregister, subscribe/);
  });

  const seatAt = (broker: FakeBroker): BrokerSeat => {
    const seat = new BrokerSeat(broker, 'home', () => {});
    seat.open();
    return seat;
  };

  it('subscribes at QoS 0, and without what is stored where that can be said', () => {
    const broker = new FakeBroker();
    seatAt(broker).subscribe('a', false, () => {});
    assert.deepEqual(broker.subscriptions.get('a')?.options, { qos: 0 });
    broker.options = { protocolVersion: 5 };
    seatAt(broker).subscribe('b', false, () => {});
    seatAt(broker).subscribe('c', true, () => {});
    assert.deepEqual(broker.subscriptions.get('b')?.options, { qos: 0, rh: 2 });
    assert.deepEqual(broker.subscriptions.get('c')?.options, { qos: 0, rh: 0 });
  });

  it('marks what is stored, and what a session that outlives connections may have kept', () => {
    const broker = new FakeBroker();
    const got: unknown[] = [];
    seatAt(broker).subscribe('a', false, ({ isRetained, mayBeLate }) => got.push([isRetained, mayBeLate]));
    broker.deliver('a', '', { retain: true });
    broker.deliver('a', '', { qos: 1 });
    broker.options = { clean: false };
    broker.deliver('a', '', { qos: 1 });
    broker.deliver('a', '', { qos: 0 });
    assert.deepEqual(got, [
      [true, false],
      [false, false],
      [false, true],
      [false, false],
    ]);
  });

  it('is told of each connection and loss once, however often core tells', () => {
    const broker = new FakeBroker();
    let changes = 0;
    const seat = new BrokerSeat(broker, 'home', () => (changes += 1));
    seat.open();
    broker.connect();
    broker.seats.get('home')?.status();
    broker.lose();
    broker.connect();
    assert.equal(changes, 3);
    seat.close(true, () => {});
    assert.deepEqual([changes, broker.gone, [...broker.subscriptions]], [3, [true], []]);
  });

  const connections: readonly (readonly [string, object | undefined, object | undefined, object | undefined])[] = [
    [
      'a birth and a will on one topic',
      { topic: 'red', payload: 'online', retain: true },
      { topic: 'red', payload: 'offline', retain: true },
      { topic: 'red', present: 'online', absent: 'offline' },
    ],
    ['no birth', undefined, { topic: 'red', payload: 'offline', retain: true }, undefined],
    ['no will', { topic: 'red', payload: 'online', retain: true }, undefined, undefined],
    [
      'other topics',
      { topic: 'a', payload: 'online', retain: true },
      { topic: 'b', payload: 'offline', retain: true },
      undefined,
    ],
    [
      'a will that is not retained',
      { topic: 'red', payload: 'online', retain: true },
      { topic: 'red', payload: 'offline', retain: false },
      undefined,
    ],
    [
      'the same words',
      { topic: 'red', payload: 'x', retain: true },
      { topic: 'red', payload: 'x', retain: true },
      undefined,
    ],
    [
      'a word that is empty',
      { topic: 'red', payload: 'x', retain: true },
      { topic: 'red', payload: '', retain: true },
      undefined,
    ],
  ];
  for (const [name, birth, will, expected] of connections) {
    it(`finds what the broker tells of the connection: ${name}`, () => {
      const broker = new FakeBroker();
      broker.birthMessage = birth;
      broker.options = { ...(will && { will }) };
      assert.deepEqual(seatAt(broker).connection, expected);
    });
  }
});

describe('what outlives deploys', () => {
  it('lets one node write to a place', () => {
    const tenancies = new Tenancies();
    assert.deepEqual(
      [tenancies.claim('b voip', 'one'), tenancies.claim('b voip', 'two'), tenancies.claim('b voip', 'one')],
      [true, false, true],
    );
    tenancies.release('b voip', 'two');
    assert.equal(tenancies.claim('b voip', 'two'), false);
    tenancies.release('b voip', 'one');
    assert.equal(tenancies.claim('b voip', 'two'), true);
  });

  it('keeps what phones told that they are', () => {
    const told = new SelfDescriptions();
    const heard: string[] = [];
    assert.equal(told.isHeard, false);
    const end = told.onChange((key) => heard.push(key));
    assert.equal(told.isHeard, true);
    told.note('a', { model: 'X4' });
    told.note('a', { model: 'X4' });
    told.note('a', { firmware: '2' });
    told.note('a', {});
    assert.deepEqual([told.of('a'), heard, told.of('b')], [{ model: 'X4', firmware: '2' }, ['a', 'a'], {}]);
    end();
    told.forget('a');
    assert.deepEqual([told.of('a'), told.isHeard], [{}, false]);
  });
});
