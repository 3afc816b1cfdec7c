import { foldVariableName, type Meaning, type MessageField } from '../../vendors';
import type { KnownPhone, RawVariable, Report } from '../types';
import { decodeValue, isAsItStands } from './decode';
import { isReadable, mustStandFirst, propertiesOf } from './fields';
import { eventIn } from './event';
import { readDirection } from './quantity';
import { isFilled } from './unsubstituted';

/** What a request's variables say, to a reader who knows the phone or does not. */
export interface Reading {
  /** As sent, decoded, without tokens and secrets; the first filled value of a name. */
  readonly variables: Record<string, string>;
  /** What the phone told, by the field it fills: never empty, never an unsubstituted name. */
  readonly told: Partial<Record<MessageField, string>>;
  /** Told behind a text of the other party, so that he may have chosen it; '' for what was not read. */
  readonly behind: ReadonlyMap<MessageField, readonly string[]>;
  /** Told twice, and differently. */
  readonly contradicted: ReadonlyMap<MessageField, readonly [string, string]>;
}

/** @param phone the deployed phone that sent it: read with its vendor's names, and decoded by its charset */
export function readVariables(report: Report, phone?: Pick<KnownPhone, 'vendor' | 'charset'>): Reading {
  const { vendor } = report;
  return new Reader(report, vendor === undefined ? phone : { vendor, charset: phone?.charset }).read();
}

/** How far what is being read may be a stranger's choice. */
type Trust = 'phone' | 'silent text' | 'text';

class Reader {
  readonly #report: Report;
  readonly #phone: Pick<KnownPhone, 'vendor' | 'charset'> | undefined;
  readonly #variables: Record<string, string> = {};
  readonly #told: Partial<Record<MessageField, string>> = {};
  /** The fields that were told, and the name of each one's variable: looked through only where one is told twice. */
  readonly #fields: MessageField[] = [];
  readonly #tellers: string[] = [];
  /** Both are made when something is to be put there, which is rare. */
  #behind: Map<MessageField, string[]> | undefined;
  #contradicted: Map<MessageField, readonly [string, string]> | undefined;
  #trust: Trust = 'phone';

  constructor(report: Report, phone: Pick<KnownPhone, 'vendor' | 'charset'> | undefined) {
    this.#report = report;
    this.#phone = phone;
  }

