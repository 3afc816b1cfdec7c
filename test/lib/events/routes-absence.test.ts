import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { Routes } from '../../../nodes/lib/events/routes';
import type { Arrival } from '../../../nodes/lib/events/types';
import { own } from '../../support/own';
import { Inbox } from './inbox';
import { builtIn } from '../../support/vendors';

const arrival = (target: string): Arrival => ({
  method: 'GET',
  target,
  address: '192.168.5.20',
  time: new Date(0),
  authenticated: false,
});
const judge = () => new Inbox().reception;

describe('Routes during a redeploy', () => {
  it('has nothing to wait for while nodes stand or are deleted', () => {
    const routes = new Routes(builtIn);
    const remove = routes.add('/phone', judge());
    assert.equal(routes.returning('/phone/mute'), undefined);
    remove();
    assert.equal(routes.returning('/phone/mute'), undefined);
    assert.equal(routes.has('/phone/mute'), false);
  });

  it('waits until as many nodes are back as were taken off', async () => {
    const routes = new Routes(builtIn);
    const removers = [routes.add('/phone', judge()), routes.add('/phone', judge())];
    for (const remove of removers) remove(true);
    const returning = routes.returning('/phone/mute');
    assert.notEqual(returning, undefined);
    assert.equal(routes.has('/phone/mute'), true);
    assert.equal(routes.answer(arrival('/phone/mute')), undefined);
    let isOver = false;
    const over = returning?.then(() => {
      isOver = true;
    });
    routes.add('/phone', judge());
    await Promise.resolve();
    assert.equal(isOver, false);
    routes.add('/phone', judge());
    await over;
    assert.equal(routes.returning('/phone/mute'), undefined);
    assert.equal(routes.answer(arrival('/phone/mute'))?.status, 200);
  });

  it('lets wait what any of the nodes takes, in whatever order they went', () => {
    for (const takesUnknown of [
      [true, false],
      [false, true],
      [false, false],
    ]) {
      const routes = new Routes(builtIn);
      const removers = takesUnknown.map((unknownEvents) =>
        routes.add('/phone', new Inbox({ unknownEvents }).reception),
      );
      for (const remove of removers) remove(true);
      const isAwaited = routes.returning('/phone/coffee') !== undefined;
      assert.equal(isAwaited, takesUnknown.includes(true), String(takesUnknown));
      routes.settle();
    }
  });

  it('gives up with the end of the deploy, and goes on with the nodes that are back', async () => {
    const routes = new Routes(builtIn);
    const removers = [routes.add('/phone', judge()), routes.add('/phone', judge()), routes.add('/door', judge())];
    for (const remove of removers) remove(true);
    const waiting = [routes.returning('/phone/mute'), routes.returning('/door/tamper')];
    routes.add('/phone', judge());
    routes.settle();
    for (const returning of waiting) await returning;
    assert.equal(routes.answer(arrival('/phone/mute'))?.status, 200);
    assert.equal(routes.has('/door/tamper'), false);
    assert.equal(routes.returning('/door/tamper'), undefined);
  });

  it('gives up after a while, and the path is free again', async () => {
    const routes = new Routes(builtIn, 5);
    routes.add('/phone', judge())(true);
    const keepAlive = setInterval(() => undefined, 1000);
    await routes.returning('/phone/mute');
    clearInterval(keepAlive);
    assert.equal(routes.has('/phone/mute'), false);
    assert.equal(routes.empty, true);
  });

  it('goes on with the nodes that stayed where one moved to another path', async () => {
    const routes = new Routes(builtIn, 5);
    const remove = routes.add('/phone', judge());
    routes.add('/phone', judge());
    remove(true);
    routes.add('/door', judge());
    const keepAlive = setInterval(() => undefined, 1000);
    await routes.returning('/phone/mute');
    clearInterval(keepAlive);
    assert.equal(routes.answer(arrival('/phone/mute'))?.status, 200);
  });

  it('lets wait only what may be an event for the absent nodes', () => {
    const routes = new Routes(builtIn, undefined, true);
    routes.add('/', judge())(true);
    assert.equal(routes.returning('/dashboard'), undefined);
    assert.equal(routes.returning('/mute') === undefined, false);
    routes.settle();
    routes.add('/', new Inbox({ unknownEvents: true }).reception)(true);
    assert.equal(routes.returning('/dashboard') === undefined, false);
    routes.settle();
  });

  it('waits in a second redeploy as long as in the first, however soon it comes', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    own(() => mock.timers.reset());
    const routes = new Routes(builtIn, 15_000);
    routes.add('/phone', judge())(true);
    mock.timers.tick(10_000);
    const remove = routes.add('/phone', judge());
    remove(true);
    let isOver = false;
    const over = routes.returning('/phone/mute')?.then(() => {
      isOver = true;
    });
    // The first one's time is up.
    mock.timers.tick(14_999);
    await Promise.resolve();
    assert.equal(isOver, false);
    assert.notEqual(routes.returning('/phone/mute'), undefined);
    mock.timers.tick(1);
    await over;
    assert.equal(routes.empty, true);
    // Nor has the count of what is awaited suffered: a third one waits as well.
    routes.add('/phone', judge())(true);
    assert.notEqual(routes.returning('/phone/mute'), undefined);
    routes.settle();
  });

  it('counts a removal once', () => {
    const routes = new Routes(builtIn);
    const remove = routes.add('/phone', judge());
    remove(true);
    remove(true);
    remove();
    routes.add('/phone', judge());
    assert.equal(routes.returning('/phone/mute'), undefined);
  });
});
