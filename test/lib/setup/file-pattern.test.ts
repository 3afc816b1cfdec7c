import assert from 'node:assert/strict';
import { fileDigest, ownToken } from '../../../nodes/lib/derived-keys';
import { formatMac } from '../../../nodes/lib/identity/mac';
import { type Draft, drafted, FilePattern } from '../../../nodes/lib/setup/file-pattern';
import { ownFile, servable, writtenFile } from '../../../nodes/lib/setup/own-file';
import type { FileSettings, Place } from '../../../nodes/lib/setup/types';
import { PROFILES } from '../../../nodes/lib/vendors/profiles';
import { builtIn } from '../../support/vendors';
import { files, phone, PLACE, TOKEN } from './fixtures';

describe('files that are filled in', () => {
  /** Of each form and series one model that says it, and none. */
  const models = PROFILES.flatMap(({ id, fetches, provisioning = [], series }) => {
    if (!fetches) return [];
    const said = [...provisioning, ...series].flatMap(({ prefixes }) => prefixes.slice(0, 2));
    return ['', ...new Set(said)].map((model) => ({ vendor: id, model }));
  });
  const PLACES: readonly Place[] = [
    PLACE,
    { base: PLACE.base, here: '10.0.0.2' },
    { base: PLACE.base },
    { base: `https://${'x'.repeat(250)}.example/a&b<c>"d"'e'` },
    { base: `http://${'x'.repeat(300)}.example:1881/${'y'.repeat(85)}`, here: 'fe80::1' },
  ];
  const SETTINGS: readonly FileSettings[] = [
    files(),
    files({ path: '', events: ['mute', 'incoming-call'], commandsFrom: '-' }),
    files({ path: '/ü/%20', token: `${TOKEN}-_-_`, commandsFrom: '10.0.0.9,10.0.0.10' }),
  ];
  const MACS = ['001565123456', '0c383effffff'];

  it('are to the byte what is written at length, at every vendor, for every model, listener and place', () => {
    const seen = new Set<string>();
    let tooLong = 0;
    for (const { vendor, model } of models) {
      for (const settings of SETTINGS) {
        for (const place of PLACES) {
          for (const mac of MACS) {
            const desk = phone({ vendor, model, mac });
            const found = servable(desk, builtIn);
            const file = ownFile(desk, settings, place, builtIn);
            if ('lacks' in found) continue;
            const own = { mac, token: ownToken(settings.token, mac) };
            const direct = writtenFile(found, own, settings, place, builtIn);
            if ('lacks' in file) assert.ok(direct.isEmpty || Buffer.byteLength(direct.text) > 65_536);
            else {
              assert.deepEqual([file.text, file.tooLong], [direct.text, direct.tooLong]);
              assert.equal(file.digest, fileDigest(settings.digestKey, direct.text));
              tooLong += direct.tooLong.length;
              if (seen.has(`${vendor} ${found.form.id}`)) continue;
              const write_ = (mac_: string, token: string): Draft =>
                writtenFile(found, { mac: mac_, token }, settings, place, builtIn);
              assert.ok(FilePattern.of(write_), `${vendor} ${found.form.id} is written at length each time`);
              seen.add(`${vendor} ${found.form.id}`);
            }
          }
        }
      }
    }
    const forms = PROFILES.flatMap(({ id, fetches, provisioning = [] }) =>
      fetches ? provisioning.map((form) => `${id} ${form.id}`) : [],
    );
    assert.deepEqual([...seen].toSorted(), forms.toSorted());
    assert.ok(tooLong > 0);
  });

  const draft = (text: string, more: Partial<Draft> = {}): Draft => ({ text, tooLong: [], isEmpty: false, ...more });
  const write = (mac: string, token: string): Draft => draft(`a ${token} b ${formatMac(mac)}${token}`);
  const [MAC = '', OTHER = ''] = MACS;
  /** What it is asked to write. */
  function writer(as: typeof write = write): { write: typeof write; macs: string[] } {
    const macs: string[] = [];
    return { macs, write: (mac, token) => (macs.push(mac), as(mac, token)) };
  }

  it('hold what is one phone’s alone, and what is said of them, without being written again', () => {
    const pattern = FilePattern.of((mac, token) => ({ ...write(mac, token), tooLong: ['mute'], isEmpty: true }));
    assert.deepEqual(pattern?.filled(MAC, '$&$1'), {
      ...draft('a $&$1 b 00:15:65:12:34:56$&$1'),
      ...{ tooLong: ['mute'], isEmpty: true },
    });
  });

  it('are written each where a phone’s own stands in them in another way, or decides what they hold', () => {
    const ways: (typeof write)[] = [
      (mac) => draft(mac),
      (mac) => draft(formatMac(mac).toUpperCase()),
      (_mac, token) => draft(Buffer.from(token).toString('hex')),
      (mac, token) => ({ ...write(mac, token), tooLong: [mac] }),
    ];
    for (const way of ways) {
      assert.equal(FilePattern.of(way), undefined);
      const { write: counted, macs } = writer(way);
      const about = { settings: {}, vendors: builtIn, key: '' };
      for (const mac of [MAC, OTHER]) assert.deepEqual(drafted(about, { mac, token: 'own' }, counted), way(mac, 'own'));
      assert.deepEqual(macs.slice(-2), [MAC, OTHER]);
    }
  });

  it('are written twice for all phones of one kind, and anew for another listener, place or catalogue', () => {
    const { write: counted, macs } = writer();
    const [settings, vendors] = [{}, {}];
    const ask = (about: Partial<Parameters<typeof drafted>[0]> = {}, mac = MAC): void => {
      const { text } = drafted({ settings, vendors, key: 'one', ...about }, { mac, token: 'own' }, counted);
      assert.equal(text, write(mac, 'own').text);
    };
    ask();
    ask({}, OTHER);
    assert.equal(macs.length, 2);
    // No phone's own is in what is kept.
    assert.ok(!macs.includes(MAC) && !macs.includes(OTHER));
    for (const about of [{ key: 'other' }, { settings: {} }, { vendors: {} }]) {
      const before: number = macs.length;
      ask(about);
      assert.equal(macs.length, before + 2);
      ask();
      assert.equal(macs.length, before + 2);
    }
  });

  it('are 64 kinds of a listener at most', () => {
    const { write: counted, macs } = writer();
    const [settings, vendors] = [{}, {}];
    const ask = (key: number): Draft =>
      drafted({ settings, vendors, key: `${key}` }, { mac: MAC, token: 'own' }, counted);
    for (let key = 0; key < 64; key++) ask(key);
    ask(0);
    assert.equal(macs.length, 128);
    ask(64);
    ask(0);
    assert.equal(macs.length, 132);
  });
});
