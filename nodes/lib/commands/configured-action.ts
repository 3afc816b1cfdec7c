import { ACTIONS, type ActionTerm, type ParameterName } from '../vocabulary';

/** What an `active-uri out` node was told in its dialog. */
export interface ConfiguredAction {
  readonly action: string;
  /** The evaluated value; undefined where none was configured. */
  readonly value: unknown;
  readonly line: string;
  readonly via: string;
  readonly type: string;
}

/** What the dialog's one value stands for, in the order in which an action's parameters are looked through. */
const VALUE_PARAMETERS: readonly ParameterName[] = ['number', 'digits', 'code', 'text'];

/**
 * The payload that a configured action amounts to. A value that is itself an object adds its own parameters
 * (`{ number: '6040', line: 2 }`), but never another action.
 */
export function payloadFor(configured: ConfiguredAction): unknown {
  const { action, value } = configured;
  if (action === 'press') {
    // A string or array of keys is a payload as it stands; an object could name another action.
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { action, keys: 'keys' in value ? value.keys : undefined }
      : value;
  }
  const term: ActionTerm | undefined = Object.hasOwn(ACTIONS, action)
    ? ACTIONS[action as keyof typeof ACTIONS]
    : undefined;
  if (!term) return { action };
  const taken = [...(term.needs ?? []), ...(term.takes ?? [])];
  const fields = {
    ...(taken.includes('line') && configured.line !== '' && { line: configured.line }),
    ...(taken.includes('via') && configured.via !== '' && { via: configured.via }),
    ...(taken.includes('type') && configured.type !== '' && { type: configured.type }),
  };
  if (value === undefined || value === null || value === '') return { ...fields, action };
  if (typeof value === 'object') return { ...fields, ...value, action };
  const parameter = VALUE_PARAMETERS.find((name) => taken.includes(name));
  // An action without a value (hangup, say) ignores msg.payload, which may be anything.
  return parameter ? { ...fields, [parameter]: value, action } : { ...fields, action };
}
