import { normaliseMac } from '../nodes/lib/identity/mac';
import { element, icon } from './element';
import { storedText } from './nodes';
import { usesEnv } from './valid';
import { words } from './words';

const _ = words('voip-phone');

/** A reference is known only when the flow runs: it equals nothing. */
const text = (value: unknown): string => (usesEnv(value) ? '' : storedText(value));
const hostKey = (value: unknown): string =>
  text(value)
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1');

/** A phone as it stands in a dialog or is stored. */
export interface Neighbour {
  readonly id: string;
  readonly mac?: unknown;
  readonly host?: unknown;
}

/**
 * What another phone of this editor has in common with one: nodes with the same MAC are one phone; of an address that
 * two have, and not both a MAC, nobody can tell whose events come from there.
 *
 * @returns a sentence with the other's name in it: text, never HTML
 */
function saying({ id, mac, host }: Neighbour): string | undefined {
  const own = { mac: normaliseMac(text(mac)) ?? '', host: hostKey(host) };
  let same: string | undefined;
  RED.nodes.eachConfig((other) => {
    if (other.type !== 'voip-phone' || other.id === id || other.d || same) return;
    const theirs = { mac: normaliseMac(text(other['mac'])) ?? '', host: hostKey(other['host']) };
    const name = text(other['name']) || text(other['host']) || text(other['mac']) || other.id;
    if (own.mac !== '' && own.mac === theirs.mac) same = _('same.mac', { name });
    else if (own.host !== '' && own.host === theirs.host && !(own.mac && theirs.mac))
      same = _('same.address', { name });
  });
  return same;
}

/** Shows it in a note, or hides the note. */
export function showNeighbour(note: HTMLElement, phone: Neighbour | null | undefined): void {
  const sentence = phone ? saying(phone) : undefined;
  note.hidden = sentence === undefined;
  note.replaceChildren(icon('info-circle'), element('span', {}, sentence));
}
