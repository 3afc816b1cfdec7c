import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { VendorCatalogue, type VendorProfile } from '../../nodes/lib/vendors';
import { type CatalogueFile, profileOf } from '../../nodes/lib/vendors/listing';
import { ACTION_IDS, EVENT_IDS } from '../../nodes/lib/vocabulary';
import { packPackage } from '../support/package';
import { builtIn } from '../support/vendors';

const shipped = (file: string): string => readFileSync(join(packPackage().folder, 'resources', file), 'utf8');

describe('resources/catalogue.json', () => {
  let file: CatalogueFile;
  before(() => {
    file = JSON.parse(shipped('catalogue.json')) as CatalogueFile;
  });

  it('has the built-in vendors, each with an id, a label, and lists of events and actions', () => {
    assert.deepEqual(
      file.vendors.map(({ id }) => id),
      builtIn.profiles.map(({ id }) => id),
    );
    for (const { id, label, events, actions, recipes } of file.vendors) {
      assert.ok(typeof label === 'string' && label !== '', id);
      for (const list of [events, actions]) assert.ok(Array.isArray(list), id);
      assert.deepEqual(
        events.map(({ event }) => event),
        builtIn.profile(id)?.events.map(({ event }) => event),
      );
      assert.deepEqual(actions, Object.keys(builtIn.profile(id)?.actions ?? {}));
      for (const action of actions) assert.ok((recipes[action]?.length ?? 0) > 0, `${id} ${action}`);
    }
  });

  it('knows every event and action that a vendor has, and ours', () => {
    const events = file.events.map(({ id }) => id);
    const actions = file.actions.map(({ id }) => id);
    assert.deepEqual(events, [...builtIn.eventTerms.keys()]);
    for (const id of EVENT_IDS) assert.ok(events.includes(id), id);
    assert.deepEqual(actions, ACTION_IDS);
    for (const vendor of file.vendors) {
      for (const { event } of vendor.events) assert.ok(events.includes(event), `${vendor.id} ${event}`);
      for (const action of vendor.actions) assert.ok(actions.includes(action), `${vendor.id} ${action}`);
    }
  });

  it('names no source, and no place of this package', () => {
    assert.doesNotMatch(JSON.stringify(file), /"sources?":|https?:\/\/|nodes\/lib/);
  });
});

describe('the catalogue that the dialogs make of the file', () => {
  it("gives the run time's answers to every name", () => {
    const { vendors } = JSON.parse(shipped('catalogue.json')) as CatalogueFile;
    const served = new VendorCatalogue(vendors.map(profileOf));
    assert.deepEqual([...served.eventTerms], [...builtIn.eventTerms]);
    let asked = 0;
    for (const profile of builtIn.profiles) {
      for (const vendor of [profile.id, undefined]) {
        for (const name of namesIn(profile)) {
          assert.equal(served.eventOf(name, vendor), builtIn.eventOf(name, vendor), name);
          assert.deepEqual(served.namesOf(vendor).meaningOf(name), builtIn.namesOf(vendor).meaningOf(name), name);
          assert.equal(served.isTheirName(name), builtIn.isTheirName(name), name);
          assert.equal(served.isDisruptiveKey(name), builtIn.isDisruptiveKey(name), name);
          assert.equal(served.guess(undefined, [name]), builtIn.guess(undefined, [name]), name);
          asked += 1;
        }
      }
      for (const { models } of profile.series) {
        for (const model of models) assert.equal(served.guess(model, []), builtIn.guess(model, []), model);
      }
    }
    assert.ok(asked > 800, String(asked));
    for (const key of ['REBOOT', 'AutoPNow', 'F_HOTDESKING']) assert.equal(served.isDisruptiveKey(key), true, key);
  });
});

/** All that a profile calls something: events, variables, keys. */
function namesIn({ events, variables, keys }: VendorProfile): string[] {
  return [
    ...events.flatMap(({ event, label, names = [] }) => [event, label, ...names]),
    ...variables.flatMap(({ name, aliases = [] }) => [name, ...aliases]),
    ...keys.flatMap(({ key, aliases = [], doubtful = [] }) => [key, ...aliases, ...doubtful]),
  ];
}

describe('the table of actions in the help', () => {
  for (const language of ['en-US', 'de', 'zh-CN']) {
    it(`names the vendors that can do each, in ${language}`, () => {
      const file = join(packPackage().folder, 'dist', 'nodes', 'locales', language, 'active-uri-out.html');
      const rows = new Map(
        [...readFileSync(file, 'utf8').matchAll(/<tr><td><code>([a-z][a-z-]*)<\/code>.*<td>([^<]*)<\/td><\/tr>/g)].map(
          ([, action = '', able = '']) => [action, able],
        ),
      );
      assert.deepEqual([...rows.keys()].toSorted(), ACTION_IDS.toSorted());
      const vendors = builtIn.profiles.filter(({ anyMake }) => !anyMake);
      for (const action of ACTION_IDS) {
        const able = vendors.filter(({ actions, http, sip }) =>
          action === 'press' ? http || sip : actions[action] !== undefined,
        );
        assert.equal(rows.get(action), able.map(({ label }) => label).join(', ') || '–', action);
      }
      assert.match(rows.get('dial') ?? '', /Fanvil/);
    });
  }
});
