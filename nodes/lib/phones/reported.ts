import { formatMac } from '../identity/mac';
import { told } from '../events/report/read-field';
import { strangersText } from '../shown-text';
import { isFilled } from '../events/report/unsubstituted';
import type { FindPhone, Report } from '../events/types';
import type { ReportedPhone } from './reported-phone';

interface Sighting {
  /** 12 lower-case hex digits, or ''. */
  readonly mac: string;
  readonly address: string;
  readonly ip: string | undefined;
  readonly model: string | undefined;
  readonly vendor: string | undefined;
  readonly account: string | undefined;
  readonly time: Date;
}

const MOST = 100;
const LONGEST = 64;
/** An entry younger than this is not written anew: a phone that reports much must cost next to nothing. Milliseconds. */
const FRESH = 1000;

/** Phones that have reported to this server and have no node yet: the last hundred. */
export class ReportedPhones {
  readonly #most: number;
  /** By MAC, else by address; the longest silent first. */
  readonly #sightings = new Map<string, Sighting>();

  constructor(most = MOST) {
    this.#most = most;
  }

  /**
   * Remembers an event of a phone that no node describes.
   * @param mac 12 lower-case hex digits, where the event carries it
   * @param address where it came from, normalised
   * @param accountOf the user of the account that it names; asked only where an entry is written
   */
  note(
    report: Report,
    mac: string | undefined,
    address: string,
    time: Date,
    accountOf: () => string | undefined = () => undefined,
  ): void {
    const key = mac ?? address;
    if (key === '') return;
    const earlier = this.#sightings.get(key);
    // A clock that was set back makes no entry fresh for hours.
    const age = earlier ? time.getTime() - earlier.time.getTime() : FRESH;
    if (age >= 0 && age < FRESH) return;
    const model = told(report, 'phone.model', modelOf) ?? earlier?.model;
    this.#sightings.delete(key);
    this.#sightings.set(key, {
      mac: mac ?? '',
      address,
      ip: report.sender.ip,
      model,
      vendor: report.vendors.guess(model, Object.keys(report.variables), mac) ?? earlier?.vendor,
      account: strangersText(accountOf() ?? '', LONGEST) || earlier?.account,
      time,
    });
    for (const oldest of this.#sightings.keys()) {
      if (this.#sightings.size <= this.#most) break;
      this.#sightings.delete(oldest);
    }
  }

  /**
   * @param find tells which of them a node describes by now
   * @param learnedAddress of a MAC, 12 lower-case hex digits: where a node that has it alone would be reached
   * @returns the latest first
   */
  list(find: FindPhone, learnedAddress: (mac: string) => string | undefined = () => undefined): ReportedPhone[] {
    return [...this.#sightings.values()]
      .filter((sighting) => !isDescribed(sighting, find))
      .map(({ mac, address, ip, model, vendor, account, time }) => ({
        ...(mac && { mac: formatMac(mac) }),
        address,
        ...(mac && address !== '' && learnedAddress(mac) === address && { learned: true as const }),
        ...(ip !== undefined && ip !== address && { ip }),
        ...(model !== undefined && { model }),
        ...(vendor !== undefined && { vendor }),
        ...(account !== undefined && { account }),
        time: time.toISOString(),
      }))
      .toReversed();
  }
}

/** As a reception finds an event's phone: one known by another MAC is not the sender. */
function isDescribed({ mac, address, ip }: Sighting, find: FindPhone): boolean {
  if (mac && find(mac, '')) return true;
  return [address, ip].some((at) => {
    const found = at ? find(undefined, at) : undefined;
    return found !== undefined && !(mac && found.mac && found.mac !== mac);
  });
}

function modelOf(value: string): string | undefined {
  return isFilled(value) ? strangersText(value, LONGEST) || undefined : undefined;
}
