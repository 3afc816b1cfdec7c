import type { NodeAPI } from 'node-red';
import { entranceOf } from './event-entrance';
import { installationOf } from './installation-of';
import { languageOf } from './language-of';
import { readAccess } from './lib/events/read-access';
import { say, type Words } from './lib/sentences/sentence';
import { readSetup } from './lib/setup/read-setup';
import { storedOf, variablesOf } from './properties';
import type { EntranceDef, PhoneListener, PhoneListenerNode } from './types';

export = (RED: NodeAPI): void => {
  const installation = installationOf(RED);
  const { oldTokens, setup, vendors } = installation;
  const language = languageOf(RED);

  /** Opens nothing by itself but where it sets phones up: its nodes do. */
  function Listener(this: PhoneListenerNode, config: EntranceDef): void {
    RED.nodes.createNode(this, config);
    const warn = (words: Words): void => this.warn(say(words, language));
    const [stored, lookUp] = [storedOf(RED, this, config), variablesOf(RED, this)];
    const access = readAccess(stored, lookUp);
    for (const note of access.notes) warn(note);
    oldTokens.begin(this.id, access.previous?.token);
    const listener: PhoneListener = { id: this.id, access, entrance: config };
    // Not enumerable: it holds the tokens.
    Object.defineProperty(this, 'listener', { value: listener, enumerable: false });
    const reading = readSetup(stored, access, lookUp, vendors);
    for (const note of reading.notes) warn(note);
    // An imported flow may hold anything.
    const name = typeof this.name === 'string' ? this.name : '';
    const leave = setup.open(
      { ...{ id: this.id, name, access, isTls: Boolean(config.tls), reading } },
      () => entranceOf(RED, installation, config, access),
      warn,
    );
    this.on('close', (removed: boolean, done: () => void) => {
      if (removed) oldTokens.forget(this.id);
      leave(!removed).then(done, done);
    });
  }

  RED.nodes.registerType<PhoneListenerNode, EntranceDef, object, object>('phone-listener', Listener, {
    credentials: {
      token: { type: 'password' },
      previousToken: { type: 'password' },
      setupKey: { type: 'password' },
    },
  });
};
