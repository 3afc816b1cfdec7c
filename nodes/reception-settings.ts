import type { Node, NodeAPI } from 'node-red';
import type { ReceptionSettings } from './lib/events/reception';
import { EVENT_TERMS, type EventId } from './lib/vendors';
import { readString } from './properties';
import type { ActionUrlInDef } from './types';

/** What an `action-url in` node was set to, its variables replaced. */
export function receptionSettings(
  RED: NodeAPI,
  node: Node<{ token?: string }>,
  config: ActionUrlInDef,
): ReceptionSettings {
  const chosen: unknown[] = Array.isArray(config.events) ? config.events : [];
  const known = chosen.filter((event): event is EventId => typeof event === 'string' && EVENT_TERMS.has(event));
  const token = readString(RED, node, node.credentials?.token);
  return {
    path: readString(RED, node, config.path) || '/phone',
    events: chosen.length > 0 ? new Set(known) : undefined,
    allow: readString(RED, node, config.allow),
    trustedProxies: readString(RED, node, config.trustedProxies),
    rate: readString(RED, node, config.rate),
    unknownEvents: config.unknownEvents === true,
    ...(token && { token }),
    ...(config.phone && { phoneId: config.phone }),
  };
}

/** What keeps requests out, with what an error calls it. */
const GUARDS = {
  token: 'token',
  allow: 'allow list',
  trustedProxies: 'list of trusted proxies',
  rate: 'rate',
} as const;

/** @throws Error where a guard was set to an environment variable that says nothing: it must not count as left blank */
export function checkGuards(
  stored: Partial<Record<keyof typeof GUARDS, unknown>>,
  settings: Partial<Record<keyof typeof GUARDS, string>>,
): void {
  for (const guard of Object.keys(GUARDS) as (keyof typeof GUARDS)[]) {
    const value = stored[guard];
    if (value === undefined || value === null || value === '' || settings[guard]) continue;
    if (typeof value === 'string' && value.trim() === '') continue;
    throw new Error(`the ${GUARDS[guard]} is an environment variable that is not set: set it, or type a value`);
  }
}
