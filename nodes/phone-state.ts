import type { Node, NodeAPI, NodeMessage } from 'node-red';
import { installationOf } from './installation-of';
import { languageOf } from './language-of';
import { type StateFlowNode, StateNode } from './lib/calls/state-node';
import { flowOf, storedOf } from './properties';
import type { PhoneStateDef } from './types';

const TYPE = 'phone state';

export = (RED: NodeAPI): void => {
  const installation = installationOf(RED);

  function PhoneState(this: Node, config: PhoneStateDef): void {
    RED.nodes.createNode(this, config);
    const status = installation.statuses.of(this.id, (display) => this.status(display));
    const state = new StateNode<NodeMessage>(inFlow(this, config), status, installation);
    this.on('input', (message, send, done) => state.input(message, send, done));
    this.on('close', () => state.close());
  }

  function inFlow(node: Node, config: PhoneStateDef): StateFlowNode {
    const flow = flowOf(RED, node);
    const { phone } = storedOf(RED, node, config).properties;
    return {
      // A variable without a value names no phone: that is another thing than none being chosen.
      phoneId: phone ? (config.phone ?? '') : undefined,
      phoneNamed: (reference) => installation.directory.named(reference, flow).id,
      sendState: (message) => node.send([message, null]),
      sendCall: (message) => node.send([null, message]),
      error: (error, message) => node.error(error, message),
      clone: (payload) => RED.util.cloneMessage({ payload }).payload,
      say: (key) => RED._(key),
      language: languageOf(RED),
    };
  }

  RED.nodes.registerType<Node, PhoneStateDef, object, object>(TYPE, PhoneState);
};
