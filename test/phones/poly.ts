import type { Call, Circumstances } from './call';
import type { Incident } from './incident';
import { pressKeys } from './key-sequence';
import type { PhoneOptions } from './phone-options';
import { type Notification, notificationOf, Notifier } from './poly-events';
import { POLY_KEYS } from './poly-keys';
import { type Outcome, SimulatedPhone } from './simulated-phone';
import type { Values } from './variables';
import { parseTarget, type WebRequest } from './web-request';

export interface PolyOptions extends PhoneOptions<never> {
  /** apps.telNotification.URL */
  readonly notificationUrl?: string;
  /** As it came: "Default Password Not Allowed". */
  readonly hasDefaultPassword?: boolean;
}

interface Asked {
  readonly data?: Readonly<Record<string, unknown>>;
}

const PUSHED =
  /^<PolycomIPPhone>\s*<Data priority="(?:Critical|High|Important|Normal)">([^<]*)<\/Data>\s*<\/PolycomIPPhone>\s*$/;

/**
 * A Poly VVX as its REST API manual, the programs that use it, and "Web Application for Polycom Phones" describe it: functions
 * as JSON, keys and numbers by push, telephony events posted as XML to one URL.
 */
export class PolyPhone extends SimulatedPhone<never> {
  readonly #notifier = new Notifier();
  readonly #hasDefaultPassword: boolean;

  constructor(options: PolyOptions = {}) {
    super(options, {
      labels: {},
      variables: [],
      model: 'VVX 450',
      mac: '0004f214b89e',
      firmware: '6.4.0.12345',
      httpVersion: '1.1',
      maxCalls: 8,
      callId: (count) => `0x${(0x2a5b8a0 + count).toString(16)}`,
    });
    this.#hasDefaultPassword = options.hasDefaultPassword ?? false;
    this.#notifier.url = options.notificationUrl ?? '';
    this.on('incident', (incident, circumstances) => this.#notify(incident, circumstances));
  }

  /** Sets apps.telNotification.URL; '' clears it. */
  notify(url: string): void {
    this.#notifier.url = url;
  }

  get notifications(): readonly Notification[] {
    return this.#notifier.journal.entries;
  }

  /** The next notification with this element that was not waited for before. */
  notified(element: string): Promise<Notification> {
    return this.#notifier.journal.next((each) => each.element === element);
  }

  override async drained(): Promise<void> {
    await this.#notifier.drained();
  }

  override async stop(): Promise<void> {
    await super.stop();
    await this.#notifier.drained();
    this.#notifier.journal.close('the simulated phone was stopped');
  }

  protected permits(): boolean {
    return true;
  }

  protected override posts(): boolean {
    return true;
  }

  protected variables(_incident: Incident, _circumstances: Circumstances): Values {
    return {};
  }

  protected execute(request: WebRequest): Outcome | undefined {
    const { path } = parseTarget(request.target);
    const isPost = request.method === 'POST';
    if (path === '/push') return isPost ? this.#push(request) : undefined;
    const [, group, name = ''] = /^\/api\/v1\/(callctrl|mgmt)\/([\w/]+)$/.exec(path) ?? [];
    if (group === undefined) return undefined;
    if (!isPost)
      return name === 'device/info' ? said([], { ModelNumber: this.model, MACAddress: this.mac }) : undefined;
    const status = this.#hasDefaultPassword ? '4010' : this.#perform(name, request);
    const body = JSON.stringify({ Status: status });
    return status === '2000' ? { executed: [name], ignored: [], body } : { executed: [], ignored: [name], body };
  }

  /** A line of the push is a URI: a key, a number to dial, or an action. */
  #push({ headers, body = '' }: WebRequest): Outcome | undefined {
    const text = PUSHED.exec(Buffer.from(body, 'latin1').toString('utf8'))?.[1];
    if (text === undefined || headers.get('content-type') !== 'application/x-com-polycom-spipx') return undefined;
    const uris = text.split('\n').filter((uri) => uri !== '');
    const outcomes = uris.map((uri): Outcome => {
      const [, name] = /^Key:(\w+)$/.exec(uri) ?? [];
      if (name !== undefined) return pressKeys(this.keypad, POLY_KEYS, this.model, [name]);
      const [, number, line] = /^tel:\\\\([0-9*#+]+)(?:;Line(\d+))?$/i.exec(uri) ?? [];
      if (number !== undefined) this.state.dial(number, { line: Number(line ?? 1) });
      else if (uri === 'Action:UpdateConfig') this.press('autoprovision');
      else return { executed: [], ignored: [uri] };
      return { executed: [uri], ignored: [] };
    });
    return {
      executed: outcomes.flatMap(({ executed }) => executed),
      ignored: outcomes.flatMap(({ ignored }) => ignored),
    };
  }

  /** @returns one of the API's codes */
  #perform(name: string, { body = '' }: WebRequest): string {
    const { data = {} } = body === '' ? {} : (JSON.parse(body) as Asked);
    const text = (key: string): string => (typeof data[key] === 'string' ? data[key] : '');
    const { state } = this;
    const named = text('Ref');
    const which = (usual: Call | undefined): Call | undefined =>
      named === '' ? usual : state.calls.find(({ id }) => id === named);
    const onCall = (call: Call | undefined, act: (call: Call) => void): string => {
      if (!call) return '4007';
      act(call);
      return '2000';
    };
    switch (name) {
      case 'dial': {
        const line = Number(text('Line'));
        if (!this.accounts[line - 1]) return '4005';
        return text('Dest') !== '' && state.dial(text('Dest'), { line }) ? '2000' : '4000';
      }
      case 'answerCall':
        return onCall(which(state.ringing), (call) => state.answer('speaker', call));
      case 'rejectCall':
        return onCall(which(state.ringing), (call) => state.reject(call));
      case 'endCall':
        return onCall(which(state.active), (call) => state.hangup(call));
      case 'holdCall':
        return onCall(which(state.talking), (call) => state.hold(call));
      case 'resumeCall':
        return onCall(which(state.find('held')), (call) => state.resume(call));
      case 'transferCall':
        return onCall(which(state.active), (call) => state.blindTransfer(text('TransferDest'), call));
      case 'sendDTMF':
        return onCall(state.talking, () => state.sendDtmf(text('Digits')));
      case 'mute':
        return onCall(state.talking, () => state.setMute(text('state') === '1'));
      case 'safeReboot':
        this.press('reboot');
        return '2000';
      case 'updateConfiguration':
        this.press('autoprovision');
        return '2000';
      case 'factoryReset':
        this.press('factory reset');
        return '2000';
      default:
        return '4004';
    }
  }

  #notify(incident: Incident, circumstances: Circumstances): void {
    const { mac, host, accounts } = this;
    const made = notificationOf(incident, circumstances, { mac, ip: this.options.ip ?? host, accounts });
    if (made) this.#notifier.post(made);
  }
}

function said(executed: readonly string[], data: Readonly<Record<string, string>>): Outcome {
  return { executed, ignored: [], body: JSON.stringify({ Status: '2000', data }) };
}
