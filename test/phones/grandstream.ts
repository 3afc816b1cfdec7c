import { atcomAllows } from './allow-list';
import type { Circumstances } from './call';
import { GRANDSTREAM_KEYS } from './grandstream-keys';
import type { Incident } from './incident';
import { pressKeys } from './key-sequence';
import type { PhoneOptions } from './phone-options';
import { type Outcome, SimulatedPhone } from './simulated-phone';
import type { Values } from './variables';
import { parameter, parseTarget, type Query, type WebRequest } from './web-request';

/** The web page's "Action URL", as the administration guides of GXP17xx and GRP26xx list it. */
const LABELS = {
  'setup completed': 'Setup Completed',
  registered: 'Registered',
  unregistered: 'Unregistered',
  'off hook': 'Off Hook',
  'on hook': 'On Hook',
  incoming: 'Incoming Call',
  outgoing: 'Outgoing Call',
  missed: 'Missed Call',
  established: 'Established Call',
  terminated: 'Terminated Call',
  'dnd on': 'Open DND',
  'dnd off': 'Close DND',
  'always forward on': 'Open Forward',
  'always forward off': 'Close Forward',
  'blind transfer': 'Blind Transfer',
  'attended transfer': 'Attended Transfer',
  hold: 'Hold Call',
  unhold: 'UnHold Call',
} as const satisfies Partial<Record<Incident, string>>;

export type GrandstreamLabel = (typeof LABELS)[keyof typeof LABELS];
export const GRANDSTREAM_LABELS: readonly GrandstreamLabel[] = Object.values(LABELS);

/** The guides' dynamic variables; free text last. */
const VARIABLES = `
  phone_ip mac product program_version hardware_version language active_user call-id
  local display_local remote display_remote
`
  .trim()
  .split(/\s+/);

export interface GrandstreamOptions extends PhoneOptions<GrandstreamLabel> {
  /** The password of the web page, which every command carries. */
  readonly passcode?: string;
}

/** The guide prints both; which phone says which it does not. */
const DONE = { response: 'success', body: 'complete' };
const NOT_DONE = { response: 'error', body: 'failed' };

/**
 * A Grandstream desk phone as the "GRP26xx Series CTI Guide" describes it: functions below /cgi-bin/, the passcode in the
 * query, an answer in JSON with status 200 whatever came of it. That a wrong passcode is answered so is a guess: the guide
 * does not say, Grandstream's own extension looks for that word.
 */
export class GrandstreamPhone extends SimulatedPhone<GrandstreamLabel> {
  readonly #allow: string;
  readonly #passcode: string;
  /** Requests that came with another passcode. */
  wrongPasscodes = 0;

  constructor(options: GrandstreamOptions = {}) {
    super(options, {
      labels: LABELS,
      variables: VARIABLES,
      model: 'GRP2614',
      mac: 'c074ad0b63ee',
      firmware: '1.0.5.15',
      httpVersion: '1.1',
      maxCalls: 4,
      callId: (count) => `${1_408_000 + count}-5060-1@192.168.5.135`,
    });
    this.#allow = options.allow ?? '';
    this.#passcode = options.passcode ?? 'admin';
  }

