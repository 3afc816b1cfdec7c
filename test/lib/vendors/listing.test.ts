import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { listedVendor } from '../../../nodes/lib/vendors/listing';
import { EVENTS } from '../../../nodes/lib/vocabulary';
import { builtIn } from '../../support/vendors';

describe('a vendor in catalogue.json', () => {
  for (const profile of builtIn.profiles) {
    it(`${profile.id}: lists its events and actions in the profile's order`, () => {
      const { id, label, events, actions } = listedVendor(profile);
      assert.deepEqual([id, label], [profile.id, profile.label]);
      assert.deepEqual(
        events.map(({ event }) => event),
        profile.events.map(({ event }) => event),
      );
      assert.deepEqual(actions, Object.keys(profile.actions));
      for (const { event, category } of events) assert.ok(category !== undefined || Object.hasOwn(EVENTS, event));
    });

    it(`${profile.id}: says all that the profile says, but for the sources`, () => {
      const { actions, recipes, ...rest } = listedVendor(profile);
      assert.deepEqual(Object.keys(recipes), actions);
      const back = { ...rest, actions: recipes };
      assert.deepEqual(back, withoutSources(profile));
      assert.ok(!/"sources?":/.test(JSON.stringify(back)));
    });
  }

  it('is its own: changing it changes no profile', () => {
    for (const profile of builtIn.profiles) {
      const before = JSON.stringify(profile);
      for (const row of listedVendor(profile).events) Object.assign(row, { label: '' });
      assert.equal(JSON.stringify(profile), before);
    }
  });
});

function withoutSources(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSources);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, part]) =>
      name === 'source' || name === 'sources' ? [] : [[name, withoutSources(part)]],
    ),
  );
}
