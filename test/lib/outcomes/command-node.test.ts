import assert from 'node:assert/strict';
import { CallTracker } from '../../../nodes/lib/calls/tracker';
import { Deploys } from '../../../nodes/lib/deploys';
import type { PhoneError } from '../../../nodes/lib/errors';
import type { Message } from '../../../nodes/lib/messages';
import { NodeStatuses } from '../../../nodes/lib/node-statuses';
import { type CommandFlowNode, CommandNode } from '../../../nodes/lib/outcomes/command-node';
import { NewsDesk } from '../../../nodes/lib/outcomes/news-desk';
import { configuredValue, type Evaluate } from '../../../nodes/lib/phones/configured-value';
import type { CommandResult, Phone } from '../../../nodes/lib/phones/phone';
import { readCommand } from '../../../nodes/lib/phones/read-command';
import { type StatusDisplay, StatusLine } from '../../../nodes/lib/status';
import { FakeTimers } from '../../support/fake-timers';
import { own } from '../../support/own';
import { Recorder } from '../../support/recorder';
import { builtIn } from '../../support/vendors';
import { Site } from '../phones/phones';

const NOBODY = (): never => assert.fail('not asked');

describe('CommandNode', () => {
  let web: Recorder;
  let site: Site;
  let deploys: Deploys;
  let shown: string[];
  beforeEach(async () => {
    web = await new Recorder().start();
    own(web);
    site = new Site();
    own(site);
    deploys = new Deploys();
    shown = [];
  });

  interface Outcome {
    readonly sent: Message[];
    readonly errors: (PhoneError | undefined)[];
  }

  function start(properties: object, changes: Partial<CommandFlowNode<Message>> = {}, timers?: FakeTimers) {
    const settings = readCommand(
      { properties: { ...properties }, credentials: {} },
      { retries: '0', ...properties },
      () => undefined,
    );
    const flowNode: CommandFlowNode<Message> = {
      hasPhone: true,
      ownPhone: () => undefined,
      phoneNamed: NOBODY,
      value: NOBODY,
      error: NOBODY,
      language: () => undefined,
      clone: (value) => structuredClone(value),
      ...changes,
    };
    const show = ({ text = '' }: StatusDisplay): number => shown.push(text);
    const status = timers
      ? { line: new StatusLine(show, timers), repeat: () => undefined }
      : new NodeStatuses().of('a', show);
    const calls = new CallTracker();
    const node = new CommandNode(flowNode, settings, status, {
      deploys,
      vendors: builtIn,
      calls,
      news: new NewsDesk(calls),
    });
    own(node);
    return node;
  }
  function give(node: CommandNode<Message>, message: Message): Promise<Outcome> {
    return new Promise((resolve) => {
      const sent: Message[] = [];
      const errors: (PhoneError | undefined)[] = [];
      const done = (error?: Error): void => {
        errors.push(error as PhoneError | undefined);
        resolve({ sent, errors });
      };
      node.input(message, (result) => sent.push(result as Message), done);
    });
  }
  const deployed = (properties: object = {}): Phone => site.add({ port: web.port, ...properties });

  it('looks for words where they are shown, and not with each command', async () => {
    const phone = deployed({ name: 'Desk' });
    const asked: string[] = [];
    const timers = new FakeTimers();
    const node = start({}, { ownPhone: () => phone, language: (key) => void asked.push(key) }, timers);
    const outcomes = (): string[] => asked.filter((key) => key.startsWith('outcome.'));
    for (const payload of ['OK', 'OK', { action: 'dial' }]) await give(node, { payload });
    assert.deepEqual([shown.splice(0), outcomes()], [['', 'status.sending'], []]);
    timers.advance(500);
    assert.match(shown.join(), /^Desk: [^,]*$/);
    assert.deepEqual(outcomes(), ['outcome.INVALID_VALUE']);
  });

  it("sends the message's own command, and passes the result on in the same message", async () => {
    const phone = deployed();
    const message: Message & { kept: number } = { payload: 'OK', kept: 1 };
    const { sent, errors } = await give(start({}, { ownPhone: () => phone }), message);
    assert.deepEqual([sent.length, errors], [1, [undefined]]);
    assert.equal(sent[0], message);
    assert.equal((message.payload as { ok: boolean }).ok, true);
    assert.equal(web.targets.length, 1);
  });

  it('sends the configured action with the value of the moment', async () => {
    const phone = deployed();
    const value = (message: Message) => Promise.resolve(String(message.payload).slice(1));
    const node = start({ action: 'dial' }, { ownPhone: () => phone, value });
    await give(node, { payload: 'x6040' });
    assert.match(web.targets[0] ?? '', /6040/);
  });

  it('takes the phone that the message names, before its own', async () => {
    const [own, other] = [deployed({ name: 'own' }), deployed({ id: 'other', name: 'other' })];
    const named: unknown[] = [];
    const node = start(
      {},
      {
        ownPhone: () => own,
        phoneNamed: (reference) => {
          named.push(reference);
          return other;
        },
      },
    );
    for (const phone of ['', undefined, null, 'other', 7]) {
      const { sent } = await give(node, { payload: 'OK', phone });
      const result = sent[0]?.payload as CommandResult | undefined;
      assert.equal(result?.phone.name, phone === 'other' || phone === 7 ? 'other' : 'own');
    }
    assert.deepEqual(named, ['other', 7]);
  });

  it('ends with one error, and sends nothing, where a setting cannot be read or no phone is there', async () => {
    const phone = deployed();
    const cases: readonly (readonly [code: string, properties: object, changes: Partial<CommandFlowNode<Message>>])[] =
      [
        ['INVALID_VALUE', { line: {} }, { ownPhone: () => phone }],
        ['INVALID_VALUE', { transport: 'pigeon' }, { ownPhone: () => phone }],
        ['NO_PHONE', {}, {}],
      ];
    for (const [code, properties, changes] of cases) {
      const { sent, errors } = await give(start(properties, changes), { payload: 'OK' });
      assert.deepEqual([sent, errors.map((error) => error?.code)], [[], [code]]);
    }
    assert.equal(web.targets.length, 0);
  });

  it('calls what it did not expect INTERNAL, and says whether the phone has done it', async () => {
    const phone = deployed();
    const before = await give(start({ action: 'dial' }, { ownPhone: () => phone, value: () => Promise.reject(7) }), {});
    assert.deepEqual([before.errors[0]?.code, before.errors[0]?.cause?.message], ['INTERNAL', '7']);
    assert.match(before.errors[0]?.message ?? '', /^an unexpected error/);
    const after = await new Promise<PhoneError | undefined>((resolve) => {
      const fail = (): never => {
        throw new Error('no clone');
      };
      start({}, { ownPhone: () => phone }).input({ payload: 'OK' }, fail, (error) => resolve(error as PhoneError));
    });
    assert.equal(after?.code, 'INTERNAL');
    assert.match(after?.message ?? '', /^the phone has done it/);
  });

  it('tells an error with what of the message can be told, where Node-RED cannot take it whole', async () => {
    const told: (Record<string, unknown> | undefined)[] = [];
    for (const fails of [1, 2]) {
      await new Promise<void>((resolve) => {
        let failures = 0;
        const fail = (): void => {
          failures += 1;
          if (failures <= fails) throw new Error('no clone');
        };
        const error = (_error: unknown, message?: Record<string, unknown>): void => {
          fail();
          told.push(message);
          resolve();
        };
        const odd = { payload: 'NONSENSE', kept: 1, no: () => undefined };
        start({}, { error }).input(odd, NOBODY, fail);
      });
    }
    assert.deepEqual(told, [{ payload: 'NONSENSE', kept: 1 }, undefined]);
  });

  it('ends what is under way with CLOSED, and looks around no more', async () => {
    let looks = 0;
    const ownPhone = (): undefined => {
      looks += 1;
      return undefined;
    };
    const node = start({}, { ownPhone, phoneNamed: () => deployed() });
    const outcome = give(node, { payload: 'OK', phone: 'x' });
    node.close();
    assert.equal((await outcome).errors[0]?.code, 'CLOSED');
    const before = looks;
    deploys.tell('started');
    assert.equal(looks, before);
  });

  describe('shows what it lacks', () => {
    const cases: readonly (readonly [text: string, properties: object, phone: object | undefined])[] = [
      ['status.no-phone', {}, undefined],
      ['status.no-vendor', {}, { vendor: '' }],
      ['status.no-address', {}, { host: '' }],
      ['status.no-setting', { via: {} }, {}],
      ['', {}, {}],
    ];
    for (const [text, properties, phone] of cases) {
      it(text || 'nothing', () => {
        const own = phone && deployed(phone);
        start(properties, { hasPhone: true, ownPhone: () => own });
        assert.deepEqual(shown, [text]);
      });
    }

    it('nothing, where each message is to name its phone', () => {
      start({}, { hasPhone: false, ownPhone: () => undefined });
      assert.deepEqual(shown, ['']);
    });

    it('again for Status nodes, which came after it', () => {
      start({}, { hasPhone: true });
      deploys.tell('started');
      deploys.tell('started');
      assert.deepEqual(shown, ['status.no-phone', 'status.no-phone']);
    });
  });
});

