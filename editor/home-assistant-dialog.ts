import { TICKS, type Tick } from '../nodes/lib/home-assistant/components';
import { isPrefix, isTopic } from '../nodes/lib/home-assistant/names';
import type { Choice } from '../nodes/lib/home-assistant/offers';
import { prepareBroker } from './broker-presence';
import { isLoaded, whenLoaded } from './catalogue';
import { byId, element } from './element';
import { dialogFields } from './fields';
import { phoneChoice, type PhoneChoice } from './home-assistant-phones';
import { tieHints } from './hints';
import { type HomeNode, storedText } from './nodes';
import { type Judged, usesEnv } from './valid';
import { words } from './words';

const _ = words('phone-home-assistant');
const { field, text, isChecked } = dialogFields('node-input-');

export const validTopic = (value: unknown): Judged =>
  storedText(value) === '' || usesEnv(value) || isTopic(storedText(value)) ? true : _('error.topic');
export const validPrefix = (value: unknown): Judged =>
  storedText(value) === '' || usesEnv(value) || isPrefix(storedText(value)) ? true : _('error.prefix');
export const validList = (value: unknown): Judged =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.every((item) => typeof item === 'string'))
    ? true
    : _('error.list');
export function validPulse(value: unknown): Judged {
  const written = storedText(value);
  if (written === '' || usesEnv(value)) return true;
  return Number(written) >= 0.1 && Number(written) <= 3600 ? true : _('error.door-pulse');
}

interface TickList {
  readonly boxes: readonly HTMLInputElement[];
  /** What is stored; undefined: nothing is, and all are on. */
  readonly stored: readonly unknown[] | undefined;
  isTouched: boolean;
}

let ticks: TickList | undefined;
let phones: PhoneChoice | undefined;

export function prepareHome(node: HomeNode): void {
  const note = byId('voip-home-absent');
  tieHints(note.closest('.voip-dialog'));
  const made = tickList(Array.isArray(node.entities) ? (node.entities as unknown[]) : undefined);
  ticks = made;
  byId('voip-home-entities').replaceChildren(
    ...made.boxes.map((box) => element('label.voip-inline', {}, box, element('span', {}, _(`tick.${box.value}`)))),
  );
  const choice = phoneChoice(byId('voip-home-phones'), listOf(node.phones), chosen);
  phones = choice;
  whenLoaded(note, () => {
    note.hidden = isLoaded();
    choice.show();
  });
  for (const name of ['openDoor', 'dial', 'disruptive'])
    field(name).on('change', () => {
      showWarning();
      choice.show();
    });
  showWarning();
  prepareBroker(text, field('broker'), field('topic'));
}

export function saveHome(node: HomeNode): void {
  if (ticks?.isTouched) {
    const { boxes, stored = [] } = ticks;
    const on = new Set<unknown>(boxes.filter(({ checked }) => checked).map(({ value }) => value));
    const known = new Set<unknown>(TICKS);
    // What this version does not know is kept, and what was not changed keeps its place.
    const kept = stored.filter((item) => !known.has(item) || on.has(item));
    node.entities = [...kept, ...TICKS.filter((tick) => on.has(tick) && !kept.includes(tick))];
  }
  if (phones?.isTouched()) node.phones = phones.chosen();
  ticks = undefined;
  phones = undefined;
}

function tickList(stored: readonly unknown[] | undefined): TickList {
  const boxes = TICKS.map((tick) => {
    const box = element('input', { type: 'checkbox', value: tick, onchange: touch });
    box.checked = stored === undefined || stored.includes(tick);
    return box;
  });
  return { boxes, stored, isTouched: false };
}

function touch(): void {
  if (ticks) ticks.isTouched = true;
  phones?.show();
}

/** As the open dialog has it. */
function chosen(): Choice {
  const on = new Set(ticks?.boxes.filter(({ checked }) => checked).map(({ value }) => value));
  return {
    entities: new Set(TICKS.filter((tick: Tick) => on.has(tick))),
    openDoor: isChecked('openDoor'),
    dial: isChecked('dial'),
    disruptive: isChecked('disruptive'),
  };
}

const showWarning = (): void =>
  void $('#voip-home-warning').prop('hidden', !['openDoor', 'dial', 'disruptive'].some(isChecked));

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
