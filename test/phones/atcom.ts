import { pasteActionUrls } from './action-urls';
import { atcomAllows } from './allow-list';
import { ATCOM_KEYS } from './atcom-keys';
import type { Circumstances } from './call';
import { ENDS, type Incident } from './incident';
import { pressKeys } from './key-sequence';
import type { PhoneOptions } from './phone-options';
import { type Command, SimulatedPhone } from './simulated-phone';
import { callVariables, sipUri, type Values } from './variables';
import { parameter, parseTarget, splitKeys, type WebRequest } from './web-request';

/** The event table of ATCOM's guide, chapter 1, and "Missed Call", which only its configuration part has. */
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
  missed: 'Missed Call',
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
  'attended transfer': 'Attend Transfer',
  'transfer finished': 'Transfer Finished',
  'transfer failed': 'Transfer Failed',
  hold: 'Hold',
  unhold: 'UnHold',
  mute: 'Mute',
  unmute: 'UnMute',
  'ip changed': 'IP Changes',
  forwarded: 'Forward Incoming Call',
  rejected: 'Reject Incoming call',
  'answered new': 'Answer New Incoming Call',
  busy: 'Idle to Busy',
  idle: 'Busy to Idle',
  'autop finished': 'Autop Finish',
  'call waiting on': 'Open Call Waiting',
  'call waiting off': 'Close Call Waiting',
  headset: 'Headset',
  handsfree: 'Handfree',
  canceled: 'Cancel Call Out',
  'remote busy': 'Remote busy',
  'remote canceled': 'Call Remote Canceled',
} as const satisfies Partial<Record<Incident, string>>;

export type AtcomLabel = (typeof LABELS)[keyof typeof LABELS];
export const ATCOM_LABELS: readonly AtcomLabel[] = Object.values(LABELS);

/** Free text last. */
const VARIABLES = `
  mac ip model firmware active_user active_host call_id caller_ID called_number active_url
  local remote display_local display_remote
`
  .trim()
  .split(/\s+/);

export interface AtcomOptions extends PhoneOptions<AtcomLabel> {
  /** "Allow Remote Control?" at the first request of a listed address. Default: asked, but not where the list is `any`. */
  readonly asks?: boolean;
  /** Status while the display asks: no document says; default 200. */
  readonly askedStatus?: number;
}

/** An ATCOM A1x to A6x as its guide "Action URL / Active URI" describes it. */
export class AtcomPhone extends SimulatedPhone<AtcomLabel> {
  readonly #confirmed = new Set<string>();
  /** Addresses that the display asks about just now. */
  readonly asking = new Set<string>();
  readonly #asks: boolean;
  readonly #askedStatus: number;
  readonly #allow: string;

  constructor(options: AtcomOptions = {}) {
    super(options, {
      labels: LABELS,
      variables: VARIABLES,
      model: 'A41W',
      mac: '80:82:87:04:6B:C2',
      firmware: '2.2.5.45698',
      httpVersion: '1.0',
      maxCalls: 2,
      callId: (count) => String(33_092 + count),
    });
    this.#allow = options.allow ?? '';
    this.#asks = options.asks ?? !/\bany\b/i.test(this.#allow);
    this.#askedStatus = options.askedStatus ?? 200;
  }

  /** URLs for every event, for `configure`. */
  static actionUrlsFor(base: string, token?: string): Partial<Record<AtcomLabel, string>> {
    return pasteActionUrls(ATCOM_LABELS, VARIABLES, base, token);
  }

  /** "Save" on the display's question. The command that brought it up is lost: it must be sent again. */
  confirm(): void {
    for (const address of this.asking) this.#confirmed.add(address);
    this.asking.clear();
  }

  protected permits(address: string): boolean {
    return atcomAllows(this.#allow, address);
  }

  protected override withheld(address: string): number | undefined {
    if (!this.#asks || this.#confirmed.has(address)) return undefined;
    const first = !this.asking.has(address);
    this.asking.add(address);
    if (first) this.emit('asked', address);
    return this.#askedStatus;
  }

  protected variables(incident: Incident, circumstances: Circumstances): Values {
    if (ENDS.has(incident)) return {};
    const { call } = circumstances;
    const account = call && this.accounts[call.line - 1];
    return {
      ...callVariables(this.accounts, circumstances),
      active_url: account && sipUri(account.user, account.host),
      // A guess: the table's sentence on $caller_id is garbled, $called_number stands only in an example.
      caller_id: call?.direction === 'in' ? call.number : undefined,
      called_number: call?.direction === 'out' ? call.number : undefined,
    };
  }

  protected execute(request: WebRequest): Pick<Command, 'executed' | 'ignored'> | undefined {
    const query = parseTarget(request.target);
    if (!['/cgi-bin/server.cgi', '/servlet'].includes(query.path)) return undefined;
    return pressKeys(this.keypad, ATCOM_KEYS, this.model, splitKeys(parameter(query, 'key') ?? ''));
  }
}
