import assert from 'node:assert/strict';
import { Beside, type FileServing, NO_FILES } from '../../../../nodes/lib/events/own-port/beside';
import { Listener } from '../../../../nodes/lib/events/own-port/listener';
import type { Answerer } from '../../../../nodes/lib/events/own-port/listener-connection';
import { own } from '../../../support/own';
import { sendRaw } from '../../../support/requests';

const arrival = (target: string, method = 'GET') => ({
  ...{ method, target, address: '192.168.5.20', time: new Date(0), authenticated: false },
});
const saying = (text: string): FileServing => ({
  file: ({ rest }) => ({ contentType: 'text/plain', text: `${text} ${rest}` }),
});
const asked = (beside: Beside, target: string, method?: string): string | undefined => {
  const answer = beside.answer(arrival(target, method), () => undefined);
  return typeof answer === 'object' ? answer.text : answer;
};

describe('what is served beside events', () => {
  it('lies below setup/ of its path, and nowhere else', () => {
    const beside = new Beside();
    beside.add('phone/', saying('here'));
    assert.equal(asked(beside, '/phone/setup/key/a.cfg'), 'here key/a.cfg');
    assert.equal(asked(beside, 'http://10.0.0.2:1881/phone/setup/key/a.cfg?x=1'), 'here key/a.cfg');
    for (const target of [
      '/phone/setup',
      '/phone/SETUP/a',
      '/other/setup/a',
      '/phone/x/setup/a',
      '/phone/mwi?x=/phone/setup/a',
    ])
      assert.equal(asked(beside, target), undefined, target);
  });

  it('is found by the longest path, which may hold the word itself', () => {
    const beside = new Beside();
    beside.add('/setup', saying('short'));
    beside.add('/setup/setup', saying('long'));
    beside.add('', saying('root'));
    assert.equal(asked(beside, '/setup/setup/setup/a'), 'long a');
    assert.equal(asked(beside, '/setup/setup/a'), 'short a');
    assert.equal(asked(beside, '/setup/a'), 'root a');
  });

  it('is fetched by GET and HEAD; everything else finds nothing', () => {
    const beside = new Beside();
    beside.add('/phone', saying('here'));
    assert.equal(asked(beside, '/phone/setup/a', 'HEAD'), 'here a');
    for (const method of ['POST', 'PUT', 'DELETE', 'get'])
      assert.equal(asked(beside, '/phone/setup/a', method), 'none');
  });

  it('is what any of several on one path has', () => {
    const beside = new Beside();
    beside.add('/phone', NO_FILES);
    assert.equal(asked(beside, '/phone/setup/a'), 'none');
    const end = beside.add('/phone', saying('second'));
    assert.equal(asked(beside, '/phone/setup/a'), 'second a');
    end();
    assert.equal(asked(beside, '/phone/setup/a'), 'none');
  });

  it('is served through a redeploy by whoever leaves, until the next is there or the deploy is over', () => {
    const beside = new Beside();
    beside.add('/phone', saying('old'))(true);
    assert.equal(asked(beside, '/phone/setup/a'), 'old a');
    const end = beside.add('/phone', saying('new'));
    assert.equal(asked(beside, '/phone/setup/a'), 'new a');
    end(true);
    beside.settle();
    assert.equal(asked(beside, '/phone/setup/a'), undefined);
    assert.ok(!beside.has('/phone/setup/a'));
  });
});

describe('an own port with files', () => {
  let seen: unknown[];
  let events: string[];
  let port: number;
  beforeEach(async () => {
    [seen, events] = [[], []];
    const answerer: Answerer = {
      answer: ({ target }) => {
        events.push(target);
        return undefined;
      },
      returning: () => undefined,
      file: ({ target, userAgent, method }, localAddress) => {
        if (!target.startsWith('/phone/setup/')) return undefined;
        seen.push([method, userAgent, localAddress()]);
        return target.endsWith('.cfg') ? { contentType: 'text/plain', text: 'Gr\xc3\xbc\xc3\x9fe\n' } : 'none';
      },
    };
    const listener = own(new Listener(answerer, { now: () => 0 }));
    ({ port } = await listener.listen({ address: '127.0.0.1', port: 0 }));
  });
  const get = (target: string, method = 'GET'): Promise<string> =>
    sendRaw(port, `${method} ${target} HTTP/1.0\r\nUser-Agent: Fanvil X4U 2.12 0c383e557eb1\r\n\r\n`);
  const DATE = 'Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n';

  it('answers with the file, its type and length, and keeps it out of caches', async () => {
    const head = `HTTP/1.1 200 OK\r\n${DATE}Content-Type: text/plain\r\nCache-Control: no-store\r\nContent-Length: 8\r\nConnection: close\r\n\r\n`;
    assert.equal(await get('/phone/setup/k/a.cfg'), `${head}Gr\xc3\xbc\xc3\x9fe\n`);
    assert.equal(await get('/phone/setup/k/a.cfg', 'HEAD'), head);
    const agent = 'Fanvil X4U 2.12 0c383e557eb1';
    assert.deepEqual(seen, [
      ['GET', agent, '127.0.0.1'],
      ['HEAD', agent, '127.0.0.1'],
    ]);
    assert.deepEqual(events, []);
  });

  it('answers an empty 404 to what is not there, which is no event', async () => {
    const none = `HTTP/1.1 404 Not Found\r\n${DATE}Cache-Control: no-store\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`;
    assert.equal(await get('/phone/setup/k/a.boot'), none);
    assert.equal(await get('/phone/setup/k/a.boot', 'POST'), none);
    assert.deepEqual(events, []);
    await get('/phone/mwi');
    assert.deepEqual(events, ['/phone/mwi']);
  });
});
