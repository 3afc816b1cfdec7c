import type { CallPhase, Meaning, VendorCatalogue } from '../../vendors';
import type { RawVariable, Report, RequestText, Sender } from '../types';
import { decodeValue } from './decode';
import { findMarked, type Marked } from './marked';
import { readVariables } from './reading';
import { senderOf } from './sender';
import { isTheirs } from './theirs';
import { isFilled } from './unsubstituted';
import { type Split, splitVariables } from './variables';

/** What `readTarget` found in a request, before it is known whose it is. */
export interface Pieces {
  /** The event's name in the path; '' where it has none. */
  readonly name: string;
  /** Variables that are path segments. */
  readonly segments: readonly RawVariable[];
  /** The other variables, undecoded, and whether they stand in the path. */
  readonly rest: string;
  readonly inPath: boolean;
}

/** Moments in which there is another party. */
const CALLS: ReadonlySet<CallPhase> = new Set(['incoming', 'outgoing', 'talking', 'ended']);

/** The most tokens that are tried. The last is always among them: that is where an installer puts his. */
const MOST_TOKENS = 32;

/** A request's report: reads what is needed to judge it, and the rest when it is asked for. */
export class RequestReport implements Report, RequestText {
  readonly vendors: VendorCatalogue;
  readonly name: string;
  readonly tokens: readonly string[];
  readonly sender: Sender;
  readonly #pieces: Pieces;
  readonly #split: Split;
  readonly #marked: Marked | undefined;
  readonly #text: string;
  readonly #leadingName: string;
  #variables: Record<string, string> | undefined;

  constructor(pieces: Pieces, vendors: VendorCatalogue) {
    const names = vendors.namesOf();
    const isEvent = (name: string): boolean => vendors.documentedEvent(name) !== undefined;
    const marked = findMarked(pieces.rest, vendors);
    const before = marked ? pieces.rest.slice(0, marked.start) : pieces.rest;
    const split = splitVariables(before, names, pieces.inPath, isEvent);
    // Behind a text of the other party a mark is one more text.
    const isMarked = marked !== undefined && !split.variables.some(isTheirs);
    this.vendors = vendors;
    this.#pieces = pieces;
    this.#marked = isMarked ? marked : undefined;
    this.#text = isMarked ? before : pieces.rest;
    this.#split = isMarked || !marked ? split : splitVariables(pieces.rest, names, pieces.inPath, isEvent);
    const { name, leading } = nameOf(pieces.name, this.#split.variables);
    this.name = name;
    this.#leadingName = leading;
    this.tokens = tokensOf(this.#split);
    this.sender = senderOf(this.variablesFor(undefined), this.mayHaveParty);
  }

  get text(): RequestText {
    return this;
  }

  get variables(): Record<string, string> {
    this.#variables ??= readVariables(this).variables;
    return this.#variables;
  }

  get unread(): string {
    return this.#split.unread;
  }

  readonly mayHaveParty = (): boolean => {
    const event = this.#leadingName === '' ? undefined : this.vendors.documentedEvent(this.#leadingName);
    const phase = event === undefined ? undefined : this.vendors.eventTerms.get(event)?.phase;
    return phase === undefined || CALLS.has(phase);
  };

  variablesFor(vendor: string | undefined): readonly RawVariable[] {
    const names = this.vendors.namesOf(vendor);
    const isEvent = (name: string): boolean => this.vendors.documentedEvent(name, vendor) !== undefined;
    const own =
      vendor === undefined || names === this.vendors.namesOf()
        ? this.#split.variables
        : this.#split.isClear
          ? this.#split.variables.map((variable) => withMeaning(variable, names.meaningOf(variable.name)))
          : splitVariables(this.#text, names, this.#pieces.inPath, isEvent).variables;
    if (this.#pieces.segments.length === 0 && !this.#marked) return own;
    const marked = this.#marked?.variables.map(({ role, name, value }) => ({
      name,
      value,
      meaning: names.meaningOf(name),
      marked: role,
    }));
    return [...this.#pieces.segments, ...own, ...(marked ?? [])];
  }
}

/** What most names mean to one vendor they mean to all. */
function withMeaning(variable: RawVariable, meaning: Meaning | undefined): RawVariable {
  return meaning === variable.meaning ? variable : { name: variable.name, value: variable.value, meaning };
}

/**
 * The event's name: the path's, else the first `event` that stands before any text of the other party, else one behind,
 * where there is but one: a caller could write a second, but not take the phone's own away.
 */
function nameOf(inPath: string, variables: readonly RawVariable[]): { name: string; leading: string } {
  if (inPath !== '') return { name: inPath, leading: inPath };
  let isBehind = false;
  let behind: string | undefined;
  for (const variable of variables) {
    if (variable.name.toLowerCase() === 'event' && isFilled(variable.value)) {
      const name = decodeValue(variable.value);
      if (!isBehind) return { name, leading: name };
      if (behind !== undefined && behind !== name) return { name: '', leading: '' };
      behind = name;
    }
    isBehind ||= isTheirs(variable);
  }
  return { name: behind ?? '', leading: '' };
}

function tokensOf({ variables, unread }: Split): string[] {
  const tokens: string[] = [];
  for (const { name, value, meaning } of variables) {
    if (meaning?.isOurs && value !== '' && name.toLowerCase() === 'token') tokens.push(decodeValue(value));
  }
  const last = unread === '' ? undefined : lastToken(unread);
  if (last !== undefined) tokens.push(last);
  return tokens.length <= MOST_TOKENS ? tokens : [...tokens.slice(0, MOST_TOKENS - 1), tokens.at(-1) ?? ''];
}

function lastToken(unread: string): string | undefined {
  const at = unread.toLowerCase().lastIndexOf('&token=');
  if (at < 0) return undefined;
  const [value = ''] = unread.slice(at + '&token='.length).split('&', 1);
  return value === '' ? undefined : decodeValue(value);
}
