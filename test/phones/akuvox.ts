import { pasteActionUrls } from './action-urls';
import { AKUVOX_ACTIONS, AKUVOX_KEYS } from './akuvox-keys';
import { akuvoxAllows } from './allow-list';
import type { Circumstances } from './call';
import { ENDS, type Incident } from './incident';
import type { PhoneOptions } from './phone-options';
import { type Command, SimulatedPhone } from './simulated-phone';
import { callVariables, userAtHost, type Values } from './variables';
import { parameter, parseTarget, type Query, type WebRequest } from './web-request';

/** The incident table of "How to setup action URL". */
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
  'always forward on': 'Open Always FWD',
  'always forward off': 'Close Always FWD',
  'busy forward on': 'Open Busy FWD',
  'busy forward off': 'Close Busy FWD',
  'no answer forward on': 'Open No Answer FWD',
  'no answer forward off': 'Close No Answer FWD',
  transfer: 'Transfer Call',
  'blind transfer': 'Blind Transfer',
  'attended transfer': 'Attended Transfer',
  hold: 'Hold',
  unhold: 'UnHold',
  mute: 'Mute',
  unmute: 'UnMute',
  missed: 'Missed Call',
  'ip changed': 'IP Changed',
  forwarded: 'FWD Incoming Call',
  rejected: 'Reject Incoming Call',
  'answered new': 'Answer New Call',
  'transfer finished': 'Transfer Finished',
  'transfer failed': 'Transfer Failed',
  busy: 'Idle To Busy',
  idle: 'Busy To Idle',
} as const satisfies Partial<Record<Incident, string>>;

export type AkuvoxLabel = (typeof LABELS)[keyof typeof LABELS];
export const AKUVOX_LABELS: readonly AkuvoxLabel[] = Object.values(LABELS);

/** The document's "RMS"; free text last. */
const VARIABLES = `
  mac ip model firmware active_user active_host call_id active_url local remote
  display_local display_remote
`
  .trim()
  .split(/\s+/);

/** An Akuvox phone as its wiki describes it: "How to setup action URL" and "How to setup action URI". */
export class AkuvoxPhone extends SimulatedPhone<AkuvoxLabel> {
  readonly #allow: string;

  constructor(options: PhoneOptions<AkuvoxLabel> = {}) {
    super(options, {
      labels: LABELS,
      variables: VARIABLES,
      model: 'R53P',
      mac: '0C1105A20B37',
      firmware: '53.0.6.60',
      httpVersion: '1.1',
      maxCalls: 2,
      callId: (count) => String(1_000_000 + count),
    });
    this.#allow = options.allow ?? '';
  }

  /** URLs for every incident, for `configure`. */
  static actionUrlsFor(base: string, token?: string): Partial<Record<AkuvoxLabel, string>> {
    return pasteActionUrls(AKUVOX_LABELS, VARIABLES, base, token);
  }

  protected permits(address: string): boolean {
    return akuvoxAllows(this.#allow, address);
  }

  protected variables(incident: Incident, circumstances: Circumstances): Values {
    if (ENDS.has(incident)) return {};
    const { call } = circumstances;
    const account = call && this.accounts[call.line - 1];
    return { ...callVariables(this.accounts, circumstances), active_url: account && userAtHost(account) };
  }

  /** One key or one function a request, logged as it stands in the query: `keydown=OK`, `action=DNDOn`. */
  protected execute(request: WebRequest): Pick<Command, 'executed' | 'ignored'> | undefined {
    const query = parseTarget(request.target);
    // "Open the Door via HTTP Command": DoorNum is the relay.
    if (query.path === '/fcgi/OpenDoor') {
      const relay = `OpenDoor=${parameter(query, 'doornum') ?? ''}`;
      return relay === 'OpenDoor=1' ? { executed: [relay], ignored: [] } : { executed: [], ignored: [relay] };
    }
    if (query.path !== '/fcgi/do') return undefined;
    const command = query.parameters.find(({ name }) => ['action', 'keydown', 'keyup'].includes(name));
    const name = command ? `${command.name}=${command.value}` : request.target;
    const done = command !== undefined && this.#perform(command.name, command.value, query);
    return done ? { executed: [name], ignored: [] } : { executed: [], ignored: [name] };
  }

  #perform(kind: string, value: string, query: Query): boolean {
    if (kind === 'action' && value === 'MakeCall') return this.#makeCall(query);
    if (kind === 'keyup') {
      if (value === 'Hook') this.press('replace');
      return value === 'Hook';
    }
    const key = (kind === 'action' ? AKUVOX_ACTIONS : AKUVOX_KEYS).get(value);
    if (key) this.press(key.press, key.text);
    return key !== undefined;
  }

  /** `line` is the account's user name; without it the first account calls. */
  #makeCall(query: Query): boolean {
    const number = parameter(query, 'number') ?? '';
    const user = parameter(query, 'line');
    const line = user === undefined ? 1 : this.accounts.findIndex((account) => account.user === user) + 1;
    if (number === '' || line === 0) return false;
    this.state.dial(number, { line });
    return true;
  }
}
