import { seriesOf, vendorCatalogue } from './catalogue.js';
import { checkSyncOf, chooseRecipe, composePlan, parsePayload, payloadFor } from './composer.js';
import { forUrl } from './addresses.js';

/** Stand in for what is known only when the flow runs. */
const EXAMPLES = { number: '6040', digits: '1234#', code: '1234', text: 'Front desk', keys: '6040' };
/** Credentials are never asked for: the plan masks them, whatever they are. */
const CREDENTIALS = { password: 'x', doorCode: '0' };

/**
 * What a command comes to, composed by the code that will send it.
 *
 * @param {object} command action, value (a string), dynamic (the value is known later), line, via, transferType, call, after
 * @param {object} target vendor profile, model, host, port, protocol, path, separator, transport, disruptive
 * @returns {{ lines: string[], notify?: {event: string, contentType: string}, example?: string, note?: string, guess?: boolean } | { code: string, message: string }}
 */
export function previewOf(command, target) {
  const { vendor } = target;
  const parameter = command.action === 'press' ? 'keys' : command.parameter;
  const example = command.dynamic && parameter ? EXAMPLES[parameter] : undefined;
  try {
    const payload = payloadFor({
      action: command.action,
      value: example ?? (command.value === '' || !parameter ? undefined : command.value),
      line: usesEnv(command.line) ? '1' : command.line,
      via: command.via,
      type: command.transferType,
      call: command.call,
      after: command.after,
    });
    const parsed = parsePayload(payload);
    const plan = composePlan(parsed, {
      vendors: vendorCatalogue(),
      profile: vendor,
      model: target.model,
      path: target.path,
      separator: target.separator,
      transport: target.transport,
      disruptive: target.disruptive,
      credentials: CREDENTIALS,
    });
    return { ...described(plan, target), ...remarkOn(parsed, target), ...(example !== undefined && { example }) };
  } catch (error) {
    if (typeof error.code === 'string') return { code: error.code, message: error.message };
    throw error;
  }
}

/** What the profile remarks on this way of doing the action. */
function remarkOn({ action, ...values }, { vendor, model, transport }) {
  if (action === 'press') return {};
  const checkSync = transport === 'sip' && checkSyncOf(vendor, action);
  if (checkSync) return { guess: checkSync.guess === true };
  const lent = new Set(Object.keys(CREDENTIALS).concat('code'));
  const { note, guess } = chooseRecipe(action, values, {
    profile: vendor,
    model,
    series: seriesOf(vendor, model),
    transport,
    lent,
  });
  return { note, guess: guess === true };
}

const usesEnv = (text) => /\$\{/.test(text ?? '');

function described(plan, { host, port, protocol }) {
  if (plan.notify) {
    const { event, contentType, body } = plan.notify;
    return { notify: { event, contentType }, lines: [body.shown] };
  }
  const origin = `${protocol}://${forUrl(host)}${port ? `:${port}` : ''}`;
  return { lines: plan.requests.map(({ shown }) => `GET ${origin}${shown}`) };
}

/** How far a vendor's phones, and this model, do an action by the transport chosen or another: 'yes', 'vendor' or 'model' for what it lacks. */
export function ability(vendor, model, action, transport) {
  if (action === 'press') return vendor.http || vendor.sip ? 'yes' : 'vendor';
  if (transport === 'sip' && checkSyncOf(vendor, action)) return 'yes';
  const recipes = vendor.actions[action] ?? [];
  if (recipes.length === 0) return 'vendor';
  const series = seriesOf(vendor, model);
  if (!series) return 'yes';
  const fits = recipes.some((recipe) => composes(vendor, model, action, recipe));
  return fits ? 'yes' : 'model';
}

const VALUES = { number: '1', digits: '1', code: '1', text: 'a' };

function composes(vendor, model, action, recipe) {
  const template = 'request' in recipe ? recipe.request : [...recipe.keys, recipe.suffix ?? ''].join(' ');
  const required = [...template.replace(/\[[^\]]*\]/g, '').matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const values = Object.fromEntries(required.map((name) => [name, VALUES[name] ?? '1']));
  for (const transport of ['http', 'sip']) {
    try {
      const payload = { action, ...recipe.when, ...values };
      composePlan(parsePayload(payload), {
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
    }
  }
  return false;
}
