import type { Node, NodeAPI, NodeDef } from 'node-red';
import { installationOf } from './installation-of';
import { languageOf } from './language-of';
import { type HomeAssistantFlowNode, HomeAssistantNode } from './lib/home-assistant/home-assistant-node';
import { readHomeAssistant } from './lib/home-assistant/read-settings';
import { nodeOf } from './nodes-by-id';
import { packageOrigin } from './package-origin';
import { placesOf, storedOf, variablesOf } from './properties';

interface PhoneHomeAssistantDef extends NodeDef {
  broker?: string;
}

export = (RED: NodeAPI): void => {
  const installation = installationOf(RED);
  const origin = packageOrigin();

  function PhoneHomeAssistant(this: Node, config: PhoneHomeAssistantDef): void {
    RED.nodes.createNode(this, config);
    const settings = readHomeAssistant(storedOf(RED, this, config), variablesOf(RED, this));
    const status = installation.statuses.of(this.id, (display) => this.status(display));
    const home = new HomeAssistantNode(inFlow(this, config), settings, status, installation);
    const places = placesOf(RED, this);
    this.on('close', (removed: boolean, done: () => void) =>
      home.close(removed || places.some((id) => installation.leaving.has(id)), done),
    );
  }

  function inFlow(node: Node, { broker }: PhoneHomeAssistantDef): HomeAssistantFlowNode {
    return {
      id: node.id,
      brokerId: broker ?? '',
      broker: () => nodeOf(RED, broker),
      origin,
      warn: (words) => node.warn(words),
      error: (error, message) => node.error(error, message),
      language: languageOf(RED),
    };
  }

  RED.nodes.registerType<Node, PhoneHomeAssistantDef, object, object>('phone home assistant', PhoneHomeAssistant);
};
