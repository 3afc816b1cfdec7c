import { atcomAllows } from './allow-list';
import type { Circumstances } from './call';
import type { Incident } from './incident';
import { pressKeys } from './key-sequence';
import { MITEL_KEYS } from './mitel-keys';
import type { PhoneOptions } from './phone-options';
import { type Outcome, SimulatedPhone } from './simulated-phone';
import type { Values } from './variables';
import type { WebRequest } from './web-request';

/** The fields of the web page "Action URI". A call that nobody took is disconnected, too; there is no word for a reason. */
const LABELS = {
  'setup completed': 'Startup',
  registered: 'Successful Registration',
  'off hook': 'Offhook',
  'on hook': 'Onhook',
  incoming: 'Incoming Call',
  outgoing: 'Outgoing Call',
  established: 'Connected',
  terminated: 'Disconnected',
  missed: 'Disconnected',
} as const satisfies Partial<Record<Incident, string>>;

export type MitelLabel = (typeof LABELS)[keyof typeof LABELS];

const VARIABLES = ['SIPUSERNAME', 'INCOMINGNAME', 'REMOTENUMBER', 'LOCALIP', 'CALLDIRECTION'];

export interface MitelOptions extends Omit<PhoneOptions<MitelLabel>, 'allow'> {
  /** XML Push Server List: addresses between commas; nobody else may push. */
  readonly pushServers?: string;
}

/** The parameter's name, then the XML as it is: "the content of the HTTP POST is not url-encoded". */
const PUSHED =
  /^xml=<AastraIPPhoneExecute>((?:<ExecuteItem URI="[^"<&]*"(?: interruptCall="(?:yes|no)")?\/>)*)<\/AastraIPPhoneExecute>$/;
const ITEM = /URI="([^"]*)"/g;

/** An Aastra or Mitel desk phone as the "XML Development Guide" describes it: URIs in an XML that is pushed by POST. */
export class MitelPhone extends SimulatedPhone<MitelLabel> {
  readonly #pushServers: string;

  constructor({ pushServers = '127.0.0.1', ...options }: MitelOptions = {}) {
    super(options, {
      labels: LABELS,
      variables: VARIABLES,
      model: 'Mitel6920',
      mac: '1400E91F03EA',
      firmware: '6.4.0.140-SIP',
      httpVersion: '1.1',
      maxCalls: 9,
      callId: (count) => String(count),
    });
    this.#pushServers = pushServers;
  }

  protected permits(address: string): boolean {
    return atcomAllows(this.#pushServers, address);
  }

  protected override posts(target: string): boolean {
    return target === '/';
  }

  protected variables(_incident: Incident, circumstances: Circumstances): Values {
    const { call } = circumstances;
    return {
      sipusername: this.accounts[0]?.user,
      incomingname: call?.direction === 'in' ? call.name : undefined,
      remotenumber: call?.number,
      localip: this.options.ip ?? this.host,
      calldirection: call && (call.direction === 'in' ? 'Incoming' : 'Outgoing'),
    };
  }

  protected execute({ method, headers, body = '' }: WebRequest): Outcome | undefined {
    if (method !== 'POST') return { executed: [], ignored: [], body: '<html></html>' };
    const items = headers.get('content-type') === 'text/xml' ? PUSHED.exec(body)?.[1] : undefined;
    if (items === undefined) return { executed: [], ignored: [body] };
    const outcomes = [...items.matchAll(ITEM)].map(([, uri = '']) => this.#do(uri));
    return {
      executed: outcomes.flatMap(({ executed }) => executed),
      ignored: outcomes.flatMap(({ ignored }) => ignored),
    };
  }

  #do(uri: string): Pick<Outcome, 'executed' | 'ignored'> {
    const [, key] = /^Key:(\w+)$/.exec(uri) ?? [];
    // "If the key is not present on the phone … the event is discarded."
    if (key !== undefined) return pressKeys(this.keypad, MITEL_KEYS, this.model, [key]);
    const isDone = uri === '' || this.#command(uri) || this.#dial(uri);
    return isDone ? { executed: [uri], ignored: [] } : { executed: [], ignored: [uri] };
  }

  #command(uri: string): boolean {
    // "If the phone is idle": a call is not interrupted.
    if (uri !== 'Command: Reset' || this.calls.length > 0) return false;
    this.press('reboot');
    return true;
  }

  /** `Dial:number` on the first line, `DialLine:line:number` on that one. */
  #dial(uri: string): boolean {
    const [, line = '1', number = ''] = /^Dial(?:Line:([1-9]))?:([^:\s]+)$/.exec(uri) ?? [];
    if (number === '' || this.accounts[Number(line) - 1] === undefined) return false;
    this.state.dial(number, { line: Number(line) });
    return true;
  }
}
