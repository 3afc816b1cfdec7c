import assert from 'node:assert/strict';
import { PhoneError } from '../../../nodes/lib/errors';
import { adviceOf } from '../../../nodes/lib/error-codes';
import { say } from '../../../nodes/lib/sentences/sentence';
import { failureOf } from '../../../nodes/lib/outcomes/failure';
import { Desk } from './desk';

const FAILURES = { failures: true };

describe('failures at the second output', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await new Desk().start();
  });
  const place = () => ({ name: 'desk', host: '127.0.0.1' });

  it('say what happened, what to do, why, where, and what was sent; the message keeps all else', async () => {
    desk.web.answer = (_request, response) => response.writeHead(403).end();
    const given = await desk.give('OK', desk.node(FAILURES), 1, { phone: 'desk' });
    const { failure, error, message } = await given.ending;
    assert.equal(error, undefined);
    assert.equal(message.phone, 'desk');
    const { message: happened, sent, ...rest } = failure ?? {};
    assert.deepEqual(rest, {
      ok: false,
      code: 'FORBIDDEN',
      advice: say(adviceOf({ code: 'FORBIDDEN' })),
      cause: { status: 403 },
      phone: place(),
      action: 'press',
    });
    assert.match(happened ?? '', /127\.0\.0\.1 answered 403/);
    assert.match(sent ?? '', /OK/);
  });

  it('carry how a call ended, and the tries of a list', async () => {
    const node = desk.node({ ...FAILURES, confirm: 'answered' });
    const one = await desk.give({ action: 'dial', number: '6041' }, node);
    desk.report('remote-busy', '6041');
    const { failure } = await one.ending;
    assert.deepEqual([failure?.code, failure?.cause, failure?.action], ['NOT_CONFIRMED', { outcome: 'busy' }, 'dial']);
    assert.match(failure?.sent ?? '', /6041/);
    await desk.wait(5);
    const list = await desk.give({ action: 'dial', number: ['6042'] }, node);
    desk.report('remote-busy', '6042');
    assert.deepEqual((await list.ending).failure?.cause, { tried: [{ number: '6042', outcome: 'busy' }] });
  });

  it('leave out what the failure came before', async () => {
    const cases: readonly (readonly [code: string, keys: readonly string[], payload: unknown, phone?: string])[] = [
      ['NO_PHONE', [], 'OK', 'nobody'],
      ['INVALID_PAYLOAD', ['phone'], 7],
      ['INVALID_VALUE', ['action', 'phone'], { action: 'dial', number: '60 41' }],
      ['DISRUPTIVE_REFUSED', ['action', 'phone'], { action: 'reboot' }],
      ['UNREACHABLE', ['action', 'phone'], 'OK', 'gone'],
    ];
    desk.addPhone('gone', 'atcom', { port: '9' });
    for (const [code, keys, payload, phone] of cases) {
      const given = await desk.give(payload, desk.node(FAILURES), 1, phone ? { phone } : {});
      const { failure } = await given.ending;
      assert.equal(failure?.code, code);
      const found = Object.keys(failure).filter((key) => ['phone', 'action', 'sent'].includes(key));
      assert.deepEqual(found.toSorted(), [...keys], code);
      assert.deepEqual(failure.cause, {});
    }
  });

  it('are told to Catch instead where the fault is ours, or the message cannot be passed on', async () => {
    const node = desk.node({ ...FAILURES, action: 'dial' }, { value: () => Promise.reject(new Error('oops')) });
    const { failure, error } = await (await desk.give('', node)).ending;
    assert.deepEqual([failure, error?.code], [undefined, 'INTERNAL']);
    const errors: (Error | undefined)[] = [];
    await new Promise<void>((resolve) => {
      desk.node(FAILURES).input(
        { payload: 7 },
        () => {
          throw new Error('no clone');
        },
        (fault) => {
          errors.push(fault);
          resolve();
        },
      );
    });
    assert.equal((errors[0] as PhoneError).code, 'INTERNAL');
  });

  it('are not told to Complete, nor does a success go there', async () => {
    const done: unknown[] = [];
    const sent: unknown[] = [];
    const node = desk.node(FAILURES);
    await new Promise<void>((resolve) => {
      node.input(
        { payload: 7 },
        (messages) => {
          sent.push(messages);
          resolve();
        },
        (error) => done.push(error),
      );
    });
    await desk.settle();
    assert.deepEqual([done, sent.length], [[], 1]);
    const { result } = await (await desk.give('OK', node)).ending;
    assert.equal(result?.ok, true);
  });

  it('hold no secret', async () => {
    const door = await new Desk().start('fanvil');
    door.web.answer = (_request, response) => response.writeHead(500).end();
    const given = await door.give({ action: 'open-door', code: '98765' }, door.node(FAILURES));
    const { failure } = await given.ending;
    assert.equal(failure?.code, 'REFUSED');
    assert.ok((failure.sent ?? '').length > 0);
    assert.doesNotMatch(JSON.stringify(failure), /98765/);
  });

  it('know advice for each code', () => {
    const error = new PhoneError('TIMEOUT', 'no answer', {
      status: 7,
      code: 'X',
      outcome: 'busy',
      event: 'transfer-failed',
    });
    assert.deepEqual(failureOf(error, {}), {
      ok: false,
      code: 'TIMEOUT',
      message: 'no answer',
      advice: say(adviceOf({ code: 'TIMEOUT' })),
      cause: { status: 7, outcome: 'busy', event: 'transfer-failed' },
    });
  });
});
