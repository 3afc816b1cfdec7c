import { aside, type Sentence, sentence } from '../sentences/sentence';
import { describeFault, type LookUp, readStored, type StoredNode } from '../stored-text';
import { TICKS, type Tick } from './components';
import { isPrefix, isTopic, type Place } from './names';
import type { Choice } from './offers';

/** What a `phone home assistant` node was set to, its variables replaced. */
export interface HomeAssistantSettings {
  readonly place: Place;
  /** Ids of `voip-phone` nodes; undefined: all that are deployed. */
  readonly phones: ReadonlySet<string> | undefined;
  readonly choice: Choice;
  /** Seconds; undefined: as the vendor reports. */
  readonly doorPulse: number | undefined;
  /** Settings that cannot be read. While there is one, nothing is published. */
  readonly faults: readonly Sentence[];
}

/** Bounds of `doorPulse` in seconds. */
export const PULSE = { least: 0.1, most: 3600 } as const;

/** Never throws: what cannot be read is listed in `faults`. */
export function readHomeAssistant({ properties }: StoredNode, lookUp: LookUp): HomeAssistantSettings {
  const faults: Sentence[] = [];
  const text = (name: 'topic' | 'prefix' | 'doorPulse', usual: string): string => {
    const { text: read, fault } = readStored(properties[name], lookUp);
    if (fault) faults.push(describeFault(sentence(`setting.${name}`), fault));
    return read.trim() || usual;
  };
  const isOn = (name: string): boolean => properties[name] === true;
  const topic = text('topic', 'voip');
  const prefix = text('prefix', 'homeassistant');
  if (!isTopic(topic)) faults.push(aside(sentence('setting.topic'), sentence('fault.topic')));
  if (!isPrefix(prefix)) faults.push(aside(sentence('setting.prefix'), sentence('fault.prefix')));
  const pulse = text('doorPulse', '');
  const doorPulse = pulse === '' ? undefined : Number(pulse);
  if (doorPulse !== undefined && !(doorPulse >= PULSE.least && doorPulse <= PULSE.most))
    faults.push(aside(sentence('setting.doorPulse'), sentence('fault.pulse')));
  const phones = listOf(properties['phones']);
  const entities = listOf(properties['entities'] ?? TICKS);
  if (!phones) faults.push(aside(sentence('setting.phones'), sentence('fault.no-list')));
  if (!entities) faults.push(aside(sentence('setting.entities'), sentence('fault.no-list')));
  return {
    place: { topic, prefix },
    phones: phones && phones.length > 0 ? new Set(phones) : undefined,
    choice: {
      entities: new Set(TICKS.filter((tick: Tick) => entities?.includes(tick))),
      openDoor: isOn('openDoor'),
      dial: isOn('dial'),
      disruptive: isOn('disruptive'),
    },
    doorPulse,
    faults,
  };
}

/** @returns undefined where it is no list of texts; nothing at all is an empty one */
function listOf(value: unknown): readonly string[] | undefined {
  if (value === undefined || value === null || value === '') return [];
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
}
