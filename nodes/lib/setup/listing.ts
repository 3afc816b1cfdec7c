import { isoTime } from '../iso-time';
import { say, type Language } from '../sentences/sentence';
import type { SetupDesk, OpenListener } from './desk';
import type { PhoneRecord } from './ledger';
import { servable } from './own-file';
import type { Asked } from './pnp/asking';
import type { Silence } from './pnp/silence';
import { vendorSaid } from './pnp/vendor-said';
import { type Standing, standingOf } from './standing';
import type { AdoptedPhone, Lack } from './types';
import type { SetupMode } from './words';
import type { RestartStep } from './restarts';

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

export type { Silence } from './pnp/silence';

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

/** How far one phone is; undefined where it gets no file. */
export function standingIn(desk: SetupDesk, listener: OpenListener, phone: AdoptedPhone): Standing | undefined {
  return listedPhone(desk, listener, phone, undefined).standing;
}

/**
 * @param whereIs a deployed phone's address, where it is known
 * @param now milliseconds of a clock that only goes forward
 */
export function listSetup(
  desk: SetupDesk,
  whereIs: (phone: AdoptedPhone) => string | undefined,
  now: number,
  language?: Language,
): SetupList {
  const listeners = [...desk.listeners];
  return {
    listeners: listeners.map(({ id, name, reading, trouble }) => ({
      id,
      name,
      mode: reading.mode,
      ...(trouble !== undefined && { trouble: say(trouble, language) }),
    })),
    phones: listeners.flatMap((listener) =>
      desk.adoptions.phones(listener.id).map((phone) => listedPhone(desk, listener, phone, whereIs(phone))),
    ),
    network: networkOf(desk, language),
    asking: askingOf(desk, listeners),
    guessing: desk.guessing.locked(now).map(({ address, left }) => ({ address, seconds: Math.ceil(left / 1000) })),
  };
}

function listedPhone(
  desk: SetupDesk,
  open: OpenListener,
  phone: AdoptedPhone,
  whereIs: string | undefined,
): ListedPhone {
  const { id: listener, reached } = open;
  const { id, name, vendor, model, mac } = phone;
  const record: PhoneRecord = mac === '' ? {} : desk.ledger.of(mac);
  const { fetched, reported, address, otherMac, offered, silence } = record;
  const asked = record.asked ?? (mac === '' ? undefined : desk.asking.of(mac)?.last);
  // Before it fetches nobody knows how it sees this server, and which model it says it is.
  const file =
    (address === undefined ? undefined : desk.wanted.of(phone, open, record, address)) ?? servable(phone, desk.vendors);
  const base = { id, name, vendor, model, mac, listener };
  const seen = {
    ...(fetched !== undefined && { fetched: isoTime(fetched) }),
    ...(reported !== undefined && { reported: isoTime(reported) }),
    ...(address !== undefined && { address }),
    ...(otherMac !== undefined && { otherMac }),
    ...(asked !== undefined && { asked: isoTime(asked) }),
    ...(offered !== undefined && { offered: isoTime(offered) }),
    ...(silence !== undefined && { silence }),
    ...(address !== undefined && whereIs !== undefined && whereIs !== address && { elsewhere: true as const }),
  };
  if (!reached) return { ...base, ...seen, lacks: 'listener' };
  if ('lacks' in file && file.lacks !== 'model') return { ...base, ...seen, lacks: file.lacks };
  const isFile = 'digest' in file;
  return {
    ...base,
    ...seen,
    standing: standingOf(record, isFile ? file.digest : undefined),
    ...('lacks' in file && { lacks: file.lacks }),
    ...(isFile && file.leavesCommands && { leavesCommands: true as const }),
    ...(isFile && file.tooLong.length > 0 && { tooLong: file.tooLong }),
  };
}

function networkOf(desk: SetupDesk, language: Language | undefined): NetworkWatch {
  const { state, trouble, since, heard, isDeaf } = desk.network.state;
  return {
    state,
    ...(trouble !== undefined && { trouble: say(trouble, language) }),
    ...(since !== undefined && { since: isoTime(since) }),
    ...(heard !== undefined && { heard: isoTime(heard) }),
    ...(isDeaf && { isDeaf: true as const }),
  };
}

/** Nobody has to set them up: no open listener has adopted them. */
function askingOf(desk: SetupDesk, listeners: readonly OpenListener[]): AskingPhone[] {
  const asking = [...desk.asking.all()].filter(({ mac }) => !listeners.some(({ id }) => desk.adoptions.has(id, mac)));
  return asking.map((asked) => askingPhone(desk, asked));
}

function askingPhone(desk: SetupDesk, asked: Asked): AskingPhone {
  const { mac, version, address, first, last } = asked;
  const { vendor, model } = vendorSaid(asked, desk.vendors);
  const id = desk.places.nodeOf(mac);
  return {
    ...{ mac, vendor, model, version, address, first: isoTime(first), last: isoTime(last) },
    ...(id !== undefined && { id }),
  };
}
