import { ANSWER, ANSWER_AND_END } from './bare-answer';

/**
 * Tells Node-RED's part in an event from this package's, beside `eventFlow` on the same tab: an own port whose messages
 * end in a node that only counts them, the least that a flow can be; and the flow's function behind a node that only
 * answers, the least that a node can do.
 */
export function leastFlow(ports: { readonly toSink: number; readonly least: number }): object[] {
  const z = 'events-tab';
  const own = { path: '/phone', port: `127.0.0.1:${ports.toSink}`, events: [] };
  const answers = { answer: ANSWER, answerAndEnd: ANSWER_AND_END };
  return [
    { id: 'events-to-sink', type: 'action-url in', z, ...own, wires: [['events-sink']] },
    { id: 'events-sink', type: 'bench-sink', z, wires: [] },
    { id: 'events-least', type: 'bench-in', z, port: ports.least, ...answers, wires: [['events-function']] },
  ];
}
