import assert from 'node:assert/strict';
import { type ComposeContext, composePlan } from '../../../nodes/lib/commands/compose';
import { parsePayload } from '../../../nodes/lib/commands/payload';
import { type Plan, toldRequest } from '../../../nodes/lib/commands/plan';
import { PhoneError } from '../../../nodes/lib/errors';
import type { KeyRow, VendorProfile } from '../../../nodes/lib/vendors';
import { PROFILES } from '../../../nodes/lib/vendors/profiles';
import { ACTION_IDS, ACTIONS, type ActionTerm, type ParameterName } from '../../../nodes/lib/vocabulary';
import { readXml, type XmlElement } from '../../../nodes/lib/xml';
import { grandstream, htek, twin } from './sketches';
import { builtIn } from '../../support/vendors';

const SEED = 20260131;
const ROUNDS = 10_000;

const CANARIES = { password: 'canary-password-61c0', doorCode: 'canaryDoorCode8a44e0', code: 'canaryCode2f9b7761d3' };

/** mulberry32: small, seeded, the same everywhere. */
function prng(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random = prng(SEED);

function pick<T>(from: readonly T[]): T {
  for (const [index, item] of from.entries()) if (random() < 1 / (from.length - index)) return item;
  throw new Error('nothing to pick from');
}

/** What has broken out of commands somewhere, whole and in pieces. */
const FRAGMENTS = [
  ';',
  '&',
  '=',
  '?',
  '#',
  '%',
  '/',
  '\\',
  ':',
  ',',
  '.',
  '-',
  '_',
  '+',
  '*',
  ' ',
  '\t',
  '\r',
  '\n',
  '\r\n',
  '\0',
  '\u007f',
  '\u0085',
  '\u00a0',
  '\u013b',
  '\u0226',
  '\u2028',
  '\uff1b',
  '\uff06',
  '\ud800',
  '😀',
  'ü',
  '"',
  "'",
  '<',
  '>',
  '|',
  '^',
  '`',
  '[',
  ']',
  '{',
  '}',
  '(',
  ')',
  '!',
  '$',
  '@',
  '~',
  '%3B',
  '%3b',
  '%26',
  '%0d%0a',
  '%00',
  '%253B',
  '&key=REBOOT',
  ';REBOOT',
  'key=',
  '{password}',
  '{code}',
  '[&line={line}]',
  '***',
  '$&',
  '$`',
  "$'",
  '__proto__',
  'constructor',
  'REBOOT',
  'OK',
  'X4',
  '0',
  '1',
  '6040',
  '9',
  'speaker',
  'blind',
  'attended',
  'Front desk',
  ' HTTP/1.1\r\nHost: x\r\n\r\n',
  'a'.repeat(70),
] as const;

const PLAIN: Record<ParameterName, readonly (string | number)[]> = {
  number: ['6040', '+49301', '#31#6040', '*72', 6040],
  digits: ['1234#', '*', 7],
  code: [CANARIES.code],
  text: ['Front desk', 'x=y', 'Büro'],
  line: [1, '2', 'desk.user'],
  via: ['speaker', 'headset', 'handset'],
  type: ['blind', 'attended', 'busy'],
  call: ['7', 'a84b4c76e66710@192.0.2.5'],
  after: [20],
};

/** Keys of several vendors, some with signs that are somebody's separator. */
const KEYS = [
  'OK',
  'SPEAKER',
  '6040',
  '#31#',
  '+49',
  '*',
  'F1,500',
  'A:B',
  'x.y',
  'LINE2',
  'LK4',
  'Cancel',
  'MPK1',
  'X',
] as const;

function hostileText(): string {
  let text = '';
  for (let n = Math.floor(random() * 4); n >= 0; n -= 1) text += pick(FRAGMENTS);
  return text;
}

function hostilePayload(profile: VendorProfile): unknown {
  if (random() < 0.35) {
    const tame = random() < 0.5;
    const keys = Array.from({ length: 1 + Math.floor(random() * 4) }, () => (tame ? pick(KEYS) : hostileText()));
    return random() < 0.5 ? keys : keys.join(';');
  }
  const able = Object.keys(profile.actions) as (typeof ACTION_IDS)[number][];
  const action = able.length > 0 && random() < 0.8 ? pick(able) : pick(ACTION_IDS);
  const payload: Record<string, unknown> = { action };
  const { needs = [], takes = [] }: ActionTerm = ACTIONS[action];
  for (const name of [...needs, ...takes]) {
    if (takes.includes(name) && random() < 0.4) continue;
    payload[name] = random() < 0.6 ? pick(PLAIN[name]) : hostileText();
  }
  return payload;
}

/** Phones that take no commands are told nothing, whatever the values. */
const takesCommands = ({ http, sip }: VendorProfile): boolean => Boolean(http ?? sip);
const COMMANDED = PROFILES.filter(takesCommands);

const phones: { profile: VendorProfile; path?: string; separator?: string }[] = [
  ...COMMANDED.map((profile) => ({ profile, ...(profile.http?.path === '' ? { path: '/do?key=' } : {}) })),
  ...COMMANDED.map((profile) => ({ profile, path: '/own?k={key}&go=1' })),
  ...[',', ':', '&key=', '*', '%2C', '..'].map((separator) => ({ profile: twin, separator })),
  { profile: twin, path: '/own/page;x?key=' },
  { profile: grandstream },
  { profile: htek },
];

/** What a phone could read: it may split first and decode then, or, badly, decode first. */
function readings(wire: string): string[] {
  return [wire, decodeURIComponent(wire)];
}

/** Names of the parameters behind a target's first `?`, or of a body, which has none in front. */
const parametersIn = (text: string) =>
  (text.startsWith('/') ? text.slice(text.indexOf('?') + 1) : text).split(/[&;]/).map((part) => part.split('=')[0]);

/** What a reader sees in a body but the values: names of properties, elements, attributes, parameters, and how they stand. */
function skeleton(contentType: string, body: string): unknown {
  if (body === '') return '';
  if (contentType === 'application/json')
    return JSON.parse(body, (_, part: unknown) => (typeof part === 'object' ? part : '*'));
  if (contentType === 'application/x-www-form-urlencoded') {
    const pairs = body.split('&').map((pair) => pair.split('='));
    return pairs.map(([name, value = '', ...more]) => {
      const text = decodeURIComponent(value);
      return [name, text.startsWith('<') ? elementsIn(text) : '*', more.length];
    });
  }
  const [parameter = ''] = /^\w+=(?=<)/.exec(body) ?? [];
  // As it is, it must hold nothing that a reader of forms would split it at.
  if (parameter !== '') assert.doesNotMatch(body, /[&%]/);
  return [parameter, elementsIn(body.slice(parameter.length))];
}

function elementsIn(text: string): unknown {
  const root = readXml(text);
  assert.ok(root, `no XML: ${text}`);
  const names = ({ name, attributes, children }: XmlElement): unknown => [
    name,
    attributes.map(([key]) => key),
    children.map(names),
  ];
  return names(root);
}

interface Outcome {
  readonly plan?: Plan;
  readonly error?: PhoneError;
}

function attempt(payload: unknown, context: ComposeContext): Outcome {
  try {
    return { plan: composePlan(parsePayload(payload), context) };
  } catch (error) {
    assert.ok(error instanceof PhoneError, `${JSON.stringify(payload)}: ${String(error)}`);
    return { error };
  }
}

function assertSecretsHidden({ plan, error }: Outcome): void {
  const visible = JSON.stringify([
    error?.message,
    error?.cause,
    plan?.keys,
    plan?.requests.map(toldRequest),
    plan?.notify?.body.shown,
  ]);
  for (const secret of Object.values(CANARIES)) assert.ok(!visible.includes(secret), visible);
}

/** A key without what may follow it: digits behind the profile's own mark, as many values as it allows. */
function withoutArgument(key: string, { keys }: VendorProfile): string {
  for (const { argument } of keys) {
    if (argument?.of !== 'milliseconds') continue;
    const [head = '', ...values] = key.split(argument.mark);
    if (values.length > 0 && values.length <= (argument.most ?? 1) && values.every((value) => /^\d+$/.test(value)))
      return head;
  }
  return key;
}

/** Keys that a plan may press: the vendor's, pound's, digits, those its recipes spell out, or any where keys are free. */
function assertKnownKeys(plan: Plan, profile: VendorProfile): void {
  const names = new Set(profile.keys.flatMap((row: KeyRow) => [row.key, ...(row.aliases ?? [])]));
  for (const recipes of Object.values(profile.actions)) {
    for (const recipe of recipes) if ('keys' in recipe) for (const key of recipe.keys) names.add(key);
  }
  for (const whole of plan.keys) {
    const key = withoutArgument(whole, profile);
    const known =
      names.has(key) ||
      names.has(key.replace(/\d+$/, '')) ||
      Object.values(profile.keypad ?? {}).includes(key) ||
      key === '***';
    assert.ok(known || /^\+?[0-9*#]+$/.test(key) || (profile.freeKeys && /^[\w*#+.,:-]+$/.test(key)), key);
  }
}

/** Whatever the phone's way of reading, it sees the plan's keys and not one more. */
function assertKeysAlone(wire: string, plan: Plan, separator: string, before: string): void {
  for (const decode of [(text: string) => text, decodeURIComponent]) {
    const keys = decode(wire).slice(decode(before).length).split(decode(separator));
    assert.equal(keys.length, plan.keys.length, `${wire} presses ${plan.keys.join(' ')}`);
  }
}

describe(`commands against hostile values (seed ${SEED})`, () => {
  it('never adds a key, a parameter or a line', () => {
    const composed = new Map<string, number>();
    for (let round = 0; round < ROUNDS; round += 1) {
      const phone = pick(phones);
      const context: ComposeContext = {
        vendors: builtIn,
        ...phone,
        model: pick(['', 'A41', 'X4U', 'X6', 'S1', hostileText()]),
        transport: pick(['http', 'sip']),
        disruptive: random() < 0.5,
        credentials: pick([{}, { password: CANARIES.password, doorCode: CANARIES.doorCode }]),
      };
      const payload = hostilePayload(phone.profile);
      const outcome = attempt(payload, context);
      assertSecretsHidden(outcome);
      const { plan } = outcome;
      if (!plan) continue;
      composed.set(phone.profile.id, (composed.get(phone.profile.id) ?? 0) + 1);
      assertKnownKeys(plan, phone.profile);
      for (const { wire, shown, post } of plan.requests) {
        if (post) {
          assert.match(post.contentType, /^[\w.+/-]+$/);
          assert.doesNotThrow(() => skeleton(post.contentType, post.body.wire), post.body.wire);
        }
        assert.match(wire, /^\/[!-~]*$/);
        assert.match(shown, /^\/[!-~]*$/);
        assert.ok(!wire.includes('#'), wire);
      }
      if (plan.notify) assert.ok(!/[\r\n\0]/.test(plan.notify.body.wire + plan.notify.body.shown));

      const suffixed = plan.action === 'open-door';
      const separator = phone.separator ?? phone.profile.http?.separator ?? ';';
      if (plan.keys.length > 0 && plan.notify && !suffixed) {
        assertKeysAlone(plan.notify.body.wire, plan, separator || ';', 'key=');
      }
      if (plan.keys.length > 0 && plan.requests.length === 1 && !suffixed && separator !== '') {
        const path = phone.path ?? phone.profile.http?.path ?? '';
        if (!path.includes('{key}'))
          assertKeysAlone(plan.requests[0]?.wire ?? '', plan, separator, path.replace('{password}', CANARIES.password));
      }
      if (plan.keys.length === 0) assertSameShape(payload as Record<string, unknown>, plan, context);
    }
    // A generator that only ever fails proves nothing.
    for (const { profile } of phones) assert.ok((composed.get(profile.id) ?? 0) > 10, `${profile.id} never composed`);
  });

  /** The same command with plain values has the same parameters, in the same order. */
  function assertSameShape(payload: Record<string, unknown>, plan: Plan, context: ComposeContext): void {
    const plain = Object.fromEntries(
      Object.keys(payload).map((name) => [name, name === 'action' ? payload[name] : PLAIN[name as ParameterName][0]]),
    );
    for (const name of ['via', 'type']) if (name in payload) plain[name] = payload[name];
    const model = composePlan(parsePayload(plain), context);
    const wires = (of: Plan) => (of.notify ? [of.notify.body.wire] : of.requests.map(({ wire }) => wire));
    const expected = wires(model).map((wire) => parametersIn(wire));
    const bodies = (of: Plan) => of.requests.map(({ post }) => post && skeleton(post.contentType, post.body.wire));
    assert.deepEqual(bodies(plan), bodies(model), plan.requests.map(toldRequest).join(' '));
    for (const reading of [0, 1]) {
      const read = wires(plan).map((wire) => (plan.notify ? wire : (readings(wire)[reading] ?? '')));
      assert.deepEqual(read.map(parametersIn), expected, read.join(' '));
    }
  }

  const everyone = COMMANDED.flatMap((profile) =>
    (['http', 'sip'] as const).map((transport) => ({
      vendors: builtIn,
      profile,
      transport,
      path: profile.http?.path === '' ? '/do?key=' : '',
    })),
  );
  const breakers = ['1;REBOOT', '1&key=REBOOT', '1%3BREBOOT', '1\r\nREBOOT', '1\nX', '1 REBOOT', '1?', '1\0'];

  it('adds nothing by any value of any action, of any vendor', () => {
    const values = [
      ...FRAGMENTS.filter((text) => /["'<>&;={}[\]\\%]/.test(text)),
      '"}',
      '","x":"',
      '</Data>',
      '" URL="',
      '<a/>',
      '&#0;',
      '1]]>',
      '%22',
      '\\"',
    ];
    let composed = 0;
    for (const phone of everyone) {
      for (const action of ACTION_IDS) {
        const { needs = [], takes = [] }: ActionTerm = ACTIONS[action];
        for (const name of [...needs, ...takes].filter((each) => each !== 'via' && each !== 'type')) {
          const payload = Object.fromEntries([...needs, name].map((each) => [each, PLAIN[each][0]]));
          for (const value of values) {
            const hostile = { ...payload, action, [name]: value };
            const context = { ...phone, disruptive: true, credentials: { password: CANARIES.password } };
            const { plan } = attempt(hostile, context);
            if (!plan || plan.keys.length > 0) continue;
            composed += 1;
            assertSameShape(hostile, plan, context);
          }
        }
      }
    }
    assert.ok(composed > 300, `${composed}`);
  });

  for (const name of ['number', 'digits', 'code', 'line', 'via', 'type'] as const) {
    it(`refuses a ${name} that wants to be more, for every vendor and transport`, () => {
      for (const action of ACTION_IDS) {
        const { needs = [], takes = [] }: ActionTerm = ACTIONS[action];
        if (![...needs, ...takes].includes(name)) continue;
        const payload = Object.fromEntries([...needs, ...takes].map((each) => [each, PLAIN[each][0]]));
        for (const value of breakers) {
          for (const phone of everyone) {
            const { error } = attempt(
              { ...payload, action, [name]: value },
              { ...phone, disruptive: true, credentials: {} },
            );
            assert.equal(
              error?.code,
              takesCommands(phone.profile) ? 'INVALID_VALUE' : 'UNSUPPORTED_ACTION',
              `${phone.profile.id} ${action} ${name} ${JSON.stringify(value)}`,
            );
          }
        }
      }
    });
  }

  it('refuses everything where a vendor takes no commands', () => {
    const others = PROFILES.filter((profile) => !COMMANDED.includes(profile));
    for (const profile of others) {
      for (const keys of [...breakers, 'OK']) {
        const { error } = attempt([keys], {
          vendors: builtIn,
          profile,
          transport: 'http',
          disruptive: true,
          credentials: {},
        });
        assert.ok(error, `${profile.id} ${JSON.stringify(keys)}`);
      }
    }
  });

  it('refuses a key that wants to be more, for every vendor and transport', () => {
    for (const phone of everyone) {
      for (const value of [...breakers, 'OK;REBOOT', 'OK&a=b', 'OK%0d%0a']) {
        const { error } = attempt([value], { ...phone, disruptive: true, credentials: {} });
        const code = takesCommands(phone.profile) ? 'INVALID_VALUE' : 'UNSUPPORTED_ACTION';
        assert.equal(error?.code, code, `${phone.profile.id} ${JSON.stringify(value)}`);
      }
    }
  });
});
