import { ipOf } from '../identity/address';
import { normaliseMac } from '../identity/mac';
import { seriesOf, type VendorCatalogue } from '../vendors';

/** A node as the flow file has it. */
export interface FlowNode {
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** What is stored of its credentials. */
  readonly credentials: Readonly<Record<string, unknown>>;
}

export type PlainSettings = Readonly<Record<string, unknown>>;

/** `word`: one of ours, a figure; `number`: of how many a list is; `place`: an address, of which the half is shown; all else is only said to be set. */
type Rule = 'word' | 'number' | 'mac' | 'place' | 'model' | 'vendor';

const ACCESS: Readonly<Record<string, Rule>> = {
  allow: 'place',
  trustedProxies: 'place',
  port: 'place',
  rate: 'word',
  previousUntil: 'word',
};

/** Properties whose values may be seen; of all others only whether they are set, and switches. */
const RULES: Readonly<Record<string, Readonly<Record<string, Rule>>>> = {
  'voip-phone': {
    ...{ vendor: 'vendor', model: 'model', mac: 'mac', host: 'place', port: 'word', protocol: 'word', login: 'word' },
    ...{
      transport: 'word',
      sipTransport: 'word',
      sipProxy: 'place',
      sipLocal: 'place',
      charset: 'word',
      check: 'word',
    },
  },
  'phone-listener': { ...ACCESS, setup: 'word', setupEvents: 'number' },
  'action-url in': { ...ACCESS, events: 'word' },
  'active-uri out': {
    ...{ action: 'word', valueType: 'word', via: 'word', transferType: 'word', transport: 'word', confirm: 'word' },
    ...{ timeout: 'word', retries: 'word', maxAge: 'word', confirmWithin: 'word', rounds: 'word', pause: 'word' },
    ...{ after: 'word' },
  },
  'phone state': {},
  'phone home assistant': { entities: 'word' },
};

/** What stands in every node and says nothing of its settings. */
const STRUCTURE: ReadonlySet<string> = new Set([
  'id',
  'type',
  'z',
  'g',
  'x',
  'y',
  'wires',
  'credentials',
  '_users',
  'l',
]);
const WORD = /^[a-z0-9][a-z0-9.:_-]{0,39}$/i;
const REFERENCE = /\$\{[^}]*\}/g;
const MOST_ENTRIES = 200;

export const isOurs = (type: string): boolean => Object.hasOwn(RULES, type);

/**
 * A node's settings without secrets, names and whole addresses: fit for a public bug report. Blank ones are left out.
 * References to environment variables stay as they are.
 */
export function plainSettings({ type, properties, credentials }: FlowNode, vendors: VendorCatalogue): PlainSettings {
  const rules = Object.hasOwn(RULES, type) ? RULES[type] : {};
  const plain: Record<string, unknown> = { type };
  for (const [name, value] of Object.entries(properties)) {
    if (STRUCTURE.has(name) || value === undefined || value === null || value === '') continue;
    const rule = rules && Object.hasOwn(rules, name) ? rules[name] : undefined;
    plain[name] = Array.isArray(value)
      ? rule === 'number'
        ? value.length
        : value.slice(0, MOST_ENTRIES).map((each) => plainValue(each, rule, properties, vendors))
      : plainValue(value, rule, properties, vendors);
  }
  const stored = Object.keys(credentials).filter((name) => isSet(credentials[name]) && WORD.test(name));
  if (stored.length > 0) plain['credentials'] = stored.toSorted();
  return plain;
}

const isSet = (value: unknown): boolean => value !== undefined && value !== null && value !== '';
const SET = 'set';

function plainValue(
  value: unknown,
  rule: Rule | undefined,
  { vendor }: FlowNode['properties'],
  vendors: VendorCatalogue,
): unknown {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return rule ? value : SET;
  if (typeof value !== 'string') return SET;
  const references = value.match(REFERENCE);
  // What stands beside them may be anything.
  if (references) return value.replace(REFERENCE, '').trim() === '' ? value.trim() : `…${references.join('…')}…`;
  switch (rule) {
    case 'word':
      return WORD.test(value) ? value : SET;
    case 'vendor':
      return plainVendor(value, vendors);
    case 'model': {
      const profile = typeof vendor === 'string' ? vendors.profile(vendor) : undefined;
      // Only what its vendor calls a model: people write here what they like.
      return (profile && seriesOf(profile, value)?.id) ?? SET;
    }
    case 'mac':
      return plainMac(value) ?? SET;
    case 'place':
      return value
        .split(',', MOST_ENTRIES)
        .map((entry) => plainPlace(entry.trim()))
        .join(', ');
    default:
      return SET;
  }
}

/** A vendor of the user's may be called after whoever it is for. */
export function plainVendor(id: string, vendors: VendorCatalogue): string {
  if (id === '') return 'none';
  if (vendors.isOwn(id)) return 'own';
  return vendors.profile(id) ? id : 'unknown';
}

/** The vendor's half. */
function plainMac(text: string): string | undefined {
  const mac = normaliseMac(text);
  return mac && `${mac.slice(0, 2)}:${mac.slice(2, 4)}:${mac.slice(4, 6)}:…`;
}

/** The half of an address, with its port or prefix; of a host name nothing. */
export function plainPlace(text: string): string {
  if (/^\d{1,5}$/.test(text)) return text;
  const [, address = text, rest = ''] = /^(\[[^\]]*\]|[^:/]*)([:/]\d{1,5})$/.exec(text) ?? [];
  // An IPv6 address without brackets has its prefix length behind a slash alone.
  const [, six, length = ''] = /^([^/]*:[^/]*:[^/]*)(\/\d{1,3})?$/.exec(text) ?? [];
  const ip = ipOf(address) ?? (six === undefined ? undefined : ipOf(six));
  if (ip === undefined) return text === '' ? '' : 'a name';
  const half = ip.includes(':')
    ? `${ip.split(':').slice(0, 2).join(':')}:…`
    : `${ip.split('.').slice(0, 2).join('.')}.…`;
  return `${half}${ipOf(address) === undefined ? length : rest}`;
}
