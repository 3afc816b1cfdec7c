import { say, type Language } from '../sentences/sentence';
import type { SetupDesk, OpenListener } from './desk';
import { digestOf } from './file-server';
import type { PhoneRecord } from './ledger';
import { ownFile, servable } from './own-file';
import { type Standing, standingOf } from './standing';
import type { AdoptedPhone, Lack } from './types';
import type { SetupMode } from './words';

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
  /** It fetched from another address than it is known to be at. */
  readonly elsewhere?: true;
}

export interface SetupList {
  readonly listeners: readonly ListedListener[];
  readonly phones: readonly ListedPhone[];
  /** Addresses that tried more keys than phones do, with the seconds until their next one counts. */
  readonly guessing: readonly { readonly address: string; readonly seconds: number }[];
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
    guessing: desk.guessing.locked(now).map(({ address, left }) => ({ address, seconds: Math.ceil(left / 1000) })),
  };
}

function listedPhone(
  desk: SetupDesk,
  { id: listener, reading: { files }, reached }: OpenListener,
  phone: AdoptedPhone,
  whereIs: string | undefined,
): ListedPhone {
  const { id, name, vendor, model, mac } = phone;
  const record: PhoneRecord = mac === '' ? {} : desk.ledger.of(mac);
  const { place, userAgent, fetched, reported, address, otherMac } = record;
  // Before it asks nobody knows how it sees this server, and which model it says it is.
  const file = place ? ownFile(phone, files, place, desk.vendors, userAgent) : servable(phone, desk.vendors);
  const base = { id, name, vendor, model, mac, listener };
  const seen = {
    ...(fetched !== undefined && { fetched: new Date(fetched).toISOString() }),
    ...(reported !== undefined && { reported: new Date(reported).toISOString() }),
    ...(address !== undefined && { address }),
    ...(otherMac !== undefined && { otherMac }),
    ...(address !== undefined && whereIs !== undefined && whereIs !== address && { elsewhere: true as const }),
  };
  if (!reached) return { ...base, ...seen, lacks: 'listener' };
  if ('lacks' in file && file.lacks !== 'model') return { ...base, ...seen, lacks: file.lacks };
  const isFile = 'text' in file;
  return {
    ...base,
    ...seen,
    standing: standingOf(record, isFile ? digestOf(file.text) : undefined),
    ...('lacks' in file && { lacks: file.lacks }),
    ...(isFile && file.leavesCommands && { leavesCommands: true as const }),
    ...(isFile && file.tooLong.length > 0 && { tooLong: file.tooLong }),
  };
}
