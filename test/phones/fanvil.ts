import { pasteActionUrls } from './action-urls';
import { fanvilAllows } from './allow-list';
import type { Circumstances } from './call';
import { FANVIL_KEYS } from './fanvil-keys';
import { fanvilVariables, VARIABLES } from './fanvil-variables';
import type { Incident } from './incident';
import { pressKeys } from './key-sequence';
import type { PhoneOptions } from './phone-options';
import { type Command, SimulatedPhone } from './simulated-phone';
import type { Values } from './variables';
import { parameter, parseTarget, percentDecode, splitKeys, type WebRequest } from './web-request';

/** The event list of Fanvil's document, section 2.4; of its two rows "Close The Door" the first must be the opening. */
const LABELS = {
  'setup completed': 'Setup Completed',
  registered: 'Registration Succeeded',
  unregistered: 'Registration Disabled',
  'register failed': 'Registration Failed',
  'off hook': 'Phone Off Hooked',
  'on hook': 'Phone On Hooked',
  incoming: 'Incoming call',
  outgoing: 'Outgoing call',
  established: 'Call established',
  terminated: 'Call terminated',
  'dnd on': 'DND Enabled',
  'dnd off': 'DND Disabled',
  'always forward on': 'Unconditional Call Forward Enabled',
  'always forward off': 'Unconditional Call Forward Disabled',
  'busy forward on': 'Call Forward on Busy Enabled',
  'busy forward off': 'Call Forward on Busy Disabled',
  'no answer forward on': 'Call Forward on No Answer Enabled',
  'no answer forward off': 'Call Forward on No Answer Disabled',
  transfer: 'Call transfer',
  'blind transfer': 'Unattended Call Transfer',
  'attended transfer': 'Attended Call Transfer',
  hold: 'Call hold',
  unhold: 'Call resume',
  mute: 'Mute',
  unmute: 'Unmute',
  missed: 'Missed calls',
  'ip changed': 'IP Changed',
  busy: 'Idle To Busy',
  idle: 'Busy To Idle',
  mwi: 'MWI',
  sms: 'SMS',
  'start reboot': 'Start reboot',
  'door opened': 'Open The Door',
  'door closed': 'Close The Door',
  tamper: 'Tamper',
  'door sensor 1': 'Door Sensor 1',
  'door sensor 2': 'Door Sensor 2',
  'web api auth changed': 'Web API Auth Changed',
  'sip message': 'Received Sip Message',
  'output 1': 'Output1',
  'output 2': 'Output2',
} as const satisfies Partial<Record<Incident, string>>;

export type FanvilLabel = (typeof LABELS)[keyof typeof LABELS];
export const FANVIL_LABELS: readonly FanvilLabel[] = Object.values(LABELS);

export interface FanvilOptions extends PhoneOptions<FanvilLabel> {
  /** What opens the door from afar; delivered as `*`, as a project that drives door stations found. */
  readonly doorCode?: string;
}

/** A Fanvil desk phone or door station as "Action URL & Active URI" describes it. */
export class FanvilPhone extends SimulatedPhone<FanvilLabel> {
  readonly allow: string;
  readonly #doorCode: string;
  /** Attempts with a wrong code. */
  wrongCodes = 0;

  constructor(options: FanvilOptions = {}) {
    super(options, {
      labels: LABELS,
      variables: VARIABLES,
      model: 'X6',
      mac: '0c:38:3e:2a:10:01',
      firmware: '1.12.5',
      httpVersion: '1.1',
      maxCalls: 3,
      // The document's example is 1, "sequence number of the call": the lowest that is free.
      callId: (_count, live) => String([1, 2, 3].find((id) => live.every((call) => call.id !== String(id)))),
    });
    this.allow = options.allow ?? '';
    this.#doorCode = options.doorCode ?? '*';
  }

  /** URLs for every event, for `configure`. */
  static actionUrlsFor(base: string, token?: string): Partial<Record<FanvilLabel, string>> {
    return pasteActionUrls(FANVIL_LABELS, VARIABLES, base, token);
  }

  triggerDoorSensor(sensor: 1 | 2): void {
    this.state.triggerDoorSensor(sensor);
  }

  tamper(): void {
    this.state.tamper();
  }

  openDoor(): void {
    this.state.openDoor();
  }

  closeDoor(): void {
    this.state.closeDoor();
  }

  protected permits(address: string): boolean {
    return fanvilAllows(this.allow, address);
  }

  protected variables(incident: Incident, circumstances: Circumstances): Values {
    return fanvilVariables(this.model, this.accounts, incident, circumstances);
  }

  protected execute(request: WebRequest): Pick<Command, 'executed' | 'ignored'> | undefined {
    const [path = '', ...query] = request.target.split('?');
    // No document says what happens without a query; a CGI that is there does answer.
    return percentDecode(path) === '/cgi-bin/ConfigManApp.com' ? this.obey(query.join('?')) : undefined;
  }

  /** Carries out `key=…` or `line=…;displayname=…`, as it stands in a query or in the body of a NOTIFY. */
  obey(instruction: string): Pick<Command, 'executed' | 'ignored'> {
    const naming = /^line=(\d+);displayname=(.*)$/i.exec(instruction);
    if (naming) {
      this.state.setDisplayName(Number(naming[1]), percentDecode(naming[2] ?? ''));
      return { executed: ['displayname'], ignored: [] };
    }
    const query = parseTarget(`?${instruction}`);
    const code = parameter(query, 'code');
    const sequence = splitKeys(parameter(query, 'key') ?? '');
    if (code !== undefined && sequence.join() === 'F_LOCK') return this.#unlock(code);
    return pressKeys(this.keypad, FANVIL_KEYS, this.model, sequence);
  }

  #unlock(code: string): Pick<Command, 'executed' | 'ignored'> {
    if (code === this.#doorCode) this.state.openDoor();
    else this.wrongCodes += 1;
    return { executed: ['F_LOCK'], ignored: [] };
  }
}
