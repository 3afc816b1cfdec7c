import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import type { NodeAPI } from 'node-red';
import { installationOf } from '../../nodes/installation-of';

const runtime = (events = new EventEmitter()): NodeAPI => ({ events, settings: {} }) as unknown as NodeAPI;

describe('an installation', () => {
  it('is one for each runtime, whatever file asks for it', () => {
    const events = new EventEmitter();
    const installation = installationOf(runtime(events));
    assert.equal(installationOf(runtime(events)), installation);
    assert.notEqual(installationOf(runtime()), installation);
    assert.deepEqual(
      events.eventNames().map((name) => events.listenerCount(name)),
      [1, 1, 1],
    );
  });

  it('hears of each deploy, and of a stop that no other flows follow', () => {
    const events = new EventEmitter();
    const heard: string[] = [];
    installationOf(runtime(events)).deploys.on((state) => heard.push(state));
    events.emit('flows:stopping', {});
    events.emit('flows:started', {});
    events.emit('runtime-event', { id: 'runtime-deploy', payload: {} });
    events.emit('runtime-event', { id: 'runtime-state' });
    events.emit('runtime-event', { id: 'runtime-state', payload: { state: 'stop', deploy: true } });
    assert.deepEqual(heard, ['stopping', 'started']);
    events.emit('runtime-event', { id: 'runtime-state', payload: { state: 'stop' } });
    assert.deepEqual(heard, ['stopping', 'started', 'stopped']);
  });
});
