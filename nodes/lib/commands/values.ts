import { PhoneError } from '../errors';
import { type Sentence, type SentenceKey, sentence } from '../sentences/sentence';
import type { VendorProfile } from '../vendors';
import { ACTIONS, type ActionTerm, type ParameterName } from '../vocabulary';
import type { ActionCommand } from './payload';

/** A parameter as templates name it: what a message calls `line` is a line's number or an account. */
export type ValueName = ParameterName | 'account';

/** Checked parameters, as text. None can hold a separator, a query's own characters or a line break. */
export type Values = Readonly<Partial<Record<ValueName, string>>>;

type RuleName = SentenceKey extends infer K ? (K extends `rule.${infer N}` ? N : never) : never;

interface Rule {
  readonly form: RegExp;
  /** What it must be: a name in the catalogue's section `rule`. */
  readonly says: RuleName;
}

const LINE_NUMBER: Rule = { form: /^[1-9][0-9]{0,2}$/, says: 'line' };
const LINE_USER: Rule = { form: /^[\w.+-]{1,64}$/, says: 'line-user' };
const LINE_URI: Rule = {
  form: /^[\w.+-]{1,64}@(?:[\w.-]{1,128}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?$/,
  says: 'line-uri',
};
/** Who gives neither a number nor an account is told of both. */
const ACCOUNT_BESIDE_NUMBER = { user: 'line-or-user', uri: 'line-or-uri' } as const satisfies Record<string, RuleName>;

/** A phone's own text: also a SIP Call-ID, which may hold most of ASCII (RFC 3261 section 25.1). */
export const CALL = /^[!-$'-:<-~]{1,256}$/;

const FORWARDING: Rule = { form: /^(?:always|busy|no-answer)$/, says: 'forwarding' };

const RULES: Readonly<Record<Exclude<ParameterName, 'line'>, Rule>> = {
  number: { form: /^\+?[0-9*#]{1,64}$/, says: 'number' },
  digits: { form: /^[0-9*#]{1,64}$/, says: 'digits' },
  code: { form: /^[0-9A-Za-z*#]{1,32}$/, says: 'code' },
  // Not even encoded: a phone that decodes before it splits would see a further parameter.
  text: {
    form: /^[^;&\p{Cc}\p{Cs}\p{Zl}\p{Zp}]{1,64}$/u,
    says: 'text',
  },
  via: { form: /^(?:speaker|headset|handset)$/, says: 'via' },
  type: { form: /^(?:blind|attended)$/, says: 'type' },
  call: { form: CALL, says: 'call' },
  after: { form: /^[1-9][0-9]{0,2}$/, says: 'after' },
};

/**
 * Checks every parameter of a command.
 *
 * @param line what `line` stands for at this vendor
 * @throws PhoneError INVALID_VALUE; names the parameter and the rule, never the value
 */
export function checkValues(command: ActionCommand, line: VendorProfile['line']): Values {
  const values: Partial<Record<ValueName, string>> = {};
  for (const name of Object.keys(command) as (keyof ActionCommand)[]) {
    const value = command[name];
    if (name === 'action' || value === undefined) continue;
    if (name === 'line') Object.assign(values, lineOf(value, command.action, line));
    else values[name] = checkValue(name, value, ruleOf(name, command.action));
  }
  const { needs = [] }: ActionTerm = ACTIONS[command.action];
  const missing = needs.find((name) => values[name] === undefined && !(name === 'line' && values.account));
  if (missing)
    throw new PhoneError('INVALID_VALUE', sentence('value.needs', { action: command.action, what: phrase(missing) }));
  return values;
}

/** Checks the door code that the phone's own settings hold. */
export function checkDoorCode(code: string): string {
  if (RULES.code.form.test(code)) return code;
  throw new PhoneError('INVALID_VALUE', sentence('value.door-code', { rule: sentence('rule.code') }));
}

/** A parameter in a sentence: `a number`, `digits`. */
export function phrase(name: ValueName): Sentence {
  return sentence(`parameter.${name === 'account' ? 'line' : name}`);
}

function ruleOf(name: Exclude<ParameterName, 'line'>, action: ActionCommand['action']): Rule {
  return name === 'type' && action.startsWith('forward-') ? FORWARDING : RULES[name];
}

/** A line by its number where the vendor has numbers and it is one, else by its account. */
function lineOf(value: string | number, action: ActionCommand['action'], line: VendorProfile['line']): Values {
  const { number, account } = line ?? {};
  // A door's line is its relay, whose name is none of an account's.
  if (action === 'open-door') return { line: checkValue('line', value, account ? LINE_USER : LINE_NUMBER) };
  if (!account || (number && /^[0-9]+$/.test(String(value)))) return { line: checkValue('line', value, LINE_NUMBER) };
  const rule = account.form === 'uri' ? LINE_URI : LINE_USER;
  // As events tell it and as documents print it: with or without its scheme.
  const bare = account.form === 'uri' && typeof value === 'string' ? value.replace(/^sips?:/i, '') : value;
  return {
    account: checkValue('line', bare, number ? { ...rule, says: ACCOUNT_BESIDE_NUMBER[account.form] } : rule),
  };
}

function checkValue(name: ParameterName, value: string | number, rule: Rule): string {
  const text = typeof value === 'number' ? wholeNumber(value) : value;
  if (text === undefined || !rule.form.test(text)) {
    throw new PhoneError('INVALID_VALUE', sentence('value.breaks', { name, rule: sentence(`rule.${rule.says}`) }));
  }
  return text;
}

/** Beyond the safe integers digits are already lost: such a number would dial somebody else. */
function wholeNumber(value: number): string | undefined {
  return Number.isSafeInteger(value) && value >= 0 ? String(value) : undefined;
}
