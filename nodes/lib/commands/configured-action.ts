import { ACTIONS, type ActionTerm, type ParameterName } from '../vocabulary';

/** What an `active-uri out` node was told in its dialog. */
export interface ConfiguredAction {
  readonly action: string;
  /** The evaluated value; undefined where none was configured. */
  readonly value: unknown;
  readonly line: string;
  readonly via: string;
  readonly type: string;
  /** Absent or blank: none. */
  readonly call?: string;
  readonly after?: string;
  readonly rounds?: string;
  readonly pause?: string;
}

/** What the dialog's one value stands for, in the order in which an action's parameters are looked through. */
export const VALUE_PARAMETERS = ['number', 'digits', 'code', 'text'] as const satisfies readonly ParameterName[];

/** Those that have fields of their own; blank: left to the vendor. */
const FIELDS = ['line', 'via', 'type', 'call', 'after'] as const;

/** Of a list of numbers. */
const LIST_FIELDS = ['rounds', 'pause'] as const;

/** What a value says beside its keys. */
function wishesIn(value: object): object {
  return {
    ...('confirm' in value && { confirm: value.confirm }),
    ...('confirmWithin' in value && { confirmWithin: value.confirmWithin }),
  };
}

/**
 * The payload that a configured action amounts to. A value that is itself an object adds its own parameters
 * (`{ number: '6040', line: 2 }`), but never another action.
 */
export function payloadFor(configured: ConfiguredAction): unknown {
  const { action, value } = configured;
  if (action === 'press') {
    // A string or array of keys is a payload as it stands; an object could name another action.
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { ...wishesIn(value), action, keys: 'keys' in value ? value.keys : undefined }
      : value;
  }
  const term: ActionTerm | undefined = Object.hasOwn(ACTIONS, action)
    ? ACTIONS[action as keyof typeof ACTIONS]
    : undefined;
  if (!term) return { action };
  const taken = [...(term.needs ?? []), ...(term.takes ?? [])];
  const fields: Partial<Record<ParameterName | (typeof LIST_FIELDS)[number], string>> = {};
  for (const name of FIELDS) {
    const text = configured[name] ?? '';
    if (taken.includes(name) && text !== '') fields[name] = text;
  }
  for (const name of LIST_FIELDS) {
    const text = configured[name] ?? '';
    if (action === 'dial' && text !== '') fields[name] = text;
  }
  if (value === undefined || value === null || value === '') return { ...fields, action };
  if (typeof value === 'object' && !Array.isArray(value)) return { ...fields, ...value, action };
  const parameter = VALUE_PARAMETERS.find((name) => taken.includes(name));
  // An action without a value (hangup, say) ignores msg.payload, which may be anything.
  return parameter ? { ...fields, [parameter]: value, action } : { ...fields, action };
}
