import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { OwnPort, SharedServer } from '../../../nodes/lib/events/entrance';
import { Listeners, type ListenerState } from '../../../nodes/lib/events/own-port/listeners';
import { freePort } from '../../support/node-red';
import { own } from '../../support/own';
import { Inbox } from './inbox';
import { startWebServer, type WebServer } from './web-server';
import { exchange, statusOf, turn } from './wire';
import { builtIn } from '../../support/vendors';

const get = (target: string) => `GET ${target} HTTP/1.0\r\n\r\n`;

describe("Node-RED's server as an entrance", () => {
  let web: WebServer;
  const leaves: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const leave of leaves.splice(0)) await leave();
    await web.close();
  });
  const join = (root: string, server: WebServer['server'] | undefined, path = '/phone', stands?: SharedServer) => {
    const inbox = new Inbox();
    const options = { vendors: builtIn, app: web.httpNode, server, root, middleware: undefined, login: undefined };
    const shared = stands ?? new SharedServer(options);
    const leave = shared.join(path, inbox.reception);
    leaves.push(() => leave(false));
    return { inbox, leave, routes: shared.routes, shared };
  };

  it('takes events below the root, mended ones too, until the node leaves', async () => {
    web = await startWebServer({ root: '/red' });
    const { inbox, leave } = join('/red/', web.server);
    assert.equal(statusOf(await exchange(web.port, get('/red/phone/mute'))), 200);
    assert.equal(statusOf(await exchange(web.port, get('/red/phone/mute?n=a b'))), 200);
    await inbox.holds(2);
    await leave(false);
    assert.equal(statusOf(await exchange(web.port, get('/red/phone/mute'))), 404);
    assert.equal(statusOf(await exchange(web.port, get('/red/phone/mute?n=a b'))), 400);
    assert.equal(web.server.listenerCount('clientError'), 0);
  });

  it('mends what falls into a redeploy as well, and nothing once it is over', async () => {
    web = await startWebServer();
    const before = join('/', web.server);
    await before.leave(true);
    let arrived = 0;
    const answers = [
      'GET /phone/mute?n=a b HTTP/1.0\r\n\r\n',
      'GET /phone/unmute HTTP/1.0\n\n',
      'GET /phone/hold HTTP/1.1\r\nConnection: close\r\n\r\n',
    ].map((bytes) => exchange(web.port, bytes));
    await new Promise<void>((resolve) => {
      web.server.on('request', () => {
        if (++arrived === answers.length) resolve();
      });
      // What is refused never arrives.
      void Promise.race(answers).then(() => resolve());
    });
    const after = join('/', web.server, '/phone', before.shared);
    assert.deepEqual((await Promise.all(answers)).map(statusOf), [200, 200, 200]);
    await after.inbox.holds(3);
    await after.leave(true);
    after.routes.settle();
    await turn();
    assert.equal(web.server.listenerCount('clientError'), 0);
  });

  it('watches for changed paths while a node stands', async () => {
    web = await startWebServer({ root: '/red' });
    const { inbox, leave } = join('/red', web.server);
    await exchange(web.port, get('/phone/mute'));
    assert.equal(inbox.reception.counts.misplaced, 1);
    await leave(false);
    await exchange(web.port, get('/phone/mute'));
    assert.equal(inbox.reception.counts.misplaced, 1);
  });

  it('does without the server where Node-RED was not given one: nothing is mended then', async () => {
    web = await startWebServer();
    const { inbox } = join('/', undefined);
    assert.equal(statusOf(await exchange(web.port, get('/phone/mute'))), 200);
    assert.equal(statusOf(await exchange(web.port, get('/phone/mute?n=a b'))), 400);
    await inbox.holds(1);
  });
});

describe('a port as an entrance', () => {
  it('tells its state, and is free when the node has left', async () => {
    const port = await freePort();
    const inbox = new Inbox();
    const entrance = new OwnPort(new Listeners({ vendors: builtIn }), `127.0.0.1:${port}`);
    const states: string[] = [];
    const leave = await new Promise<ReturnType<OwnPort['join']>>((resolve) => {
      const left = entrance.join('/phone', inbox.reception, (state: ListenerState) => {
        states.push(state.kind);
        if (state.kind === 'listening') resolve(left);
      });
    });
    assert.deepEqual(states, ['starting', 'listening']);
    assert.equal(statusOf(await exchange(port, get('/phone/mute'))), 200);
    await inbox.holds(1);
    await leave(false);
    await assert.rejects(exchange(port, get('/phone/mute')), /ECONNREFUSED/);
  });

  it('is shared, and each node leaves with its own path', async () => {
    const port = await freePort();
    const listeners = new Listeners({ vendors: builtIn });
    const join = (path: string) => {
      let onListening = (): void => undefined;
      const isListening = new Promise<void>((resolve) => {
        onListening = resolve;
      });
      const leave = new OwnPort(listeners, `127.0.0.1:${port}`).join(path, new Inbox().reception, ({ kind }) => {
        if (kind === 'listening') onListening();
      });
      own(() => leave(false));
      return { leave, isListening };
    };
    const [stays, goes] = [join('/phone'), join('/door')];
    await Promise.all([stays.isListening, goes.isListening]);
    assert.equal(statusOf(await exchange(port, get('/door/mute'))), 200);
    await goes.leave(false);
    assert.equal(statusOf(await exchange(port, get('/door/mute'))), 404);
    assert.equal(statusOf(await exchange(port, get('/phone/mute'))), 200);
  });

  it('refuses what is none', () => {
    assert.throws(() => new OwnPort(new Listeners({ vendors: builtIn }), '70000'), /70000/);
  });
});
