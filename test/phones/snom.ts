import { pasteActionUrls } from './action-urls';
import type { Circumstances } from './call';
import type { Incident } from './incident';
import { pressKeys } from './key-sequence';
import type { PhoneOptions } from './phone-options';
import { type Command, SimulatedPhone } from './simulated-phone';
import { SNOM_KEYS } from './snom-keys';
import { callVariables, sipUri, type Values } from './variables';
import { parameter, parseTarget, type Query, splitKeys, type WebRequest } from './web-request';

/** The fields of the web page "Action URL Settings". A call that is rejected reports nothing. */
const LABELS = {
  'setup completed': 'Setup finished',
  registered: 'Log on',
  unregistered: 'Log off',
  'register failed': 'Registration failed',
  'off hook': 'Off-hook',
  'on hook': 'On-hook',
  incoming: 'Incoming Call',
  outgoing: 'Outgoing Call',
  established: 'On Connected',
  terminated: 'On Disconnected',
  missed: 'Missed Call',
  hold: 'Hold call',
  unhold: 'Unhold Call',
  transfer: 'Transfer Call',
  'blind transfer': 'Blind Transfer',
  'attended transfer': 'Attended Transfer',
  'dnd on': 'DND on',
  'dnd off': 'DND off',
  'always forward on': 'Call Forwarding on',
  'always forward off': 'Call Forwarding off',
} as const satisfies Partial<Record<Incident, string>>;

export type SnomLabel = (typeof LABELS)[keyof typeof LABELS];
export const SNOM_LABELS: readonly SnomLabel[] = Object.values(LABELS);

/** Runtime variables and three settings; free text last. */
const VARIABLES = `
  mac phone_ip phone_type firmware_version active_user active_host call-id nr_ongoing_calls longpress_key
  active_url context_url local remote display_local display_remote
`
  .trim()
  .split(/\s+/);

/** A Snom desk phone as its wiki describes it: "Action URLs" and "Remote phone control". */
export class SnomPhone extends SimulatedPhone<SnomLabel> {
  constructor(options: PhoneOptions<SnomLabel> = {}) {
    super(options, {
      labels: LABELS,
      variables: VARIABLES,
      model: 'D785',
      mac: '00041396D9B4',
      firmware: 'snomD785-SIP 10.1.169.16',
      httpVersion: '1.1',
      maxCalls: 4,
      // A SIP Call-ID, as the phone makes them.
      callId: (count) => `3${String(count).padStart(5, '0')}5f-x9kz1fgc4h2r`,
    });
  }

  /** URLs for every event, for `configure`. */
  static actionUrlsFor(base: string, token?: string): Partial<Record<SnomLabel, string>> {
    return pasteActionUrls(SNOM_LABELS, VARIABLES, base, token);
  }

  /** There is no allow list: who has the login may command. */
  protected permits(): boolean {
    return true;
  }

  protected variables(incident: Incident, circumstances: Circumstances): Values {
    const { call_id, ...rest } = callVariables(this.accounts, circumstances);
    const [identity] = this.accounts;
    const uri = identity && sipUri(identity.user, identity.host);
    const isLog = incident === 'registered' || incident === 'unregistered';
    return {
      // Not of its names.
      ip: '',
      model: '',
      firmware: '',
      phone_ip: this.options.ip ?? this.host,
      phone_type: `snom${this.model}`,
      firmware_version: this.firmware,
      nr_ongoing_calls: String(this.calls.length),
      active_user: identity?.user,
      active_host: identity?.host,
      active_url: uri,
      context_url: isLog ? uri : undefined,
      ...rest,
      'call-id': call_id,
    };
  }

  /** Keys in a row, or one function a request, logged as it stands in the query: `number=6040`, `RELEASE_ALL_CALLS`. */
  protected execute(request: WebRequest): Pick<Command, 'executed' | 'ignored'> | undefined {
    // "This feature is not supported for D8XX".
    if (/^D8/i.test(this.model)) return undefined;
    const query = parseTarget(request.target);
    if (query.path === '/advanced_update.htm') return this.#restart(query);
    if (query.path !== '/command.htm') return undefined;
    const sequence = parameter(query, 'key');
    if (sequence !== undefined) return this.#press(splitKeys(sequence));
    const [first] = query.parameters;
    if (!first) return undefined;
    const name = first.value === '' ? first.name : `${first.name}=${first.value}`;
    return this.#perform(first.name, first.value, query)
      ? { executed: [name], ignored: [] }
      : { executed: [], ignored: [name] };
  }

  /** `Key[,Time[,Pause]]`: how long it is pressed makes no difference here. */
  #press(sequence: readonly string[]): Pick<Command, 'executed' | 'ignored'> {
    const executed: string[] = [];
    const ignored: string[] = [];
    for (const event of sequence) {
      const [key = '', ...times] = event.split(',');
      const isTimed = times.length <= 2 && times.every((time) => /^[0-9]+$/.test(time));
      if (!isTimed) ignored.push(event);
      else if (key === 'TRANSFER' && this.#joins()) executed.push(event);
      else {
        const pressed = pressKeys(this.keypad, SNOM_KEYS, this.model, [key]);
        (pressed.executed.length > 0 ? executed : ignored).push(event);
      }
    }
    return { executed, ignored };
  }

  /** With one call held and another talking, the transfer key joins the two. */
  #joins(): boolean {
    const held = this.state.find('held');
    const { talking } = this.state;
    if (!held || !talking) return false;
    this.state.attendedTransfer(held, talking);
    return true;
  }

  #perform(name: string, value: string, query: Query): boolean {
    if (name === 'number') return this.#dial(value, parameter(query, 'outgoing_uri'));
    if (name === 'key_dtmf') {
      this.state.sendDtmf(value);
      return true;
    }
    if (name === 'RELEASE_ALL_CALLS') {
      for (const call of this.calls) this.state.hangup(call);
      return true;
    }
    return name === 'LOGOFFALL';
  }

  /** `outgoing_uri` is the identity that calls; without it the active one. */
  #dial(number: string, uri: string | undefined): boolean {
    const line =
      uri === undefined
        ? 1
        : this.accounts.findIndex(({ user, host }) => `${user}@${host}` === uri.replace('sip:', '')) + 1;
    if (number === '' || line === 0) return false;
    this.state.dial(number, { line });
    return true;
  }

  #restart(query: Query): Pick<Command, 'executed' | 'ignored'> | undefined {
    if (parameter(query, 'reboot') === 'Reboot') this.press('reboot');
    else if (parameter(query, 'reset') === 'Reset') this.press('factory reset');
    else return undefined;
    return { executed: query.parameters.map(({ name, value }) => `${name}=${value}`), ignored: [] };
  }
}
