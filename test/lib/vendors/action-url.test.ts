import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { seriesOf, type VendorProfile } from '../../../nodes/lib/vendors';
import { actionUrl, chooseVariables } from '../../../nodes/lib/vendors/action-url';
import { builtIn } from '../../support/vendors';

const profile = (id: string): VendorProfile => builtIn.profile(id) ?? assert.fail(id);

/** The URL's query, as the dialog writes it. */
function queryOf(vendor: string, event: string, model?: string, brief = false): string {
  const of = profile(vendor);
  const chosen = chooseVariables(of, seriesOf(of, model), { ...builtIn.eventTerms.get(event), event, brief });
  return actionUrl('http://h/phone', event, 'T', chosen, of.variableMarks, of.urlForm).replace(/^[^?]*\?/, '');
}

const endOf = (query: string): string => query.slice(query.search(/~/));

describe('a generated URL', () => {
  it('starts with the token, and needs no ? without anything', () => {
    assert.match(queryOf('atcom', 'incoming-call'), /^token=T&mac=\$mac&/);
    const marks = { before: '$', after: '' };
    assert.equal(actionUrl('http://h/phone', 'hold', '', { own: [] }, marks), 'http://h/phone/hold');
  });

  it("holds the phone's own words first, then at most the other party's address and name", () => {
    for (const { id, events, series, variables } of builtIn.profiles) {
      const theirs = new Set(
        variables.flatMap(({ name, field }) => (/^remote\.|^call\.callerId$/.test(field ?? '') ? [name] : [])),
      );
      const models = [undefined, ...series.flatMap((each) => each.models)];
      for (const { event } of events) {
        for (const model of models) {
          for (const brief of [false, true]) {
            const names = queryOf(id, event, model, brief)
              .split('&')
              .map((pair) => pair.slice(0, pair.indexOf('=')));
            const marked = names.filter((name) => name.startsWith('~'));
            const shown = `${id} ${event} ${model}: ${names.join(' ')}`;
            assert.ok(!names.some((name) => theirs.has(name)), shown);
            assert.deepEqual(names.slice(names.length - marked.length), marked, shown);
            assert.ok(marked.length <= 2, shown);
            const signs = marked.map((name) => name.replace(/[^~]/g, ''));
            assert.deepEqual(signs, [[], ['~'], ['~~', '~']][marked.length], shown);
          }
        }
      }
    }
  });

  const ends: readonly (readonly [vendor: string, event: string, model: string | undefined, end: string])[] = [
    ['atcom', 'incoming-call', undefined, '~~remote=$remote&~display_remote=$display_remote'],
    ['atcom', 'call-established', undefined, '~caller_id=$caller_id'],
    ['fanvil', 'incoming-call', 'X4', '~~remote=$remote&~display_remote=$display_remote'],
    ['fanvil', 'outgoing-call', 'X4', '~~remote=$remote&~display_remote=$remote_displayname'],
    ['fanvil', 'outgoing-call', 'X6', '~~remote=$remote&~display_remote=$display_remote'],
    ['fanvil', 'call-terminated', 'X4', '~~remote_number=$remote_number&~display_remote=$remote_displayname'],
    ['fanvil', 'call-terminated', 'X6', '~~remote=$remote&~display_remote=$remote_displayname'],
    // Any model: what all of them fill.
    ['fanvil', 'call-terminated', undefined, '~~remote_number=$remote_number&~display_remote=$remote_displayname'],
    ['akuvox', 'outgoing-call', undefined, '~~remote=$remote&~display_remote=$display_remote'],
    ['generic', 'hold', undefined, '~~remote=$remote&~display_remote=$display_remote'],
  ];
  for (const [vendor, event, model, end] of ends) {
    it(`${vendor} ${event} ${model ?? 'of any model'}: …${end}`, () =>
      assert.equal(endOf(queryOf(vendor, event, model)), end));
  }

  it('names nobody where there is nobody', () => {
    for (const event of ['registered', 'off-hook', 'dnd-on', 'tamper']) {
      for (const { id } of builtIn.profiles) assert.ok(!queryOf(id, event).includes('~'), `${id} ${event}`);
    }
  });

  it('holds no secret, and of a door station its own words', () => {
    const query = queryOf('akuvox', 'valid-code-entered');
    assert.ok(!/code=|qrcode/.test(query));
    assert.match(query, /relay1status=\$relay1status/);
    assert.ok(!queryOf('akuvox', 'incoming-call').includes('relay1status'));
  });

  it('is short where it is wanted: one variable for each property', () => {
    const long = queryOf('fanvil', 'incoming-call', 'X4');
    const short = queryOf('fanvil', 'incoming-call', 'X4', true);
    assert.ok(long.includes('&local_displayname=') && !short.includes('&local_displayname='));
    assert.equal(endOf(short), endOf(long));
  });

  it("writes a vendor's own marks", () => {
    const row = { name: 'REMOTENUMBER', field: 'remote.number', label: 'x', filled: [], source: 'X' } as const;
    const url = actionUrl('http://h/p', 'hold', '', { own: [], address: row }, { before: '$$', after: '$$' });
    assert.equal(url, 'http://h/p/hold?~REMOTENUMBER=$$REMOTENUMBER$$');
  });
});
