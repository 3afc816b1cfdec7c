import type { VendorCatalogue } from '../../vendors';
import type { Arrival, Report } from '../types';
import { readBody } from './body';
import { readTarget } from './target';

/** Whether a request of this method may be an event by its target alone. */
export function isEventMethod(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

/**
 * What a request says, in its target or in what it posts.
 *
 * @param where `path`: the node's
 * @returns undefined where it is not on the path, and where it says nothing that any vendor's phones say so
 */
export function reportOf(
  { method, target, body }: Pick<Arrival, 'method' | 'target' | 'body'>,
  { path, vendors }: { readonly path: string; readonly vendors: VendorCatalogue },
): Report | undefined {
  if (isEventMethod(method)) return readTarget(target, path, vendors);
  if (method !== 'POST' || body === undefined) return undefined;
  const asked = readTarget(target, path, vendors);
  return asked && readBody(body, asked.tokens, vendors);
}
