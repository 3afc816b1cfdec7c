import assert from 'node:assert/strict';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SeenFile, type SeenPhone } from '../../../nodes/lib/phones/seen-file';
import { own } from '../../support/own';
import { FakeClocks, MINUTE } from '../calls/site';

const DESK = 'mac 808287046bc2';
const KEPT: readonly (readonly [string, SeenPhone])[] = [
  [DESK, { seen: 1_700_000_000_000, place: { address: '10.0.0.9', heard: 1_700_000_000_000 } }],
  ['mac 808287046bc3', { place: { address: '2001:db8::1', heard: 5, shared: 6, isStranger: true } }],
  ['id a1.b2', { seen: 7 }],
];

describe('phones/seen-file', () => {
  let folder: string;
  let path: string;
  let clocks: FakeClocks;
  let troubles: string[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'voip-phone-seen-'));
    own(() => rmSync(folder, { recursive: true, force: true }));
    path = join(folder, 'voip-phone', 'seen.json');
    clocks = new FakeClocks();
    troubles = [];
  });
  const file = (collect: () => Iterable<readonly [string, SeenPhone]> = () => KEPT): SeenFile =>
    new SeenFile(path, { clocks, collect, trouble: (words) => troubles.push(words.key) });
  const put = (text: string): void => {
    mkdirSync(join(folder, 'voip-phone'), { recursive: true });
    writeFileSync(path, text);
  };

  it('gives back what it was given, to nobody but its owner', () => {
    assert.deepEqual([...file().read()], []);
    const kept = file();
    kept.changed();
    kept.flush();
    assert.deepEqual([...file().read()], KEPT);
    assert.equal(statSync(path).mode & 0o777, 0o600);
    assert.deepEqual(readdirSync(join(folder, 'voip-phone')), ['seen.json']);
    assert.deepEqual(troubles, []);
  });

  it('is written once a minute at most, and only where something changed', () => {
    let times = 0;
    const kept = file(() => {
      times += 1;
      return KEPT;
    });
    for (let second = 0; second < 150; second++) {
      kept.changed();
      clocks.advance(1000);
    }
    assert.equal(times, 2);
    clocks.advance(10 * MINUTE);
    assert.deepEqual([times, clocks.timers], [3, 0]);
    kept.flush();
    assert.equal(times, 3);
  });

  for (const [what, text] of [
    ['nothing', ''],
    ['a part of it', '{"version":1,"phones":{"mac 80'],
    ['something else', '[1,2]'],
    ['a later version', '{"version":2,"phones":{}}'],
    ['no phones', '{"version":1,"phones":[]}'],
    ['bytes', '\u0000\u0001'],
  ] as const) {
    it(`holds ${what}: memory is all there is then, said once, and the file stays`, () => {
      put(text);
      const kept = file();
      assert.equal(kept.read().size, 0);
      kept.changed();
      kept.flush();
      clocks.advance(2 * MINUTE);
      assert.equal(readFileSync(path, 'utf8'), text);
      assert.deepEqual(troubles, ['life.unreadable']);
    });
  }

  it('leaves out single entries that make no sense', () => {
    const good = { seen: 5, place: { address: '10.0.0.9', heard: 5 } };
    const phones = {
      ...{
        [DESK]: good,
        __proto__x: good,
        'mac 8082': good,
        'mac 808287046BC2': good,
        'id \n': good,
        'mac 000000000001': 7,
      },
      'mac 000000000002': { seen: 'x', place: { address: 'phone.example', heard: 5 } },
      'mac 000000000003': { seen: -1, place: { address: '10.0.0.9' } },
      'mac 000000000004': {
        seen: 1e300,
        place: { address: '::ffff:10.0.0.8', heard: 5, shared: 'x', isStranger: 'x' },
      },
      'id x': { seen: 9, place: { address: '10.0.0.9', heard: 5 } },
    };
    put(JSON.stringify({ version: 1, phones }));
    assert.deepEqual(Object.fromEntries(file().read()), {
      [DESK]: good,
      'mac 000000000002': {},
      'mac 000000000003': {},
      'mac 000000000004': { place: { address: '10.0.0.8', heard: 5 } },
      'id x': { seen: 9 },
    });
    assert.deepEqual(troubles, []);
  });

  it('cannot be written: memory is all there is, said once, and the old file stays', () => {
    put('{"version":1,"phones":{}}');
    // A folder in the way of the part: root may write anywhere.
    mkdirSync(`${path}.part`);
    writeFileSync(join(`${path}.part`, 'x'), '');
    const kept = file();
    for (let round = 0; round < 3; round++) {
      kept.changed();
      clocks.advance(2 * MINUTE);
    }
    assert.deepEqual(troubles, ['life.not-written']);
    assert.equal(readFileSync(path, 'utf8'), '{"version":1,"phones":{}}');
    assert.equal(clocks.timers, 0);
  });

  it('follows no link when it writes', () => {
    const elsewhere = join(folder, 'elsewhere');
    writeFileSync(elsewhere, 'mine');
    mkdirSync(join(folder, 'voip-phone'));
    symlinkSync(elsewhere, path);
    symlinkSync(elsewhere, `${path}.part`);
    const kept = file();
    kept.changed();
    kept.flush();
    assert.equal(readFileSync(elsewhere, 'utf8'), 'mine');
    assert.deepEqual([...file().read()], KEPT);
  });

  it('is a folder, or may not be read', () => {
    mkdirSync(path, { recursive: true });
    assert.equal(file().read().size, 0);
    chmodSync(path, 0o700);
    assert.deepEqual(troubles, ['life.unreadable']);
  });
});
