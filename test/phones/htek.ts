import { pasteActionUrls } from './action-urls';
import { fanvilAllows } from './allow-list';
import type { Circumstances } from './call';
import { HTEK_KEYS } from './htek-keys';
import type { Incident } from './incident';
import { pressKeys } from './key-sequence';
import type { PhoneOptions } from './phone-options';
import { type Outcome, SimulatedPhone } from './simulated-phone';
import { callVariables, sipUri, type Values } from './variables';
import { percentDecode, type WebRequest } from './web-request';

/** "Supported Action URLs" of Sangoma's knowledge base; its last rows by the parameters' names. */
const LABELS = {
  'setup completed': 'Setup Completed',
  registered: 'Registered',
  unregistered: 'Unregistered',
  'register failed': 'Register Failed',
  'off hook': 'Off Hook',
  'on hook': 'On Hook',
  incoming: 'Incoming Call',
  outgoing: 'Outgoing Call',
  established: 'Established',
  terminated: 'Terminated',
  'dnd on': 'Open DND',
  'dnd off': 'Close DND',
  'always forward on': 'Open Always Forward',
  'always forward off': 'Close Always Forward',
  'busy forward on': 'Open Busy Forward',
  'busy forward off': 'Close Busy Forward',
  'no answer forward on': 'Open No Answer Forward',
  'no answer forward off': 'Close No Answer Forward',
  transfer: 'Transfer Call',
  'blind transfer': 'Blind Transfer',
  'attended transfer': 'Attended Transfer',
  hold: 'Hold',
  unhold: 'Unhold',
  mute: 'Mute',
  unmute: 'Unmute',
  missed: 'Missed Call',
  busy: 'Idle To Busy',
  idle: 'Busy To Idle',
  forwarded: 'Forward Incoming Call',
  rejected: 'Reject Incoming Call',
  'answered new': 'Answer New Incoming Call',
  'transfer finished': 'Transfer Finished',
  'transfer failed': 'Transfer Failed',
} as const satisfies Partial<Record<Incident, string>>;

export type HtekLabel = (typeof LABELS)[keyof typeof LABELS];
export const HTEK_LABELS: readonly HtekLabel[] = Object.values(LABELS);

const VARIABLES = `
  mac ip model firmware active_user active_host call_id active_url local remote
  display_local display_remote
`
  .trim()
  .split(/\s+/);

/**
 * An Htek, Sangoma S or ClearlyIP phone as their knowledge bases describe it: `/Phone_ActionURL` with its parameters behind
 * `&` and no `?`, one key a request.
 */
export class HtekPhone extends SimulatedPhone<HtekLabel> {
  readonly #allow: string;

  constructor(options: PhoneOptions<HtekLabel> = {}) {
    super(options, {
      labels: LABELS,
      variables: VARIABLES,
      model: 'UC924',
      mac: '001fc11a8b6c',
      firmware: '2.0.4.2',
      httpVersion: '1.1',
      maxCalls: 2,
      callId: (count) => String(count),
    });
    this.#allow = options.allow ?? '';
  }

  /** URLs for every event, for `configure`. */
  static actionUrlsFor(base: string, token?: string): Partial<Record<HtekLabel, string>> {
    return pasteActionUrls(HTEK_LABELS, VARIABLES, base, token);
  }

  /** That a blank list lets everybody in is a guess: the templates leave it blank and switch Action URI on. */
  protected permits(address: string): boolean {
    return fanvilAllows(this.#allow, address);
  }

  protected variables(_incident: Incident, circumstances: Circumstances): Values {
    const { call } = circumstances;
    const account = call && this.accounts[call.line - 1];
    return {
      ...callVariables(this.accounts, circumstances),
      active_url: account && sipUri(account.user, account.host),
    };
  }

  protected execute(request: WebRequest): Outcome | undefined {
    const [path = '', ...parts] = request.target.split('&');
    if (percentDecode(path) !== '/Phone_ActionURL') return undefined;
    const parameters = new Map(
      parts.map((part) => {
        const [name = '', ...value] = part.split('=');
        return [name, percentDecode(value.join('='))];
      }),
    );
    const key = parameters.get('key');
    const command = parameters.get('Command');
    // Htek's own test programs say Command=3, Sangoma's page says nothing.
    if (key !== undefined && (command ?? '3') === '3') {
      return pressKeys(this.keypad, HTEK_KEYS, this.model, isOneKey(key) ? [key] : [`not one key: ${key}`]);
    }
    if (command === '1') return this.#dial(parameters.get('Number') ?? '', Number(parameters.get('Account') ?? '1'));
    return { executed: [], ignored: [request.target] };
  }

  #dial(number: string, line: number): Outcome {
    const done = number !== '' && this.accounts[line - 1] !== undefined && this.state.dial(number, { line });
    return done ? { executed: [`dial ${number}`], ignored: [] } : { executed: [], ignored: [`dial ${number}`] };
  }
}

/** A number is no key: its digits are, one by one. */
function isOneKey(key: string): boolean {
  return !/^[0-9*#]{2,}$/.test(key);
}
