import type { Node, NodeAPI, NodeMessage } from 'node-red';
import { installationOf } from './installation-of';
import { inWords, languageOf } from './language-of';
import { type CommandFlowNode, CommandNode } from './lib/outcomes/command-node';
import { configuredValue, type Evaluate } from './lib/phones/configured-value';
import { type CommandSettings, readCommand } from './lib/phones/read-command';
import { phoneNodeOf } from './nodes-by-id';
import { flowOf, storedOf, variablesOf } from './properties';
import type { ActiveUriOutDef } from './types';

export = (RED: NodeAPI): void => {
  const installation = installationOf(RED);

  function ActiveUriOut(this: Node, config: ActiveUriOutDef): void {
    RED.nodes.createNode(this, config);
    const settings = readCommand(storedOf(RED, this, config), config, variablesOf(RED, this));
    const status = installation.statuses.of(this.id, (display) => this.status(inWords(RED, display)));
    const command = new CommandNode(inFlow(this, config, settings), settings, status, installation);
    this.on('input', (message, send, done) => command.input(message, send, done));
    this.on('close', () => command.close());
  }

  function inFlow(node: Node, { phone }: ActiveUriOutDef, settings: CommandSettings): CommandFlowNode<NodeMessage> {
    const lookUp = variablesOf(RED, node);
    const flow = flowOf(RED, node);
    const evaluate: Evaluate<NodeMessage> = (value, type, message, callback) =>
      RED.util.evaluateNodeProperty(value, type, node, message, callback);
    return {
      hasPhone: Boolean(phone),
      ownPhone: () => phoneNodeOf(RED, phone)?.phone,
      phoneNamed: (reference) => installation.directory.named(reference, flow),
      value: (message) => configuredValue(settings, message, lookUp, evaluate),
      error: (error, message) => node.error(error, message),
      language: languageOf(RED),
      clone: (payload) => RED.util.cloneMessage({ payload }).payload,
    };
  }

  RED.nodes.registerType<Node, ActiveUriOutDef, object, object>('active-uri out', ActiveUriOut);
};
