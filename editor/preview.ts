import { composePlan } from '../nodes/lib/commands/compose';
import { payloadFor } from '../nodes/lib/commands/configured-action';
import { type ActionCommand, type Command, parsePayload } from '../nodes/lib/commands/payload';
import type { Plan, PlannedRequest } from '../nodes/lib/commands/plan';
import { chooseRecipe } from '../nodes/lib/commands/recipes';
import { checkValues } from '../nodes/lib/commands/values';
import { type ErrorCode, PhoneError } from '../nodes/lib/errors';
import { checkSyncOf, type Recipe, type VendorProfile } from '../nodes/lib/vendors';
import type { ActionId, ParameterName, RecipeAction } from '../nodes/lib/vocabulary';
import { forUrl } from './addresses';
import { seriesOf, vendorCatalogue } from './catalogue';

/** What the dialog says of a command. */
export interface Drafted {
  readonly action: string;
  /** What the value stands for; undefined of an action without. */
  readonly parameter: ParameterName | 'keys' | undefined;
  readonly value: string;
  /** The value is known only when the flow runs. */
  readonly dynamic: boolean;
  readonly line: string;
  readonly via: string;
  readonly transferType: string;
  readonly call: string;
  readonly after: string;
}

/** Where it would go. Blank path and separator: the profile's. */
export interface Target {
  readonly vendor: VendorProfile;
  readonly model: string;
  readonly host: string;
  readonly port: string;
  readonly protocol: 'http' | 'https';
  readonly path: string;
  readonly separator: string;
  readonly transport: 'http' | 'sip';
  readonly disruptive: boolean;
}

/** What goes out, secrets masked. */
export interface Sent {
  /** One for each request; the body of a NOTIFY. */
  readonly lines: readonly string[];
  readonly notify?: { readonly event: string; readonly contentType: string };
  /** Stands in for a value that is known later. */
  readonly example?: string;
  /** What the profile remarks. */
  readonly note?: string;
  readonly guess?: boolean;
}

export interface Refused {
  readonly code: ErrorCode;
  readonly message: string;
}

/** Stand in for what is known only when the flow runs. */
const EXAMPLES: Readonly<Partial<Record<ParameterName | 'keys', string>>> = {
  number: '6040',
  digits: '1234#',
  code: '1234',
  text: 'Front desk',
  keys: '6040',
};
/** Credentials are never asked for: the plan masks them, whatever they are. */
const CREDENTIALS = { password: 'x', doorCode: '0' };

/** What a command comes to, composed by the code that will send it. */
export function previewOf(command: Drafted, target: Target): Sent | Refused {
  const { vendor, model, path, separator, transport, disruptive } = target;
  const example = command.dynamic && command.parameter ? EXAMPLES[command.parameter] : undefined;
  try {
    const payload = payloadFor({
      action: command.action,
      value: example ?? (command.value === '' || !command.parameter ? undefined : command.value),
      line: command.line.includes('${') ? '1' : command.line,
      via: command.via,
      type: command.transferType,
      call: command.call,
      after: command.after,
    });
    const parsed = parsePayload(payload);
    const plan = composePlan(parsed, {
      vendors: vendorCatalogue(),
      profile: vendor,
      model,
      path,
      separator,
      transport,
      disruptive,
      credentials: CREDENTIALS,
    });
    return { ...described(plan, target), ...remarkOn(parsed, target), ...(example !== undefined && { example }) };
  } catch (error) {
    if (error instanceof PhoneError) return { code: error.code, message: error.message };
    throw error;
  }
}

/** What the profile remarks on this way of doing the action. */
function remarkOn(command: Command, { vendor, model, transport }: Target): Pick<Sent, 'note' | 'guess'> {
  if (!isAction(command)) return {};
  const checkSync = transport === 'sip' ? checkSyncOf(vendor, command.action) : undefined;
  if (checkSync) return { guess: checkSync.guess === true };
  const { note, guess } = chooseRecipe(command.action, checkValues(command, vendor.line), {
    profile: vendor,
    model,
    series: seriesOf(vendor, model),
    transport,
    lent: new Set([...Object.keys(CREDENTIALS), 'code']),
  });
  return { guess: guess === true, ...(note !== undefined && { note }) };
}

const isAction = (command: Command): command is ActionCommand => command.action !== 'press';

function described(plan: Plan, { host, port, protocol }: Target): Pick<Sent, 'lines' | 'notify'> {
  if (plan.notify) {
    const { event, contentType, body } = plan.notify;
    return { notify: { event, contentType }, lines: [body.shown] };
  }
  const origin = `${protocol}://${forUrl(host)}${port ? `:${port}` : ''}`;
  return { lines: plan.requests.map((request) => requestText(request, origin)) };
}

function requestText({ shown, post }: PlannedRequest, origin: string): string {
  const line = `${post ? 'POST' : 'GET'} ${origin}${shown}`;
  return post ? [line, `Content-Type: ${post.contentType}`, '', post.body.shown].join('\n') : line;
}

/** How far a vendor's phones, and this model, do an action by the transport chosen or another: what lacks it, or 'yes'. */
export function ability(
  vendor: VendorProfile,
  model: string,
  action: ActionId,
  transport: 'http' | 'sip',
): 'yes' | 'vendor' | 'model' {
  if (action === 'press') return vendor.http || vendor.sip ? 'yes' : 'vendor';
  if (transport === 'sip' && checkSyncOf(vendor, action)) return 'yes';
  const recipes = vendor.actions[action] ?? [];
  if (recipes.length === 0) return 'vendor';
  const series = seriesOf(vendor, model);
  if (!series) return 'yes';
  const fits = recipes.some((recipe) => composes(vendor, model, action, recipe));
  return fits ? 'yes' : 'model';
}

function composes(vendor: VendorProfile, model: string, action: RecipeAction, recipe: Recipe): boolean {
  const template =
    'request' in recipe
      ? `${recipe.request} ${recipe.post?.text ?? ''}`
      : [...recipe.keys, recipe.suffix ?? ''].join(' ');
  const required = [...template.replace(/\[[^\]]*\]/g, '').matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const account = vendor.line?.account?.form === 'uri' ? '1@host' : 'a';
  const values = Object.fromEntries(
    required.map((name) => (name === 'account' ? ['line', account] : [name, name === 'text' ? 'a' : '1'])),
  );
  return (['http', 'sip'] as const).some((transport) => {
    try {
      composePlan(parsePayload({ action, ...recipe.when, ...values }), {
        vendors: vendorCatalogue(),
        profile: vendor,
        model,
        transport,
        disruptive: true,
        credentials: CREDENTIALS,
      });
      return true;
    } catch {
      // The other transport may do it.
      return false;
    }
  });
}
