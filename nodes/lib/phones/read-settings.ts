import type { ConnectionOptions } from 'node:tls';
import { normaliseMac } from '../identity/mac';
import { aside, joined, type Sentence, sentence } from '../sentences/sentence';
import { describeFault, type LookUp, readStored, type SettingName } from '../stored-text';
import type { VendorCatalogue } from '../vendors';
import type { PhoneSettings } from './settings';

/** The stored properties of a `voip-phone` node: strings, but whatever an imported flow holds. */
export type StoredProperties = Readonly<Record<string, unknown>>;

/** What stands around a phone's properties. */
export interface PhoneSurroundings {
  readonly lookUp: LookUp;
  /** Of the chosen tls-config; undefined where there is none. */
  readonly tls?: ConnectionOptions | undefined;
  /** The path of the flow that it stands in, as Node-RED writes it: `tab/subflow instance`; '' outside all. */
  readonly flow?: string;
  /** The id of the chosen listener, as Node-RED names it in a subflow. */
  readonly setup?: string | undefined;
}

/**
 * Turns stored properties into settings. Never throws: what is missing is blank, and what decides where or how something
 * goes but cannot be read is listed in `faults`; then nothing may be sent.
 */
export function readPhoneSettings(
  id: string,
  stored: StoredProperties,
  credentials: StoredProperties | undefined,
  { lookUp, tls, flow = '', setup }: PhoneSurroundings,
): PhoneSettings {
  const faults: Sentence[] = [];
  /** Without it the phone is only less well known. */
  const lenient = (value: unknown): string => readStored(value, lookUp).text.trim();
  const strict = (name: SettingName, value: unknown): string => {
    const { text, fault } = readStored(value, lookUp);
    if (fault) faults.push(describeFault(sentence(`setting.${name}`), fault));
    return text.trim();
  };
  // Blanks at the ends of a password are part of it.
  const secret = (name: SettingName, value: unknown): string => {
    const { text, fault } = readStored(value, lookUp);
    if (fault) faults.push(describeFault(sentence(`setting.${name}`), fault, true));
    return text;
  };
  /** One of few words, in any case. */
  const word = <W extends string>(name: SettingName, value: unknown, words: readonly W[]): W | undefined => {
    const text = strict(name, value);
    const found = words.find((one) => one === text.toLowerCase());
    if (text !== '' && found === undefined) {
      const why = sentence('fault.not-word', { value: text.slice(0, 60), words: joined(words, 'or') });
      faults.push(aside(sentence(`setting.${name}`), why));
    }
    return found;
  };
  const port = strict('port', stored.port);
  if (port !== '' && portOf(port) === undefined)
    faults.push(aside(sentence('setting.port'), sentence('fault.not-port', { value: port.slice(0, 60) })));
  if (strict('tls', stored.tls) !== '' && !tls && usesTls(stored, lookUp))
    faults.push(aside(sentence('setting.tls'), sentence('fault.no-tls')));
  const charset = lenient(stored.charset).toLowerCase();
  return {
    id,
    flow,
    name: lenient(stored.name),
    vendor: strict('vendor', stored.vendor),
    model: lenient(stored.model),
    mac: normaliseMac(lenient(stored.mac)) ?? '',
    host: strict('host', stored.host),
    port: portOf(port),
    protocol: word('protocol', stored.protocol, ['http', 'https']) ?? 'http',
    path: strict('path', stored.path),
    separator: strict('separator', stored.separator),
    transport: word('transport', stored.transport, ['http', 'sip']) ?? 'http',
    tls,
    legacyTls: stored.legacyTls === true,
    login: word('login', stored.login, ['basic']) ?? '',
    charset: charset === 'gb18030' || charset === 'windows-1252' ? charset : undefined,
    check: minutesOf(lenient(stored.check)),
    store: lenient(stored.store),
    // Node-RED hands on whatever an imported flow holds.
    setup: typeof setup === 'string' ? setup : lenient(stored.setup),
    sip: {
      uri: strict('sipUri', stored.sipUri),
      transport: word('sipTransport', stored.sipTransport, ['udp', 'tcp', 'tls']),
      proxy: strict('sipProxy', stored.sipProxy),
      from: strict('sipFrom', stored.sipFrom),
      local: strict('sipLocal', stored.sipLocal),
    },
    credentials: {
      username: secret('username', credentials?.username).trim(),
      password: secret('password', credentials?.password),
      sipUsername: secret('sipUsername', credentials?.sipUsername).trim(),
      sipPassword: secret('sipPassword', credentials?.sipPassword),
      doorCode: secret('doorCode', credentials?.doorCode).trim(),
    },
    faults,
  };
}

/** From a minute to a day; anything else is never. */
function minutesOf(text: string): number | undefined {
  const minutes = /^\d{1,4}(?:\.\d{1,3})?$/.test(text) ? Number(text) : 0;
  return minutes >= 1 && minutes <= 1440 ? minutes : undefined;
}

function portOf(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65535 ? port : undefined;
}

/** A tls-config that is gone keeps no phone back that never asked for TLS. */
function usesTls(stored: StoredProperties, lookUp: LookUp): boolean {
  const has = (value: unknown, sign: RegExp): boolean => sign.test(readStored(value, lookUp).text.trim());
  return (
    has(stored.protocol, /^https$/i) ||
    has(stored.sipTransport, /^tls$/i) ||
    has(stored.sipUri, /^sips:|;transport=tls/i)
  );
}

/** Whether a phone can be commanded as it is set up: what keeps it from that, or undefined. */
export function missingSetting(
  settings: PhoneSettings,
  vendors: VendorCatalogue,
): 'vendor' | 'address' | 'setting' | undefined {
  if (settings.faults.length > 0) return 'setting';
  if (!vendors.profile(settings.vendor)) return 'vendor';
  if (settings.host || settings.mac || (settings.transport === 'sip' && settings.sip.uri)) return undefined;
  return 'address';
}
