import type { ConnectionOptions } from 'node:tls';
import type { NodeAPI } from 'node-red';
import { serveAdmin } from './admin-routes';
import { installationOf } from './installation-of';
import type { NodeContext } from './lib/calls/context-store';
import { readPhoneSettings } from './lib/phones/read-settings';
import { tlsConfigOf } from './nodes-by-id';
import { contextStore, flowOf, storedOf, variablesOf } from './properties';
import type { VoipPhoneDef, VoipPhoneNode } from './types';

export = (RED: NodeAPI): void => {
  const installation = installationOf(RED);

  function VoipPhone(this: VoipPhoneNode, config: VoipPhoneDef): void {
    RED.nodes.createNode(this, config);
    const { properties, credentials } = storedOf(RED, this, config);
    const settings = readPhoneSettings(this.id, properties, credentials, {
      lookUp: variablesOf(RED, this),
      tls: tlsConfigOf(RED, config.tls)?.addTLSOptions<ConnectionOptions>({}),
      flow: flowOf(RED, this),
    });
    if (settings.faults.length > 0) this.warn(`takes no command: cannot read ${settings.faults.join(', ')}`);
    if (properties['charset'] && !settings.charset)
      this.warn('its charset is neither gb18030 nor windows-1252: texts are decoded by their bytes');
    const store = contextStore(RED, settings.store);
    if (settings.store !== store) {
      this.warn(
        `its store "${settings.store}" is none of Node-RED's contextStorage: its state is kept in memory alone`,
      );
    }
    const phone = installation.addPhone(
      { ...settings, store },
      {
        context: () => this.context() as unknown as NodeContext,
        warn: (text) => this.warn(text),
      },
    );
    Object.defineProperty(this, 'phone', { value: phone, enumerable: false });
    this.on('close', (removed: boolean, done: () => void) => {
      installation.removePhone(phone, removed).then(done, done);
    });
  }

  // Sockets that all phones share fail for no command alone.
  installation.log = installation.sip.log = (message) => RED.log.warn(`[voip-phone] ${message}`);
  serveAdmin(RED, installation);
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
