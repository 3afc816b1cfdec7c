import { WITHIN } from '../commands/wishes';
import { aside, type Sentence, sentence } from '../sentences/sentence';
import { describeFault, type LookUp, readStored, type SettingName, type StoredNode } from '../stored-text';

/** An `active-uri out` node's properties as Node-RED gives them to it: a text that is one `${ENV}` is replaced already. */
export interface GivenCommand {
  readonly value?: string;
  readonly valueType?: string;
  readonly disruptive?: boolean;
  readonly timeout?: string | number;
  readonly retries?: string | number;
  readonly maxAge?: string | number;
  readonly confirmWithin?: string | number;
  readonly release?: boolean;
  readonly failures?: boolean;
}

/** What an `active-uri out` node was set to, its variables replaced. */
export interface CommandSettings {
  /** '': the message's payload is the command. */
  readonly action: string;
  readonly line: string;
  readonly via: string;
  readonly type: string;
  readonly call: string;
  readonly after: string;
  /** As it is stored; evaluated with each message. */
  readonly value: unknown;
  /** As Node-RED evaluates it where it is not plain text. */
  readonly givenValue: string;
  /** `str`, `msg`, `jsonata`, …, as Node-RED's typed input names them. */
  readonly valueType: string;
  /** Absent: the phone's own. */
  readonly transport: 'http' | 'sip' | undefined;
  readonly disruptive: boolean;
  /** Milliseconds for one attempt. */
  readonly timeout: number;
  readonly retries: number;
  /** Milliseconds that a command may wait; 0: any time. */
  readonly maxAge: number;
  /** What is waited for beside the phone's answer: `effect`, `answered` or an event's id; '': nothing. */
  readonly confirm: string;
  /** Milliseconds; absent: what suits the action. */
  readonly confirmWithin: number | undefined;
  /** A call that is not answered in time is ended. */
  readonly release: boolean;
  /** Of a list of numbers; '': once, with the usual pause. */
  readonly rounds: string;
  readonly pause: string;
  /** What fails goes to the second output. */
  readonly failures: boolean;
  /** Settings that cannot be read, each named for a person. While there is one, nothing may be sent. */
  readonly faults: readonly Sentence[];
}

/** Never throws: what cannot be read is listed in `faults`. */
export function readCommand({ properties }: StoredNode, given: GivenCommand, lookUp: LookUp): CommandSettings {
  const faults: Sentence[] = [];
  const read = (name: SettingName, stored: unknown): string => {
    const { text, fault } = readStored(stored, lookUp);
    if (fault) faults.push(describeFault(sentence(`setting.${name}`), fault));
    return text.trim();
  };
  const transport = read('transport', properties['transport']).toLowerCase();
  if (!['', 'http', 'sip'].includes(transport))
    faults.push(aside(sentence('setting.transport'), sentence('fault.transport')));
  return {
    action: read('action', properties['action']),
    line: read('line', properties['line']),
    via: read('via', properties['via']),
    type: read('transferType', properties['transferType']),
    call: read('call', properties['call']),
    after: read('after', properties['after']),
    value: properties['value'],
    givenValue: given.value ?? '',
    valueType: given.valueType || 'str',
    transport: transport === 'sip' || transport === 'http' ? transport : undefined,
    disruptive: given.disruptive === true,
    timeout: numberWithin(given.timeout, 5, 0.1, 3600) * 1000,
    retries: Math.floor(numberWithin(given.retries, 2, 0, 10)),
    maxAge: numberWithin(given.maxAge, 30, 0, 86_400) * 1000,
    confirm: read('confirm', properties['confirm']),
    confirmWithin: isGiven(given.confirmWithin)
      ? numberWithin(given.confirmWithin, 0, WITHIN.least, WITHIN.most) * 1000 || undefined
      : undefined,
    release: given.release === true,
    rounds: read('rounds', properties['rounds']),
    pause: read('pause', properties['pause']),
    failures: given.failures === true,
    faults,
  };
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/** A stored number within bounds, else the default. */
function numberWithin(value: unknown, fallback: number, least: number, most: number): number {
  const isNumber = typeof value === 'number' || (typeof value === 'string' && value.trim() !== '');
  const number = isNumber ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? Math.min(Math.max(number, least), most) : fallback;
}
