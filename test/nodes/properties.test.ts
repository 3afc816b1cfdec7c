import assert from 'node:assert/strict';
import type { Node, NodeAPI } from 'node-red';
import { flowOf, storedOf } from '../../nodes/properties';

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
