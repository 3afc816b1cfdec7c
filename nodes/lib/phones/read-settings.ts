import type { ConnectionOptions } from 'node:tls';
import { normaliseMac } from '../identity/mac';
import { describeFault, type LookUp, readStored } from '../stored-text';
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
}

/**
 * Turns stored properties into settings. Never throws: what is missing is blank, and what decides where or how something
 * goes but cannot be read is listed in `faults`; then nothing may be sent.
 */
export function readPhoneSettings(
  id: string,
  stored: StoredProperties,
  credentials: StoredProperties | undefined,
  { lookUp, tls, flow = '' }: PhoneSurroundings,
): PhoneSettings {
  const faults: string[] = [];
  /** Without it the phone is only less well known. */
  const lenient = (value: unknown): string => readStored(value, lookUp).text.trim();
  const strict = (label: string, value: unknown): string => {
    const { text, fault } = readStored(value, lookUp);
    if (fault) faults.push(describeFault(label, fault));
    return text.trim();
  };
  // Blanks at the ends of a password are part of it.
  const secret = (label: string, value: unknown): string => {
    const { text, fault } = readStored(value, lookUp);
    if (fault) faults.push(describeFault(label, fault, true));
    return text;
  };
  /** One of few words, in any case. */
  const word = <W extends string>(label: string, value: unknown, words: readonly W[]): W | undefined => {
    const text = strict(label, value);
    const found = words.find((one) => one === text.toLowerCase());
    if (text !== '' && found === undefined)
      faults.push(`${label} ("${text.slice(0, 60)}" is not ${words.join(' or ')})`);
    return found;
  };
  const port = strict('the port', stored.port);
  if (port !== '' && portOf(port) === undefined) faults.push(`the port ("${port.slice(0, 60)}" is not 1 to 65535)`);
  if (strict('the TLS configuration', stored.tls) !== '' && !tls && usesTls(stored, lookUp))
    faults.push('the TLS configuration (it does not exist, or is disabled)');
  const charset = lenient(stored.charset).toLowerCase();
  return {
    id,
    flow,
    name: lenient(stored.name),
    vendor: strict('the vendor', stored.vendor),
    model: lenient(stored.model),
    mac: normaliseMac(lenient(stored.mac)) ?? '',
    host: strict('the host', stored.host),
    port: portOf(port),
    protocol: word('the protocol', stored.protocol, ['http', 'https']) ?? 'http',
    path: strict('the path', stored.path),
    separator: strict('the separator', stored.separator),
    transport: word('the transport', stored.transport, ['http', 'sip']) ?? 'http',
    tls,
    legacyTls: stored.legacyTls === true,
    login: word('the login', stored.login, ['basic']) ?? '',
    charset: charset === 'gb18030' || charset === 'windows-1252' ? charset : undefined,
    store: lenient(stored.store),
    sip: {
      uri: strict('the SIP URI', stored.sipUri),
      transport: word('the SIP transport', stored.sipTransport, ['udp', 'tcp', 'tls']),
      proxy: strict('the SIP proxy', stored.sipProxy),
      from: strict('the SIP From', stored.sipFrom),
      local: strict('the SIP local address', stored.sipLocal),
    },
    credentials: {
      username: secret('the user name', credentials?.username).trim(),
      password: secret('the password', credentials?.password),
      sipUsername: secret('the SIP user name', credentials?.sipUsername).trim(),
      sipPassword: secret('the SIP password', credentials?.sipPassword),
      doorCode: secret('the door code', credentials?.doorCode).trim(),
    },
    faults,
  };
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
