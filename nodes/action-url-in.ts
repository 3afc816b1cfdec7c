import type { Node, NodeAPI } from 'node-red';
import { entranceOf } from './event-entrance';
import { installationOf } from './installation-of';
import { inWords, languageOf, textOf } from './language-of';
import { type EventFlowNode, EventNode } from './lib/events/event-node';
import { readReception } from './lib/events/read-reception';
import { doubtAbout } from './lib/phones/doubt';
import { say, sentence } from './lib/sentences/sentence';
import { listenerOf, phoneNodeOf } from './nodes-by-id';
import { storedOf, variablesOf } from './properties';
import type { ActionUrlInDef, PhoneListener } from './types';

const TYPE = 'action-url in';

interface Credentials {
  token?: string;
}

export = (RED: NodeAPI): void => {
  const installation = installationOf(RED);
  const { vendors } = installation;

  function ActionUrlIn(this: Node<Credentials>, config: ActionUrlInDef): void {
    RED.nodes.createNode(this, config);
    const status = installation.statuses.of(this.id, (display) => this.status(inWords(RED, display)));
    const event = new EventNode(inFlow(this, config), status, installation);
    this.on('close', (removed: boolean, done: () => void) => {
      event.close(!removed).then(done, done);
    });
  }

  function inFlow(node: Node<Credentials>, config: ActionUrlInDef): EventFlowNode {
    const stored = storedOf(RED, node, config);
    const lookUp = variablesOf(RED, node);
    const listener = (): PhoneListener | undefined => listenerOf(RED, config.listener);
    return {
      listener,
      read: () => readReception(stored, { lookUp, phoneId: config.phone, listener: listener(), vendors }),
      send: (message) => node.send(message),
      warn: (text) => node.warn(text),
      error: (error, message) => node.error(error, message),
      language: languageOf(RED),
      label: (event) => textOf(RED, `event.${event}`) ?? event,
      successor() {
        const successor = RED.nodes.getNode(node.id);
        return successor?.type === TYPE ? successor : undefined;
      },
      doubt: () => (config.phone ? doubtAboutPhone(config.phone) : undefined),
      phoneMac: phoneNodeOf(RED, config.phone)?.phone.mac,
      entrance: (reading) =>
        entranceOf(RED, installation, listener()?.entrance ?? config, { ...reading, ...reading.settings }),
    };
  }

  function doubtAboutPhone(id: string): string | undefined {
    const doubt = doubtAbout(phoneNodeOf(RED, id)?.phone, installation.directory, vendors);
    if (!doubt) return undefined;
    return 'missing' in doubt
      ? `status.no-${doubt.missing}`
      : say(sentence('told.same-address', { name: doubt.sameAddressAs }), languageOf(RED));
  }

  RED.nodes.registerType<Node<Credentials>, ActionUrlInDef, object, Credentials>(TYPE, ActionUrlIn, {
    credentials: { token: { type: 'password' } },
    // Tells the dialog whether it is open by a way of Node-RED's own, which phones can take as well.
    settings: { actionUrlInAdminRoot: { value: RED.settings.httpAdminRoot, exportable: true } },
  });
};
