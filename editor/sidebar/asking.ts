import { displayMac, formatMac } from '../../nodes/lib/identity/mac';
import { strangersText } from '../../nodes/lib/shown-text';
import { modelAlone } from '../../nodes/lib/vendors';
import type { Stranger } from './answers';
import type { EditorPhone } from './rows';
import type { AskingPhone, ListedPhone } from './setup-list';

/** Which phones ask for settings, as the editor sees them, and which of them may be adopted at once. */

/** The most of what a stranger says of itself. */
const LONGEST = 40;

/** A phone that asks, ready to be shown and adopted. */
export interface Asking {
  /** `80:82:87:04:6b:c2`. */
  readonly mac: string;
  /** A profile's id; '' where nobody knows. */
  readonly vendor: string;
  readonly model: string;
  readonly version: string;
  readonly address: string;
  readonly last: string;
  /** The user part of the account that it reported with; '' where it has not. */
  readonly account: string;
  /** Its node, where the editor has one: it is given a listener, and is no other phone than before. */
  readonly node: EditorPhone | undefined;
  /** Whom it waits for: the first of its model, which has not reported yet; undefined: it may be adopted at once. */
  readonly waitsFor: string | undefined;
}

export interface AskingSources {
  readonly asking: readonly AskingPhone[];
  /** Of the editor, deployed or not. */
  readonly nodes: readonly EditorPhone[];
  /** What the runtime tells of adopted phones, by node. */
  readonly listed: ReadonlyMap<string, ListedPhone>;
  readonly strangers: readonly Stranger[];
  /** What the vendor with this id is called; undefined where there is none. */
  readonly labelOf: (id: string) => string | undefined;
  /** What a phone without a node is called while another waits for it. */
  readonly nameOf: (phone: Asking) => string;
}

/** Of each make and model the first tries it out: what was inferred of a make may be wrong. */
function kindOf(vendor: string, model: string, labelOf: AskingSources['labelOf']): string {
  const alone = modelAlone({ label: labelOf(vendor) ?? '' }, model);
  return `${vendor} ${alone.toLowerCase().replace(/[^a-z0-9]/g, '')}`;
}

/**
 * Whether phones can be adopted by a listener. One in a subflow has another id in each of its instances, which no phone
 * outside can name; what a variable sets is known to the runtime alone, and may be on.
 */
export function mayAdopt({
  setup,
  isDisabled,
  isInSubflow,
}: {
  readonly setup: string;
  readonly isDisabled: boolean;
  readonly isInSubflow: boolean;
}): boolean {
  const isOn = ['watch', 'answer'].includes(setup.toLowerCase()) || setup.includes('${');
  return isOn && !isDisabled && !isInSubflow;
}

/** In the order in which they asked first; those that the editor has adopted already are none. */
export function askingPhones({ asking, nodes, listed, strangers, labelOf, nameOf }: AskingSources): readonly Asking[] {
  if (asking.length === 0) return [];
  // Of several nodes with one MAC the adopted one counts.
  const byMac = new Map(
    nodes
      .toSorted((one, other) => Number(one.setup !== '') - Number(other.setup !== ''))
      .map((node) => [node.mac, node]),
  );
  const accounts = new Map(strangers.map(({ mac = '', account = '' }) => [displayMac(mac), account]));
  const { tried, triers } = triedKinds(nodes, listed, labelOf);
  return asking
    .toSorted((one, other) => (one.first < other.first ? -1 : one.first > other.first ? 1 : 0))
    .flatMap((phone): Asking[] => {
      const mac = formatMac(phone.mac);
      const node = byMac.get(mac);
      if (node && node.setup !== '') return [];
      const vendor = node?.vendor || (labelOf(phone.vendor) === undefined ? '' : phone.vendor);
      const model = node?.model || strangersText(phone.model, LONGEST);
      const kind = kindOf(vendor, model, labelOf);
      const waitsFor = tried.has(kind) ? undefined : triers.get(kind);
      const { address, last } = phone;
      const account = accounts.get(mac) ?? '';
      const found = {
        mac,
        vendor,
        model,
        version: strangersText(phone.version, LONGEST),
        address,
        last,
        account,
        node,
        waitsFor,
      };
      if (waitsFor === undefined && !tried.has(kind)) triers.set(kind, nameOf(found));
      return [found];
    });
}

/** Of which kinds a phone has reported with its own settings, and of which others one is on its way, by its name. */
function triedKinds(
  nodes: readonly EditorPhone[],
  listed: ReadonlyMap<string, ListedPhone>,
  labelOf: AskingSources['labelOf'],
): { readonly tried: ReadonlySet<string>; readonly triers: Map<string, string> } {
  const tried = new Set<string>();
  const triers = new Map<string, string>();
  for (const { id, vendor, model, label, setup, isDisabled } of nodes) {
    if (setup === '' || isDisabled) continue;
    const kind = kindOf(vendor, model, labelOf);
    const told = listed.get(id);
    // One that has reported once has shown what was to be shown, whatever it lacks by now; one that gets no file shows nothing.
    if (told?.standing === 'reports' || told?.reported !== undefined) tried.add(kind);
    else if (told?.lacks === undefined && !triers.has(kind)) triers.set(kind, label);
  }
  return { tried, triers };
}

/** Those that *Adopt all* takes now: what make one is must be known, else it would wait for nobody and get nothing. */
export const adoptable = (phones: readonly Asking[]): readonly Asking[] =>
  phones.filter(({ vendor, waitsFor }) => vendor !== '' && waitsFor === undefined);
