import { isUtf8 } from 'node:buffer';
import type { ActionCommand } from '../commands/payload';
import { readTypedNumber } from '../commands/typed-number';
import { PhoneError } from '../errors';
import { type Component, COMPONENTS } from './components';
import type { Place } from './names';

/** Which phone and entity it is meant for, as the topic writes them. */
export interface CommandTarget {
  /** Of no phone perhaps. */
  readonly id: string;
  readonly component: Component;
}

export interface ReadCommand {
  readonly command: ActionCommand;
  /** It cannot be meant: to be told as the command's failure. */
  readonly fault?: PhoneError;
}

/** @returns undefined where it is no topic of a command */
export function commandTarget({ topic }: Place, arrived: string): CommandTarget | undefined {
  if (!arrived.startsWith(`${topic}/`)) return undefined;
  const [id = '', set, name, ...more] = arrived.slice(topic.length + 1).split('/');
  const component = COMPONENTS.find((each) => each === name);
  return set === 'set' && more.length === 0 && id && component ? { id, component } : undefined;
}

/** What a text field may hold, with room for what people paste along. */
const LONGEST = 1000;

/** @returns undefined where the payload is none that the entity sends: letter by letter, and of `dial` anything but nothing */
export function readCommand(component: Component, payload: Uint8Array): ReadCommand | undefined {
  if (payload.length > LONGEST || !isUtf8(payload)) return undefined;
  const text = Buffer.from(payload).toString('utf8');
  const press = (command: ActionCommand): ReadCommand | undefined => (text === 'PRESS' ? { command } : undefined);
  switch (component) {
    case 'dnd':
      if (text === 'ON') return { command: { action: 'dnd-on' } };
      return text === 'OFF' ? { command: { action: 'dnd-off' } } : undefined;
    case 'answer':
    case 'hangup':
      return press({ action: component });
    case 'open_door':
      return press({ action: 'open-door' });
    case 'restart':
      return press({ action: 'reboot' });
    case 'dial':
      return text === '' ? undefined : dial(text);
    default:
      return undefined;
  }
}

/** As people type numbers: it is a person's field. */
function dial(text: string): ReadCommand {
  try {
    return { command: { action: 'dial', number: readTypedNumber(text) } };
  } catch (error) {
    if (!(error instanceof PhoneError)) throw error;
    return { command: { action: 'dial', number: text }, fault: error };
  }
}
