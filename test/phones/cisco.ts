import type { Circumstances } from './call';
import { CISCO_KEYS } from './cisco-keys';
import type { Incident } from './incident';
import { pressKeys } from './key-sequence';
import type { PhoneOptions } from './phone-options';
import { type Outcome, SimulatedPhone } from './simulated-phone';
import type { Values } from './variables';
import { parseTarget, percentDecode, type WebRequest } from './web-request';

export interface CiscoOptions extends PhoneOptions<never> {
  /** The user may control this phone; else it says so within a 200. */
  readonly isControlled?: boolean;
  /** Takes /admin/reboot and /admin/resync (Enable Direct Action Url). */
  readonly isMultiplatform?: boolean;
}

const EXECUTE = /^<CiscoIPPhoneExecute>((?:<ExecuteItem(?:\s+\w+="[^"<]*")*\s*\/>){1,3})<\/CiscoIPPhoneExecute>$/;
const ITEM = /<ExecuteItem[^>]*?\sURL="([^"<]*)"[^>]*>/g;

/**
 * A Cisco IP phone as "Cisco Unified IP Phone Services Application Development Notes" and "CGI Execute" of USECALLMANAGER.nz
 * describe it: up to three URIs in an XML that is the parameter of a form, answered in XML.
 */
export class CiscoPhone extends SimulatedPhone<never> {
  readonly #isControlled: boolean;
  readonly #isMultiplatform: boolean;

  constructor(options: CiscoOptions = {}) {
    super(options, {
      labels: {},
      variables: [],
      model: 'CP-8841',
      mac: '00aabbccddee',
      firmware: 'sip88xx.14-2-1',
      httpVersion: '1.1',
      maxCalls: 5,
      callId: (count) => String(count),
    });
    this.#isControlled = options.isControlled ?? true;
    this.#isMultiplatform = options.isMultiplatform ?? false;
  }

  protected permits(): boolean {
    return true;
  }

  protected override posts(target: string): boolean {
    return target === '/CGI/Execute';
  }

  protected variables(_incident: Incident, _circumstances: Circumstances): Values {
    return {};
  }

  protected execute(request: WebRequest): Outcome | undefined {
    const { path } = parseTarget(request.target);
    if (request.method === 'POST') return this.#execute(request);
    if (path === '/DeviceInformationX') {
      return {
        executed: [],
        ignored: [],
        body: `<DeviceInformation><modelNumber>${this.model}</modelNumber></DeviceInformation>`,
      };
    }
    if (!this.#isMultiplatform) return undefined;
    if (path === '/admin/reboot') this.press('reboot');
    else if (path === '/admin/resync') this.press('autoprovision');
    else return undefined;
    return { executed: [path], ignored: [] };
  }

  #execute({ headers, body = '' }: WebRequest): Outcome {
    const [name, value = '', ...more] = body.split(/[=&]/);
    const xml = percentDecode(value);
    const isForm = headers.get('content-type') === 'application/x-www-form-urlencoded';
    const items = EXECUTE.exec(xml)?.[1];
    if (!isForm || name !== 'XML' || more.length > 0 || items === undefined) return failed(1);
    if (!this.#isControlled) return failed(4);
    const uris = [...items.matchAll(ITEM)].map(([, uri = '']) => uri);
    const outcomes = uris.map((uri) => ({ uri, ...this.#do(uri) }));
    const answers = outcomes.map(({ uri, status }) => {
      const data = status === 0 ? 'Success' : 'Invalid URL';
      return `<ResponseItem Status="${status}" Data="${data}" URL="${uri}"/>`;
    });
    return {
      executed: outcomes.flatMap(({ executed }) => executed),
      ignored: outcomes.flatMap(({ ignored }) => ignored),
      body: `<?xml version="1.0" encoding="utf-8"?>\n<CiscoIPPhoneResponse>\n${answers.join('\n')}\n</CiscoIPPhoneResponse>\n`,
    };
  }

  #do(uri: string): Pick<Outcome, 'executed' | 'ignored'> & { readonly status: number } {
    const [, key] = /^Key:(\w+)$/.exec(uri) ?? [];
    // "If the button is not present on the phone … the event is discarded."
    if (key !== undefined) return { ...pressKeys(this.keypad, CISCO_KEYS, this.model, [key]), status: 0 };
    const [, number] = /^Dial:([0-9#*ABCD,]+)$/.exec(uri) ?? [];
    if (number === undefined || !this.state.dial(number)) return { executed: [], ignored: [uri], status: 6 };
    return { executed: [uri], ignored: [], status: 0 };
  }
}

function failed(number: number): Outcome {
  return { executed: [], ignored: [], body: `<CiscoIPPhoneError Number="${number}"/>` };
}
