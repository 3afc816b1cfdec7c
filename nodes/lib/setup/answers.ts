import type { Lack } from './types';

/** What a person enters as the provisioning server on the phone's web page. */
export interface PhoneAddress {
  /** A folder ends in a slash. */
  readonly address: string;
  /** Of the file alone. */
  readonly url: string;
  readonly names: 'folder' | 'file';
  /** The phone's web page has the scheme in a field of its own: then it is none of the address. */
  readonly scheme?: 'http' | 'https';
}

/** A text to be pasted into what a PBX makes its phones' files of. */
export interface PbxText {
  /** `include`: a line that names our file, for this phone alone. `lines`: the settings, for all phones of the vendor. */
  readonly kind: 'include' | 'lines';
  readonly text: string;
  /** Where it belongs in the vendor's file: an element, or the file's name; '' where anywhere. */
  readonly within: string;
  /** Who may command the phone is not in it. */
  readonly leavesCommands?: boolean;
}

/** Why a listener makes nothing, whichever phone it is for. */
const REFUSALS = ['not-adopted', 'not-served', 'no-base'] as const;

/** What a dialog is told. */
export type SetupAnswer =
  | ({ readonly outcome: 'address' } & PhoneAddress)
  | { readonly outcome: 'copy'; readonly engine: string; readonly texts: readonly PbxText[] }
  | { readonly outcome: 'lacks'; readonly lacks: Lack | 'pbx' }
  | { readonly outcome: (typeof REFUSALS)[number] };
