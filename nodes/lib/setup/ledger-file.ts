import { ipOf } from '../identity/address';
import { type Fields, KeptFile, type KeptFileOptions, timeOf } from '../kept-file';
import { type Ledger, MOST_PHONES, type PhoneRecord } from './ledger';

const MAC = /^[0-9a-f]{12}$/;
const DIGEST = /^[\w-]{22}$/;
/** As much of it as anybody reads. */
const LONGEST_AGENT = 400;
const AGENT = /^[^\p{Cc}]{1,400}$/u;

/** The file in which what phones fetched outlives Node-RED: else all of them would look as if they never had. */
export class LedgerFile extends KeptFile<PhoneRecord> {
  /** What the file holds is in the ledger, and what changes there will be in the file. */
  constructor(path: string, ledger: Ledger, options: Pick<KeptFileOptions<PhoneRecord>, 'timer' | 'trouble'>) {
    super(path, { ...options, most: MOST_PHONES, readEntry, collect: () => written(ledger.records()) });
    ledger.restore(this.read());
    ledger.onChange = () => this.changed();
  }
}

function* written(records: Iterable<readonly [string, PhoneRecord]>): Generator<readonly [string, PhoneRecord]> {
  for (const [mac, { userAgent, ...record }] of records)
    yield [mac, userAgent === undefined ? record : { ...record, userAgent: userAgent.slice(0, LONGEST_AGENT) }];
}

/** Each field by itself: what makes no sense is as if it had never been known. */
function readEntry(mac: string, entry: Fields): PhoneRecord | undefined {
  if (!MAC.test(mac)) return undefined;
  const reported = timeOf(entry['reported']);
  const asked = timeOf(entry['asked']);
  const offered = timeOf(entry['offered']);
  const { userAgent, otherMac } = entry;
  return {
    ...readFetched(entry),
    ...(typeof userAgent === 'string' && AGENT.test(userAgent) && { userAgent }),
    ...(reported !== undefined && { reported, isOld: entry['isOld'] === true }),
    ...(asked !== undefined && { asked }),
    ...(offered !== undefined && { offered }),
    ...(typeof otherMac === 'string' && MAC.test(otherMac) && { otherMac }),
  };
}

/** All of it, or nothing: a phone without the least of it has to fetch anew. */
function readFetched(entry: Fields): PhoneRecord {
  const fetched = timeOf(entry['fetched']);
  const address = typeof entry['address'] === 'string' ? ipOf(entry['address']) : undefined;
  const localAddress = typeof entry['localAddress'] === 'string' ? ipOf(entry['localAddress']) : undefined;
  const { digest } = entry;
  if (fetched === undefined || address === undefined || typeof digest !== 'string' || !DIGEST.test(digest)) return {};
  return { fetched, address, digest, ...(localAddress !== undefined && { localAddress }) };
}
