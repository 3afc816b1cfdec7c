import assert from 'node:assert/strict';
import { composePlan } from '../../../nodes/lib/commands/compose';
import { parsePayload } from '../../../nodes/lib/commands/payload';
import {
  eventsOf,
  findKey,
  foldEventName,
  lacksKey,
  seriesOf,
  type VariableRow,
  type VendorProfile,
} from '../../../nodes/lib/vendors';
import { notesBetween } from '../../../nodes/lib/vendors/check';
import { documentsOf, type VendorDocuments } from '../../documents/vendor-documents';
import { builtIn } from '../../support/vendors';
import { asPrinted } from './requests';

/** A row as the tables write it. */
function written({ name, field, fieldBy, filled }: VariableRow): string[] {
  const when = filled.map(({ phases, series, as }) =>
    [series ? `${series.join(' ')}: ` : '', phases.join(' '), as ? ` = ${as}` : ''].join(''),
  );
  return [name, fieldBy ? `${fieldBy.inbound}|${fieldBy.outbound}` : (field ?? ''), ...when];
}

const byName = (rows: readonly (readonly string[])[]): (readonly string[])[] =>
  rows.toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1));
const unnumbered = (name: string): string => name.replace(/(?<=[A-Za-z_])[0-9]+$/, '');
const ambiguous = notesBetween(builtIn.profiles);

// Each vendor by itself: `npm run check:vendor <id>` runs its part of these alone.
for (const profile of builtIn.profiles.filter(({ anyMake }) => !anyMake)) {
  describe(`the profile of ${profile.id}, by its documents`, () => {
    let documents: VendorDocuments;
    before(async () => {
      documents =
        (await documentsOf(profile.id)) ??
        assert.fail(
          `there is no test/documents/vendors/${profile.id}.ts: type the tables from the vendor's documents into it ` +
            '(VendorDocuments says which; CONTRIBUTING.md how)',
        );
    });

    it('every printed name means its event, from this vendor, and from a stranger what only one vendor means', () => {
      assert.equal(documents.events.length > 0, profile.events.length > 0);
      for (const [name, event] of documents.events) {
        assert.equal(builtIn.eventOf(name, profile.id), event, name);
        const isDoubtful = ambiguous.some((note) => note.includes(` ${foldEventName(name)} means `));
        assert.equal(builtIn.eventOf(name), isDoubtful ? undefined : event, name);
      }
    });

    it('no event, and none of its labels, is beyond the documents', () => {
      const printed = new Set(documents.events.map(([name, event]) => `${foldEventName(name)} ${event}`));
      for (const row of profile.events) {
        assert.ok(printed.has(`${foldEventName(row.label)} ${row.event}`), `${row.event}: ${row.label}`);
      }
      const known = new Set(profile.events.flatMap(eventsOf));
      assert.deepEqual(
        documents.events.filter(([, event]) => !known.has(event)),
        [],
      );
    });

    it('every variable, its field, and when it is filled; no other', () => {
      assert.deepEqual(byName(profile.variables.map(written)), byName(documents.variables));
    });

    it('every key by every name is known and sent as printed, in any case; no other', () => {
      const lines = documents.keys
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '')
        .map((line) => line.split(' '));
      for (const names of lines) {
        const rows = new Set(names.map((name) => findKey(profile, name)?.row));
        assert.equal(rows.size, 1, `names of one key: ${names.join(' ')}`);
        for (const name of names) {
          assert.equal(findKey(profile, name)?.wire, name);
          assert.equal(findKey(profile, name.toLowerCase())?.row, findKey(profile, name)?.row, name);
        }
      }
      const printed = new Set(lines.flatMap((names) => names.flatMap((name) => [name, unnumbered(name)])));
      for (const { key, aliases = [], numbered } of profile.keys) {
        const names = numbered ? [key, ...aliases] : [key, ...aliases];
        for (const name of names) assert.ok(printed.has(name), `the documents have no key ${name}`);
        const first = lines.find(([head = '']) => head === key || (numbered && unnumbered(head) === key));
        assert.ok(first, `the documents print ${key} behind another name`);
      }
    });

    it('the keys that interrupt the phone are marked, all of them and no other', () => {
      const marked = profile.keys.filter(({ disruptive }) => disruptive).map(({ key }) => key);
      assert.deepEqual(marked.toSorted(), documents.disruptive.toSorted());
    });

    it('has as many numbered keys as its documents count', () => {
      for (const [model, counts] of Object.entries(documents.counts ?? {})) {
        for (const [key, most] of Object.entries(counts)) {
          const { numbered } = profile.keys.find((row) => row.key === key) ?? assert.fail(key);
          assert.ok(numbered, key);
          for (let number = numbered.from; number <= numbered.to; number += 1) {
            const found = findKey(profile, `${key}${number}`) ?? assert.fail(`${key}${number}`);
            assert.equal(lacksKey(profile, seriesOf(profile, model), found), number > most, `${model} ${key}${number}`);
          }
        }
      }
    });

    it('does commands as the documents print them', () => {
      assert.ok(documents.commands.length > 0 || !(profile.http ?? profile.sip), 'type some of their examples');
      for (const [payload, ...targets] of documents.commands) {
        assert.deepEqual(sent(profile, payload, targets), targets, JSON.stringify(payload));
      }
    });
  });
}

/** By SIP where the expectation is a NOTIFY. */
function sent(profile: VendorProfile, payload: unknown, [first = '']: readonly string[]): string[] {
  const transport = first.startsWith('NOTIFY') ? 'sip' : 'http';
  const { requests, notify } = composePlan(parsePayload(payload), {
    vendors: builtIn,
    profile,
    transport,
    disruptive: true,
    credentials: { username: 'admin', password: 'pass' },
  });
  return notify ? [`NOTIFY ${notify.body.wire}`] : requests.map(asPrinted);
}