describe('the configured value', () => {
  const evaluate: Evaluate<Message> = (value, type, _message, callback) => callback(null, `${type} ${value}`);
  const value = (properties: object, given: object, message: Message = {}, by = evaluate): Promise<unknown> => {
    const settings = readCommand({ properties: { ...properties }, credentials: {} }, { ...given }, (name) =>
      name === 'SET' ? 'set' : undefined,
    );
    return configuredValue(settings, message, (name) => (name === 'SET' ? 'set' : undefined), by);
  };
  const unread = { code: 'INVALID_VALUE', message: 'the value could not be read: check it in the node' };

  // oxlint-disable no-template-curly-in-string -- Node-RED's own notation
  const values: readonly (readonly [what: string, stored: unknown, given: object, expected: unknown])[] = [
    ['nothing where none is entered', '', { value: '', valueType: 'str' }, undefined],
    ["the message's payload where msg names no property", undefined, { valueType: 'msg' }, 'payload'],
    ['text with its variables', 'a${SET}', { value: 'a${SET}', valueType: 'str' }, 'str aset'],
    ['an expression as it is given', '${SET} + 1', { value: 'set + 1', valueType: 'jsonata' }, 'jsonata set + 1'],
    ['an environment text as it is stored', '${SET}', { value: 'set', valueType: 'env' }, 'env ${SET}'],
  ];
  for (const [what, stored, given, expected] of values) {
    it(`is ${what}`, async () => {
      assert.equal(await value({ value: stored }, given, { payload: 'payload' }), expected);
    });
  }

  it('is none where a variable is not set, or the evaluation fails in any way', async () => {
    await assert.rejects(value({ value: '${NOT}' }, { value: '', valueType: 'str' }), unread);
    await assert.rejects(value({ value: '${NOT}' }, { value: '', valueType: 'jsonata' }), unread);
    const fails: readonly Evaluate<Message>[] = [
      (_value, _type, _message, callback) => callback(new Error('bad'), undefined),
      () => {
        throw new Error('bad');
      },
    ];
    for (const by of fails) {
      await assert.rejects(value({ value: 'x' }, { value: 'x', valueType: 'jsonata' }, {}, by), (error: PhoneError) => {
        assert.equal(error.code, 'INVALID_VALUE');
        assert.match(error.cause?.message ?? '', /bad$/);
        return true;
      });
    }
    const blank: Evaluate<Message> = (_value, _type, _message, callback) => callback(null, '');
    await assert.rejects(value({ value: 'x' }, { value: 'x', valueType: 'env' }, {}, blank), unread);
  });
});
