import { originForm } from '../report/target';

/**
 * A request-target below a mount point such as httpNodeRoot, as Express hands it on: `/phone?x` from `/red/phone?x` and
 * `/red/`; the root in any case, since Express compares it so. Undefined where the target lies elsewhere.
 */
export function belowRoot(target: string, root: string): string | undefined {
  const base = root.replace(/\/+$/, '');
  const origin = originForm(target);
  if (origin.slice(0, base.length).toLowerCase() !== base.toLowerCase()) return undefined;
  const rest = origin.slice(base.length);
  if (rest.startsWith('/')) return rest;
  return rest === '' || rest.startsWith('?') || rest.startsWith('#') ? `/${rest}` : undefined;
}
