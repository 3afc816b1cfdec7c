import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { loadNodes, messagesAt, TLS_CONFIG, unloadNodes } from '../support/nodes';

const TAB = { id: 'tab', type: 'tab', label: 'test' };
const FIXTURES = join(__dirname, '..', 'fixtures', 'tls');
const PEM = readFileSync(join(FIXTURES, 'server.pem'));
const CA = readFileSync(join(FIXTURES, 'ca.pem'), 'utf8');

describe('active-uri out to an HTTPS phone', () => {
  let server: Server;
  let port = 0;
  const targets: string[] = [];
  beforeEach(async () => {
    targets.length = 0;
    server = createServer({ key: PEM, cert: PEM }, (request, response) => {
      targets.push(request.url ?? '');
      response.end();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  });
  afterEach(async () => {
    await unloadNodes();
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  /** The error's code, or `ok`. */
  async function outcome(tls: object | undefined, ca?: string): Promise<string> {
    const loaded = await loadNodes(
      [
        TAB,
        ...(tls ? [{ id: 'tls-1', type: 'tls-config', name: '', cert: '', key: '', ca: '', ...tls }] : []),
        {
          id: 'phone-1',
          type: 'voip-phone',
          name: 'Desk',
          vendor: 'atcom',
          host: '127.0.0.1',
          port: String(port),
          protocol: 'https',
          tls: tls ? 'tls-1' : '',
        },
        {
          id: 'cmd',
          type: 'active-uri out',
          z: 'tab',
          x: 1,
          y: 1,
          phone: 'phone-1',
          timeout: '2',
          retries: '0',
          wires: [['out']],
        },
        { id: 'catch-1', type: 'catch', z: 'tab', x: 1, y: 1, scope: null, wires: [['out']] },
        { id: 'out', type: 'helper', z: 'tab', x: 1, y: 1, wires: [] },
      ],
      ca ? { 'tls-1': { cadata: ca } } : {},
      {},
      [TLS_CONFIG],
    );
    const arrival = messagesAt(loaded.node('out'), 1);
    loaded.node('cmd').receive({ payload: 'OK' });
    const [message] = (await arrival) as { error?: { code: string } }[];
    return message?.error?.code ?? 'ok';
  }

  it('sends nothing where the certificate is not trusted', async () => {
    assert.equal(await outcome(undefined), 'UNREACHABLE');
    assert.deepEqual(targets, []);
  });

  it('trusts the CA of the tls-config', async () => {
    assert.equal(await outcome({ verifyservercert: true }, CA), 'ok');
    assert.deepEqual(targets, ['/cgi-bin/server.cgi?key=OK']);
  });

  it('skips the check only by the switch of the tls-config', async () => {
    assert.equal(await outcome({ verifyservercert: false }), 'ok');
    assert.deepEqual(targets, ['/cgi-bin/server.cgi?key=OK']);
  });
});
