import assert from 'node:assert/strict';
import { PROFILES, profileOf, VENDOR_IDS } from '../../../nodes/lib/vendors';

describe('vendor profiles', () => {
  it('are found by id', () => {
    assert.deepEqual(VENDOR_IDS, ['atcom', 'fanvil', 'akuvox', 'generic']);
    for (const profile of PROFILES) assert.equal(profileOf(profile.id), profile);
    for (const id of ['', 'ATCOM', '__proto__', 'constructor', 'toString']) assert.equal(profileOf(id), undefined, id);
  });

  it('give a source for every fact, and name each source in full', () => {
    let facts = 0;
    for (const { id, sources, ...profile } of PROFILES) {
      const named = new Map(Object.entries(sources));
      const used = new Set<string>();
      eachFact(profile, (fact) => {
        for (const citation of fact.source.split('; ')) {
          const [key = ''] = citation.split(' ');
          assert.ok(named.has(key), `${id}: ${fact.source}`);
          used.add(key);
        }
        facts += 1;
      });
      assert.deepEqual(
        [...named.keys()].filter((key) => !used.has(key)),
        [],
        `${id}: sources that nothing cites`,
      );
    }
    assert.ok(facts > 400, String(facts));
    for (const { sources } of PROFILES) for (const text of Object.values(sources)) assert.ok(text.length > 25, text);
  });

  it('say of every row where it comes from', () => {
    for (const { id, series, events, variables, keys, advice, actions } of PROFILES) {
      const rows = [series, events, variables, keys, advice, ...Object.values(actions)].flat();
      for (const { source } of rows) assert.ok(source, id);
    }
  });

  it('name series only where they have them', () => {
    for (const { id, series, keys, variables } of PROFILES) {
      const known = new Set(series.map((row) => row.id));
      const used = [
        ...keys.flatMap((row) => [...(row.series ?? []), ...Object.keys(row.numbered?.perSeries ?? {})]),
        ...variables.flatMap((row) => row.filled.flatMap((filled) => filled.series ?? [])),
      ];
      for (const name of used) assert.ok(known.has(name), `${id}: ${name}`);
      assert.equal(known.size, series.length);
      // Counts per series leave no series out, and never exceed the highest of all.
      for (const { key, numbered } of keys) {
        if (!numbered?.perSeries) continue;
        assert.deepEqual(Object.keys(numbered.perSeries).toSorted(), [...known].toSorted(), key);
        assert.equal(Math.max(...Object.values(numbered.perSeries)), numbered.to, key);
      }
    }
  });
});

describe('control of the vendors', () => {
  it('paths, separators, answers', () => {
    assert.deepEqual(control('atcom'), ['/cgi-bin/server.cgi?key=', ';', 'POUND']);
    assert.deepEqual(control('fanvil'), ['/cgi-bin/ConfigManApp.com?key=', ';', 'POUND']);
    assert.deepEqual(control('akuvox'), ['/fcgi/do?keydown={key}', '', 'Pound']);
    assert.deepEqual(control('generic'), ['', ';', undefined]);
    for (const { http } of PROFILES) assert.equal(http?.answer.json, undefined);
  });

  it('SIP is documented for Fanvil alone', () => {
    const { event, contentType } = profileOf('fanvil')?.sip ?? {};
    assert.deepEqual([event, contentType], ['ACTIVE-URI', 'message/sipfrag']);
    for (const id of ['atcom', 'akuvox', 'generic']) assert.equal(profileOf(id)?.sip, undefined);
  });

  it('`line` is a number at ATCOM and Fanvil, the account at Akuvox', () => {
    assert.deepEqual(
      PROFILES.map(({ line }) => line?.means),
      ['number', 'number', 'account user', undefined],
    );
  });

  it('only generic takes any key', () => {
    assert.deepEqual(
      PROFILES.filter(({ freeKeys }) => freeKeys).map(({ id }) => id),
      ['generic'],
    );
  });

  it('403 says what to look for, at every vendor', () => {
    for (const { id, advice } of PROFILES) {
      const text = advice.find(({ status, transport }) => status === 403 && transport === 'http')?.text ?? '';
      assert.ok(text.startsWith("Active URI is off, or this address is not on the phone's allow list"), id);
    }
  });

  it("ATCOM's advice is to confirm on the display and send again", () => {
    const rows = profileOf('atcom')?.advice.filter(({ status, code }) => status === 403 || code === 'TIMEOUT') ?? [];
    assert.equal(rows.length, 2);
    for (const { text } of rows) assert.match(text, /"Allow Remote Control\?".*save.*send again/);
  });

  it('no two rows of advice are for the same outcome', () => {
    for (const { id, advice } of PROFILES) {
      const outcomes = advice.map(({ status, code, transport }) => `${status} ${code} ${transport}`);
      assert.equal(new Set(outcomes).size, outcomes.length, id);
    }
  });
});

function control(id: string): unknown[] {
  const { http, pound } = profileOf(id) ?? {};
  return [http?.path, http?.separator, pound];
}

function eachFact(value: unknown, visit: (fact: { source: string }) => void): void {
  if (typeof value !== 'object' || value === null) return;
  if ('source' in value && typeof value.source === 'string') visit({ source: value.source });
  for (const part of Object.values(value)) eachFact(part, visit);
}
