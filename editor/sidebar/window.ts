/** Which of many rows of one height are to be in the page. */

export interface Window {
  /** Indices; `end` is the first that is not. */
  readonly start: number;
  readonly end: number;
}

/** Rows beyond the edges, so that a turn of the wheel shows no gap. */
const BEYOND = 8;

/**
 * @param top how far it is scrolled, in pixels
 * @param height of what is seen, in pixels
 * @param row height of one, in pixels
 */
export function windowOf(top: number, height: number, row: number, count: number): Window {
  const first = Math.floor(Math.max(0, top) / row);
  const start = Math.max(0, Math.min(first, count - Math.ceil(height / row)) - BEYOND);
  const end = Math.min(count, first + Math.ceil(height / row) + 1 + BEYOND);
  return { start, end: Math.max(start, end) };
}

/** How far to scroll so that a row is seen as a whole; `top` where it is. */
export function scrollFor(index: number, top: number, height: number, row: number): number {
  if (index * row < top) return index * row;
  return Math.max(top, (index + 1) * row - height);
}

/**
 * The row that a key leads to.
 *
 * @param at -1: none yet
 * @param page how many rows are seen
 * @returns undefined for other keys, and where there are no rows
 */
export function stepTo(key: string, at: number, count: number, page: number): number | undefined {
  if (count === 0) return undefined;
  const within = (index: number): number => Math.max(0, Math.min(count - 1, index));
  switch (key) {
    case 'ArrowDown':
      return within(at + 1);
    case 'ArrowUp':
      return within(at < 0 ? 0 : at - 1);
    case 'PageDown':
      return within(at + Math.max(1, page - 1));
    case 'PageUp':
      return within(at - Math.max(1, page - 1));
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
