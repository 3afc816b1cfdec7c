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
import { MOST_NUMBERS, readWishes, type Wishes } from './wishes';

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

/** What a message orders: one command, or with a list of numbers the same command for each. */
export interface Order {
  readonly commands: readonly [Command, ...Command[]];
  /** The numbers came as a list, be it of one. */
  readonly isList: boolean;
  /** Keys alone, which have no place for wishes. */
  readonly isSequence: boolean;
  readonly wishes: Wishes;
}

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
  return guarded(() => read(payload));
}

/**
 * Reads `msg.payload` with what stands beside its command.
 *
 * @throws PhoneError as `parsePayload`; INVALID_VALUE where a wish, or the list of numbers, cannot be meant
 */
export function parseOrder(payload: unknown): Order {
  return guarded(() => {
    const isSequence = typeof payload !== 'object' || payload === null || Array.isArray(payload);
    if (isSequence) return { commands: [read(payload)], isList: false, isSequence, wishes: {} };
    const wishes = readWishes((name) => own(payload, name));
    const list = listOf(payload);
    const commands = list ? readList(payload, list) : ([read(payload)] as const);
    return { commands, isList: list !== undefined, isSequence, wishes };
  });
}

function guarded<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof PhoneError) throw error;
    // A getter or a proxy threw: its words are the flow's own and may hold anything, so they stay out.
    throw invalid(sentence('command.unreadable'));
  }
}

/** The name under which a payload has several numbers, and those. */
function listOf(
  payload: object,
): { readonly name: 'number' | 'typed'; readonly entries: readonly unknown[] } | undefined {
  for (const name of ['number', 'typed'] as const) {
    const entries = own(payload, name);
    if (Array.isArray(entries)) return { name, entries: entries as readonly unknown[] };
  }
  return undefined;
}

function readList(payload: object, { name, entries }: NonNullable<ReturnType<typeof listOf>>): [Command, ...Command[]] {
  if (own(payload, 'action') !== 'dial') {
    throw new PhoneError('INVALID_VALUE', sentence('confirm.list-action'));
  }
  const { length } = entries;
  if (length > MOST_NUMBERS)
    throw new PhoneError('INVALID_VALUE', sentence('confirm.list-length', { count: MOST_NUMBERS }));
  const commands: Command[] = [];
  for (let index = 0; index < length; index += 1) {
    const entry = entries[index];
    if (entry === undefined)
      throw new PhoneError('INVALID_VALUE', sentence('confirm.list-entry', { count: index + 1 }));
    // The list's name for one of its entries: all else is the same for each.
    commands.push(readAction('dial', payload, { [name]: entry }));
  }
  const [first, ...others] = commands;
  if (!first) throw new PhoneError('INVALID_VALUE', sentence('confirm.list-empty'));
  return [first, ...others];
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

/** @param instead stands in the place of the payload's own property of that name */
function readAction(action: RecipeAction, payload: object, instead: object = {}): ActionCommand {
  const told = (name: string): unknown => own(instead, name) ?? own(payload, name);
  const parameters: Partial<Record<ParameterName, string | number>> = {};
  const { takes = [] }: ActionTerm = ACTIONS[action];
  for (const name of [...PARAMETERS, ...OWN_PARAMETERS.filter((each) => takes.includes(each))]) {
    const value = told(name);
    if (value === undefined) continue;
    if (typeof value !== 'string' && typeof value !== 'number') {
      throw new PhoneError('INVALID_VALUE', sentence('command.no-text', { name }));
    }
    parameters[name] = value;
  }
  const typed = told('typed');
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
