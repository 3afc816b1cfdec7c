import { normaliseMac } from '../nodes/lib/identity/mac';
import { eachPhone, phoneChanges, suspectChange } from './all-phones';
import { isLoaded, vendorOf } from './catalogue';
import type { Found, Proposal } from './combobox';
import { keeping, sorted } from './kept';
import { storedText } from './nodes';
import { words } from './words';

const _ = words('voip-phone');

/** More than fit on a screen help nobody: the rest is counted. */
const MOST = 50;
/** As Node-RED sorts config nodes, but 2 before 10. */
const order = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });

/** What can stand where a phone is chosen. */
interface Choice {
  readonly id: string;
  readonly label: string;
  readonly notes: readonly string[];
  /** Disabled: it can be chosen, and nothing comes of it. */
  readonly isOff: boolean;
  /** A subflow's variable of that type, whose value is another node's. */
  readonly env?: unknown;
}

/** As Node-RED calls it: its name, else what it is. */
export const phoneLabel = (phone: StoredNode): string => RED.utils.getNodeLabel(phone, phone.id);

/** Of a phone what a search looks at, in lower case, and what it is sorted by. */
interface Searchable {
  readonly id: string;
  /** Its flow; falsy: it is of all. */
  readonly flow: unknown;
  readonly label: string;
  readonly text: string;
  /** Without separators; '' of none. */
  readonly mac: string;
}

/** All phones of this editor by name. */
const phonesByName = sorted(
  // What a phone is called goes by these as well, and by the catalogue.
  keeping(eachPhone, ['z', 'name', 'vendor', 'model', 'mac', 'host'], searchableOf, {
    stamp: isLoaded,
    changes: phoneChanges,
  }),
  (one, other) => order.compare(one.label, other.label),
);

function searchableOf(phone: StoredNode): Searchable {
  const { vendor, model, mac, host } = phone;
  const label = phoneLabel(phone);
  return {
    id: phone.id,
    flow: phone['z'],
    label,
    text: [label, vendorOf(vendor)?.label, model, mac, host].map(storedText).join('\n').toLowerCase(),
    mac: normaliseMac(storedText(mac)) ?? '',
  };
}

/** For a dialog in which a phone is chosen: all are read and sorted while nothing else is done, so that no search need. */
export function readAhead(): void {
  suspectChange();
  // Safari has none of it.
  globalThis.requestIdleCallback?.(() => phonesByName());
}

/** A phone as a line of the list. */
function choiceOf(phone: StoredNode): Choice {
  const vendor = vendorOf(phone['vendor']);
  const make = vendor?.anyMake ? '' : (vendor?.label ?? '');
  const label = phoneLabel(phone);
  const marks = [
    phone.d && _('choice.disabled'),
    phone.valid === false && _('choice.incomplete'),
    phone.changed && _('choice.undeployed'),
  ];
  const facts = [[make, storedText(phone['model'])].filter(Boolean).join(' '), phone['mac'], phone['host']];
  return {
    id: phone.id,
    label,
    notes: [...facts.map(storedText).filter((fact) => fact !== '' && !label.includes(fact)), ...marks.filter(isText)],
    isOff: phone.d === true,
  };
}

const isText = (mark: unknown): mark is string => typeof mark === 'string';

/** The variables of a subflow to which each of its instances gives a phone; of a flow none. */
export function variablesOf(flow: string): Choice[] {
  const { env } = Object(RED.nodes.subflow(flow)) as { env?: unknown };
  return (Array.isArray(env) ? (env as { name?: unknown; type?: unknown; ui?: { type?: unknown } }[]) : [])
    .filter(({ type, ui }) => type === 'voip-phone' && ui?.type === 'conf-types')
    .map((variable) => {
      const reference = `\${${storedText(variable.name)}}`;
      return { id: reference, label: `[env] ${storedText(variable.name)}`, notes: [], isOff: false, env: variable };
    });
}

const proposalOf = ({ id, label, notes, isOff }: Choice): Proposal => ({
  value: id,
  text: label,
  note: notes.join(' · '),
  marked: isOff,
});

/** Where a phone is chosen. */
export interface Choosing {
  /** The flow of the node that chooses. */
  readonly flow: string;
  /** What it is called when no phone is chosen. */
  readonly none: string;
  /** Its id; '' for none. */
  readonly chosen: string;
}

/**
 * What the list shows for a search: the choice of none first, then the chosen one, then the first of the others by name.
 *
 * @param search in lower case: each of its words must be found in name, MAC (in any notation), address, make or model
 */
export function foundPhones({ flow, none, chosen }: Choosing, search: string): Found {
  const isFitting = fitting(search);
  let total = 0;
  const first: StoredNode[] = [];
  let own: StoredNode | undefined;
  for (const { one: phone, of } of phonesByName()) {
    if (!isFitting(of) || !isOffered(of, flow)) continue;
    if (of.id === chosen) {
      own = phone;
      continue;
    }
    total += 1;
    if (first.length < MOST) first.push(phone);
  }
  const variables = variablesOf(flow).filter(({ label }) => label.toLowerCase().includes(search));
  const shown = [
    ...(none.toLowerCase().includes(search) ? [{ value: '', text: none }] : []),
    ...(own ? [proposalOf(choiceOf(own))] : []),
    ...variables.map(proposalOf),
    ...first.map((phone) => proposalOf(choiceOf(phone))),
  ];
  const beyond = total - first.length;
  return { shown, beyond, note: _('choice.beyond', { count: beyond }) };
}

/** Nodes choose among the phones of their own flow and those of all flows. */
const isOffered = (phone: Searchable, flow: string): boolean => !phone.flow || phone.flow === flow;

function fitting(search: string): (phone: Searchable) => boolean {
  if (search === '') return () => true;
  const wanted = search.split(/\s+/).map((word) => {
    const digits = word.replace(/[:.-]/g, '');
    return { word, digits: /^[0-9a-f]{4,12}$/.test(digits) ? digits : undefined };
  });
  return ({ text, mac }) =>
    wanted.every(({ word, digits }) => text.includes(word) || (digits !== undefined && mac.includes(digits)));
}