  read(): Reading {
    const { text } = this.#report;
    if (text) {
      for (const variable of text.variablesFor(this.#phone?.vendor)) this.#take(variable);
      if (text.unread !== '') this.#doubt(text.unread);
    } else {
      const names = this.#report.vendors.namesOf(this.#phone?.vendor);
      for (const [name, value] of Object.entries(this.#report.variables)) {
        this.#keep(name, value, this.#inDirection(names.meaningOf(name)));
      }
    }
    return {
      variables: this.#variables,
      told: this.#told,
      behind: this.#behind ?? NOTHING,
      contradicted: this.#contradicted ?? NOTHING,
    };
  }

  #take(variable: RawVariable): void {
    const { name, marked } = variable;
    const meaning = this.#inDirection(variable.meaning);
    // A look for escapes and left-over names in one: most values have neither.
    const isPlain = isAsItStands(variable.value);
    const value = isPlain ? variable.value : decodeValue(variable.value, this.#phone?.charset);
    // Of the user's own vendors only the phone's profile tells which of the two it is.
    const role = meaning?.field === 'remote.name' && !this.#report.vendors.isTheirName(name) ? 'name' : marked;
    this.#keep(name, value, marked && role ? { field: markedField(role, meaning) } : meaning, isPlain);
    if (!marked && meaning?.wording === 'theirs' && this.#trust !== 'text') {
      this.#trust = isFilled(value) ? 'text' : 'silent text';
    }
  }

  /** @param isPlain it is known to hold no name that the phone left over */
  #keep(
    name: string,
    value: string,
    meaning: Pick<Meaning, 'field' | 'isSecret' | 'isOurs'> | undefined,
    isPlain = false,
  ): void {
    if (meaning?.isSecret || (meaning?.isOurs && name.toLowerCase() === 'token')) return;
    this.#putVariable(name, value);
    const field = meaning?.field;
    if (field === undefined) return;
    const text = value.trim();
    if (isPlain ? text !== '' : isFilled(text)) this.#tell(field, text, name);
  }

  /** What the direction makes of a variable: the event's, else what the phone told of it before. */
  #inDirection(meaning: RawVariable['meaning']): RawVariable['meaning'] {
    if (!meaning?.fieldBy) return meaning;
    const { fieldBy, wording } = meaning;
    const event = eventIn(this.#report, this.#phone?.vendor);
    const term = event === undefined ? undefined : this.#report.vendors.eventTerms.get(event);
    const direction = term?.direction ?? readDirection(this.#told['call.direction'] ?? '');
    if (!direction) return { wording };
    const field = fieldBy[direction];
    return { wording: wording === 'theirs' && !field.startsWith('remote.') ? 'own' : wording, field };
  }

  #tell(field: MessageField, text: string, name: string): void {
    if (this.#trust !== 'phone' && mustStandFirst(field) && this.#mayBeForged()) {
      this.#putBehind(field, text);
      return;
    }
    const earlier = this.#told[field];
    if (earlier === undefined || !isReadable(field, earlier)) {
      if (this.#contradicted?.has(field)) return;
      this.#told[field] = text;
      this.#fields.push(field);
      this.#tellers.push(name);
    } else if (earlier === text || !isReadable(field, text)) {
      return;
    } else if (this.#mayBeForged()) {
      // The earlier stays; what only the later would have told is missing then.
      this.#putBehind(field, text);
    } else if (this.#isSame(field, name)) {
      if (saySame(field, earlier, text)) return;
      delete this.#told[field];
      this.#contradicted ??= new Map();
      this.#contradicted.set(field, [earlier, text]);
    }
  }

  #putBehind(field: MessageField, text: string): void {
    this.#behind ??= new Map();
    const texts = this.#behind.get(field);
    if (!texts) this.#behind.set(field, [text]);
    else if (!texts.includes(text)) texts.push(text);
  }

  /** Whether a second teller of a field is the same variable, sent twice: a phone has one MAC, whatever it is called. */
  #isSame(field: MessageField, name: string): boolean {
    if (field === 'phone.mac') return true;
    const teller = this.#tellers[this.#fields.lastIndexOf(field)] ?? '';
    return foldVariableName(name) === foldVariableName(teller);
  }

  #mayBeForged(): boolean {
    return this.#trust === 'text' || (this.#trust === 'silent text' && this.#report.text?.mayHaveParty() === true);
  }

  /** More variables than any phone has: what they would have told is not read, and listed. */
  #doubt(unread: string): void {
    const names = this.#report.vendors.namesOf(this.#phone?.vendor);
    for (const [, name = ''] of unread.matchAll(UNREAD_NAME)) {
      const field = names.meaningOf(name)?.field;
      if (field !== undefined) this.#putBehind(field, '');
    }
  }

  #putVariable(name: string, value: string): void {
    const variables = this.#variables;
    // What is not there at all, inherited or own, need not be asked for again: so it is with nearly every name.
    const earlier = variables[name] !== undefined && Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (earlier !== undefined && (isFilled(earlier) || !isFilled(value))) return;
    // Assigning to `__proto__` would set the object's prototype; any other name makes a property of its own.
    if (name !== '__proto__') variables[name] = value;
    else Object.defineProperty(variables, name, { value, writable: true, enumerable: true, configurable: true });
  }
}

const NOTHING: ReadonlyMap<MessageField, never> = new Map<MessageField, never>();

const UNREAD_NAME = /[&;:]([A-Za-z_][\w -]{0,63})=/g;

/** What stands behind a mark is the other party's, whatever the vendor means by the name. */
function markedField(role: 'address' | 'name', meaning: RawVariable['meaning']): MessageField {
  if (role === 'name') return 'remote.name';
  const field = meaning?.field;
  return field === 'remote.number' || field === 'call.callerId' ? field : 'remote.uri';
}

function saySame(field: MessageField, one: string, other: string): boolean {
  const [left, right] = [propertiesOf(field, one), propertiesOf(field, other)];
  return left.size === right.size && [...left].every(([property, value]) => right.get(property) === value);
}
