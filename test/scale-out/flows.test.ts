import assert from 'node:assert/strict';
import { connectAsync, type MqttClient } from 'mqtt';
import { freePort, needs, needsRuntime, RUNTIMES, type RunningNodeRed, startNodeRed } from '../support/node-red';
import { own } from '../support/own';
import { phoneRequest } from '../support/requests';
import { RawPhone } from '../support/raw-phone';
import { hasMosquitto, type Mosquitto, startMosquitto } from './mosquitto';
import { recipe } from './recipe';

const [RED] = RUNTIMES;
const MAC = '0c383e000001';
const TOKEN = 'the-token-of-this-test';

interface State {
  readonly state: string;
  readonly instance: string;
  readonly unattended?: boolean;
}

/** Hears MQTT, and says when something has come. */
class Ear {
  readonly heard: { topic: string; text: string }[] = [];
  #wake: () => void = () => {};

  constructor(readonly mqtt: MqttClient) {
    mqtt.on('message', (topic, payload) => {
      this.heard.push({ topic, text: payload.toString() });
      this.#wake();
    });
  }

  static async at(broker: Mosquitto): Promise<Ear> {
    const mqtt = await connectAsync(`mqtt://127.0.0.1:${broker.port}`);
    own(() => mqtt.endAsync(true));
    const ear = new Ear(mqtt);
    await mqtt.subscribeAsync('voip/#');
    return ear;
  }

