import { type AddressParts, addressOf } from './address';
import type { SetupAnswer } from './answers';
import type { OpenListener, SetupDesk } from './desk';
import { copyFor } from './pbx/copy';
import { pbxSystem } from './pbx/systems';
import { baseAt, boundTo } from './place';
import type { AdoptedPhone } from './types';

/** What a dialog asks for: it holds a secret, so on a click alone. */
export interface SetupWish {
  /** Of a deployed phone's node. */
  readonly phone: string;
  readonly make: 'address' | 'copy';
  /** A system's id, for `copy`. */
  readonly pbx?: string;
  /** By which name or address the editor is open: how this server is reached where nobody says otherwise. */
  readonly host: string;
}

const HOST = /^(?:[\w.-]{1,253}|\[[\da-f:.]{2,45}\])$/i;

/** @returns undefined where it is none */
export function readSetupWish(asked: unknown): SetupWish | undefined {
  const { phone, make, pbx, host = '' } = Object(asked) as { readonly [name: string]: unknown };
  if (typeof phone !== 'string' || typeof host !== 'string') return undefined;
  if (host !== '' && !HOST.test(host)) return undefined;
  if (make === 'address') return { phone, make, host };
  return make === 'copy' && typeof pbx === 'string' && pbxSystem(pbx) ? { phone, make, pbx, host } : undefined;
}

/** @param phone as it is deployed, and `listener` the one that its node names */
export function answerWish(
  { make, pbx, host }: SetupWish,
  phone: AdoptedPhone,
  listener: OpenListener | undefined,
  { vendors }: Pick<SetupDesk, 'vendors'>,
): SetupAnswer {
  if (!listener) return { outcome: 'not-adopted' };
  const { reading, reached } = listener;
  if (!reached) return { outcome: 'not-served' };
  const base = reading.baseUrl || baseAt(boundTo(listener.access.port) ?? host, reached);
  if (base === undefined) return { outcome: 'no-base' };
  const parts: AddressParts = { base, path: reading.files.path, secret: reading.keys[0]?.secret ?? '' };
  if (make === 'address') {
    const address = addressOf(phone, parts, vendors);
    return 'lacks' in address ? { outcome: 'lacks', lacks: address.lacks } : { outcome: 'address', ...address };
  }
  const system = pbxSystem(pbx);
  if (!system) return { outcome: 'lacks', lacks: 'pbx' };
  const texts = copyFor(phone, { ...parts, files: reading.files }, system, vendors);
  return 'lacks' in texts
    ? { outcome: 'lacks', lacks: texts.lacks }
    : { outcome: 'copy', engine: system.engine, texts };
}
