/**
 * Home Assistant's discovery of an MQTT device, read strictly: what voids the whole message, what loses an entity, and
 * what it would drop without a word. Written from its sources (homeassistant/components/mqtt: schemas.py, discovery.py and
 * the platforms' files, 2026.9); unabbreviated keys alone, which are the only ones that we write.
 */

type Json = Readonly<Record<string, unknown>>;
type Check = (value: unknown) => string | undefined;
interface Field {
  readonly check: Check;
  readonly isRequired?: true;
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';

const text: Check = (value) => (isText(value) ? undefined : 'no text');
const filled: Check = (value) => (isText(value) && value.trim() !== '' ? undefined : 'empty or no text');
const flag: Check = (value) => (typeof value === 'boolean' ? undefined : 'neither true nor false');
const oneOf =
  (...values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value) ? undefined : `none of ${values.join(', ')}`;
const number =
  (from: number, to: number): Check =>
  (value) =>
    typeof value === 'number' && Number.isFinite(value) && value >= from && value <= to
      ? undefined
      : `no number from ${from} to ${to}`;
const icon: Check = (value) => (isText(value) && /^[a-z0-9-]+:[a-z0-9-]+$/.test(value) ? undefined : 'no icon');
const texts: Check = (value) =>
  Array.isArray(value) && value.length > 0 && value.every((each) => filled(each) === undefined)
    ? undefined
    : 'no list of texts';
const publishTopic: Check = (value) =>
  isText(value) && value !== '' && Buffer.byteLength(value) <= 65_535 && !/[+#\p{Cc}]/u.test(value)
    ? undefined
    : 'no topic to publish to';
/** As `publishTopic`: a subscription could have wildcards, and none of ours has. */
const subscribeTopic = publishTopic;
const page: Check = (value) => {
  try {
    const { protocol, hostname, username, password } = new URL(String(value));
    if (username || password) return 'a login in an address';
    return isText(value) && ['http:', 'https:'].includes(protocol) && hostname !== '' ? undefined : 'no web page';
  } catch {
    return 'no web page';
  }
};
const connections: Check = (value) =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((pair) => Array.isArray(pair) && pair.length === 2 && pair.every((each) => filled(each) === undefined)) &&
  value.every(([kind, address]: string[]) => kind !== 'mac' || /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/.test(address ?? ''))
    ? undefined
    : 'no connections';

const required = (check: Check): Field => ({ check, isRequired: true });
const optional = (check: Check): Field => ({ check });

const DEVICE: Readonly<Record<string, Field>> = {
  identifiers: optional((value) => (isText(value) ? filled(value) : texts(value))),
  connections: optional(connections),
  // Home Assistant logs a device without a name at each start.
  name: required(filled),
  manufacturer: optional(filled),
  model: optional(filled),
  model_id: optional(filled),
  hw_version: optional(filled),
  sw_version: optional(filled),
  serial_number: optional(filled),
  configuration_url: optional(page),
  suggested_area: optional(filled),
  via_device: optional(filled),
};
const ORIGIN: Readonly<Record<string, Field>> = {
  name: required(filled),
  sw_version: optional(filled),
  support_url: optional(page),
};
const AVAILABILITY: Readonly<Record<string, Field>> = {
  topic: required(subscribeTopic),
  payload_available: optional(filled),
  payload_not_available: optional(filled),
  value_template: optional(() => 'a template'),
};
const availability: Check = (value) =>
  Array.isArray(value)
    ? value.map((each) => problems(each, AVAILABILITY).join(', ')).find((each) => each !== '')
    : 'no list';

const SHARED: Readonly<Record<string, Field>> = {
  availability: optional(availability),
  availability_mode: optional(oneOf('all', 'any', 'latest')),
  qos: optional(oneOf(0, 1, 2)),
  encoding: optional(text),
};
const ROOT: Readonly<Record<string, Field>> = {
  device: required((value) => problems(value, DEVICE).join(', ') || identified(value)),
  origin: required((value) => problems(value, ORIGIN).join(', ') || undefined),
  components: required((value) => (isObject(value) && Object.keys(value).length > 0 ? undefined : 'no components')),
  ...SHARED,
};
const identified = (value: unknown): string | undefined =>
  isObject(value) && ('identifiers' in value || 'connections' in value)
    ? undefined
    : 'neither identifiers nor connections';

const ENTITY: Readonly<Record<string, Field>> = {
  platform: required(text),
  unique_id: required(filled),
  name: optional(filled),
  icon: optional(icon),
  entity_category: optional(oneOf('config', 'diagnostic')),
  enabled_by_default: optional(flag),
  default_entity_id: optional(filled),
  json_attributes_topic: optional(subscribeTopic),
  ...SHARED,
};
const command = required(publishTopic);
const state = required(subscribeTopic);
const PLATFORMS: Readonly<Record<string, Readonly<Record<string, Field>>>> = {
  event: {
    state_topic: state,
    event_types: required(texts),
    device_class: optional(oneOf('doorbell', 'button', 'motion')),
  },
  sensor: { state_topic: state, device_class: optional(oneOf('enum')), options: optional(texts) },
  binary_sensor: {
    state_topic: state,
    device_class: optional(oneOf('door', 'opening', 'lock', 'tamper', 'connectivity', 'problem', 'sound', 'motion')),
    off_delay: optional(number(0, 86_400)),
    payload_on: optional(filled),
    payload_off: optional(filled),
  },
  switch: {
    command_topic: command,
    state_topic: optional(subscribeTopic),
    device_class: optional(oneOf('outlet', 'switch')),
  },
  button: {
    command_topic: command,
    payload_press: optional(filled),
    device_class: optional(oneOf('identify', 'restart', 'update')),
  },
  text: {
    command_topic: command,
    state_topic: optional(subscribeTopic),
    min: optional(number(0, 255)),
    max: optional(number(0, 255)),
    mode: optional(oneOf('text', 'password')),
  },
};

/** What would be lost. @param text as it was published @returns empty where nothing would */
export function discoveryProblems(topic: string, text: string): string[] {
  const found: string[] = [];
  if (!/^[^+#]+\/device\/[A-Za-z0-9_-]+\/config$/.test(topic)) found.push(`${topic}: no discovery topic`);
  let config: unknown;
  try {
    config = JSON.parse(text);
  } catch {
    return [...found, 'no JSON'];
  }
  found.push(...problems(config, ROOT));
  const components = isObject(config) && isObject(config['components']) ? config['components'] : {};
  const ids = new Set<unknown>();
  for (const [name, component] of Object.entries(components)) {
    if (!/^[A-Za-z0-9_-]+$/.test(name)) found.push(`${name}: no key of a component`);
    found.push(...componentProblems(component).map((problem) => `${name}: ${problem}`));
    if (!isObject(component) || component['unique_id'] === undefined) continue;
    if (ids.has(component['unique_id'])) found.push(`${name}: its unique_id is another's, too`);
    ids.add(component['unique_id']);
  }
  return found;
}

function componentProblems(component: unknown): string[] {
  if (!isObject(component)) return ['no object'];
  const { platform } = component;
  const own = isText(platform) && Object.hasOwn(PLATFORMS, platform) ? PLATFORMS[platform] : undefined;
  if (!own) return ['no platform that is known'];
  // The stub that removes an entity.
  if (Object.keys(component).length === 1) return [];
  const found = problems(component, { ...ENTITY, ...own });
  const { min = 0, max = 255, entity_category: category, device_class: kind, options, event_types: types } = component;
  if (Number(min) > Number(max)) found.push('min above max');
  if (category === 'config' && (platform === 'sensor' || platform === 'binary_sensor'))
    found.push('a sensor of category config is never added');
  if (platform === 'sensor' && (kind === 'enum') !== (options !== undefined))
    found.push('enum and options go together');
  if (kind === 'doorbell' && Array.isArray(types) && !types.includes('ring')) found.push('a doorbell without ring');
  return found;
}

function problems(value: unknown, fields: Readonly<Record<string, Field>>): string[] {
  if (!isObject(value)) return ['no object'];
  const found: string[] = [];
  for (const [name, { isRequired }] of Object.entries(fields)) {
    if (isRequired && value[name] === undefined) found.push(`${name} is missing`);
  }
  for (const [name, each] of Object.entries(value)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const problem = field ? field.check(each) : 'not known there';
    if (problem) found.push(`${name}: ${problem}`);
  }
  if (isObject(value) && 'availability' in value && 'availability_topic' in value) found.push('availability twice');
  return found;
}
