import { isoTime } from '../iso-time';
import { say, type Language } from '../sentences/sentence';
import type { SetupDesk, OpenListener } from './desk';
import type { PhoneRecord } from './ledger';
import type { AskingPhone, ListedPhone, NetworkWatch, SetupList } from './listed';
import { servable } from './own-file';
import type { Asked } from './pnp/asking';
import { vendorSaid } from './pnp/vendor-said';
import { quietSince, type Standing, standingOf } from './standing';
import type { AdoptedPhone } from './types';

/** How far one phone is; undefined where it gets no file. */
export function standingIn(desk: SetupDesk, listener: OpenListener, phone: AdoptedPhone): Standing | undefined {
  return listedPhone(desk, listener, phone).standing;
}

/** @param now milliseconds of a clock that only goes forward */
export function listSetup(desk: SetupDesk, now: number, language?: Language): SetupList {
  const listeners = [...desk.listeners];
  return {
    listeners: listeners.map(({ id, name, reading, trouble }) => ({
      id,
      name,
      mode: reading.mode,
      ...(trouble !== undefined && { trouble: say(trouble, language) }),
    })),
    phones: [
      ...listeners.flatMap((listener) =>
        desk.adoptions.phones(listener.id).map((phone) => listedPhone(desk, listener, phone)),
      ),
      ...phonesOfNobody(desk),
    ],
    network: networkOf(desk, language),
    asking: askingOf(desk, listeners),
    guessing: desk.guessing.locked(now).map(({ address, left }) => ({ address, seconds: Math.ceil(left / 1000) })),
  };
}

function listedPhone(desk: SetupDesk, open: OpenListener, phone: AdoptedPhone): ListedPhone {
  const { id: listener, reached } = open;
  const { id, name, vendor, model, mac } = phone;
  const record: PhoneRecord = mac === '' ? {} : desk.ledger.of(mac);
  const { fetched, reported, address, otherMac, offered, silence } = record;
  const asked = record.asked ?? (mac === '' ? undefined : desk.asking.of(mac)?.last);
  // Before it fetches nobody knows how it sees this server, and which model it says it is.
  const file =
    (address === undefined ? undefined : desk.wanted.of(phone, open, record, address)) ?? servable(phone, desk.vendors);
  // A host name is no address that could be compared.
  const whereIs = address === undefined || mac === '' ? undefined : desk.places.addressOf(mac);
  const base = { id, name, vendor, model, mac, listener };
  const seen = {
    ...(fetched !== undefined && { fetched: isoTime(fetched) }),
    ...(reported !== undefined && { reported: isoTime(reported) }),
    ...(address !== undefined && { address }),
    ...(otherMac !== undefined && { otherMac }),
    ...(asked !== undefined && { asked: isoTime(asked) }),
    ...(offered !== undefined && { offered: isoTime(offered) }),
    ...(silence !== undefined && { silence }),
    ...(whereIs !== undefined && whereIs !== address && { elsewhere: true as const }),
  };
  if (!reached) return { ...base, ...seen, lacks: 'listener' };
  if (desk.isTwice(mac)) return { ...base, ...seen, lacks: 'twice' };
  if ('lacks' in file && file.lacks !== 'model') return { ...base, ...seen, lacks: file.lacks };
  const isFile = 'digest' in file;
  const standing = standingOf(record, isFile ? file.digest : undefined);
  const quiet = quietSince({ standing, fetched, asked, reported }, desk.today());
  return {
    ...base,
    ...seen,
    standing,
    ...(quiet !== undefined && { quiet: isoTime(quiet) }),
    ...('lacks' in file && { lacks: file.lacks }),
    ...(isFile && file.leavesCommands && { leavesCommands: true as const }),
    ...(isFile && file.tooLong.length > 0 && { tooLong: file.tooLong }),
  };
}

/** Their listener is deleted, or disabled. */
function phonesOfNobody(desk: SetupDesk): ListedPhone[] {
  return [...desk.adoptions.listenerIds]
    .filter((id) => !desk.listener(id))
    .flatMap((listener) =>
      desk.adoptions.phones(listener).map(
        ({ id, name, vendor, model, mac }): ListedPhone => ({
          ...{ id, name, vendor, model, mac, listener },
          lacks: 'listener',
        }),
      ),
    );
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
