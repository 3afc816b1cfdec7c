import type { Node, NodeAPI } from 'node-red';

/**
 * A text with every `${ENV}` in it replaced (Node-RED itself replaces only a string that is one reference); blanks at its
 * ends stay. A lone `${` is text: passwords hold such things, and would else be taken for a variable's name.
 */
export function resolveVariables(RED: NodeAPI, node: Node, text: string): string {
  if (!/\$\{\S+\}/.test(text)) return text;
  const resolved: unknown = RED.util.evaluateNodeProperty(text, 'env', node, {});
  return typeof resolved === 'string' || typeof resolved === 'number' ? String(resolved) : '';
}

/** A stored string with every `${ENV}` in it replaced, and no blanks at its ends. */
export function readString(RED: NodeAPI, node: Node, value: unknown): string {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? resolveVariables(RED, node, value).trim() : '';
}

/** A stored number within bounds, else the default. */
export function readNumber(value: unknown, fallback: number, least: number, most: number): number {
  const number = typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value);
  return Number.isFinite(number) ? Math.min(Math.max(number, least), most) : fallback;
}
