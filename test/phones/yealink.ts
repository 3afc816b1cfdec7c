import { pasteActionUrls } from './action-urls';
import { yealinkAllows } from './allow-list';
import type { Call, Circumstances } from './call';
import type { Incident } from './incident';
import { pressKeys } from './key-sequence';
import type { PhoneOptions } from './phone-options';
import type { ForwardKind } from './phone-state';
import { type Command, SimulatedPhone } from './simulated-phone';
import { callVariables, sipUri, type Values } from './variables';
import { parameter, parseTarget, splitKeys, type WebRequest } from './web-request';
import { takesOneKey, YEALINK_KEYS } from './yealink-keys';

/** The event table of Yealink's guide, pp. 507-509. */
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
  'no answer forward on': 'Open NoAnswer Forward',
  'no answer forward off': 'Close NoAnswer Forward',
  transfer: 'Transfer Call',
  'blind transfer': 'Blind Transfer',
  'attended transfer': 'Attended Transfer',
  'transfer finished': 'Transfer Finished',
  'transfer failed': 'Transfer Failed',
  hold: 'Hold',
  unhold: 'UnHold',
  mute: 'Mute',
  unmute: 'UnMute',
  missed: 'Missed Call',
  'ip changed': 'IP Changed',
  busy: 'Idle To Busy',
  idle: 'Busy To Idle',
  rejected: 'Reject Incoming Call',
  'answered new': 'Answer New-In Call',
  forwarded: 'Forward Incoming Call',
  'autop finished': 'Autop Finish',
  'call waiting on': 'Open Call Waiting',
  'call waiting off': 'Close Call Waiting',
  headset: 'Headset',
  handsfree: 'Handfree',
  canceled: 'Cancel Call Out',
  'remote busy': 'Remote Busy',
  'remote canceled': 'Call Remote Canceled',
} as const satisfies Partial<Record<Incident, string>>;

export type YealinkLabel = (typeof LABELS)[keyof typeof LABELS];
export const YEALINK_LABELS: readonly YealinkLabel[] = Object.values(LABELS);

/** Free text last. */
const VARIABLES = `
  mac ip model firmware active_user active_host call_id callerID calledNumber active_url
  local remote display_local display_remote
`
  .trim()
  .split(/\s+/);

const PATHS = ['/servlet', '/cgi-bin/ConfigManApp.com', '/cgi-bin/cgiServer.exx'];
const FORWARDS: Readonly<Record<string, ForwardKind>> = { Always: 'always', Busy: 'busy', NoAnsw: 'no answer' };

type Outcome = Pick<Command, 'executed' | 'ignored'>;

export interface YealinkOptions extends PhoneOptions<YealinkLabel> {
  /** `features.show_action_uri_option`: "Allow Remote Control?" at the first request. Default: not where the list is `any`. */
  readonly asks?: boolean;
  /** Status while the display asks: no document says; default 200. */
  readonly askedStatus?: number;
}

/** A Yealink desk phone as its Administrator's Guide describes it. */
export class YealinkPhone extends SimulatedPhone<YealinkLabel> {
  readonly allow: string;
  readonly #confirmed = new Set<string>();
  /** Addresses that the display asks about just now. */
  readonly asking = new Set<string>();
  readonly #asks: boolean;
  readonly #askedStatus: number;

  constructor(options: YealinkOptions = {}) {
    super(options, {
      labels: LABELS,
      variables: VARIABLES,
      model: 'SIP-T46S',
      mac: '80:5e:c0:12:34:56',
      firmware: '66.86.0.15',
      httpVersion: '1.1',
      maxCalls: 3,
      callId: (count) => String(33_092 + count),
    });
    this.allow = options.allow ?? '';
    this.#asks = options.asks ?? !/\bany\b/i.test(this.allow);
    this.#askedStatus = options.askedStatus ?? 200;
  }

  /** URLs for every event, for `configure`. */
  static actionUrlsFor(base: string, token?: string): Partial<Record<YealinkLabel, string>> {
    return pasteActionUrls(YEALINK_LABELS, VARIABLES, base, token);
  }

  /** OK on the display's question. The command that brought it up is lost. */
  confirm(): void {
    for (const address of this.asking) this.#confirmed.add(address);
    this.asking.clear();
  }

