import { type Sentence, sentence } from '../../sentences/sentence';
import { ACTION_IDS, ACTIONS, type ActionTerm } from '../../vocabulary';
import { findKey, findKeyWithArgument } from '../keys';
import type { Recipe, VendorProfile } from '../profile';
import { postProblems } from './post';
import { type NamedRecipe, placeholdersIn, recipesOf, templatesOf } from './recipe-texts';

const TERMS: Readonly<Record<string, ActionTerm>> = ACTIONS;
const DISRUPTIVE = /re-?boot|factory|autop|reset(?:now|factory|$)/i;
const REQUEST = /^[/?][!-"$-~]*$/;
const SUFFIX = /^[!-"$-~]*$/;

/** Actions that are none, and recipes that drop a value, press what is no key, cannot be sent or are never chosen. */
export function recipeProblems(profile: VendorProfile): Sentence[] {
  const unknown = Object.keys(profile.actions).filter(
    (id) => id === 'press' || !ACTION_IDS.some((each) => each === id),
  );
  const named = recipesOf(profile.actions).filter(({ action }) => !unknown.includes(action));
  return [
    ...unknown.map((id) => sentence('check.no-action', { id })),
    ...named.flatMap((each) => [
      ...parameterProblems(profile, each),
      ...lineProblems(profile, each),
      ...requestProblems(each),
      ...('keys' in each.recipe && !profile.freeKeys ? unpressable(profile, each.action, each.recipe.keys) : []),
    ]),
    ...unreachable(profile, named),
  ];
}

/** A recipe uses only what the action may be told, and all that it must be told. */
function parameterProblems({ sip }: VendorProfile, { action, recipe }: NamedRecipe): Sentence[] {
  const { needs = [], takes = [] } = TERMS[action] ?? {};
  const told: readonly string[] = [...needs, ...takes, 'username', 'password', 'transport'].flatMap((name) =>
    name === 'line' ? [name, 'account'] : [name],
  );
  const used = [...placeholdersIn(templatesOf(recipe)).all];
  const strange = [...used, ...Object.keys(recipe.when ?? {})].filter((name) => !told.includes(name));
  const isDropped = (name: string): boolean => !used.includes(name) && !(name === 'line' && used.includes('account'));
  return [
    ...strange.map((name) => sentence('check.not-told', { action, name, names: told.join(', ') })),
    ...needs.filter(isDropped).map((name) => sentence('check.drops', { action, name })),
    ...(recipe.when?.transport === 'sip' && !sip ? [sentence('check.no-sip', { action })] : []),
  ];
}

function lineProblems({ line, freeKeys }: VendorProfile, { action, recipe }: NamedRecipe): Sentence[] {
  const { all } = placeholdersIn(templatesOf(recipe));
  // A door's line is its relay.
  const isLine = all.has('line') && action !== 'open-door' && !freeKeys;
  return [
    ...(isLine && !line?.number ? [sentence('check.no-line-number', { action })] : []),
    ...(all.has('account') && !line?.account ? [sentence('check.no-line-account', { action })] : []),
  ];
}

function requestProblems({ action, recipe }: NamedRecipe): Sentence[] {
  if (!('request' in recipe)) {
    const { suffix = '' } = recipe;
    return SUFFIX.test(suffix) ? [] : [sentence('check.suffix', { action, suffix })];
  }
  return [...postProblems(action, recipe), ...targetProblems(action, recipe)];
}

function targetProblems(action: string, recipe: Extract<Recipe, { readonly request: string }>): Sentence[] {
  return [recipe.request, ...(recipe.otherwise === undefined ? [] : [recipe.otherwise])].flatMap((request) => [
    ...(REQUEST.test(request) ? [] : [sentence('check.request', { action, request })]),
    ...(DISRUPTIVE.test(`${request} ${recipe.post?.text ?? ''}`) && !TERMS[action]?.disruptive
      ? [sentence('check.request-disruptive', { action, request })]
      : []),
  ]);
}

function unpressable(profile: VendorProfile, action: string, templates: readonly string[]): Sentence[] {
  return templates.flatMap((template) => {
    const key = template.replace(/^\[(.*)\]$/, '$1').replace(/\{(?:line|call)\}/, '1');
    if (/^\{(?:number|digits|code)\}$/.test(key) || findKey(profile, key)?.wire === key) return [];
    if (findKeyWithArgument(profile, key.replace(/\{\w+\}/g, '1'))) return [];
    return [sentence('check.presses', { action, key: template })];
  });
}

/** Recipes of an action before which another always fits. */
function unreachable(profile: VendorProfile, named: readonly NamedRecipe[]): Sentence[] {
  return named.flatMap((later) => {
    const earlier = named.find(
      (each) =>
        each.action === later.action &&
        each.position < later.position &&
        standsBefore(profile, each.recipe, later.recipe),
    );
    return earlier
      ? [
          sentence('check.unreachable', {
            later: later.position,
            action: later.action,
            earlier: earlier.position,
          }),
        ]
      : [];
  });
}

/** Whether `first` fits whatever `second` fits: the same conditions at most, no more values wanted, none dropped. */
function standsBefore(profile: VendorProfile, first: Recipe, second: Recipe): boolean {
  const [one, two] = [first, second].map((recipe) => placeholdersIn(templatesOf(recipe)));
  if (!one || !two) return false;
  const transports = (recipe: Recipe): string[] => {
    if (recipe.when?.transport) return [recipe.when.transport];
    return 'request' in recipe && recipe.request.startsWith('/') ? ['http'] : ['http', ...(profile.sip ? ['sip'] : [])];
  };
  return (
    first.when?.via === second.when?.via &&
    first.when?.type === second.when?.type &&
    transports(second).every((transport) => transports(first).includes(transport)) &&
    (!first.series || (second.series?.every((id) => first.series?.includes(id)) ?? false)) &&
    [...one.required].every((name) => two.required.has(name)) &&
    [...two.all].every((name) => one.all.has(name))
  );
}
