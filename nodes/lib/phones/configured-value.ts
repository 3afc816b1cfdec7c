import { PhoneError } from '../errors';
import type { Message } from '../messages';
import { say, sentence } from '../sentences/sentence';
import { describeFault, type LookUp, readStored } from '../stored-text';
import type { CommandSettings } from './read-command';

/** Values that are text before they are anything else: references in them are replaced one by one. */
const TEXT_VALUES: readonly string[] = ['str', 'num', 'bool', 'msg', 'flow', 'global'];

/** Node-RED's evaluation of a typed input; may throw, may call back with an error. */
export type Evaluate<M> = (
  value: string,
  type: string,
  message: M,
  callback: (error: Error | null, result: unknown) => void,
) => void;

/**
 * What the value of an `active-uri out` node is for this message; undefined where none was entered.
 * @throws PhoneError INVALID_VALUE (by the promise) where it cannot be read
 */
export function configuredValue<M extends Message>(
  { value: stored, givenValue, valueType }: CommandSettings,
  message: M,
  lookUp: LookUp,
  evaluate: Evaluate<M>,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const isBlank = stored === undefined || stored === null || stored === '';
    if (isBlank) {
      resolve(valueType === 'msg' ? message.payload : undefined);
      return;
    }
    const unread = (why: string): void =>
      reject(new PhoneError('INVALID_VALUE', sentence('node.value-unread'), { message: why }));
    const { text, fault } = readStored(stored, lookUp);
    if (fault && (TEXT_VALUES.includes(valueType) || givenValue === '')) {
      unread(say(describeFault(sentence('setting.value'), fault)));
      return;
    }
    const given = TEXT_VALUES.includes(valueType)
      ? text
      : valueType === 'env' && typeof stored === 'string'
        ? stored
        : givenValue;
    try {
      evaluate(given, valueType, message, (error, result) => {
        if (error) unread(error.message);
        else if (valueType === 'env' && result === '') unread('the variable is not set or blank');
        else resolve(result);
      });
    } catch (error) {
      unread(textOf(error));
    }
  });
}

/** Whatever was thrown: a flow's own objects may throw anything, even things without a text. */
export function textOf(error: unknown): string {
  try {
    return String(error);
  } catch {
    return 'an error without a text';
  }
}
