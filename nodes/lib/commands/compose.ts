import { PhoneError } from '../errors';
import { sentence } from '../sentences/sentence';
import { checkSyncOf, type Recipe, seriesOf, type VendorCatalogue, type VendorProfile } from '../vendors';
import { ACTIONS, type ActionId, type ActionTerm } from '../vocabulary';
import { type Control, controlOf } from './control';
import type { PressedKey } from './key-arguments';
import { disruptiveError, type KeyContext, pressedKeys, recipeKeys } from './keys';
import type { ActionCommand, Command } from './payload';
import type { Plan, PlannedPost, PlannedRequest, Rendered } from './plan';
import { renderPost } from './post';
import { chooseRecipe } from './recipes';
import { type Filling, type Fillings, renderTemplate } from './template';
import { checkDoorCode, checkValues, type Values } from './values';
import { keyTargets, NOTHING, notifyKeys, requestTarget, writeForNotify, writeForQuery } from './wire';

export interface ComposeContext {
  /** All vendors, for phones that may be of any. */
  readonly vendors: VendorCatalogue;
  readonly profile: VendorProfile;
  readonly model?: string;
  /** The user's own path and separator; blank: the profile's. */
  readonly path?: string;
  readonly separator?: string;
  readonly transport: 'http' | 'sip';
  /** Whether disruptive actions and keys may go out. */
  readonly disruptive: boolean;
  readonly credentials: { readonly username?: string; readonly password?: string; readonly doorCode?: string };
}

/** A command in the vendor's words: keys, or a request of its own; neither yet on a transport. */
interface Wording {
  readonly keys: readonly PressedKey[];
  /** Follows the keys, or is the whole request. */
  readonly text: Rendered;
  /** The whole request as older firmware knows it. */
  readonly otherwise?: Rendered;
  /** The request is a POST, with this. */
  readonly post?: PlannedPost;
  readonly fillings: Fillings;
}

/**
 * Turns a command into what goes to this phone.
 *
 * @throws PhoneError DISRUPTIVE_REFUSED for an action, whatever the vendor can do; then in this order: INVALID_VALUE,
 * UNKNOWN_KEY, DISRUPTIVE_REFUSED for a key, UNSUPPORTED_BY_MODEL, UNSUPPORTED_ACTION
 */
export function composePlan(command: Command, context: ComposeContext): Plan {
  const term: ActionTerm = ACTIONS[command.action];
  if (term.disruptive && !context.disruptive) throw disruptiveError(command.action);
  const notify = notifyAlone(command, context);
  if (notify) return { action: command.action, keys: [], requests: [], notify };
  const series = seriesOf(context.profile, context.model);
  const control = controlOf(context.profile, context, series);
  const keyContext = keyContextOf(context, control, series);
  const wording =
    command.action === 'press' ? pressing(command.keys, keyContext, context) : acting(command, keyContext, context);
  const keys = wording.keys.map((key) => key.shown);
  return context.transport === 'sip'
    ? { action: command.action, keys, requests: [], notify: notifyOf(wording, context.profile, control) }
    : { action: command.action, keys, requests: requestsOf(wording, context.profile, control) };
}

/** A NOTIFY whose event says everything, where the vendor has no keys for the action by SIP. No parameter is dropped for it. */
function notifyAlone(command: Command, { profile, transport }: ComposeContext): Plan['notify'] {
  if (command.action === 'press' || transport !== 'sip') return undefined;
  const event = checkSyncOf(profile, command.action)?.event;
  if (event === undefined || Object.keys(checkValues(command, profile.line)).length > 0) return undefined;
  return { event, contentType: '', body: NOTHING };
}

function keyContextOf(
  context: ComposeContext,
  { separator, digits }: Control,
  series: KeyContext['series'],
): KeyContext {
  const { vendors, profile, model, disruptive } = context;
  return {
    vendors,
    profile,
    ...(model === undefined ? {} : { model }),
    series,
    separator,
    digits,
    disruptive,
  };
}

function pressing(tokens: readonly string[], keyContext: KeyContext, context: ComposeContext): Wording {
  return { keys: pressedKeys(tokens, keyContext), text: NOTHING, fillings: fillingsOf('press', {}, context) };
}

function acting(command: ActionCommand, keyContext: KeyContext, context: ComposeContext): Wording {
  const { profile, transport } = context;
  const { action } = command;
  const values = checkValues(command, profile.line);
  const fillings = fillingsOf(action, values, context);
  const recipe = chooseRecipe(action, values, { ...keyContext, transport, lent: new Set(Object.keys(fillings)) });
  const write = transport === 'sip' ? writeForNotify : writeForQuery;
  const told = toldOf(fillings, profile);
  return {
    keys: 'keys' in recipe ? recipeKeys(recipe.keys, fillings, keyContext) : [],
    text: renderTemplate(textOf(recipe), told, write),
    ...('otherwise' in recipe &&
      recipe.otherwise !== undefined && { otherwise: renderTemplate(recipe.otherwise, told, write) }),
    ...('post' in recipe && recipe.post && { post: renderPost(recipe.post, told) }),
    fillings,
  };
}

/** As parameters have it: a vendor may count lines from 0 there, while its keys are counted from 1. */
function toldOf(fillings: Fillings, { line }: VendorProfile): Fillings {
  const given = fillings['line'];
  return line?.number?.first === 0 && given
    ? { ...fillings, line: { ...given, value: String(Number(given.value) - 1) } }
    : fillings;
}

function textOf(recipe: Recipe): string {
  return 'request' in recipe ? recipe.request : (recipe.suffix ?? '');
}

/** The message's values with what the phone's settings lend; what is secret stays masked from here on. */
function fillingsOf(action: ActionId, values: Values, { credentials }: ComposeContext): Fillings {
  const fillings: Record<string, Filling> = {};
  for (const [name, value] of Object.entries(values)) fillings[name] = { value };
  const lent = action === 'open-door' && credentials.doorCode ? checkDoorCode(credentials.doorCode) : undefined;
  const code = values.code ?? lent;
  if (code !== undefined) fillings['code'] = { value: code, secret: true };
  if (credentials.username) fillings['username'] = { value: credentials.username, secret: true };
  if (credentials.password) fillings['password'] = { value: credentials.password, secret: true };
  return fillings;
}

function requestsOf(wording: Wording, { label }: VendorProfile, control: Control): PlannedRequest[] {
  const { keys, text, otherwise, post, fillings } = wording;
  const { path } = control;
  if (keys.length === 0 && text.wire.startsWith('/'))
    return [{ ...text, ...(otherwise && { otherwise }), ...(post && { post }) }];
  if (path === undefined) throw new PhoneError('UNSUPPORTED_ACTION', sentence('action.no-http', { vendor: label }));
  if (keys.length === 0) return [requestTarget(text, fillings, path)];
  return keyTargets(keys, text, fillings, { ...control, path });
}

function notifyOf(
  { keys, text }: Wording,
  { label, sip }: VendorProfile,
  control: Control,
): NonNullable<Plan['notify']> {
  if (!sip) throw new PhoneError('UNSUPPORTED_ACTION', sentence('action.no-notify', { vendor: label }));
  const body = keys.length > 0 ? notifyKeys(keys, control.separator, text) : withoutMark(text);
  return { event: sip.event, contentType: sip.contentType, body };
}

/** A request's `?…` is the body without its mark. */
function withoutMark({ wire, shown }: Rendered): Rendered {
  return { wire: wire.replace(/^\?/, ''), shown: shown.replace(/^\?/, '') };
}
