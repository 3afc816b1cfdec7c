import { createHash } from 'node:crypto';
import { get } from 'node:http';

/** Makes of phones that fetch their settings, each with the files that it asks for, in order, and how it reads its own. */
export type Make = 'yealink' | 'flyingvoice' | 'fanvil' | 'snom' | 'grandstream' | 'htek';

interface Habits {
  /** Asked for in turn. An address without a file is a folder. */
  readonly files: (mac: string, model: string) => readonly string[];
  /** It asks for the file that its address names, and for no other, where that is no folder. */
  readonly namesFile?: true;
  /** The search ends with the first that is there. */
  readonly endsWithFirst?: true;
  readonly agent: (mac: string, model: string) => string;
  /** Parameters by name. */
  readonly read: (text: string) => Readonly<Record<string, string>>;
  readonly incoming: string;
}

const pairs = (mac: string, mark = ':'): string => mac.match(/../g)?.join(mark) ?? '';
const lines = (text: string): Record<string, string> =>
  Object.fromEntries(
    text.split('\n').flatMap((line) => (/^[\w.]+ = /.test(line) ? [line.split(/ = (.*)/s).slice(0, 2)] : [])),
  );
const unescape = (text: string): string =>
  text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))).replaceAll('&amp;', '&');
const elements = (text: string): Record<string, string> =>
  Object.fromEntries(
    Array.from(
      text.matchAll(/<([\w.-]+)(?: name="([^"]*)")?(?: perm="")?>([^<]*)<\/\1>/g),
      ([, tag = '', name, value = '']) => [name ?? tag, unescape(value)],
    ),
  );

const YEALINK = (mac: string): readonly string[] => [
  ...[`${mac}.boot`, 'y000000000000.boot', 'y000000000028.cfg', `${mac}.cfg`],
];

const MAKES: Readonly<Record<Make, Habits>> = {
  yealink: {
    files: YEALINK,
    agent: (mac, model) => `Yealink ${model} 28.72.0.1 ${pairs(mac)}`,
    read: (text) => (text.startsWith('#!version:1.0.0.1\n') ? lines(text) : {}),
    incoming: 'action_url.incoming_call',
  },
  flyingvoice: {
    files: YEALINK,
    namesFile: true,
    agent: (mac, model) => `Flyingvoice ${model} V0.6.24 ${pairs(mac).toUpperCase()}`,
    read: (text) => (text.startsWith('#!version:1.0.0.1\n') ? lines(text) : {}),
    incoming: 'action_url.incoming_call',
  },
  fanvil: {
    files: (mac, model) => [`f0${model}hw1.100.cfg`, `${mac}.cfg`],
    namesFile: true,
    agent: (mac, model) => `Fanvil ${model} 2.12.16.17 ${mac}`,
    read: elements,
    incoming: 'IncomingCallUrl',
  },
  snom: {
    files: (mac, model) => [`snom${model}.htm`, `snom${model}-${mac.toUpperCase()}.htm`],
    namesFile: true,
    agent: (mac, model) =>
      `Mozilla/4.0 (compatible; snom${model}-SIP 10.1.169.16 2010.12-00004 ${mac.toUpperCase()} SXM:0)`,
    read: elements,
    incoming: 'action_incoming_url',
  },
  grandstream: {
    files: (mac, model) => [`cfg${mac}`, `cfg${mac}.xml`, `cfg${model.toLowerCase()}.xml`, 'cfg.xml'],
    endsWithFirst: true,
    agent: (mac, model) => `Grandstream Model HW ${model} SW 1.0.5.15 DevId ${mac}`,
    read: elements,
    incoming: 'ons.actionUrl.incomingCall',
  },
  htek: {
    files: (mac) => ['cfg0012.xml', `cfg${mac}`, `cfg${mac}.xml`],
    endsWithFirst: true,
    agent: (mac, model) => `Htek ${model} 2.0.4.2 ${pairs(mac)}`,
    read: elements,
    incoming: 'P3707',
  },
};

export interface Fetched {
  readonly file: string;
  readonly status: number;
}

/** One request from the phone's own address, a connection each. */
function request(
  url: string,
  agent: string,
  from: string,
): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const headers = { 'User-Agent': agent, Connection: 'close' };
    const sent = get(url, { localAddress: from, agent: false, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.once('end', () => resolve({ status: response.statusCode ?? 0, text }));
      response.once('error', reject);
    });
    sent.once('error', reject);
  });
}

/**
 * A phone that was given a provisioning address: fetches its files as its make does, merges what it reads into its
 * settings, and sends an event by the URL that stands there.
 */
export class ProvisionedPhone {
  readonly mac: string;
  /** What it has, by parameter: a setting of its own, which no file may take away, at first. */
  readonly settings: Record<string, string> = { 'account.1.user': '1001' };
  readonly #habits: Habits;
  readonly #model: string;
  readonly #from: string;
  #last = '';

  /** @param from its own address, of loopback */
  constructor(make: Make, mac: string, model: string, from = '127.0.0.1') {
    this.#habits = MAKES[make];
    this.mac = mac;
    this.#model = model;
    this.#from = from;
  }

  get #agent(): string {
    return this.#habits.agent(this.mac, this.#model);
  }

  /** @param address as a person types it, with its scheme */
  async boot(address: string): Promise<readonly Fetched[]> {
    const { files, namesFile, endsWithFirst, read } = this.#habits;
    const isFolder = address.endsWith('/');
    const names = isFolder ? files(this.mac, this.#model) : [];
    const urls =
      namesFile && !isFolder
        ? [address.replaceAll(/\$mac|\{mac\}/g, this.mac)]
        : names.map((name) => `${address}${name}`);
    const fetched: Fetched[] = [];
    for (const url of urls) {
      const { status, text } = await request(url, this.#agent, this.#from);
      fetched.push({ file: url.slice(url.lastIndexOf('/') + 1), status });
      if (status !== 200) continue;
      const digest = createHash('md5').update(text).digest('hex');
      // A file that it has read already changes nothing.
      if (digest !== this.#last) Object.assign(this.settings, read(text));
      this.#last = digest;
      if (endsWithFirst) break;
    }
    return fetched;
  }

  /** A call comes in. @returns the status of the answer to its Action URL; undefined where it has none */
  async ring(number = '6040'): Promise<number | undefined> {
    return this.report(this.#habits.incoming, number);
  }

  /**
   * Sends an event by the URL of a parameter.
   * @returns the status of the answer; undefined where it has no such URL
   */
  async report(parameter: string, number = ''): Promise<number | undefined> {
    const url = this.settings[parameter];
    if (url === undefined || url === '') return undefined;
    const filled = url
      .replaceAll('$mac', pairs(this.mac))
      .replaceAll('$remote', number)
      .replace(/\$[\w-]+/g, '');
    return (await request(/^https?:/.test(filled) ? filled : `http://${filled}`, this.#agent, this.#from)).status;
  }
}
