import { LOGIN } from '../digest-login';
import { macOf } from '../phones';
import { TOKEN } from './reporter';

/** A phone as the flow knows it. */
export interface FlowPhone {
  readonly index: number;
  readonly address: string;
  readonly port: number;
  readonly sip: boolean;
  readonly asksLogin: boolean;
}

const Z = { z: 'soak-tab' };

function phoneNode({ index, address, port, sip, asksLogin }: FlowPhone): Record<string, unknown> {
  return {
    id: `soak-phone-${index}`,
    type: 'voip-phone',
    name: `Soak phone ${index}`,
    vendor: 'fanvil',
    mac: macOf(index),
    host: address,
    protocol: 'http',
    transport: sip ? 'sip' : 'http',
    ...(sip ? { sipUri: `sip:phone@${address}:${port}`, sipTransport: 'udp' } : { port: String(port) }),
    ...(asksLogin && { credentials: LOGIN }),
  };
}

/** @param version part of the names of the nodes in `renamed`: a deploy restarts what has changed */
export function soakFlow(phones: readonly FlowPhone[], ownPort: number): Record<string, unknown>[] {
  const receiver = { type: 'action-url in', ...Z, path: '/phone', events: [], credentials: { token: TOKEN } };
  const wires = [['soak-sink']];
  return [
    { id: 'soak-tab', type: 'tab', label: 'soak' },
    { id: 'soak-other-tab', type: 'tab', label: 'events' },
    ...phones.map(phoneNode),
    { ...receiver, id: 'soak-shared', name: 'shared', wires },
    { ...receiver, id: 'soak-own', name: 'own', port: `127.0.0.1:${ownPort}`, wires },
    { id: 'soak-sink', type: 'bench-sink', ...Z, wires: [] },
    { id: 'soak-driver', type: 'bench-driver', z: 'soak-other-tab', wires: [['soak-command']] },
    {
      id: 'soak-command',
      type: 'active-uri out',
      z: 'soak-other-tab',
      name: 'command',
      timeout: '1',
      retries: '1',
      wires: [[]],
    },
    // Asked at the end; its messages are counted where they leave it.
    { id: 'soak-asker', type: 'bench-driver', z: 'soak-other-tab', wires: [['soak-state']] },
    {
      id: 'soak-state',
      type: 'phone state',
      z: 'soak-other-tab',
      name: 'state',
      wires: [['soak-states'], ['soak-states']],
    },
    { id: 'soak-states', type: 'bench-sink', z: 'soak-other-tab', wires: [] },
    // Without it every failure would be a line in the log.
    { id: 'soak-catch', type: 'catch', z: 'soak-other-tab', scope: null, wires: [[]] },
  ];
}
