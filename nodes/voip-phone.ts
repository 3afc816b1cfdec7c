import type { ConnectionOptions } from 'node:tls';
import type { NodeAPI } from 'node-red';
import { serveAdmin } from './admin-routes';
import { directory, lockout, sip, vendors } from './lib/phones/installation';
import { Phone } from './lib/phones/phone';
import { readPhoneSettings } from './lib/phones/read-settings';
import { loadWhenIdle } from './preload';
import { flowOf, storedOf, variablesOf } from './properties';
import type { TlsConfigNode, VoipPhoneDef, VoipPhoneNode } from './types';

export = (RED: NodeAPI): void => {
  function VoipPhone(this: VoipPhoneNode, config: VoipPhoneDef): void {
    RED.nodes.createNode(this, config);
    const tlsNode = config.tls ? (RED.nodes.getNode(config.tls) as TlsConfigNode | null) : null;
    const { properties, credentials } = storedOf(RED, this, config);
    const settings = readPhoneSettings(this.id, properties, credentials, {
      lookUp: variablesOf(RED, this),
      // An id may be any node's.
      tls: typeof tlsNode?.addTLSOptions === 'function' ? tlsNode.addTLSOptions<ConnectionOptions>({}) : undefined,
      flow: flowOf(RED, this),
    });
    if (settings.faults.length > 0) this.warn(`takes no command: cannot read ${settings.faults.join(', ')}`);
    if (properties['charset'] && !settings.charset)
      this.warn('its charset is neither gb18030 nor windows-1252: texts are decoded by their bytes');
    const phone = new Phone(settings, directory, sip, lockout, vendors);
    Object.defineProperty(this, 'phone', { value: phone, enumerable: false });
    directory.add(phone);
    loadWhenIdle(RED);
    this.on('close', (done: () => void) => {
      directory.remove(phone);
      phone.close().then(done, done);
    });
  }

  // Sockets that all phones share fail for no command alone.
  sip.log = (message) => RED.log.warn(`[voip-phone] ${message}`);
  serveAdmin(RED);
  RED.nodes.registerType('voip-phone', VoipPhone as unknown as Parameters<typeof RED.nodes.registerType>[1], {
    credentials: {
      username: { type: 'text' },
      password: { type: 'password' },
      sipUsername: { type: 'text' },
      sipPassword: { type: 'password' },
      doorCode: { type: 'password' },
    },
  });
};