  protected permits(address: string): boolean {
    return yealinkAllows(this.allow, address);
  }

  protected override withheld(address: string): number | undefined {
    if (!this.#asks || this.#confirmed.has(address)) return undefined;
    const first = !this.asking.has(address);
    this.asking.add(address);
    if (first) this.emit('asked', address);
    return this.#askedStatus;
  }

  protected variables(_incident: Incident, circumstances: Circumstances): Values {
    const { call } = circumstances;
    const account = call && this.accounts[call.line - 1];
    return {
      ...callVariables(this.accounts, circumstances),
      active_url: account && sipUri(account.user, account.host),
      callerid: call?.direction === 'in' ? call.name || call.number : undefined,
      callednumber: call?.direction === 'out' ? call.number : undefined,
    };
  }

  protected execute(request: WebRequest): Outcome | undefined {
    const query = parseTarget(request.target);
    if (!PATHS.includes(query.path)) return undefined;
    if (parameter(query, 'phonecfg') !== undefined) return { executed: [], ignored: [] };
    return this.#press(parameter(query, 'key') ?? '', parameter(query, 'outgoing_uri'));
  }

  /** Carries out `key=…`, as it stands in the body of a NOTIFY. */
  obey(instruction: string): Outcome {
    const query = parseTarget(`?${instruction}`);
    return this.#press(parameter(query, 'key') ?? '', parameter(query, 'outgoing_uri'));
  }

  #press(value: string, uri: string | undefined): Outcome {
    const sequence = splitKeys(value);
    // Touch models: "this method is not applicable", so nothing of it is done.
    if (takesOneKey(this.model) && sequence.length > 1) return { executed: [], ignored: sequence };
    const outcomes = sequence.map((key): Outcome => {
      if (this.#obeyWith(key, uri)) return { executed: [key], ignored: [] };
      // The keypad: one key a value.
      if (/^[0-9*]{2,}$/.test(key)) return { executed: [], ignored: [key] };
      return pressKeys(this.keypad, YEALINK_KEYS, this.model, [key]);
    });
    return {
      executed: outcomes.flatMap(({ executed }) => executed),
      ignored: outcomes.flatMap(({ ignored }) => ignored),
    };
  }

  /** Values with something behind them: `number=1234`, `ASW:33093`, `NoAnswFwdOn=1001=24`. False: none of these. */
  #obeyWith(key: string, uri: string | undefined): boolean {
    const [, name = '', mark, rest = ''] = /^([A-Za-z]+)(?:([:=])(.*))?$/.exec(key) ?? [];
    const [, kind = '', switched] = /^(Always|Busy|NoAnsw)Fwd(On|Off)$/.exec(name) ?? [];
    const forward = FORWARDS[kind];
    if (forward) {
      const [number = ''] = rest.split('=');
      this.state.setForward(forward, switched === 'On' ? number : '');
      return true;
    }
    if (/^CallWaiting(?:On|Off)$/.test(name)) {
      this.state.setCallWaiting(name.endsWith('On'));
      return true;
    }
    if (mark === ':') return this.#toCall(name, rest);
    if (mark !== '=') return false;
    if (name === 'number') return this.#dial(rest, uri);
    if (name === 'BTrans') this.state.blindTransfer(rest);
    else if (name !== 'ATrans') return false;
    else {
      this.keypad.press('transfer');
      this.keypad.press('digits', rest);
      this.keypad.press('dial');
    }
    return true;
  }

  #dial(number: string, uri: string | undefined): boolean {
    const line = uri === undefined ? 1 : this.accounts.findIndex(({ user, host }) => uri === `${user}@${host}`) + 1;
    if (line > 0) this.state.dial(number, { line });
    return line > 0;
  }

  #toCall(name: string, id: string): boolean {
    const call = this.calls.find((each) => each.id === id);
    const done: Readonly<Record<string, (named: Call) => void>> = {
      ASW: (named) => this.state.answer('speaker', named),
      CANCEL: (named) => this.state.hangup(named),
      HOLD: (named) => this.state.hold(named),
      UNHOLD: (named) => this.state.resume(named),
    };
    const act = done[name];
    if (!act || !call) return false;
    act(call);
    return true;
  }
}
