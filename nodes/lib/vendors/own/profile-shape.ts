import { ACTION_IDS, type RecipeAction } from '../../vocabulary';
import { either, id, list, named, object, type Of, oneOf, type Shape, text, whole } from './shape';

/**
 * The shape of `VendorProfile` (`profile.ts`) in JSON, field by field; a test compares the two types, so that a field which is
 * added there does not compile until it is described here. Bounds are far above what any vendor has.
 */

const fact = { source: text(500), guess: oneOf(true) };
const yes = oneOf(true);
const names = list(text(120, 1), 100);
const transport = oneOf('http', 'sip');

const series = object(
  'Series',
  { id, label: text(), prefixes: list(text(60), 30), models: list(text(60, 1), 80) },
  { ...fact },
);

const category = oneOf('device', 'account', 'hook', 'call', 'transfer', 'feature', 'message', 'door');
const event = object(
  'EventRow',
  { event: id, label: text(120, 1) },
  {
    ...fact,
    category,
    names,
    series: names,
    byVariable: object('EventRow', { variable: text(64, 1), values: named(id) }, {}),
  },
);

const field = oneOf(
  ...(['phone.mac', 'phone.ip', 'phone.model', 'phone.firmware', 'phone.time'] as const),
  ...(['phone.memoryFree', 'phone.flashFree', 'account.uri', 'account.user', 'account.host'] as const),
  ...(['call.id', 'call.line', 'call.direction', 'call.callerId', 'call.calledNumber', 'call.duration'] as const),
  ...(['local.uri', 'local.user', 'local.host', 'local.number', 'local.name', 'local.domain'] as const),
  ...(['remote.uri', 'remote.user', 'remote.host', 'remote.number', 'remote.name'] as const),
);
const phase = oneOf('none', 'registration', 'incoming', 'outgoing', 'talking', 'ended', 'door', 'always');
const filled = object('Filled', { phases: list(phase, 8) }, { series: names, as: text() });
const variable = object(
  'VariableRow',
  { name: text(64, 1), label: text(), filled: list(filled, 50) },
  {
    ...fact,
    aliases: names,
    field,
    fieldBy: object('VariableRow', { inbound: field, outbound: field }, {}),
    freeText: yes,
    ownPhonesOnly: yes,
    mayBeTheirs: yes,
    secret: yes,
    rare: yes,
  },
);

const argument = object(
  'KeyArgument',
  { mark: oneOf(':', ',', '='), of: oneOf('call', 'milliseconds', 'number') },
  { most: whole(1, 9) },
);
// Numbered keys are offered one by one: a count without a bound would fill the browser.
const count = whole(0, 300);
const key = object(
  'KeyRow',
  { key: text(64, 1), label: text() },
  {
    ...fact,
    aliases: names,
    doubtful: names,
    numbered: object('KeyRow', { from: count, to: count }, { perSeries: named(count) }),
    series: names,
    notOn: names,
    argument,
    disruptive: yes,
  },
);

const post = object(
  'PostBody',
  { format: oneOf('json', 'xml', 'form'), text: text(4000) },
  { parameter: text(64, 1), asIs: yes, contentType: text(120, 1) },
);
const recipe = {
  ...fact,
  when: object(
    'Recipe',
    {},
    {
      via: oneOf('speaker', 'headset', 'handset'),
      type: oneOf('blind', 'attended', 'always', 'busy', 'no-answer'),
      transport,
    },
  ),
  series: names,
  note: text(),
};
const recipes = list(
  either(
    object('Recipe', { keys: list(text(200, 1), 50) }, { ...recipe, suffix: text() }),
    object('Recipe', { request: text(1000, 1) }, { ...recipe, otherwise: text(1000, 1), post }),
  ),
  40,
);

/** What an action has, for each action that may have it. */
function byAction<S extends Shape>(each: S) {
  const ids = ACTION_IDS.filter((action): action is RecipeAction => action !== 'press');
  return object(
    'VendorProfile',
    {},
    Object.fromEntries(ids.map((action) => [action, each])) as Record<RecipeAction, S>,
  );
}

