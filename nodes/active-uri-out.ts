import { setMaxListeners } from 'node:events';
import type { Node, NodeAPI, NodeMessage } from 'node-red';
import { onEachStart } from './each-start';
import { parsePayload } from './lib/commands/payload';
import { payloadFor } from './lib/commands/configured-action';
import { PhoneError } from './lib/errors';
import { directory, vendors } from './lib/phones/installation';
import type { CommandResult, Phone } from './lib/phones/phone';
import { missingSetting } from './lib/phones/read-settings';
import { describeFault, readStored } from './lib/stored-text';
import { carriable, withPayload } from './messages';
import { statusOf } from './node-status';
import { flowOf, readNumber, storedOf, variablesOf } from './properties';
import type { ActiveUriOutDef, VoipPhoneNode } from './types';

/** How long an outcome stays in the status, in milliseconds. */
const OUTCOME_SHOWN = 1000;
/** Values that are text before they are anything else: references in them are replaced one by one. */
const TEXT_VALUES: readonly string[] = ['str', 'num', 'bool', 'msg', 'flow', 'global'];

export = (RED: NodeAPI): void => {
  function ActiveUriOut(this: Node, config: ActiveUriOutDef): void {
    RED.nodes.createNode(this, config);
    const { status, repeat } = statusOf(this);
    const { properties } = storedOf(RED, this, config);
    const lookUp = variablesOf(RED, this);
    const faults: string[] = [];
    const read = (label: string, stored: unknown): string => {
      const { text, fault } = readStored(stored, lookUp);
      if (fault) faults.push(describeFault(label, fault));
      return text.trim();
    };
    const timeout = readNumber(config.timeout, 5, 0.1, 3600) * 1000;
    const retries = Math.floor(readNumber(config.retries, 2, 0, 10));
    const maxAge = readNumber(config.maxAge, 30, 0, 86_400) * 1000;
    const transport = read('the transport', properties['transport']).toLowerCase();
    if (!['', 'http', 'sip'].includes(transport)) faults.push('the transport (it is neither http nor sip)');
    const action = read('the action', properties['action']);
    const line = read('the line', properties['line']);
    const via = read('the audio key', properties['via']);
    const type = read('the kind of transfer or forwarding', properties['transferType']);
    const call = read('the call', properties['call']);
    const after = read('the time to wait', properties['after']);
    let underWay = 0;
    const closing = new AbortController();
    // Each waiting command listens to it, and hundreds may wait: that is no leak.
    setMaxListeners(0, closing.signal);

    const ownPhone = (): Phone | undefined =>
      config.phone ? (RED.nodes.getNode(config.phone) as VoipPhoneNode | null)?.phone : undefined;
    const missing = (): string => {
      const own = ownPhone();
      const what = faults.length > 0 ? 'setting' : own ? missingSetting(own.settings, vendors) : 'phone';
      return what === undefined ? '' : `status.no-${what}`;
    };
    let shownMissing: string | undefined;
    /** What an earlier life of this node showed may not be true of it any more, nor what a deploy has changed around it. */
    const showMissing = (): void => {
      const text = missing();
      if (text === shownMissing) return;
      shownMissing = text;
      if (text === '') status.rest('ready');
      // Perhaps each message names its phone: the ring goes with the first success.
      else if (text === 'status.no-phone' && !config.phone) status.set('idle', text);
      else status.rest('idle', text);
    };
    showMissing();
    const endWatch = onEachStart(RED, (isFirst) => {
      showMissing();
      if (isFirst) repeat();
    });

    const value = (message: NodeMessage): Promise<unknown> =>
      new Promise((resolve, reject) => {
        const valueType = config.valueType || 'str';
        const stored = properties['value'];
        const isBlank = stored === undefined || stored === null || stored === '';
        if (isBlank) {
          resolve(valueType === 'msg' ? message.payload : undefined);
          return;
        }
        const unread = (why: string): void =>
          reject(
            new PhoneError('INVALID_VALUE', 'the value could not be read: check it in the node', { message: why }),
          );
        const { text, fault } = readStored(stored, lookUp);
        if (fault && (TEXT_VALUES.includes(valueType) || config.value === '')) {
          unread(describeFault('the value', fault));
          return;
        }
        const given = TEXT_VALUES.includes(valueType)
          ? text
          : valueType === 'env' && typeof stored === 'string'
            ? stored
            : config.value;
        try {
          RED.util.evaluateNodeProperty(given ?? '', valueType, this, message, (error, result: unknown) => {
            if (error) unread(error.message);
            else if (valueType === 'env' && result === '') unread('the variable is not set or blank');
            else resolve(result);
          });
        } catch (error) {
          unread(textOf(error));
        }
      });

    const flow = flowOf(RED, this);
    const target = (message: NodeMessage & { phone?: unknown }): Phone => {
      if (message.phone !== undefined && message.phone !== null && message.phone !== '')
        return directory.named(message.phone, flow);
      const phone = ownPhone();
      if (!phone) {
        throw new PhoneError(
          'NO_PHONE',
          'no phone: choose one in the node (deployed and enabled), or name one in msg.phone',
        );
      }
      return phone;
    };

    const command = async (message: NodeMessage): Promise<CommandResult> => {
      if (faults.length > 0) {
        throw new PhoneError(
          'INVALID_VALUE',
          `nothing is sent, since these settings of the node cannot be read: ${faults.join(', ')}; correct them, or set the variables`,
        );
      }
      const payload = action
        ? payloadFor({ action, value: await value(message), line, via, type, call, after })
        : message.payload;
      return target(message).send(parsePayload(payload), {
        disruptive: config.disruptive === true,
        timeout,
        retries,
        maxAge,
        signal: closing.signal,
        ...(transport !== '' && { transport: transport === 'sip' ? 'sip' : 'http' }),
      });
    };

    /** Passes an error on with its message, or with what of it can be passed on. Never throws. */
    const tell = (error: PhoneError, message: NodeMessage, done: (error?: Error) => void): void => {
      for (const attempt of [
        () => done(error),
        () => this.error(error, carriable(RED, message)),
        () => this.error(error),
      ]) {
        try {
          attempt();
          return;
        } catch {
          // A message that nobody can clone: the next one says less.
        }
      }
    };

    this.on('input', (message, send, done) => {
      underWay += 1;
      status.set('active', 'status.sending');
      let isDone = false;
      command(message)
        .then((result) => {
          isDone = true;
          send(withPayload(message, result));
          done();
        })
        .then(
          () => {
            underWay -= 1;
            if (underWay === 0) status.set('ok', 'status.done', OUTCOME_SHOWN);
          },
          (error: unknown) => {
            underWay -= 1;
            const known = error instanceof PhoneError ? error : unexpected(error, isDone);
            status.set('failed', known.code);
            tell(known, message, done);
          },
        );
    });

    this.on('close', () => {
      endWatch();
      closing.abort();
      status.close();
    });
  }

  RED.nodes.registerType('active-uri out', ActiveUriOut);
};

/** @param isDone the phone has obeyed: only the message could not be passed on */
function unexpected(error: unknown, isDone: boolean): PhoneError {
  const what = isDone
    ? 'the phone has done it, but the message could not be passed on: see the cause'
    : 'an unexpected error of this package or of the message, not of the phone: see the cause';
  return new PhoneError('INTERNAL', what, { message: textOf(error) });
}

/** Whatever was thrown: a flow's own objects may throw anything, even things without a text. */
function textOf(error: unknown): string {
  try {
    return String(error);
  } catch {
    return 'an error without a text';
  }
}
