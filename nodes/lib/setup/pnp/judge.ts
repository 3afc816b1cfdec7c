import type { Lack } from '../types';
import type { SetupMode } from '../words';
import type { Silence } from './silence';

/** What is known of a question when it has to be answered or not. */
export interface Question {
  readonly mode: SetupMode;
  /** Why the phone gets no file of this listener. */
  readonly lack: Lack | undefined;
  /** A document says that phones like this keep their other settings. */
  readonly isDocumented: boolean;
  /** The listener answers the others as well. */
  readonly answersUntried: boolean;
  /** Digests of the file that it is to have, and of the one that it fetched last. */
  readonly wanted: string | undefined;
  readonly fetched: string | undefined;
  /** The listener's allow list has the address that it asks from. */
  readonly isAllowed: boolean;
  /** That address is a proxy's. */
  readonly isProxy: boolean;
  /** It is known as another phone's. */
  readonly isOthers: boolean;
  readonly address: string;
  /** Where this phone is known to be. */
  readonly knownAddress: string | undefined;
  readonly mac: string;
  /** The MAC that this host has seen at the address. */
  readonly neighbour: string | undefined;
  /** How the phone reaches this server. */
  readonly base: string | undefined;
}

/** A phone is answered where none of these says why not; the first that does is told. */
const RULES: readonly (readonly [why: Silence, isSo: (question: Question) => boolean])[] = [
  ['watch', ({ mode }) => mode !== 'answer'],
  ['lacks', ({ lack }) => lack !== undefined],
  ['untried', ({ isDocumented, answersUntried }) => !isDocumented && !answersUntried],
  ['up-to-date', ({ wanted, fetched }) => wanted !== undefined && wanted === fetched],
  ['not-allowed', ({ isAllowed }) => !isAllowed],
  ['other-address', ({ isProxy }) => isProxy],
  ['other-address', ({ isOthers }) => isOthers],
  ['other-address', ({ address, knownAddress = address }) => knownAddress !== address],
  ['other-address', ({ mac, neighbour = mac }) => neighbour !== mac],
  ['base', ({ base }) => base === undefined],
];

/** @returns undefined: it may be answered */
export function whySilent(question: Question): Silence | undefined {
  return RULES.find(([, isSo]) => isSo(question))?.[0];
}
