import { PhoneError } from '../errors';
import { type Sentence, sentence } from '../sentences/sentence';
import {
  ACTION_IDS,
  ACTIONS,
  type ActionId,
  type ActionTerm,
  type ParameterName,
  type RecipeAction,
} from '../vocabulary';
import { readTypedNumber } from './typed-number';

/** Keys to press, as the message named them: well-formed in number and type, not yet known to any vendor. */
export interface PressCommand {
  readonly action: 'press';
  readonly keys: readonly string[];
}

/** An action with what it was told, unchecked but for being text or number. */
export type ActionCommand = { readonly action: RecipeAction } & Readonly<
  Partial<Record<ParameterName, string | number>>
>;

export type Command = PressCommand | ActionCommand;

/** Those that an action does not take are read all the same: a command that drops one would do something else. */
const PARAMETERS: readonly ParameterName[] = ['number', 'digits', 'code', 'text', 'line', 'via', 'type'];
/** Read only where the action takes them: an event's payload to which an action was added has a `call` of its own. */
const OWN_PARAMETERS: readonly ParameterName[] = ['call', 'after'];

/** The separator of a key sequence in a message, whatever the phone's own separator is. */
const SEPARATOR = ';';
/** Far above any real command: bounds the work that one message can cause. */
const MAX_CHARACTERS = 1000;
export const MAX_KEYS = 100;

/**
 * Reads `msg.payload` as a command.
 *
 * @throws PhoneError INVALID_PAYLOAD where it is none, INVALID_VALUE where a parameter is neither text nor number
 */
export function parsePayload(payload: unknown): Command {
  try {
    return read(payload);
  } catch (error) {
    if (error instanceof PhoneError) throw error;
    // A getter or a proxy threw: its words are the flow's own and may hold anything, so they stay out.
    throw invalid(sentence('command.unreadable'));
  }
}

function read(payload: unknown): Command {
  if (typeof payload === 'string') return { action: 'press', keys: splitSequence(payload) };
  if (Array.isArray(payload)) return { action: 'press', keys: copyKeys(payload) };
  if (typeof payload === 'number' || typeof payload === 'bigint') {
    throw invalid(sentence('command.number'));
  }
  if (typeof payload !== 'object' || payload === null || ArrayBuffer.isView(payload)) {
    throw invalid(sentence('command.none'));
  }
  const action = own(payload, 'action');
  if (action === undefined) throw invalid(sentence('command.no-action'));
  if (!isAction(action)) throw invalid(sentence('command.unknown-action', { actions: ACTION_IDS.join(', ') }));
  return action === 'press' ? { action, keys: readKeys(own(payload, 'keys')) } : readAction(action, payload);
}

function readAction(action: RecipeAction, payload: object): ActionCommand {
  const parameters: Partial<Record<ParameterName, string | number>> = {};
  const { takes = [] }: ActionTerm = ACTIONS[action];
  for (const name of [...PARAMETERS, ...OWN_PARAMETERS.filter((each) => takes.includes(each))]) {
    const value = own(payload, name);
    if (value === undefined) continue;
    if (typeof value !== 'string' && typeof value !== 'number') {
      throw new PhoneError('INVALID_VALUE', sentence('command.no-text', { name }));
    }
    parameters[name] = value;
  }
  const typed = own(payload, 'typed');
  return typed === undefined ? { action, ...parameters } : { action, ...parameters, number: meant(typed, parameters) };
}

/** `typed` is a number as a person wrote it, in the place of `number`. */
function meant(typed: unknown, { number }: Partial<Record<ParameterName, string | number>>): string {
  if (number !== undefined) throw new PhoneError('INVALID_VALUE', sentence('command.both'));
  const text = typeof typed === 'string' ? typed : keyText(typed);
  if (text === undefined) throw new PhoneError('INVALID_VALUE', sentence('command.typed-no-text'));
  return readTypedNumber(text);
}

function readKeys(keys: unknown): string[] {
  if (typeof keys === 'string') return splitSequence(keys);
  if (Array.isArray(keys)) return copyKeys(keys);
  throw invalid(sentence('command.press-needs'));
}

function splitSequence(sequence: string): string[] {
  if (sequence.length > MAX_CHARACTERS) throw tooLong();
  const tokens = sequence.split(SEPARATOR).map(withoutBlanks);
  // Documents print many sequences with a separator at the end.
  if (tokens.length > 1 && tokens.at(-1) === '') tokens.pop();
  return copyKeys(tokens);
}

function copyKeys(keys: readonly unknown[]): string[] {
  const { length } = keys;
  if (length === 0) throw invalid(sentence('command.empty'));
  if (length > MAX_KEYS) throw tooLong();
  const copy: string[] = [];
  let characters = 0;
  for (let index = 0; index < length; index += 1) {
    const key = keyText(keys[index]);
    if (key === undefined) throw invalid(sentence('command.key-no-text', { position: index + 1 }));
    if (key === '') throw invalid(sentence('command.key-empty', { position: index + 1 }));
    characters += key.length;
    if (characters > MAX_CHARACTERS) throw tooLong();
    copy.push(key);
  }
  return copy;
}

/** Digits may come as a number: `['SPEAKER', 6040, 'ENTER']`. */
function keyText(key: unknown): string | undefined {
  if (typeof key === 'string') return key;
  return typeof key === 'number' && Number.isSafeInteger(key) && key >= 0 ? String(key) : undefined;
}

/** Blanks alone: a line break or a TAB is not slipped over but refused with the key. */
function withoutBlanks(token: string): string {
  let start = 0;
  let end = token.length;
  while (token[start] === ' ') start += 1;
  while (end > start && token[end - 1] === ' ') end -= 1;
  return token.slice(start, end);
}

function own(payload: object, name: string): unknown {
  return Object.hasOwn(payload, name) ? (payload as Record<string, unknown>)[name] : undefined;
}

function isAction(action: unknown): action is ActionId {
  return typeof action === 'string' && Object.hasOwn(ACTIONS, action);
}

function invalid(words: Sentence): PhoneError {
  return new PhoneError('INVALID_PAYLOAD', words);
}

function tooLong(): PhoneError {
  return invalid(sentence('command.too-long', { keys: MAX_KEYS, characters: MAX_CHARACTERS }));
}
