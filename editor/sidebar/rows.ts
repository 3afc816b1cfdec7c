import type { OtherParty, Problem, RuntimePhone } from './answers';

/** A `voip-phone` node as the editor holds it, deployed or not. */
export interface EditorPhone {
  readonly id: string;
  /** What the editor calls it: its name, else vendor, model and address. */
  readonly label: string;
  readonly vendor: string;
  readonly model: string;
  readonly mac: string;
  readonly host: string;
  /** The user part of its SIP URI; '' where it has none. */
  readonly number: string;
  /** The listener that sets it up; '' where none does. */
  readonly setup: string;
  /** It, or the flow that it is in. */
  readonly isDisabled: boolean;
  readonly isChanged: boolean;
  /** Its dialog would show something in red. */
  readonly isInvalid: boolean;
}

/** How a node of the editor and the runtime's phone belong together. */
export type Standing = 'deployed' | 'changed' | 'undeployed' | 'disabled';

/** One row of the list. */
export interface ShownPhone extends Omit<EditorPhone, 'host' | 'isDisabled' | 'isChanged' | 'isInvalid'> {
  readonly standing: Standing;
  /** Configured or learned; '' where there is none. */
  readonly address: string;
  readonly isLearned: boolean;
  /** Undefined: the runtime does not know it. */
  readonly state: string | undefined;
  readonly with: OtherParty | undefined;
  readonly registered: boolean | undefined;
  readonly dnd: boolean | undefined;
  readonly door: string | undefined;
  readonly reachable: boolean | undefined;
  readonly seen: string | undefined;
  /** The worst first. */
  readonly problems: readonly Problem[];
}

/** A reference is known only when the flow runs. */
const isReference = (text: string): boolean => text.includes('${');

/**
 * A node and what the runtime knows of it. What the editor holds wins: it is what the next deploy makes true.
 *
 * @param runtime undefined: not deployed, or nobody has told
 */
export function shownPhone(node: EditorPhone, runtime: RuntimePhone | undefined): ShownPhone {
  const { id, label, vendor, model, mac, number, setup } = node;
  // What is known of the phone as it runs says little of a node that does not.
  const known = node.isDisabled ? undefined : runtime;
  const isOwn = node.host !== '' && !isReference(node.host);
  return {
    ...{ id, label, vendor, model, mac: isReference(mac) ? (known?.mac ?? mac) : mac, number, setup },
    standing: node.isDisabled ? 'disabled' : !runtime ? 'undeployed' : node.isChanged ? 'changed' : 'deployed',
    address: isOwn ? node.host : (known?.address ?? node.host),
    isLearned: !isOwn && known?.isLearned === true,
    state: known?.state,
    with: known?.with,
    registered: known?.registered,
    dnd: known?.dnd,
    door: known?.door,
    reachable: known?.reachable,
    seen: known?.seen,
    problems: problemsOf(node, known),
  };
}

function problemsOf(node: EditorPhone, known: RuntimePhone | undefined): readonly Problem[] {
  const told = known?.problems ?? [];
  // The runtime says more of what is missing than the editor's red triangle does.
  if (node.isDisabled || !node.isInvalid || told.some(({ kind }) => kind === 'incomplete')) return told;
  return [{ kind: 'invalid' }, ...told];
}

/** Extension 9 before 10. */
const COLLATOR = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

export const byLabel = (nodes: readonly EditorPhone[]): EditorPhone[] =>
  [...nodes].sort((one, other) => COLLATOR.compare(one.label, other.label) || (one.id < other.id ? -1 : 1));

/** What the runtime has and the editor has not: deleted here, or deployed by somebody else. */
export function countElsewhere(nodes: readonly EditorPhone[], runtime: ReadonlyMap<string, unknown>): number {
  let here = 0;
  for (const { id } of nodes) if (runtime.has(id)) here += 1;
  return runtime.size - here;
}
