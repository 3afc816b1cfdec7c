import type { StoredProperties } from './read-settings';

/** A phone as a dialog shows it, be it deployed so or not. */
export interface ShownPhone {
  /** Of its node; '' where it has none yet. */
  readonly id: string;
  readonly properties: StoredProperties;
  readonly credentials: Readonly<Record<string, string>>;
}

/** Node-RED's stand-in for a stored secret, which no dialog can read. */
const STORED = '__PWRD__';

/** What decides where a request goes, and who may read it on the way: a stored secret goes nowhere else. */
const PLACE = [
  ...(['host', 'mac', 'port', 'protocol', 'tls', 'legacyTls', 'login', 'path', 'separator', 'vendor'] as const),
  ...(['transport', 'sipUri', 'sipTransport', 'sipProxy', 'sipFrom', 'sipLocal'] as const),
];
const TEXTS: ReadonlySet<string> = new Set([...PLACE, 'name', 'model', 'charset']);
const SECRETS = ['username', 'password', 'sipUsername', 'sipPassword'] as const;
const LONGEST = 4096;

/**
 * @param asked what a dialog sent, which may be anything
 * @returns undefined where it is no phone; what is unknown is left out
 */
export function readShown(asked: unknown): ShownPhone | undefined {
  const { id = '', properties, credentials } = Object(asked) as Readonly<Record<string, unknown>>;
  if (typeof id !== 'string' || id.length > 100 || !isFields(properties) || !isFields(credentials)) return undefined;
  const texts = (fields: object, wanted: (name: string) => boolean): Record<string, string> | undefined => {
    const entries = Object.entries(fields).filter(([name]) => wanted(name) && name !== 'legacyTls');
    if (!entries.every(([, value]) => typeof value === 'string' && value.length <= LONGEST)) return undefined;
    return Object.fromEntries(entries) as Record<string, string>;
  };
  const shown = texts(properties, (name) => TEXTS.has(name));
  const secrets = texts(credentials, (name) => SECRETS.some((secret) => secret === name));
  if (!shown || !secrets) return undefined;
  const { legacyTls } = properties as { readonly legacyTls?: unknown };
  return { id, properties: { ...shown, legacyTls: legacyTls === true }, credentials: secrets };
}

/**
 * Whether a dialog shows what is deployed, as far as asking the phone goes.
 * @param login as `loginFor` gave it
 */
export function isAsDeployed(
  { properties }: ShownPhone,
  login: Readonly<Record<string, string>>,
  stored: Parameters<typeof loginFor>[1],
): boolean {
  if (!stored || !isSamePlace(properties, stored.properties)) return false;
  return SECRETS.every((name) => (login[name] ?? '') === (stored.credentials[name] ?? ''));
}

const isSamePlace = (one: StoredProperties, other: StoredProperties): boolean =>
  PLACE.every((name) => asStored(one[name]) === asStored(other[name]));

/** As it stands, references and all: what a variable holds may differ, but not where it is looked up. */
function asStored(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value).trim();
  return value === true ? 'true' : '';
}

const isFields = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The login of a shown phone, what is stored put in where the dialog only says that it is.
 *
 * @param stored what the phone's node is deployed with; undefined: it is not deployed
 * @returns undefined where a stored secret would go to another place than it was stored for, or is not there
 */
export function loginFor(
  { properties, credentials }: ShownPhone,
  stored: { readonly properties: StoredProperties; readonly credentials: StoredProperties } | undefined,
): Readonly<Record<string, string>> | undefined {
  if (!Object.values(credentials).includes(STORED)) return credentials;
  if (!stored || !isSamePlace(properties, stored.properties)) return undefined;
  const known = Object.entries(credentials).map(([name, value]) => [
    name,
    value === STORED ? stored.credentials[name] : value,
  ]);
  return known.every(([, value]) => typeof value === 'string')
    ? (Object.fromEntries(known) as Record<string, string>)
    : undefined;
}
