import type { Node, NodeAPI } from 'node-red';

/** A stored string with every `${ENV}` in it replaced (Node-RED itself replaces only a string that is one reference). */
export function readString(RED: NodeAPI, node: Node, value: unknown): string {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return '';
  if (!value.includes('${')) return value.trim();
  const resolved: unknown = RED.util.evaluateNodeProperty(value, 'env', node, {});
  return typeof resolved === 'string' || typeof resolved === 'number' ? String(resolved).trim() : '';
}

/** A stored number within bounds, else the default. */
export function readNumber(value: unknown, fallback: number, least: number, most: number): number {
  const number = typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value);
  return Number.isFinite(number) ? Math.min(Math.max(number, least), most) : fallback;
}
