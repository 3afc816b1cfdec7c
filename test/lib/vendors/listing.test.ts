import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { catalogueFile, listedVendor, profileOf } from '../../../nodes/lib/vendors/listing';
import { ACTION_IDS, EVENT_IDS, EVENTS } from '../../../nodes/lib/vocabulary';
import { builtIn } from '../../support/vendors';
import { sketch } from './sketch';

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
      const listed = listedVendor(profile);
      assert.deepEqual(Object.keys(listed.recipes), listed.actions);
      assert.ok(!/"sources?":/.test(JSON.stringify(listed)));
      assert.deepEqual(withoutSources(profileOf(listed)), withoutSources(profile));
      assert.deepEqual(profileOf(listed).sources, {});
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

describe('catalogue.json', () => {
  it('has our events, then those that vendors add, and all actions with what they take', () => {
    const source = 'X';
    const lobby = sketch('lobby', {
      events: [{ event: 'gate-lifted', category: 'door', label: 'Gate Lifted', source }],
      actions: { 'open-door': [{ request: '/open', source }] },
    });
    const { vendors, events, actions } = catalogueFile([lobby]);
    assert.deepEqual(vendors, [listedVendor(lobby)]);
    assert.deepEqual(
      events.map(({ id }) => id),
      [...EVENT_IDS, 'gate-lifted'],
    );
    assert.equal(events.at(-1)?.category, 'door');
    assert.deepEqual(
      actions.map(({ id }) => id),
      ACTION_IDS,
    );
    assert.deepEqual(
      actions.find(({ id }) => id === 'dial'),
      { id: 'dial', needs: ['number'], takes: ['line', 'via'] },
    );
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
