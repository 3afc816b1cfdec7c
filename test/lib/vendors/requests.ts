import type { PlannedRequest } from '../../../nodes/lib/commands/plan';
import type { Recipe } from '../../../nodes/lib/vendors';

/** A request as documents print it: the target, of a POST the method before it and the body behind it, not form-encoded. */
export function asPrinted({ wire, post }: PlannedRequest): string {
  return post ? `POST ${wire} ${post.body.shown}` : wire;
}

/** What a recipe sends, as tables write it. */
export function templateOf(recipe: Recipe): string {
  if (!('request' in recipe)) return `${recipe.keys.join(';')}${recipe.suffix ?? ''}`;
  const { request, post } = recipe;
  return post ? `POST ${request} ${post.parameter ? `${post.parameter}=` : ''}${post.text}` : request;
}
