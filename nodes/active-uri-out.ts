import { setMaxListeners } from 'node:events';
import type { Node, NodeAPI, NodeMessage } from 'node-red';
import { parsePayload } from './lib/commands/payload';
import { payloadFor } from './lib/commands/settings';
import { PhoneError } from './lib/errors';
import { directory } from './lib/phones/installation';
import type { Phone } from './lib/phones/phone';
import { missingSetting } from './lib/phones/read-settings';
import { StatusLine } from './lib/status';
import { readNumber, readString } from './properties';
import type { ActiveUriOutDef, VoipPhoneNode } from './types';

/** How long an outcome stays in the status, in milliseconds. */
const OUTCOME_SHOWN = 1000;

export = (RED: NodeAPI): void => {
  function ActiveUriOut(this: Node, config: ActiveUriOutDef): void {
    RED.nodes.createNode(this, config);
    const status = new StatusLine((display) => this.status(display));
    const ownPhone = (): Phone | undefined =>
      config.phone ? (RED.nodes.getNode(config.phone) as VoipPhoneNode | null)?.phone : undefined;
    const timeout = readNumber(config.timeout, 5, 0.1, 3600) * 1000;
    const retries = Math.floor(readNumber(config.retries, 2, 0, 10));
    const maxAge = readNumber(config.maxAge, 30, 0, 86_400) * 1000;
    const chosen = readString(RED, this, config.transport);
    const transport = chosen === 'sip' || chosen === 'http' ? chosen : undefined;
    let underWay = 0;
    const closing = new AbortController();
    // Each waiting command listens to it, and hundreds may wait: that is no leak.
    setMaxListeners(0, closing.signal);

    const own = ownPhone();
    const missing = own ? missingSetting(own.settings) : 'phone';
    if (missing && config.phone) status.rest('idle', `status.no-${missing}`);
    // Perhaps each message names its phone: the ring goes with the first success.
    else if (missing) status.set('idle', `status.no-${missing}`);

    const value = (message: NodeMessage): Promise<unknown> =>
      new Promise((resolve, reject) => {
        const type = config.valueType || 'str';
        if (type === 'msg' && !config.value) resolve(message.payload);
        else if (!config.value) resolve(undefined);
        else {
          RED.util.evaluateNodeProperty(config.value, type, this, message, (error, result: unknown) => {
            if (error)
              reject(
                new PhoneError('INVALID_VALUE', 'the value could not be read: check it in the node', {
                  message: error.message,
                }),
              );
            else resolve(result);
          });
        }
      });

    const target = (message: NodeMessage & { phone?: unknown }): Phone => {
      if (message.phone !== undefined && message.phone !== null && message.phone !== '')
        return directory.named(message.phone);
      const phone = ownPhone();
      if (!phone) {
        throw new PhoneError(
          'NO_PHONE',
          'no phone: choose one in the node (deployed and enabled), or name one in msg.phone',
        );
      }
      return phone;
    };

    const command = async (message: NodeMessage): Promise<void> => {
      const payload = config.action
        ? payloadFor({
            action: config.action,
            value: await value(message),
            line: readString(RED, this, config.line),
            via: readString(RED, this, config.via),
            type: readString(RED, this, config.transferType),
          })
        : message.payload;
      message.payload = await target(message).send(parsePayload(payload), {
        disruptive: config.disruptive === true,
        timeout,
        retries,
        maxAge,
        signal: closing.signal,
        ...(transport && { transport }),
      });
    };

    this.on('input', (message, send, done) => {
      underWay += 1;
      status.set('active', 'status.sending');
      command(message).then(
        () => {
          underWay -= 1;
          if (underWay === 0) status.set('ok', 'status.done', OUTCOME_SHOWN);
          send(message);
          done();
        },
        (error: unknown) => {
          underWay -= 1;
          const known =
            error instanceof PhoneError
              ? error
              : new PhoneError('REFUSED', 'an unexpected error: see the cause', { message: String(error) });
          status.set('failed', known.code);
          done(known);
        },
      );
    });

    this.on('close', () => {
      closing.abort();
      status.close();
    });
  }

  RED.nodes.registerType('active-uri out', ActiveUriOut);
};
