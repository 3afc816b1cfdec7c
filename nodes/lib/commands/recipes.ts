import { PhoneError } from '../errors';
import { joined, type Sentence, sentence } from '../sentences/sentence';
import type { Recipe, RecipeAction, Series, VendorProfile } from '../vendors';
import { type Placeholders, placeholdersOf } from './template';
import { thisModel } from './this-model';
import { phrase, type ValueName, type Values } from './values';

export interface RecipeContext {
  readonly profile: VendorProfile;
  readonly model?: string;
  readonly series: Series | undefined;
  readonly transport: 'http' | 'sip';
  /** Values that the phone's settings can lend: `password`, `code`. */
  readonly lent: ReadonlySet<string>;
}

/**
 * The first recipe of the vendor that does what was asked, all of it: one that would drop a given parameter does not
 * count, for it would do something else.
 *
 * @throws PhoneError INVALID_VALUE where the recipes need more, UNSUPPORTED_BY_MODEL, UNSUPPORTED_ACTION
 */
export function chooseRecipe(action: RecipeAction, values: Values, context: RecipeContext): Recipe {
  const { profile, model, series, transport, lent } = context;
  const recipes = profile.actions[action] ?? [];
  if (recipes.length === 0) throw unsupported(sentence('action.cannot-do', { vendor: profile.label, action }));

  const given = Object.keys(values) as ValueName[];
  // By the handset is the usual way, where the vendor has no words of its own for it.
  const isUsual = values.via === 'handset' && !recipes.some(({ when }) => when?.via === 'handset');
  const asked = isUsual ? given.filter((name) => name !== 'via') : given;
  const honest = recipes.filter(
    (recipe) => !(isUsual && recipe.when?.via !== undefined) && asked.every((name) => honours(recipe, name, values)),
  );
  if (honest.length === 0) {
    const what = given.map((name) =>
      name === 'via' || name === 'type'
        ? sentence('parameter.chosen', { name, value: values[name] ?? '' })
        : phrase(name),
    );
    const parameters = joined(what, 'and');
    throw unsupported(sentence('action.cannot-do-with', { vendor: profile.label, action, parameters }));
  }

  const complete = honest.filter((recipe) => missingOf(recipe, values, lent).length === 0);
  if (complete.length === 0) {
    const missing = honest.map((recipe) => missingOf(recipe, values, lent)).sort((a, b) => a.length - b.length);
    throw incomplete(action, profile, missing[0]?.[0] ?? '');
  }

  const ours = complete.filter(({ when }) => (when?.transport ?? transport) === transport);
  if (ours.length === 0) {
    throw unsupported(
      sentence(transport === 'sip' ? 'action.http-alone' : 'action.sip-alone', { vendor: profile.label, action }),
    );
  }

  const fitting = ours.filter((recipe) => !recipe.series || !series || recipe.series.includes(series.id));
  if (fitting.length === 0) {
    throw new PhoneError(
      'UNSUPPORTED_BY_MODEL',
      sentence('action.not-by-model', { phone: thisModel(profile, model), action }),
    );
  }

  const chosen = fitting.find(
    (recipe) => transport === 'http' || !('request' in recipe && recipe.request.startsWith('/')),
  );
  if (!chosen) throw unsupported(sentence('action.http-alone', { vendor: profile.label, action }));
  return chosen;
}

function honours(recipe: Recipe, name: ValueName, values: Values): boolean {
  if (name === 'via' || name === 'type') return recipe.when?.[name] === values[name];
  const { required, optional } = placesOf(recipe);
  return required.includes(name) || optional.includes(name);
}

/** What the recipe waits for: values of its templates, and conditions that the message must set. */
function missingOf(recipe: Recipe, values: Values, lent: ReadonlySet<string>): string[] {
  const { required, conditions } = placesOf(recipe);
  const missing = required.filter((name) => values[name as ValueName] === undefined && !lent.has(name));
  for (const name of conditions) if (values[name] === undefined) missing.push(name);
  return missing;
}

/** The values that a recipe has places for, and those that it is chosen by. */
interface Places extends Placeholders {
  readonly conditions: readonly ('via' | 'type')[];
}

/** Recipes are the profiles' own, so there are only so many, and every command asks several. */
const places = new WeakMap<Recipe, Places>();

function placesOf(recipe: Recipe): Places {
  let known = places.get(recipe);
  if (!known) {
    const placeholders = templatesOf(recipe).map(placeholdersOf);
    known = {
      required: placeholders.flatMap(({ required }) => required),
      optional: placeholders.flatMap(({ optional }) => optional),
      conditions: (['via', 'type'] as const).filter((name) => recipe.when?.[name] !== undefined),
    };
    places.set(recipe, known);
  }
  return known;
}

function templatesOf(recipe: Recipe): string[] {
  if ('request' in recipe) {
    const { request, otherwise, post } = recipe;
    return [request, ...(otherwise === undefined ? [] : [otherwise]), ...(post ? [post.text] : [])];
  }
  return [...recipe.keys, ...(recipe.suffix === undefined ? [] : [recipe.suffix])];
}

function incomplete(action: RecipeAction, profile: VendorProfile, name: string): PhoneError {
  if (name === 'password') {
    return new PhoneError('INVALID_VALUE', sentence('action.password', { vendor: profile.label, action }));
  }
  const what = phrase(name as ValueName);
  return new PhoneError(
    'INVALID_VALUE',
    name === 'code'
      ? sentence('action.code', { action, what })
      : sentence('action.needs-on', { action, what, vendor: profile.label }),
  );
}

function unsupported(words: Sentence): PhoneError {
  return new PhoneError('UNSUPPORTED_ACTION', words);
}
