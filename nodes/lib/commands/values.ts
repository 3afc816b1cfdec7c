import { PhoneError } from '../errors';
import type { VendorProfile } from '../vendors';
import { ACTIONS, type ActionTerm, type ParameterName } from '../vocabulary';
import type { ActionCommand } from './payload';

/** Checked parameters, as text. None can hold a separator, a query's own characters or a line break. */
export type Values = Readonly<Partial<Record<ParameterName, string>>>;

interface Rule {
  readonly form: RegExp;
  readonly says: string;
}

const LINE_NUMBER: Rule = { form: /^[1-9][0-9]{0,2}$/, says: "must be the line's number, 1 to 999" };
const LINE_USER: Rule = { form: /^[\w.+-]{1,64}$/, says: "must be the account's user name or number" };

const FORWARDING: Rule = { form: /^(?:always|busy|no-answer)$/, says: 'must be always, busy or no-answer' };

const RULES: Readonly<Record<Exclude<ParameterName, 'line'>, Rule>> = {
  number: { form: /^\+?[0-9*#]{1,64}$/, says: 'must be 1 to 64 digits, * or #, with a + in front where wanted' },
  digits: { form: /^[0-9*#]{1,64}$/, says: 'must be 1 to 64 of 0-9, * and #' },
  code: { form: /^[0-9A-Za-z*#]{1,32}$/, says: 'must be 1 to 32 letters, digits, * or #' },
  // Not even encoded: a phone that decodes before it splits would see a further parameter.
  text: {
    form: /^[^;&\p{Cc}\p{Cs}\p{Zl}\p{Zp}]{1,64}$/u,
    says: 'must be 1 to 64 characters, without ; and & and line breaks',
  },
  via: { form: /^(?:speaker|headset|handset)$/, says: 'must be speaker, headset or handset' },
  type: { form: /^(?:blind|attended)$/, says: 'must be blind or attended' },
  // A phone's own text: also a SIP Call-ID, which may hold most of ASCII (RFC 3261 section 25.1).
  call: { form: /^[!-$'-:<-~]{1,256}$/, says: "must be the call's id as an event told it, without blanks, ; & and %" },
  after: { form: /^[1-9][0-9]{0,2}$/, says: 'must be 1 to 999 seconds' },
};

/**
 * Checks every parameter of a command.
 *
 * @param line what `line` stands for at this vendor
 * @throws PhoneError INVALID_VALUE; names the parameter and the rule, never the value
 */
export function checkValues(command: ActionCommand, line: VendorProfile['line']): Values {
  const values: Partial<Record<ParameterName, string>> = {};
  for (const name of Object.keys(command) as (keyof ActionCommand)[]) {
    const value = command[name];
    if (name !== 'action' && value !== undefined)
      values[name] = checkValue(name, value, ruleOf(name, command.action, line));
  }
  const { needs = [] }: ActionTerm = ACTIONS[command.action];
  const missing = needs.find((name) => values[name] === undefined);
  if (missing) throw new PhoneError('INVALID_VALUE', `${command.action} needs ${phrase(missing)}`);
  return values;
}

/** Checks the door code that the phone's own settings hold. */
export function checkDoorCode(code: string): string {
  if (RULES.code.form.test(code)) return code;
  throw new PhoneError('INVALID_VALUE', `the phone's door code ${RULES.code.says}`);
}

/** A parameter in a sentence: `a number`, `digits`. */
export function phrase(name: ParameterName): string {
  if (name === 'after') return 'a time to wait';
  return name === 'digits' || name === 'via' ? name : `a ${name}`;
}

function ruleOf(name: ParameterName, action: ActionCommand['action'], line: VendorProfile['line']): Rule {
  if (name === 'type' && action.startsWith('forward-')) return FORWARDING;
  if (name !== 'line') return RULES[name];
  return line?.means === 'account user' ? LINE_USER : LINE_NUMBER;
}

function checkValue(name: ParameterName, value: string | number, rule: Rule): string {
  const text = typeof value === 'number' ? wholeNumber(value) : value;
  if (text === undefined || !rule.form.test(text)) throw new PhoneError('INVALID_VALUE', `${name} ${rule.says}`);
  return text;
}

/** Beyond the safe integers digits are already lost: such a number would dial somebody else. */
function wholeNumber(value: number): string | undefined {
  return Number.isSafeInteger(value) && value >= 0 ? String(value) : undefined;
}
