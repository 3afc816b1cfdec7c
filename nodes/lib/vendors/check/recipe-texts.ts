import type { Recipe, VendorProfile } from '../profile';

export interface NamedRecipe {
  readonly action: string;
  readonly recipe: Recipe;
  /** Among the action's, from 1. */
  readonly position: number;
}

export function recipesOf(actions: VendorProfile['actions']): NamedRecipe[] {
  return Object.entries(actions).flatMap(([action, recipes]) =>
    recipes.map((recipe, index) => ({ action, recipe, position: index + 1 })),
  );
}

/** All text of a recipe that goes to a phone. */
export function templatesOf(recipe: Recipe): string[] {
  if ('request' in recipe) {
    const { request, otherwise, post } = recipe;
    return [request, ...(otherwise === undefined ? [] : [otherwise]), ...(post ? [post.text] : [])];
  }
  return [...recipe.keys, ...(recipe.suffix === undefined ? [] : [recipe.suffix])];
}

/** The placeholders of templates: all, and those without whose value there is no command. */
export function placeholdersIn(templates: readonly string[]): { all: Set<string>; required: Set<string> } {
  const namesIn = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  return {
    all: new Set(templates.flatMap(namesIn)),
    required: new Set(templates.flatMap((text) => namesIn(text.replace(/\[[^[\]]*\]/g, '')))),
  };
}
