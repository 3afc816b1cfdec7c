import { isAddressRange, isHost, isIpv4, isIpv6, isPort, splitHostPort } from './addresses.js';
import { isLoaded, vendorOf } from './catalogue.js';
import { words } from './words.js';

/**
 * Validators of node properties, in Node-RED's way: true, or a translated sentence that says what is wrong.
 * A value with `${ENV}` in it is known only when the flow runs: it passes.
 */

const phone = words('voip-phone');
const eventWords = words('action-url-in');
const command = words('active-uri-out');

const isBlank = (value) => value === undefined || value === null || String(value).trim() === '';
export const usesEnv = (value) => typeof value === 'string' && /\$\{[^}]+\}/.test(value);

const rule = (isRight, sentence) => (value) =>
  isBlank(value) || usesEnv(value) || isRight(String(value).trim()) ? true : sentence();

export const vendor = (value) => {
  if (isBlank(value)) return phone('error.vendor-missing');
  return usesEnv(value) || !isLoaded() || vendorOf(value) ? true : phone('error.vendor-unknown', { vendor: value });
};
export const mac = rule(
  (text) => /^(?:[0-9a-f]{12}|[0-9a-f]{4}(?:[.-][0-9a-f]{4}){2}|[0-9a-f]{2}(?:[:. -][0-9a-f]{2}){5})$/i.test(text),
  () => phone('error.mac'),
);
export const host = rule(isHost, () => phone('error.host'));
export const port = rule(isPort, () => phone('error.port'));
// The same two forms as at run time: visible ASCII without #, and a separator that no key can hold.
export const requestPath = rule(
  (text) => /^\/[!-"$-~]*$/.test(text),
  () => phone('error.path'),
);
export const separator = rule(
  (text) => /^(?=.*[^A-Za-z0-9])[!-"$-~]{1,16}$/.test(text),
  () => phone('error.separator'),
);
export const sipUri = rule(
  (text) => /^sips?:(?:[^\s@:<>"]+@)?[^\s@<>"]+$/i.test(text),
  () => phone('error.sip-uri'),
);
export const sipProxy = rule(
  (text) => splitHostPort(text.replace(/^sips?:/i, '').replace(/;.*$/, '')) !== undefined,
  () => phone('error.sip-proxy'),
);
export const sipLocal = rule(
  (text) => {
    const parts = splitHostPort(text);
    return parts !== undefined && (text.startsWith('[') ? isIpv6(parts.host) : isIpv4(parts.host));
  },
  () => phone('error.sip-local'),
);

export const eventPath = rule(
  (text) => /^\/?[!-"$->@-~]*$/.test(text),
  () => eventWords('error.path'),
);
export const allow = rule(
  (text) => text.split(',').every((entry) => entry.trim() === '' || isAddressRange(entry.trim())),
  () => eventWords('error.allow'),
);
export const rate = rule(
  (text) => /^[0-9]{1,6}(?:\.[0-9]{1,6})?$/.test(text) && Number(text) > 0,
  () => eventWords('error.rate'),
);
export const listenPort = rule(
  (text) => {
    if (isPort(text)) return true;
    const parts = splitHostPort(text);
    if (parts?.port === undefined) return false;
    return text.startsWith('[') ? isIpv6(parts.host) : isIpv4(parts.host);
  },
  () => eventWords('error.port'),
);
export const baseUrl = rule(
  (text) => {
    try {
      return /^https?:\/\/[^/]/i.test(text) && !/[?#\s]/.test(text) && new URL(text).hostname !== '';
    } catch {
      return false;
    }
  },
  () => eventWords('error.base-url'),
);
export const eventIds = (value) => (value === undefined || Array.isArray(value) ? true : eventWords('error.events'));

export const timeout = (value) =>
  isBlank(value) || usesEnv(value) || (Number(value) >= 0.1 && Number(value) <= 3600) ? true : command('error.timeout');
export const retries = (value) =>
  isBlank(value) || usesEnv(value) || /^(?:[0-9]|10)$/.test(String(value).trim()) ? true : command('error.retries');
export const transport = (value) =>
  ['', 'http', 'sip', undefined].includes(value) ? true : command('error.transport');
