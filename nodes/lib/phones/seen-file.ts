import type { Clocks } from '../calls/clocks';
import { ipOf } from '../identity/address';
import { type Fields, isFields, KeptFile, timeOf } from '../kept-file';
import type { Sentence } from '../sentences/sentence';

/** What is kept of a phone. All times in milliseconds since 1970. */
export interface SeenPhone {
  /** Its last event or answer. */
  readonly seen?: number;
  /** Where it was learned to be. */
  readonly place?: SeenPlace;
}

export interface SeenPlace {
  readonly address: string;
  /** The last event or answer from there. */
  readonly heard: number;
  /** When the address was last found to be several phones'. */
  readonly shared?: number;
  /** No phone has the MAC. */
  readonly isStranger?: true;
}

export interface SeenFileOptions {
  readonly clocks: Pick<Clocks, 'wall' | 'timer'>;
  /** Everything that is to be kept, by key. */
  readonly collect: () => Iterable<readonly [key: string, phone: SeenPhone]>;
  /** Told once that memory is all there is, and why. */
  readonly trouble: (words: Sentence) => void;
}

/** 30,000 phones are 4 MB. */
const MOST = 30_000;
const KEY = /^(?:mac [0-9a-f]{12}|id [^\p{Cc}]{1,200})$/u;

/** The file in which last signs and learned addresses outlive Node-RED. */
export class SeenFile extends KeptFile<SeenPhone> {
  /** @param path of the file; its folder is made when it is first written */
  constructor(path: string, { clocks: { timer }, ...options }: SeenFileOptions) {
    super(path, { ...options, timer, most: MOST, readEntry });
  }
}

function readEntry(key: string, entry: Fields): SeenPhone | undefined {
  if (!KEY.test(key)) return undefined;
  const seen = timeOf(entry['seen']);
  const place = key.startsWith('mac ') ? readPlace(entry['place']) : undefined;
  return { ...(seen !== undefined && { seen }), ...(place && { place }) };
}

function readPlace(value: unknown): SeenPlace | undefined {
  if (!isFields(value) || typeof value['address'] !== 'string') return undefined;
  const address = ipOf(value['address']);
  const heard = timeOf(value['heard']);
  const shared = timeOf(value['shared']);
  if (address === undefined || heard === undefined) return undefined;
  return {
    ...{ address, heard },
    ...(shared !== undefined && { shared }),
    ...(value['isStranger'] === true && { isStranger: true }),
  };
}
