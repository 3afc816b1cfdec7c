import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileDigest, fileKey, ownToken } from '../../../nodes/lib/derived-keys';
import { Ledger, MOST_PHONES, type PhoneRecord } from '../../../nodes/lib/setup/ledger';
import { LedgerFile } from '../../../nodes/lib/setup/ledger-file';
import { standingOf } from '../../../nodes/lib/setup/standing';
import { own } from '../../support/own';
import { FakeClocks, MINUTE } from '../calls/site';
import { KEY, MAC, ServerBench, TOKEN } from './fixtures';

const DIGEST = 'AbCdEfGhIjKlMnOpQr_-01';
const WITHOUT = { fetched: 1_700_000_000_000, address: '192.168.5.20', digest: DIGEST };
const FETCHED = { ...WITHOUT, localAddress: '192.168.5.2' };

describe('the ledger over a restart', () => {
  let path: string;
  let clocks: FakeClocks;
  let troubles: string[];
  beforeEach(() => {
    const folder = mkdtempSync(join(tmpdir(), 'voip-phone-ledger-'));
    own(() => rmSync(folder, { recursive: true, force: true }));
    path = join(folder, 'voip-phone', 'setup.json');
    clocks = new FakeClocks();
    troubles = [];
  });
  const open = (ledger = new Ledger()): { readonly ledger: Ledger; readonly file: LedgerFile } => {
    const file = new LedgerFile(path, ledger, { timer: clocks.timer, trouble: ({ key }) => troubles.push(key) });
    return { ledger, file };
  };
  const put = (text: string): void => {
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
  };
  const restored = (phones: object): Record<string, PhoneRecord> => {
    put(JSON.stringify({ version: 1, phones }));
    return Object.fromEntries(open().ledger.records());
  };

  it('is as it was, for nobody else to read, written within a minute of a change', () => {
    const { ledger } = open();
    ledger.fetched(MAC, { ...FETCHED, userAgent: 'Yealink SIP-T46G 28.72.0.1 00:15:65:12:34:56' });
    ledger.reported(MAC, 1_700_000_000_500, true);
    ledger.reported('001565123457', 1_700_000_000_500, false);
    ledger.askedByOther(MAC, '001565ffffff');
    assert.throws(() => statSync(path), /ENOENT/);
    clocks.advance(MINUTE);
    assert.equal(statSync(path).mode & 0o777, 0o600);
    assert.deepEqual([...open().ledger.records()], [...ledger.records()]);
    assert.deepEqual(troubles, []);
  });

  it('is not written for what it was restored from', () => {
    restored({ [MAC]: FETCHED });
    assert.equal(clocks.timers, 0);
  });

  it('lets a phone be up to date that has fetched what it is to have, and due where that is another by now', () => {
    const bench = new ServerBench();
    const { file } = open(bench.ledger);
    bench.adopt();
    bench.get(`${fileKey(KEY, MAC)}/${MAC}.cfg`);
    file.flush();
    const { ledger } = open();
    const after = new ServerBench();
    after.adopt();
    after.get(`${fileKey(KEY, MAC)}/${MAC}.cfg`);
    const wanted = after.ledger.of(MAC).digest;
    assert.equal(standingOf(ledger.of(MAC), wanted), 'fetched');
    assert.equal(standingOf(ledger.of(MAC), DIGEST), 'due');
  });

  it('holds no token, no key, and no digest by which one could be tried out', () => {
    const bench = new ServerBench();
    const { file } = open(bench.ledger);
    bench.adopt();
    const text = bench.get(`${fileKey(KEY, MAC)}/${MAC}.cfg`) ?? '';
    file.flush();
    const kept = readFileSync(path, 'utf8');
    for (const secret of [TOKEN, KEY, ownToken(TOKEN, MAC), fileKey(KEY, MAC)]) assert.ok(!kept.includes(secret));
    assert.ok(kept.includes(fileDigest(KEY, text)));
    assert.notEqual(fileDigest(KEY, text), fileDigest(TOKEN, text));
  });

  it('forgets who was silent for longest where there are too many', () => {
    const ledger = new Ledger();
    const mac = (n: number): string => n.toString(16).padStart(12, '0');
    for (let n = 1; n < MOST_PHONES; n++) ledger.reported(mac(n - 1), n, false);
    ledger.reported(mac(0), MOST_PHONES + 1, false);
    for (const n of [MOST_PHONES, MOST_PHONES + 1]) ledger.reported(mac(n), n + 2, false);
    assert.deepEqual([ledger.of(mac(1)), ledger.of(mac(0)).reported], [{}, MOST_PHONES + 1]);
  });

  it('takes of each phone what makes sense, and of what it fetched all or nothing', () => {
    const nothing: readonly object[] = [
      ...[{ fetched: 'x' }, { fetched: -1 }, { address: 'phone.example' }, { digest: 'short' }, { digest: 7 }],
      ...[{ address: 7 }, { fetched: null }],
    ].map((changes) => ({ ...FETCHED, ...changes }));
    const macs = nothing.map((_, n) => `00156500000${n}`);
    assert.deepEqual(
      restored(Object.fromEntries(nothing.map((record, n) => [macs[n], record]))),
      Object.fromEntries(macs.map((mac) => [mac, {}])),
    );
    assert.deepEqual(
      restored({
        [MAC]: { ...FETCHED, localAddress: 'x', asked: 'x', offered: 7, userAgent: 'a\nb', otherMac: 'z' },
        '001565123457': { reported: 5, isOld: 'yes', userAgent: 'x'.repeat(401), otherMac: '001565ffffff' },
        ...{ '00156512345': FETCHED, '00156512345G': FETCHED, 'mac 001565123456': FETCHED },
      }),
      {
        [MAC]: { ...WITHOUT, offered: 7 },
        '001565123457': { reported: 5, isOld: false, otherMac: '001565ffffff' },
      },
    );
    assert.deepEqual(troubles, []);
  });

  it('keeps a phone whose User-Agent is too long, with as much of it as is read', () => {
    const { ledger, file } = open();
    ledger.fetched(MAC, { ...FETCHED, userAgent: `Fanvil X4U ${'x'.repeat(5000)}` });
    file.flush();
    assert.equal(open().ledger.of(MAC).userAgent?.length, 400);
  });

  it('that makes no sense is said once, stays, and costs nothing', () => {
    put('{"version":1,"phones":{"0015');
    const { ledger, file } = open();
    ledger.fetched(MAC, FETCHED);
    file.flush();
    assert.equal(readFileSync(path, 'utf8'), '{"version":1,"phones":{"0015');
    assert.deepEqual([ledger.of(MAC), troubles], [FETCHED, ['life.unreadable']]);
  });

  it('that cannot be written is said once, and leaves no half of it', () => {
    const { ledger, file } = open();
    // Somebody has made a folder of its name meanwhile, with something in it.
    mkdirSync(join(path, 'x'), { recursive: true });
    for (let time = 0; time < 2; time++) {
      ledger.fetched(MAC, FETCHED);
      file.flush();
    }
    assert.deepEqual([ledger.of(MAC), troubles], [FETCHED, ['life.not-written']]);
    assert.deepEqual(readdirSync(join(path, '..')), ['setup.json']);
  });
});
