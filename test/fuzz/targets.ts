import type { Node } from 'node-red';
import { freePort } from '../support/node-red';
import { loadNodes, unloadNodes } from '../support/nodes';
import { type Server, TOKEN } from './built';
import type { Target } from './fuzz';
import type { FuzzMessage } from './ledger';

const node = (id: string, type: string, properties: object): object => ({
  id,
  type,
  z: 'tab',
  x: 1,
  y: 1,
  ...properties,
});

/** The real nodes in Node-RED's runtime, on its own server or on a port of their own. */
export async function startTarget(server: Server): Promise<Target & { stop(): Promise<void> }> {
  const ownPort = server === 'own' ? await freePort() : 0;
  const port = ownPort > 0 ? `127.0.0.1:${ownPort}` : '';
  const loaded = await loadNodes(
    [
      { id: 'tab', type: 'tab', label: 'fuzz' },
      { id: 'known', type: 'voip-phone', name: 'Desk', vendor: 'atcom', mac: '808287046bc2', host: '127.0.0.3' },
      node('phones', 'action-url in', { path: '/phone', port, wires: [['out']] }),
      node('proxied', 'action-url in', {
        path: '/proxied',
        port,
        allow: '192.0.2.0/24',
        trustedProxies: '127.0.0.0/8, 198.51.100.0/24',
        wires: [['out']],
      }),
      node('out', 'helper', { wires: [] }),
    ],
    { phones: { token: TOKEN }, proxied: { token: TOKEN } },
  );
  const out: Node = loaded.node('out');
  // The harness's own remarks at the start.
  loaded.forget();
  return {
    server,
    port: ownPort || loaded.port,
    onMessage(take) {
      out.removeAllListeners('input');
      out.on('input', (message) => take(message as unknown as FuzzMessage));
    },
    forget: () => loaded.forget(),
    stop: unloadNodes,
  };
}
