import type { ConnectionOptions } from 'node:tls';
import type { NodeAPI } from 'node-red';
import { serveAdmin } from './admin-routes';
import { directory, lockout, sip } from './lib/phones/installation';
import { Phone } from './lib/phones/phone';
import { readPhoneSettings } from './lib/phones/read-settings';
import { loadWhenIdle } from './preload';
import { resolveVariables } from './properties';
import type { TlsConfigNode, VoipPhoneDef, VoipPhoneNode } from './types';

export = (RED: NodeAPI): void => {
  function VoipPhone(this: VoipPhoneNode, config: VoipPhoneDef): void {
    RED.nodes.createNode(this, config);
    const tlsNode = config.tls ? (RED.nodes.getNode(config.tls) as TlsConfigNode | null) : null;
    const tls: ConnectionOptions | undefined = tlsNode?.addTLSOptions<ConnectionOptions>({});
    const settings = readPhoneSettings(
      this.id,
      config as unknown as Record<string, unknown>,
      this.credentials,
      (text) => resolveVariables(RED, this, text),
      tls,
    );
    const phone = new Phone(settings, directory, sip, lockout);
    Object.defineProperty(this, 'phone', { value: phone, enumerable: false });
    directory.add(phone);
    loadWhenIdle(RED);
    this.on('close', (done: () => void) => {
      directory.remove(phone);
      phone.close().then(done, done);
    });
  }

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
