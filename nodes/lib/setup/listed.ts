import type { Silence } from './pnp/silence';
import type { Standing } from './standing';
import type { Lack } from './types';
import type { SetupMode } from './words';

/** What `GET voip-phone/setup` tells, for the runtime that tells it and for the browser that shows it: types alone. */

/**
 * Where a phone is that is to be restarted: `waiting` for its turn; `sent`: it was told to restart and has not reported yet;
 * `busy`: not idle, so it was left alone; `failed`: it is said why.
 */
export type RestartStep = 'waiting' | 'sent' | 'busy' | 'failed';

/** A listener and what it does for phones; no secret in it. */
export interface ListedListener {
  readonly id: string;
  readonly name: string;
  readonly mode: SetupMode;
  /** Why it serves nothing, where it is to. */
  readonly trouble?: string;
}

/** A phone that a listener sets up. */
export interface ListedPhone {
  readonly id: string;
  readonly name: string;
  readonly vendor: string;
  readonly model: string;
  /** 12 lower-case hex digits; '' where its node has none. */
  readonly mac: string;
  readonly listener: string;
  /** Absent where it gets no file: `lacks` says why. */
  readonly standing?: Standing;
  readonly lacks?: Lack;
  /** ISO 8601: when it fetched its file last, and came with a token of its own last. */
  readonly fetched?: string;
  readonly reported?: string;
  /** Where it fetched from. */
  readonly address?: string;
  /** Who may command it was left as it is. */
  readonly leavesCommands?: true;
  /** Events whose URL is too long for it. */
  readonly tooLong?: readonly string[];
  /** Another device asked for its file. */
  readonly otherMac?: string;
  /** ISO 8601: it has its file, has started anew then, and has said nothing since (`quietSince`). */
  readonly quiet?: string;
  /** Where it is in *Restart the rest*; `text`: why not, in the runtime's language. */
  readonly restart?: { readonly step: RestartStep; readonly text?: string };
  /** It fetched from another address than it is known to be at. */
  readonly elsewhere?: true;
  /** ISO 8601: when it asked the network for settings last, and when an offer to it was begun last. */
  readonly asked?: string;
  readonly offered?: string;
  /** Why it was not answered when it asked last. */
  readonly silence?: Silence;
}

/** A phone that asked the network and that no listener has adopted. All texts but `mac` and `vendor` are a stranger's. */
export interface AskingPhone {
  /** 12 lower-case hex digits. */
  readonly mac: string;
  /** Of a profile, by what it says, else by its MAC's prefix; '' where nobody knows. */
  readonly vendor: string;
  /** As it says; '' where it says nothing, or `OEM`. */
  readonly model: string;
  readonly version: string;
  /** Where its last question came from. */
  readonly address: string;
  /** ISO 8601. */
  readonly first: string;
  readonly last: string;
  /** Its `voip-phone` node, where one with this MAC is deployed: adopted by nobody. */
  readonly id?: string;
}

/** How far the network is heard. */
export interface NetworkWatch {
  /** `closed`: no listener wants it; `taken`: the port is somebody else's, `trouble` says so. */
  readonly state: 'closed' | 'open' | 'taken';
  readonly trouble?: string;
  /** ISO 8601: since when it is open, and when any phone asked last. */
  readonly since?: string;
  readonly heard?: string;
  /** It has been open for ten minutes and nobody has asked: multicast may not arrive here. */
  readonly isDeaf?: true;
}

export interface SetupList {
  readonly listeners: readonly ListedListener[];
  readonly phones: readonly ListedPhone[];
  readonly network: NetworkWatch;
  readonly asking: readonly AskingPhone[];
  /** Addresses that tried more keys than phones do, with the seconds until their next one counts. */
  readonly guessing: readonly { readonly address: string; readonly seconds: number }[];
}
