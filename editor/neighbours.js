import { icon } from './element.js';
import { normaliseMac } from './readers.js';
import { usesEnv } from './valid.js';
import { words } from './words.js';

const _ = words('voip-phone');

/** A reference is known only when the flow runs: it equals nothing. */
const text = (value) => (usesEnv(value) ? '' : String(value ?? '').trim());
const hostKey = (value) =>
  text(value)
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1');

/**
 * What another phone of this editor has in common with one: nodes with the same MAC are one phone; of an address that
 * two have, and not both a MAC, nobody can tell whose events come from there.
 *
 * @param {{ id: string, mac: string, host: string }} phone as it stands in the dialog
 * @returns {string | undefined} a sentence with the other's name in it: text, never HTML
 */
function saying({ id, mac, host }) {
  const own = { mac: normaliseMac(text(mac)) ?? '', host: hostKey(host) };
  let same;
  RED.nodes.eachConfig((other) => {
    if (other.type !== 'voip-phone' || other.id === id || other.d || same) return;
    const theirs = { mac: normaliseMac(text(other.mac)) ?? '', host: hostKey(other.host) };
    const name = text(other.name) || text(other.host) || text(other.mac) || other.id;
    if (own.mac !== '' && own.mac === theirs.mac) same = _('same.mac', { name });
    else if (own.host !== '' && own.host === theirs.host && !(own.mac && theirs.mac))
      same = _('same.address', { name });
  });
  return same;
}

/**
 * Shows it in a note, or hides the note.
 *
 * @param {HTMLElement} note
 * @param {{ id: string, mac: string, host: string } | null | undefined} phone
 */
export function showNeighbour(note, phone) {
  const sentence = phone ? saying(phone) : undefined;
  note.hidden = sentence === undefined;
  const words = document.createElement('span');
  words.textContent = sentence ?? '';
  note.replaceChildren(icon('info-circle'), words);
}
