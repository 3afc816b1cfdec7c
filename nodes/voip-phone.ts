import { join } from 'node:path';
import type { ConnectionOptions } from 'node:tls';
import type { NodeAPI } from 'node-red';
import { serveAdmin } from './admin-routes';
import { installationOf } from './installation-of';
import { languageOf } from './language-of';
import type { NodeContext } from './lib/calls/context-store';
import { readPhoneSettings } from './lib/phones/read-settings';
import { joined, say, sentence } from './lib/sentences/sentence';
import { tlsConfigOf } from './nodes-by-id';
import { serveOverview } from './overview-routes';
import { serveProfiles } from './profile-routes';
import { serveSetup } from './setup-route';
import { serveSheet } from './sheet-route';
import { serveTest } from './test-route';
import { contextStore, flowOf, storedOf, variablesOf } from './properties';
import type { VoipPhoneDef, VoipPhoneNode } from './types';

export = (RED: NodeAPI): void => {
  const installation = installationOf(RED);
  const language = languageOf(RED);

  function VoipPhone(this: VoipPhoneNode, config: VoipPhoneDef): void {
    RED.nodes.createNode(this, config);
    const { properties, credentials } = storedOf(RED, this, config);
    const settings = readPhoneSettings(this.id, properties, credentials, {
      lookUp: variablesOf(RED, this),
      tls: tlsConfigOf(RED, config.tls)?.addTLSOptions<ConnectionOptions>({}),
      flow: flowOf(RED, this),
      setup: config.setup,
    });
    const { faults, mac, charset } = settings;
    if (faults.length > 0) this.warn(say(sentence('phone.takes-none', { settings: joined(faults) }), language));
    if (properties['mac'] && !mac) this.warn(say(sentence('phone.mac'), language));
    if (properties['charset'] && !charset) this.warn(say(sentence('phone.charset'), language));
    if (properties['check'] && settings.check === undefined) this.warn(say(sentence('phone.check'), language));
    const store = contextStore(RED, settings.store);
    const missingStore = settings.store === store ? undefined : settings.store.slice(0, 60);
    if (missingStore) this.warn(say(sentence('phone.no-store', { store: missingStore }), language));
    const phone = installation.addPhone(
      { ...settings, store },
      {
        context: () => this.context() as unknown as NodeContext,
        warn: (words) => this.warn(say(words, language)),
        missingStore,
      },
    );
    Object.defineProperty(this, 'phone', { value: phone, enumerable: false });
    this.on('close', (removed: boolean, done: () => void) => {
      installation.removePhone(phone, removed).then(done, done);
    });
  }

  // Sockets that all phones share fail for no command alone.
  installation.log = installation.sip.log = (words) => RED.log.warn(`[voip-phone] ${say(words, language)}`);
  const { userDir } = RED.settings;
  if (userDir) installation.keepIn(join(userDir, 'voip-phone'));
  serveAdmin(RED, installation);
  serveOverview(RED, installation);
  serveProfiles(RED, installation);
  serveSetup(RED, installation);
  serveSheet(RED, installation);
  serveTest(RED, installation);
  RED.nodes.registerType<VoipPhoneNode, VoipPhoneDef, object, object>('voip-phone', VoipPhone, {
    credentials: {
      username: { type: 'text' },
      password: { type: 'password' },
      sipUsername: { type: 'text' },
      sipPassword: { type: 'password' },
      doorCode: { type: 'password' },
    },
  });
};
