import { request } from 'node:http';
import type { Account, Circumstances } from './call';
import type { Incident } from './incident';
import { Journal } from './journal';

/** One notification as it was posted, and what came back. */
export interface Notification {
  readonly element: string;
  readonly body: string;
  readonly status?: number;
  readonly error?: string;
}

/** Who posts. */
export interface Sender {
  readonly mac: string;
  readonly ip: string;
  readonly accounts: readonly Account[];
}

const STATES: Partial<Record<Incident, string>> = {
  established: 'Connected',
  unhold: 'Connected',
  hold: 'Hold',
  terminated: 'Disconnected',
  missed: 'Disconnected',
  rejected: 'Disconnected',
  canceled: 'Disconnected',
  'remote busy': 'Disconnected',
  'remote canceled': 'Disconnected',
};

const PLAIN: Partial<Record<Incident, string>> = {
  'off hook': 'OffHookEvent',
  'on hook': 'OnHookEvent',
};

const LINES: Partial<Record<Incident, string>> = {
  registered: 'LineRegistrationEvent',
  unregistered: 'LineUnregistrationEvent',
};

const escape = (text: string): string =>
  text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? sign);
const elements = (pairs: readonly (readonly [string, string])[]): string =>
  pairs.map(([name, value]) => `<${name}>${escape(value)}</${name}>\n`).join('');

/**
 * What "Web Application for Polycom Phones" (UC Software 5.0.0, pages 27 to 34) has a phone post when something happens;
 * undefined where it has no event for it.
 */
export function notificationOf(
  incident: Incident,
  { time, call, line = 1 }: Circumstances,
  { mac, ip, accounts }: Sender,
): { readonly element: string; readonly text: string } | undefined {
  const head: [string, string][] = [
    ['PhoneIP', ip],
    ['MACAddress', mac],
  ];
  const stamp: [string, string] = ['TimeStamp', time.toISOString().replace(/\.\d+Z$/, '-00:00')];
  const whole = (element: string, content: string, attributes = ''): { element: string; text: string } => ({
    element,
    text: `<${element}${attributes}>\n${content}</${element}>\n`,
  });
  const plain = PLAIN[incident];
  if (plain) return whole(plain, elements([...head, stamp]));
  const lined = LINES[incident];
  if (lined) return whole(lined, elements([...head, ['LineNumber', String(line)], stamp]));
  if (!call) return undefined;
  const own = accounts[call.line - 1] ?? { user: '', host: '' };
  const us = [own.name || own.user, `${own.user}@${own.host}`] as const;
  const them = [call.name || call.number, `${call.number}@${call.host}`] as const;
  const [calling, called] = call.direction === 'in' ? [them, us] : [us, them];
  if (incident === 'incoming' || incident === 'outgoing') {
    const element = incident === 'incoming' ? 'IncomingCallEvent' : 'OutgoingCallEvent';
    const parties: [string, string][] = [
      ['CallingPartyName', calling[0]],
      ['CallingPartyNumber', calling[1]],
      ['CalledPartyName', called[0]],
      ['CalledPartyNumber', called[1]],
    ];
    return whole(element, elements([...head, ...parties, stamp]));
  }
  const state = STATES[incident];
  if (state === undefined) return undefined;
  const info = elements([
    ['CallState', state],
    ['CallType', call.direction === 'in' ? 'Incoming' : 'Outgoing'],
    ['UIAppearanceIndex', '1*'],
    ['CalledPartyName', called[0]],
    ['CalledPartyDirNum', `sip:${called[1]}`],
    ['CallingPartyName', calling[0]],
    ['CallingPartyDirNum', `sip:${calling[1]}`],
    ['CallReference', call.id],
    ['CallDuration', '0'],
  ]);
  const key: [string, string] = ['LineKeyNum', String(call.line)];
  const lineInfo = elements([key, ['LineDirNum', own.user], ['LineState', 'Active']]);
  return whole(
    'CallStateChangeEvent',
    `${elements([...head, ['LineNumber', String(call.line)], stamp])}<CallLineInfo>\n${lineInfo}<CallInfo>\n${info}</CallInfo>\n</CallLineInfo>\n`,
    ` CallReference="${call.id}" CallState="${state}"`,
  );
}

/** Posts notifications one after the other, so that their order at the server is the phone's. */
export class Notifier {
  readonly journal = new Journal<Notification>();
  url = '';
  #sending: Promise<void> = Promise.resolve();

  /** Resolves when all so far is out and answered. */
  drained(): Promise<void> {
    return this.#sending;
  }

  post({ element, text }: { readonly element: string; readonly text: string }): void {
    const { url } = this;
    if (url === '') return;
    this.#sending = this.#sending.then(async () => {
      const outcome = await post(url, text);
      this.journal.add({ element, body: text, ...outcome });
    });
  }
}

function post(url: string, text: string): Promise<Pick<Notification, 'status' | 'error'>> {
  return new Promise((resolve) => {
    const sent = request(
      url,
      {
        method: 'POST',
        agent: false,
        headers: { 'Content-Type': 'text/xml', 'User-Agent': 'PolycomVVX-VVX_450-UA/6.4.0' },
      },
      (answer) => {
        answer.resume();
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0 }));
      },
    );
    sent.on('error', (error) => resolve({ error: error.message }));
    sent.end(text);
  });
}
