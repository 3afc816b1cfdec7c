import { ACTION_IDS, ACTIONS, type ActionTerm } from '../../vocabulary';
import { findKey, findKeyWithArgument } from '../keys';
import type { Recipe, VendorProfile } from '../profile';
import { postProblems } from './post';
import { type NamedRecipe, placeholdersIn, recipesOf, templatesOf } from './recipe-texts';

const TERMS: Readonly<Record<string, ActionTerm>> = ACTIONS;
const DISRUPTIVE = /re-?boot|factory|autop|reset(?:now|factory|$)/i;
const REQUEST = /^[/?][!-"$-~]*$/;

/** Actions that are none, and recipes that drop a value, press what is no key, cannot be sent or are never chosen. */
export function recipeProblems(profile: VendorProfile): string[] {
  const unknown = Object.keys(profile.actions).filter(
    (id) => id === 'press' || !ACTION_IDS.some((each) => each === id),
  );
  const named = recipesOf(profile.actions).filter(({ action }) => !unknown.includes(action));
  return [
    ...unknown.map((id) => `there is no action "${id}" to write recipes for: take one of vocabulary.ts`),
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
function parameterProblems({ sip }: VendorProfile, { action, recipe }: NamedRecipe): string[] {
  const { needs = [], takes = [] } = TERMS[action] ?? {};
  const told: readonly string[] = [...needs, ...takes, 'username', 'password', 'transport'].flatMap((name) =>
    name === 'line' ? [name, 'account'] : [name],
  );
  const used = [...placeholdersIn(templatesOf(recipe)).all];
  const strange = [...used, ...Object.keys(recipe.when ?? {})].filter((name) => !told.includes(name));
  const isDropped = (name: string): boolean => !used.includes(name) && !(name === 'line' && used.includes('account'));
  return [
    ...strange.map((name) => `the action ${action} is not told "${name}": it is told ${told.join(', ')}`),
    ...needs.filter(isDropped).map((name) => `the action ${action} drops its ${name}: write {${name}} where it goes`),
    ...(recipe.when?.transport === 'sip' && !sip
      ? [`the action ${action} has a recipe for SIP, by which the vendor takes no keys: add sip, or remove it`]
      : []),
  ];
}

function lineProblems({ line, freeKeys }: VendorProfile, { action, recipe }: NamedRecipe): string[] {
  const { all } = placeholdersIn(templatesOf(recipe));
  // A door's line is its relay.
  const isLine = all.has('line') && action !== 'open-door' && !freeKeys;
  return [
    ...(isLine && !line?.number
      ? [`the action ${action} uses {line}, and lines have no numbers: add line.number, or use {account}`]
      : []),
    ...(all.has('account') && !line?.account
      ? [`the action ${action} uses {account}, and lines are no accounts: add line.account, or use {line}`]
      : []),
  ];
}

function requestProblems({ action, recipe }: NamedRecipe): string[] {
  if (!('request' in recipe)) return [];
  return [...postProblems(action, recipe), ...targetProblems(action, recipe)];
}

function targetProblems(action: string, recipe: Extract<Recipe, { readonly request: string }>): string[] {
  return [recipe.request, ...(recipe.otherwise === undefined ? [] : [recipe.otherwise])].flatMap((request) => [
    ...(REQUEST.test(request)
      ? []
      : [
          `the action ${action} sends "${request}": write / and a whole target, or ? and what takes the place of the ` +
            "path's last parameter, without blanks and #",
        ]),
    ...(DISRUPTIVE.test(`${request} ${recipe.post?.text ?? ''}`) && !TERMS[action]?.disruptive
      ? [
          `the action ${action} sends "${request}", which interrupts the phone: it belongs to reboot, autoprovision or factory-reset`,
        ]
      : []),
  ]);
}

function unpressable(profile: VendorProfile, action: string, templates: readonly string[]): string[] {
  return templates.flatMap((template) => {
    const key = template.replace(/^\[(.*)\]$/, '$1').replace(/\{(?:line|call)\}/, '1');
    if (/^\{(?:number|digits|code)\}$/.test(key) || findKey(profile, key)?.wire === key) return [];
    if (findKeyWithArgument(profile, key.replace(/\{\w+\}/g, '1'))) return [];
    return [`the action ${action} presses ${template}, which is none of the keys: add it to them, or write their name`];
  });
}

/** Recipes of an action before which another always fits. */
function unreachable(profile: VendorProfile, named: readonly NamedRecipe[]): string[] {
  return named.flatMap((later) => {
    const earlier = named.find(
      (each) =>
        each.action === later.action &&
        each.position < later.position &&
        standsBefore(profile, each.recipe, later.recipe),
    );
    return earlier
      ? [
          `recipe ${later.position} of ${later.action} is never chosen, for recipe ${earlier.position} always fits where ` +
            'it does: remove it, put it first, or give it a condition',
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
