import { VALUE_PARAMETERS } from '../nodes/lib/commands/configured-action';
import type { ActionId, ParameterName } from '../nodes/lib/vocabulary';
import { actions } from './catalogue';
import { words } from './words';

/** Actions as the dialog of `active-uri out` words and groups them. */

const _ = words('active-uri-out');

type Term = ReturnType<typeof actions>[number];

/** Our word for an action. */
export const actionLabel = (id: string): string => _(`action.${id}`);

/** @param id as a flow stores it, or as the field holds it */
export const termOf = (id: unknown): Term | undefined => actions().find((term) => term.id === id);

export function parametersOf(id: string): readonly ParameterName[] {
  const { needs = [], takes = [] } = termOf(id) ?? {};
  return [...needs, ...takes];
}

/** The one parameter that the dialog's value stands for, as the run time reads it. */
export const valueParameterOf = (id: string): ParameterName | 'keys' | undefined =>
  id === 'press' ? 'keys' : VALUE_PARAMETERS.find((name) => parametersOf(id).includes(name));

/** The parameter that the action cannot do without. */
export const neededValueOf = (id: unknown): ParameterName | 'keys' | undefined =>
  id === 'press' ? 'keys' : VALUE_PARAMETERS.find((name) => termOf(id)?.needs?.includes(name));

const GROUPS = {
  call: ['dial', 'answer', 'reject', 'hangup', 'hold', 'resume', 'swap', 'redial', 'callback', 'cancel', 'dtmf'],
  several: ['transfer', 'forward', 'conference', 'join', 'split', 'pickup', 'park', 'intercom'],
  phone: [
    'mute',
    'volume-up',
    'volume-down',
    'dnd-on',
    'dnd-off',
    'dnd-toggle',
    'forward-on',
    'forward-off',
    'call-waiting-on',
    'call-waiting-off',
    'voicemail',
    'set-display-name',
  ],
  door: ['open-door'],
  keys: ['press'],
} as const satisfies Record<string, readonly ActionId[]>;

/** All actions, grouped as users look for them: those that no group names are the phone's. */
export function groupedActions(): Readonly<Record<string, readonly ActionId[]>> {
  const grouped = new Set<ActionId>(Object.values(GROUPS).flat());
  const disruptive = actions().filter((term) => term.disruptive);
  const rest = actions().filter((term) => !term.disruptive && !grouped.has(term.id));
  return {
    ...GROUPS,
    phone: [...GROUPS.phone, ...rest.map(({ id }) => id)],
    disruptive: disruptive.map(({ id }) => id),
  };
}

export const isForwarding = (action: string): boolean => action.startsWith('forward-');

/** The kinds that a transfer or a forwarding may be of; blank: the phone's. */
export const kindsOf = (action: string): readonly string[] => [
  '',
  ...(isForwarding(action) ? ['always', 'busy', 'no-answer'] : ['blind', 'attended']),
];
