import assert from 'node:assert/strict';
import { builtIn } from '../../support/vendors';

describe('vendor profiles', () => {
  it('are found by id', () => {
    for (const profile of builtIn.profiles) assert.equal(builtIn.profile(profile.id), profile);
  });

  it('are offered in their order; what stands for any make is one, and the last', () => {
    const ids = builtIn.profiles.map(({ id }) => id);
    assert.deepEqual(ids.slice(0, 3), ['atcom', 'fanvil', 'akuvox']);
    assert.deepEqual(
      builtIn.profiles.filter(({ anyMake }) => anyMake).map(({ id }) => id),
      [ids.at(-1)],
    );
  });

  it('hold hundreds of facts, each with a source (the rules: check.test.ts)', () => {
    let facts = 0;
    for (const { sources, ...profile } of builtIn.profiles) eachFact(profile, () => (facts += 1));
    assert.ok(facts > 400, String(facts));
  });
});

describe('control of the vendors', () => {
  it('paths, separators, answers', () => {
    assert.deepEqual(control('atcom'), ['/cgi-bin/server.cgi?key=', ';', 'POUND']);
    assert.deepEqual(control('fanvil'), ['/cgi-bin/ConfigManApp.com?key=', ';', 'POUND']);
    assert.deepEqual(control('akuvox'), ['/fcgi/do?keydown={key}', '', 'Pound']);
    assert.deepEqual(control('generic'), ['', ';', undefined]);
  });

  it('SIP is documented for Fanvil, and not for ATCOM and Akuvox', () => {
    const { event, contentType } = builtIn.profile('fanvil')?.sip ?? {};
    assert.deepEqual([event, contentType], ['ACTIVE-URI', 'message/sipfrag']);
    for (const id of ['atcom', 'akuvox', 'generic']) assert.equal(builtIn.profile(id)?.sip, undefined);
  });

  it('`line` is a number at ATCOM and Fanvil, the account at Akuvox', () => {
    const forms = (id: string): string[] => Object.keys(builtIn.profile(id)?.line ?? {});
    assert.deepEqual(forms('atcom'), ['number']);
    assert.deepEqual(forms('fanvil'), ['number']);
    assert.deepEqual(forms('akuvox'), ['account']);
    assert.deepEqual(forms('generic'), []);
  });

  it('what stands for any make takes any key, and of ATCOM, Fanvil and Akuvox none does', () => {
    for (const { id, anyMake, freeKeys } of builtIn.profiles) if (anyMake) assert.equal(freeKeys, true, id);
    for (const id of ['atcom', 'fanvil', 'akuvox']) assert.equal(builtIn.profile(id)?.freeKeys, undefined, id);
  });

  it('403 says what to look for, where documents tell of an allow list', () => {
    for (const id of ['atcom', 'fanvil', 'akuvox', 'generic']) {
      const advice = builtIn.profile(id)?.advice ?? [];
      const text = advice.find(({ status, transport }) => status === 403 && transport === 'http')?.text ?? '';
      assert.ok(text.startsWith("Active URI is off, or this address is not on the phone's allow list"), id);
    }
  });

  it("ATCOM's advice is to confirm on the display and send again", () => {
    const rows =
      builtIn.profile('atcom')?.advice.filter(({ status, code }) => status === 403 || code === 'TIMEOUT') ?? [];
    assert.equal(rows.length, 2);
    for (const { text } of rows) assert.match(text, /"Allow Remote Control\?".*save.*send again/);
  });
});

function control(id: string): unknown[] {
  const { http, keypad } = builtIn.profile(id) ?? {};
  return [http?.path, http?.separator, keypad?.['#']];
}

function eachFact(value: unknown, visit: () => void): void {
  if (typeof value !== 'object' || value === null) return;
  if ('source' in value && typeof value.source === 'string') visit();
  for (const part of Object.values(value)) eachFact(part, visit);
}