const refusal = { ...fact, code: oneOf('UNAUTHORIZED', 'REFUSED'), unknownRequest: yes, text: text() };
const told = { ...refusal, is: names, not: names };
const answer = object(
  'AnswerRule',
  {},
  {
    ...fact,
    json: object('AnswerRule', { property: text(120, 1), success: text() }, {}),
    refusals: list(
      either(
        object('Refusal', { words: text(120, 1) }, refusal),
        object('Refusal', { json: text(120, 1) }, told),
        object('Refusal', { xml: text(120, 1) }, { ...told, attribute: text(64, 1) }),
      ),
      20,
    ),
    redirect: object('AnswerRule', {}, fact),
  },
);
const http = object(
  'HttpControl',
  { path: text(1000), separator: text(16), answer },
  {
    ...fact,
    post,
    digits: oneOf('each'),
    singleOn: names,
    notOn: names,
    probe: object('HttpControl', { request: text(1000, 1) }, { ...fact, post }),
    popup: object('HttpControl', {}, fact),
    otherPaths: list(text(1000, 1), 20),
  },
);

const form = object(
  'ProvisioningForm',
  {
    id,
    label: text(),
    prefixes: list(text(60)),
    fileName: text(60, 1),
    head: list(text(1000), 200),
    line: text(1000, 1),
    tail: list(text(1000), 200),
    partial: oneOf('documented', 'inferred', 'no'),
    parameters: named(names),
  },
  {
    ...fact,
    escape: oneOf('xml'),
    guesses: list(id, 200),
    commands: object('ProvisioningForm', { lines: list(text(1000), 20) }, { ...fact, inDownload: yes }),
  },
);

/** Of each file, whatever it builds on. */
const REQUIRED = { id };
/** Of a profile that builds on no other, as well. */
const NEEDED = { label: text(60, 1) };
const TABLES = {
  sources: named(text(2000)),
  series: list(series, 60),
  events: list(event, 500),
  variables: list(variable, 1000),
  variableMarks: object('VendorProfile', { before: text(8, 1), after: text(8) }, {}),
  keys: list(key, 1000),
  actions: byAction(recipes),
  advice: list(
    object(
      'Advice',
      { text: text() },
      {
        ...fact,
        status: whole(100, 699),
        code: oneOf('TIMEOUT', 'UNREACHABLE', 'UNREADABLE_ANSWER'),
        transport,
      },
    ),
    100,
  ),
};
const SECTIONS = {
  anyMake: yes,
  urlLimit: object('VendorProfile', { characters: whole(1, 100_000) }, fact),
  freeKeys: yes,
  keypad: object('VendorProfile', {}, { '*': text(64, 1), '#': text(64, 1), '+': text(64, 1), digit: text(64, 1) }),
  http,
  sip: object('SipControl', { event: text(120, 1), contentType: text(120, 1) }, fact),
  checkSync: byAction(object('VendorProfile', { event: text(120, 1) }, fact)),
  line: object(
    'LineForms',
    {},
    {
      number: object('LineForms', {}, { ...fact, first: oneOf(0, 1) }),
      account: object('LineForms', { form: oneOf('user', 'uri') }, fact),
    },
  ),
  urlForm: object('UrlForm', { start: oneOf('?', '/'), between: oneOf('&', '/') }, { ...fact, scheme: oneOf(false) }),
  eventBody: either(
    // What needs more comes first: the first that has all it needs is meant.
    object(
      'EventBody',
      { format: oneOf('json'), property: text(64, 1), values: named(id), otherwise: id },
      { ...fact, series: names },
    ),
    object('EventBody', { format: oneOf('xml') }, { ...fact, series: names, within: text(64, 1) }),
  ),
  eventReply: object('EventReply', { contentType: text(120, 1), text: text(4000, 1) }, fact),
  ouis: object('VendorProfile', { prefixes: list(text(6, 6), 200) }, fact),
  provisioning: list(form, 20),
  fetches: object(
    'Fetching',
    { file: text(100, 1), address: oneOf('folder', 'file') },
    {
      ...fact,
      scheme: oneOf('apart'),
      notOn: object('Fetching', { prefixes: list(text(60, 1), 100) }, fact),
      include: object('Fetching', { line: text(1000, 1), within: text(200, 1) }, fact),
    },
  ),
  setup: object(
    'VendorProfile',
    { actionUrl: text(), activeUri: text() },
    { ...fact, allowList: text(), doorCode: object('VendorProfile', { text: text() }, fact) },
  ),
};

/** A whole profile. */
export const PROFILE = object('VendorProfile', { ...REQUIRED, ...NEEDED, ...TABLES }, SECTIONS);

/** What may stand in a file of the user's. */
export const OWN_FILE = object('OwnFile', REQUIRED, {
  $schema: text(1000),
  extends: id,
  without: list(text(200, 1), 300),
  ...NEEDED,
  ...TABLES,
  ...SECTIONS,
});

/** A user's file that has this shape. */
export type OwnFile = Of<typeof OWN_FILE>;
