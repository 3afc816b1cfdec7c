import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, get, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeEach, describe, it } from 'mocha';
import { type Unanswered, watchUnanswered } from '../../../../nodes/lib/events/shared-server/unanswered';
import { own } from '../../../support/own';

describe('watchUnanswered', () => {
  let server: Server;
  let told: string[];
  const start = async (): Promise<Server> => {
    const started = own(
      createServer((request, response) => response.writeHead(request.url === '/here' ? 200 : 404).end()),
    );
    started.listen(0, '127.0.0.1');
    await once(started, 'listening');
    return started;
  };
  const ask = async (of: Server, path: string): Promise<void> => {
    const request = get({ host: '127.0.0.1', port: (of.address() as AddressInfo).port, path, agent: false });
    const [response] = await once(request, 'response');
    await once(response.resume(), 'close');
  };
  const tell = ({ method, target, address }: Unanswered): void => void told.push(`${method} ${target} ${address}`);
  beforeEach(async () => {
    server = await start();
    told = [];
  });

  it('tells of what nobody on this server answered, and of nothing else', async () => {
    own(watchUnanswered(server, tell)());
    for (const path of ['/here', '/nowhere']) await ask(server, path);
    await ask(await start(), '/elsewhere');
    assert.deepEqual(told, ['GET /nowhere 127.0.0.1']);
  });

  it('tells a caller once, however often it joins, until it has left as often', async () => {
    const join = watchUnanswered(server, tell);
    const ends = [join(), join()];
    for (const end of ends) own(end);
    await ask(server, '/1');
    ends[0]?.();
    ends[0]?.();
    await ask(server, '/2');
    ends[1]?.();
    await ask(server, '/3');
    assert.deepEqual(told, ['GET /1 127.0.0.1', 'GET /2 127.0.0.1']);
  });
});
