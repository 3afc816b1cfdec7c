import { element, icon } from './element';
import { storedText } from './nodes';
import { type Described, twinsOf } from './twins';
import { words } from './words';

const _ = words('voip-phone');

/**
 * What another phone of this editor has in common with one: nodes with the same MAC are one phone; of an address that
 * two have, and not both a MAC, nobody can tell whose events come from there; of a name, who is meant.
 *
 * @returns a sentence with the other's name in it: text, never HTML
 */
function saying(phone: Described): string | undefined {
  const twins = twinsOf(phone);
  const [what, id] = Object.entries({
    mac: twins.mac,
    address: twins.host,
    place: twins.place,
    name: twins.name,
  }).find(([, twin]) => twin !== undefined) ?? ['', undefined];
  const other = RED.nodes.node(id);
  if (!other) return undefined;
  const name = ['name', 'host', 'mac'].map((property) => storedText(other[property])).find((text) => text !== '');
  return _(`same.${what}`, { name: name ?? other.id });
}

/** Shows it in a note, or hides the note. */
export function showNeighbour(note: HTMLElement, phone: Described | null | undefined): void {
  const sentence = phone ? saying(phone) : undefined;
  note.hidden = sentence === undefined;
  note.replaceChildren(icon('info-circle'), element('span', {}, sentence));
}
