import assert from 'node:assert/strict';
import type { Node, NodeAPI } from 'node-red';
import { flowOf, readNumber, storedOf } from '../../nodes/properties';

/** As much of the runtime as is asked: a flow file with one node. */
function runtime(onEachNode: () => void = () => undefined): NodeAPI {
  const nodes = {
    eachNode: (callback: (node: object) => void) => {
      onEachNode();
      callback({ id: 'other', token: 'wrong' });
      callback({ id: 'raw', allow: '${ALLOW}', from: 'flow file' });
    },
    getCredentials: (id: string) => (id === 'raw' ? { token: '${TOKEN}' } : undefined),
  };
  return { nodes } as unknown as NodeAPI;
}
const node = (properties: object): Node => properties as Node;
const GIVEN = { id: 'raw', allow: '', from: 'runtime' };

// oxlint-disable no-template-curly-in-string -- Node-RED's own notation
describe('stored properties', () => {
  it('are what the runtime made the node from, without a walk through all nodes', () => {
    const walk = (): void => assert.fail('thousands of nodes would each walk through thousands');
    for (const kind of ['nodes', 'configs']) {
      const flow = { flow: { [kind]: { 'a-raw': { id: 'a-raw', allow: '${ALLOW}', from: kind } } } };
      const stored = storedOf(runtime(walk), node({ id: 'a-raw', _alias: 'raw', _flow: flow }), GIVEN);
      assert.deepEqual(stored.properties, { id: 'a-raw', allow: '${ALLOW}', from: kind });
      assert.deepEqual(stored.credentials, { token: '${TOKEN}' });
    }
  });

  it('are those of the flow file where the runtime keeps no such thing, in a subflow by the id there', () => {
    for (const odd of [{}, { _flow: {} }, { _flow: { flow: {} } }, { _flow: { flow: { nodes: {} } } }]) {
      const { properties } = storedOf(runtime(), node({ id: 'a-raw', _alias: 'raw', ...odd }), GIVEN);
      assert.equal(properties['from'], 'flow file');
    }
  });

  it('are those that were given where nobody knows the node', () => {
    const stored = storedOf(runtime(), node({ id: 'stranger' }), GIVEN);
    assert.equal(stored.properties['from'], 'runtime');
    assert.deepEqual(stored.credentials, {});
  });
});

describe('the flow of a node', () => {
  for (const [path, flow] of [
    ['tab/raw', 'tab'],
    ['tab/instance/raw', 'tab/instance'],
    ['global/raw', ''],
    ['raw', ''],
    [undefined, ''],
  ]) {
    it(`is ${JSON.stringify(flow)} of ${path}`, () => {
      const util = { evaluateNodeProperty: (name: string) => (name === 'NR_NODE_PATH' ? path : assert.fail(name)) };
      assert.equal(flowOf({ util } as unknown as NodeAPI, node({ id: 'raw' })), flow);
    });
  }
});

describe('a stored number', () => {
  for (const [stored, number] of [
    [3, 3],
    ['3', 3],
    [' 3.5 ', 3.5],
    [0, 1],
    [0.5, 1],
    [-7, 1],
    [11, 10],
    ['1e9', 10],
    ['', 5],
    [' ', 5],
    ['x', 5],
    [Number.NaN, 5],
    [Number.POSITIVE_INFINITY, 5],
    [undefined, 5],
    [null, 5],
    [[3], 5],
    [true, 5],
  ] as const) {
    it(`${JSON.stringify(stored) ?? stored} is ${number}`, () => assert.equal(readNumber(stored, 5, 1, 10), number));
  }
});