  /** URLs for every event, for `configure`: without a scheme, the variables behind a `/`. */
  static actionUrlsFor(base: string, token?: string): Partial<Record<GrandstreamLabel, string>> {
    const server = base.replace(/^http:\/\//, '').replace(/\/$/, '');
    const own = VARIABLES.filter((name) => !name.includes('remote')).map((name) => `${name}=$${name}`);
    const pairs = [...(token === undefined ? [] : [`token=${token}`]), ...own];
    const variables = [...pairs, '~~remote=$remote', '~display_remote=$display_remote'].join('&');
    return Object.fromEntries(
      GRANDSTREAM_LABELS.map((label) => [label, `${server}/${label.replaceAll(' ', '')}/${variables}`]),
    );
  }

  /** The phone adds the scheme. */
  override configure(actionUrls: Readonly<Partial<Record<GrandstreamLabel, string>>>): void {
    const whole = Object.entries(actionUrls).map(([label, url]) => [
      label,
      url === '' || url.includes('://') ? url : `http://${url}`,
    ]);
    super.configure(Object.fromEntries(whole));
  }

  protected permits(address: string): boolean {
    return atcomAllows(this.#allow, address);
  }

  protected variables(_incident: Incident, { call }: Circumstances): Values {
    const account = call && this.accounts[call.line - 1];
    return {
      phone_ip: this.options.ip ?? this.host,
      product: this.model,
      program_version: this.firmware,
      hardware_version: 'V1.0A',
      language: 'en',
      ...(call &&
        account && {
          active_user: account.user,
          'call-id': call.id,
          local: account.user,
          display_local: account.name || account.user,
          remote: call.number,
          display_remote: call.name || call.number,
        }),
    };
  }

  protected execute(request: WebRequest): Outcome | undefined {
    const query = parseTarget(request.target);
    const name = /^\/cgi-bin\/api-(\w+)$/.exec(query.path)?.[1];
    if (name === undefined || !FUNCTIONS.includes(name)) return undefined;
    // make_call is known with either name.
    const given = parameter(query, 'passcode') ?? (name === 'make_call' ? parameter(query, 'password') : undefined);
    if (given !== this.#passcode) {
      this.wrongPasscodes += 1;
      return { executed: [], ignored: [name], body: JSON.stringify({ response: 'error', body: 'unauthorized' }) };
    }
    if (name === 'get_phone_status') return this.#status();
    if (name === 'send_key') return this.#keys(parameter(query, 'keys') ?? '');
    const word = parameter(query, 'cmd') ?? parameter(query, 'request') ?? name;
    const done = this.#perform(name, word, query);
    const body = JSON.stringify(done ? DONE : NOT_DONE);
    return done ? { executed: [word], ignored: [], body } : { executed: [], ignored: [word], body };
  }

  #status(): Outcome {
    const body = this.state.status === 'idle' ? 'available' : this.state.status === 'ringing' ? 'ringing' : 'busy';
    return { executed: [], ignored: [], body: JSON.stringify({ response: 'success', body }) };
  }

  /** `1:2:POUND`; one that the phone does not know spoils all of them. */
  #keys(sequence: string): Outcome {
    const keys = sequence.split(':');
    const known = keys.every((key) => GRANDSTREAM_KEYS.has(key));
    if (!known) return { executed: [], ignored: keys, body: JSON.stringify({ response: 'error', body: 'unknown' }) };
    return { ...pressKeys(this.keypad, GRANDSTREAM_KEYS, this.model, keys), body: JSON.stringify(DONE) };
  }

  #perform(name: string, word: string, query: Query): boolean {
    if (name === 'make_call') return this.#makeCall(query);
    const { state } = this;
    switch (word) {
      case 'endcall':
        return this.#if(state.active !== undefined, () => this.press('end call'));
      case 'holdcall':
        return this.#if(state.talking !== undefined || state.find('held') !== undefined, () =>
          this.press('toggle hold'),
        );
      case 'unhold':
        return this.#if(state.find('held') !== undefined, () => this.press('resume'));
      case 'acceptcall':
        return this.#if(state.ringing !== undefined, () => this.press('answer'));
      case 'rejectcall':
        return this.#if(state.ringing !== undefined, () => this.press('reject'));
      case 'cancel':
        return this.#if(state.calls.length > 0, () => this.press('cancel'));
      case 'REBOOT':
        return this.#if(true, () => this.press('reboot'));
      case 'RESET':
        return this.#if(true, () => this.press('factory reset'));
      default:
        return false;
    }
  }

  #if(possible: boolean, act: () => void): boolean {
    if (possible) act();
    return possible;
  }

  /** Accounts count from 0 in the request. */
  #makeCall(query: Query): boolean {
    const number = parameter(query, 'phonenumber') ?? '';
    const line = Number(parameter(query, 'account') ?? '0') + 1;
    if (number === '' || this.accounts[line - 1] === undefined) return false;
    return this.state.dial(number, { line }) !== undefined;
  }
}

const FUNCTIONS: readonly string[] = ['make_call', 'phone_operation', 'sys_operation', 'send_key', 'get_phone_status'];
