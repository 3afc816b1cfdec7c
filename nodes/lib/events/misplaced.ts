import type { VendorCatalogue } from '../vendors';
import { targetPath } from './report/target';

/** A request that stands at another path than it was meant for. */
export interface Misplaced {
  /** The node's own path. */
  readonly path: string;
  /** The path as asked for, up to the event's name, fit to be shown. */
  readonly asked: string;
  /** Where it would have been ours. */
  readonly expected: string;
}

/** More segments stand before no event, and more nodes' paths are not compared for a request that is nobody's. */
const SEGMENTS = 6;
const PATHS = 50;
const LONGEST = 1024;

/** What a person may have chosen for a path, and no secret: neither long nor a variable. */
const PLAIN = /^[\w.~-]{1,32}$/;

/**
 * Whether a request that is nobody's looks like an event of one of our nodes whose path a proxy has cut short at its
 * front, put something before, or both: `/phone/mute` or `/mute` for `/red/phone/mute`, `/nodered/phone/mute` for
 * `/phone/mute`.
 *
 * @param target the whole request-target
 * @param root the mount point of our paths: `/red/`, `/` or ''
 * @param vendors whose events' names count
 */
export function findMisplaced(
  target: string,
  root: string,
  paths: Iterable<string>,
  vendors: VendorCatalogue,
): Misplaced | undefined {
  if (target.length > LONGEST) return undefined;
  const segments = segmentsOf(targetPath(target));
  let left = PATHS;
  for (const path of paths) {
    if (left-- === 0) break;
    const expected = [...segmentsOf(root), ...segmentsOf(path)];
    for (let end = 0; end <= Math.min(segments.length, SEGMENTS); end++) {
      const asked = segments.slice(0, end);
      if (!isPieceOf(asked, expected) || !isEvent(segments[end], target, vendors)) continue;
      return { path, asked: shown(asked), expected: shown(expected) };
    }
  }
  return undefined;
}

/** Ends like it, and is not the same. */
function isPieceOf(asked: readonly string[], expected: readonly string[]): boolean {
  if (expected.length === 0 || asked.join('/') === expected.join('/')) return false;
  return asked.length === 0 || asked.at(-1) === expected.at(-1);
}

function isEvent(segment: string | undefined, target: string, vendors: VendorCatalogue): boolean {
  const name = segment ?? /[?&#;]event=([^?&#;/]{1,64})/i.exec(target)?.[1];
  return name !== undefined && vendors.eventOf(name) !== undefined;
}

function segmentsOf(path: string): string[] {
  return path.split('/', SEGMENTS + 4).filter((segment) => segment !== '');
}

function shown(segments: readonly string[]): string {
  return `/${segments.map((segment) => (PLAIN.test(segment) ? segment : '…')).join('/')}`;
}

/** So much of a path that is nobody's is shown: what stands further back may be anything. */
const SHOWN_SEGMENTS = 3;
/** Paths that people choose are shorter; keys and tokens are not. */
const LONGEST_SEGMENT = 20;

/** A path as it was asked for, without what may be a secret. */
export function plainPath(path: string): string {
  const segments = path
    .slice(0, LONGEST)
    .split('/', SHOWN_SEGMENTS + 2)
    .filter((segment) => segment !== '');
  const first = segments.slice(0, SHOWN_SEGMENTS).map((segment) => (segment.length > LONGEST_SEGMENT ? '' : segment));
  return shown(segments.length > SHOWN_SEGMENTS ? [...first, ''] : first);
}
