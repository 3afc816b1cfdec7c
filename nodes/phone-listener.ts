import type { NodeAPI } from 'node-red';
import { installationOf } from './installation-of';
import { languageOf } from './language-of';
import { readAccess } from './lib/events/read-access';
import { say } from './lib/sentences/sentence';
import { storedOf, variablesOf } from './properties';
import type { EntranceDef, PhoneListener, PhoneListenerNode } from './types';

export = (RED: NodeAPI): void => {
  const { oldTokens } = installationOf(RED);
  const language = languageOf(RED);

  /** Opens nothing by itself: its nodes do. */
  function Listener(this: PhoneListenerNode, config: EntranceDef): void {
    RED.nodes.createNode(this, config);
    const access = readAccess(storedOf(RED, this, config), variablesOf(RED, this));
    for (const note of access.notes) this.warn(say(note, language));
    oldTokens.begin(this.id, access.previous?.token);
    const listener: PhoneListener = { id: this.id, access, entrance: config };
    // Not enumerable: it holds the tokens.
    Object.defineProperty(this, 'listener', { value: listener, enumerable: false });
    this.on('close', (removed: boolean, done: () => void) => {
      if (removed) oldTokens.forget(this.id);
      done();
    });
  }

  RED.nodes.registerType<PhoneListenerNode, EntranceDef, object, object>('phone-listener', Listener, {
    credentials: { token: { type: 'password' }, previousToken: { type: 'password' } },
  });
};