  /** Resolves with the first from `from` on that fits. */
  async hears(topic: string, fits: (text: string) => boolean = () => true, from = 0): Promise<string> {
    for (;;) {
      const found = this.heard.slice(from).find((one) => one.topic === topic && fits(one.text));
      if (found) return found.text;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  state(mac: string, fits: (state: State) => boolean, from = 0): Promise<string> {
    return this.hears(`voip/state/${mac}`, (text) => fits(JSON.parse(text) as State), from);
  }
}

describe('the flows of the recipe', function () {
  this.timeout(120_000);
  before(function () {
    needs(this, 'mosquitto', hasMosquitto);
    if (RED) needsRuntime(this, RED);
  });

  async function start(
    broker: Mosquitto,
    name: string,
    env: Record<string, string> = {},
    phonePort = 80,
  ): Promise<{ red: RunningNodeRed; port: number }> {
    if (!RED) throw new Error('no Node-RED');
    const port = await freePort();
    const nodes = [...JSON.parse(recipe('flows/board.json')), ...JSON.parse(recipe('flows/commands.json'))] as {
      readonly type: string;
    }[];
    // Without HAProxy there is no header.
    const plain = nodes.map((node) => (node.type === 'phone-listener' ? { ...node, proxyProtocol: false } : node));
    const phone = { id: 'desk', type: 'voip-phone', name: 'Desk', vendor: 'fanvil', mac: MAC };
    const red = await startNodeRed(RED, {
      flows: [...plain, { ...phone, host: '127.0.0.1', port: String(phonePort) }],
      env: {
        VOIP_INSTANCE: name,
        VOIP_INSTANCE_TOPIC: `voip/instance/${name}`,
        VOIP_LISTEN: `127.0.0.1:${port}`,
        VOIP_PROXY: '127.0.0.1',
        MQTT_HOST: '127.0.0.1',
        MQTT_PORT: String(broker.port),
        ...env,
      },
    });
    own(red);
    return { red, port };
  }

  it('tell states and records with their keys, and a survivor marks what a lost one had', async () => {
    const broker = own(await startMosquitto());
    const ear = await Ear.at(broker);
    const one = await start(broker, 'nr1');
    const two = await start(broker, 'nr2');
    await ear.hears('voip/instance/nr1', (text) => text === 'online');
    await ear.hears('voip/instance/nr2', (text) => text === 'online');
    const call = `mac=${MAC}&call_id=abc12345&remote=6040`;
    assert.equal(await phoneRequest(one.port, `/phone/incoming-call?${call}`), 200);
    await ear.state(MAC, ({ state, instance }) => state === 'ringing' && instance === 'nr1');
    await ear.hears(`voip/event/${MAC}/incoming-call`);
    assert.equal(await phoneRequest(one.port, `/phone/missed-call?${call}`), 200);
    const record = JSON.parse(await ear.hears(`voip/record/${MAC}`)) as Record<string, string>;
    assert.equal(record.key, `${MAC} abc12345 ${record.started}`);
    assert.equal(record.instance, 'nr1');
    one.red.child.kill('SIGKILL');
    await ear.hears('voip/instance/nr1', (text) => text === 'lost');
    await ear.state(
      MAC,
      ({ state, unattended, instance }) => unattended === true && state === 'unknown' && instance === 'nr1',
    );
    const from = ear.heard.length;
    assert.equal(await phoneRequest(two.port, `/phone/incoming-call?${call}9`), 200);
    await ear.state(MAC, ({ state, instance }) => state === 'ringing' && instance === 'nr2', from);
  });

  it('leave the last word to the later event, whoever tells late', async () => {
    const broker = own(await startMosquitto());
    const ear = await Ear.at(broker);
    const { red, port } = await start(broker, 'nr1');
    await ear.hears('voip/instance/nr1', (text) => text === 'online');
    const told = (state: string, instance: string, time: number): Promise<unknown> =>
      ear.mqtt.publishAsync(`voip/state/${MAC}`, JSON.stringify({ phone: { mac: MAC }, state, instance, time }), {
        retain: true,
        qos: 1,
      });
    const call = `mac=${MAC}&call_id=abc12345&remote=6040`;
    // Another one has told of a later event, as far as this one has heard; who has heard it says so by the next one.
    await told('talking', 'nr2', Date.now() + 60_000);
    await red.deploy([
      ...((await (await fetch(`${red.url}/flows`)).json()) as object[]),
      { id: 'other', type: 'voip-phone', name: 'Other', vendor: 'fanvil', mac: '0c383e000002', host: '127.0.0.2' },
    ]);
    await ear.hears('voip/instance/nr1', (text) => text === 'online', ear.heard.length - 1);
    const heard = await ear.state(MAC, ({ instance }) => instance === 'nr2');
    assert.match(heard, /talking/);
    assert.equal(await phoneRequest(port, `/phone/incoming-call?${call}`), 200);
    assert.equal(await phoneRequest(port, '/phone/door-opened?mac=0c383e000002'), 200);
    await ear.state('0c383e000002', () => true);
    assert.deepEqual(
      ear.heard.filter(({ topic, text }) => topic === `voip/state/${MAC}` && text.includes('"nr1"')),
      [],
    );
    // And of an earlier one: ours is told, with the event's own time.
    const from = ear.heard.length;
    await told('talking', 'nr2', Date.now() - 5_000);
    await ear.state(MAC, ({ instance }) => instance === 'nr2', from);
    assert.equal(await phoneRequest(port, `/phone/call-established?${call}`), 200);
    const state = JSON.parse(await ear.state(MAC, ({ instance }) => instance === 'nr1', from)) as Record<
      string,
      string
    >;
    assert.equal(Number(state.time), Date.parse(state.seen ?? ''));
    // What was said in our name and is not so (a deploy lost the last word) is put right behind the next connection.
    await told('held', 'nr1', Number(state.time));
    await ear.state(MAC, (one) => one.state === 'held', from);
    const behind = ear.heard.length;
    await red.deploy((await (await fetch(`${red.url}/flows`)).json()) as object[]);
    await ear.state(MAC, (one) => one.state === 'talking' && one.instance === 'nr1', behind);
  });

  it('have records wait while a full deploy makes the connection anew', async () => {
    const broker = own(await startMosquitto());
    const ear = await Ear.at(broker);
    const { red, port } = await start(broker, 'nr1');
    await ear.hears('voip/instance/nr1', (text) => text === 'online');
    const flows = (await (await fetch(`${red.url}/flows`)).json()) as object[];
    for (const id of ['first123', 'second12', 'third123']) {
      const call = `mac=${MAC}&call_id=${id}&remote=6040`;
      await phoneRequest(port, `/phone/incoming-call?${call}`);
      await phoneRequest(port, `/phone/missed-call?${call}`);
      // The record is due two seconds later: right behind the deploy, or in it.
      await red.deploy(flows);
      await ear.hears(`voip/record/${MAC}`, (text) => text.includes(id));
    }
  });

  it('take a command with the token alone, from HTTP and MQTT, and say what became of it', async () => {
    const broker = own(await startMosquitto());
    const ear = await Ear.at(broker);
    const phone = own(await RawPhone.start());
    const nowhere = `http://127.0.0.1:${await freePort()}/voip/command`;
    const { red } = await start(broker, 'nr1', { VOIP_COMMAND_TOKEN: TOKEN, VOIP_COMMANDS: nowhere }, phone.port);
    const post = async (token: string | undefined, body: unknown): Promise<[number, Record<string, unknown>]> => {
      const answer = await fetch(`${red.url}/voip/command`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(token !== undefined && { authorization: token }) },
        body: JSON.stringify(body),
      });
      return [answer.status, (await answer.json()) as Record<string, unknown>];
    };
    const good = { phone: MAC, command: { action: 'dial', number: '6040' } };
    for (const token of [undefined, '', 'Bearer', 'Bearer ', 'Bearer undefined', `Bearer ${TOKEN}x`, TOKEN]) {
      assert.equal((await post(token, good))[0], 401, String(token));
    }
    for (const bad of [{}, [], { phone: MAC }, { phone: '', command: 'OK' }, { phone: 7, command: 'OK' }]) {
      assert.equal((await post(`Bearer ${TOKEN}`, bad))[0], 400, JSON.stringify(bad));
    }
    assert.deepEqual(phone.targets, []);
    assert.equal((await post(`Bearer ${TOKEN}`, good))[0], 200);
    assert.equal(phone.targets.length, 1);
    const [status, said] = await post(`Bearer ${TOKEN}`, { ...good, phone: 'Nobody' });
    assert.deepEqual([status, said.code], [502, 'NO_PHONE']);
    // From MQTT it goes to HAProxy: where that is away, that is the outcome.
    await ear.hears('voip/instance/nr1', (text) => text === 'online');
    await ear.mqtt.publishAsync(`voip/command/${MAC}`, JSON.stringify({ id: 'x1', command: good.command }));
    assert.match(await ear.hears(`voip/result/${MAC}`, (text) => text.includes('x1')), /ECONNREFUSED/);
    assert.equal(phone.targets.length, 1);
  });

  it('refuse every command where no token is set', async () => {
    const broker = own(await startMosquitto());
    const { red } = await start(broker, 'nr1');
    for (const authorization of ['Bearer ', 'Bearer undefined', 'Bearer null']) {
      const answer = await fetch(`${red.url}/voip/command`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization },
        body: JSON.stringify({ phone: MAC, command: 'OK' }),
      });
      assert.equal(answer.status, 401, authorization);
    }
  });
});
