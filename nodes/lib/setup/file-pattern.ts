import { randomBytes } from 'node:crypto';
import { formatMac } from '../identity/mac';

/** What a phone's file holds, and which events it leaves out. */
export interface Draft {
  readonly text: string;
  /** Events whose URL is too long for the phone. */
  readonly tooLong: readonly string[];
  /** No event is left. */
  readonly isEmpty: boolean;
}

/** @param mac 12 hex digits. @param token of this phone, 22 characters */
type Write = (mac: string, token: string) => Draft;

/** In place of a phone's own MAC and token: nobody else's text can hold them. */
interface StandIn {
  readonly mac: string;
  readonly token: string;
}

/**
 * A file with room for what is one phone's alone: writing it costs a fraction of a millisecond, and a thousand phones of a
 * few models ask at once. Holds no secret.
 */
export class FilePattern {
  readonly tooLong: readonly string[];
  readonly isEmpty: boolean;
  /** Text and, at each odd place, what stands in for a phone's own. */
  readonly #pieces: readonly string[];
  readonly #mac: string;

  private constructor({ text, tooLong, isEmpty }: Draft, { mac, token }: StandIn) {
    this.tooLong = tooLong;
    this.isEmpty = isEmpty;
    this.#mac = formatMac(mac);
    this.#pieces = text.split(new RegExp(`(${token}|${this.#mac})`));
  }

  /** @returns undefined where filling it in is not the same as writing it: then each is written */
  static of(write: Write): FilePattern | undefined {
    const [one, other] = [standIn(), standIn()];
    const pattern = new FilePattern(write(one.mac, one.token), one);
    const direct = write(other.mac, other.token);
    const isSame = JSON.stringify(pattern.filled(other.mac, other.token)) === JSON.stringify(direct);
    return isSame ? pattern : undefined;
  }

  filled(mac: string, token: string): Draft {
    const shown = formatMac(mac);
    const own = (piece: string): string => (piece === this.#mac ? shown : token);
    const text = this.#pieces.map((piece, index) => (index % 2 === 0 ? piece : own(piece))).join('');
    return { text, tooLong: this.tooLong, isEmpty: this.isEmpty };
  }
}

function standIn(): StandIn {
  return { mac: randomBytes(6).toString('hex'), token: randomBytes(16).toString('base64url') };
}

/** Of one listener: models and networks. */
const MOST = 64;

/** By whom it is for; who asks with another object gets patterns of its own, and they end with it. */
const known = new WeakMap<object, WeakMap<object, Map<string, FilePattern | undefined>>>();

/** @param key of all that the file depends on beside both objects, the MAC and the token */
export function drafted(
  { settings, vendors, key }: { readonly settings: object; readonly vendors: object; readonly key: string },
  { mac, token }: StandIn,
  write: Write,
): Draft {
  const bySettings = known.get(vendors) ?? new WeakMap<object, Map<string, FilePattern | undefined>>();
  known.set(vendors, bySettings);
  const patterns = bySettings.get(settings) ?? new Map<string, FilePattern | undefined>();
  bySettings.set(settings, patterns);
  if (!patterns.has(key)) {
    if (patterns.size >= MOST) patterns.clear();
    patterns.set(key, FilePattern.of(write));
  }
  return patterns.get(key)?.filled(mac, token) ?? write(mac, token);
}
