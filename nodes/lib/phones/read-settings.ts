import type { ConnectionOptions } from 'node:tls';
import { normaliseMac } from '../events/report/mac';
import { profileOf } from '../vendors';
import type { PhoneSettings } from './settings';

/** The stored properties of a `voip-phone` node: strings, but whatever an imported flow holds. */
export type StoredProperties = Readonly<Record<string, unknown>>;

/**
 * Turns stored properties into settings. Never throws: what is missing or malformed is blank, and `missingSetting` or
 * the first command says so.
 * @param resolve replaces `${ENV}` in a string
 */
export function readPhoneSettings(
  id: string,
  stored: StoredProperties,
  credentials: StoredProperties | undefined,
  resolve: (text: string) => unknown,
  tls: ConnectionOptions | undefined,
): PhoneSettings {
  // Blanks at the ends of a password are part of it.
  const secret = (value: unknown): string => {
    const resolved = typeof value === 'string' && value.includes('${') ? resolve(value) : value;
    return typeof resolved === 'string' || typeof resolved === 'number' ? String(resolved) : '';
  };
  const text = (value: unknown): string => secret(value).trim();
  const charset = text(stored.charset).toLowerCase();
  const sipTransport = text(stored.sipTransport).toLowerCase();
  return {
    id,
    name: text(stored.name),
    vendor: text(stored.vendor),
    model: text(stored.model),
    mac: normaliseMac(text(stored.mac)) ?? '',
    host: text(stored.host),
    port: readPort(text(stored.port)),
    protocol: text(stored.protocol) === 'https' ? 'https' : 'http',
    path: text(stored.path),
    separator: text(stored.separator),
    transport: text(stored.transport) === 'sip' ? 'sip' : 'http',
    tls,
    legacyTls: stored.legacyTls === true,
    login: text(stored.login).toLowerCase() === 'basic' ? 'basic' : '',
    charset: charset === 'gb18030' || charset === 'windows-1252' ? charset : undefined,
    sip: {
      uri: text(stored.sipUri),
      transport: sipTransport === 'udp' || sipTransport === 'tcp' || sipTransport === 'tls' ? sipTransport : undefined,
      proxy: text(stored.sipProxy),
      from: text(stored.sipFrom),
      local: text(stored.sipLocal),
    },
    credentials: {
      username: text(credentials?.username),
      password: secret(credentials?.password),
      sipUsername: text(credentials?.sipUsername),
      sipPassword: secret(credentials?.sipPassword),
      doorCode: text(credentials?.doorCode),
    },
  };
}

function readPort(text: string): PhoneSettings['port'] {
  if (text === '') return undefined;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65535 ? port : 'invalid';
}

/** Whether a phone can be commanded as it is set up: what keeps it from that, or undefined. */
export function missingSetting(settings: PhoneSettings): 'vendor' | 'address' | undefined {
  if (!profileOf(settings.vendor)) return 'vendor';
  if (settings.port === 'invalid' && settings.transport === 'http') return 'address';
  if (settings.host || settings.mac || (settings.transport === 'sip' && settings.sip.uri)) return undefined;
  return 'address';
}
