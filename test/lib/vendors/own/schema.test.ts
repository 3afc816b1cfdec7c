import assert from 'node:assert/strict';
import Ajv from 'ajv';
import { startFrom } from '../../../../nodes/lib/vendors/own';
import { misfitsOf } from '../../../../nodes/lib/vendors/own/fits';
import { OWN_FILE } from '../../../../nodes/lib/vendors/own/profile-shape';
import { PROFILES } from '../../../../nodes/lib/vendors/profiles';
import { profileSchema } from '../../../../scripts/profile-schema';
import { Dice } from '../../../fuzz/dice';

type Json = Record<string, unknown> | unknown[];

const SCHEMA = profileSchema();
const isValid = new Ajv({ strict: true, strictTypes: false, allErrors: false }).compile(SCHEMA);
const fits = (file: unknown): boolean => misfitsOf(file, OWN_FILE).length === 0;
const copy = (profile: object): Record<string, unknown> =>
  JSON.parse(JSON.stringify(profile)) as Record<string, unknown>;

/** Every object and list in it. */
function partsOf(value: unknown): Json[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value as Json, ...Object.values(value).flatMap(partsOf)];
}

/** What people and programs put in the wrong place. */
const ODD: readonly unknown[] = [null, true, false, 0, -1, 1.5, 1e9, '', 'X', 'a\nb', [], {}, [[]], [null], { id: 1 }];

describe('the JSON schema of a vendor profile', () => {
  for (const profile of PROFILES) {
    it(`${profile.id}: fits as it is, and as a file to start from`, () => {
      for (const file of [copy(profile), JSON.parse(startFrom(profile, 'x').text)]) {
        assert.equal(isValid(file), true, JSON.stringify(isValid.errors));
        assert.equal(fits(file), true);
      }
    });
  }

  const mistakes: Readonly<Record<string, object>> = {
    'no id': { label: 'Acme' },
    'a property that is none': { id: 'acme', evnts: [] },
    'a row without its name': { id: 'acme', keys: [{ label: 'OK' }] },
    'a word that is none of those': { id: 'acme', events: [{ event: 'gate', label: 'Gate', category: 'gate' }] },
    'a recipe that is neither': { id: 'acme', actions: { dial: [{ url: '/x' }] } },
    'a recipe that is both': { id: 'acme', actions: { dial: [{ keys: ['1'], request: '/x' }] } },
    'an action that is none': { id: 'acme', actions: { dail: [] } },
    'keys without end': { id: 'acme', keys: [{ key: 'F', label: 'F', numbered: { from: 1, to: 1e9 } }] },
    'a line break': { id: 'acme', label: 'A\nB' },
  };
  for (const [title, file] of Object.entries(mistakes)) {
    it(`finds ${title}`, () => {
      assert.equal(isValid(file), false);
      assert.equal(fits(file), false);
    });
  }

  it('says of every file what is said when it is read', () => {
    const dice = new Dice(20261127);
    let wrong = 0;
    for (let round = 0; round < 1500; round++) {
      const file = copy(dice.pick(PROFILES));
      const part = dice.pick(partsOf(file));
      const names = Object.keys(part);
      const name =
        names.length > 0 && dice.below(8) > 0 ? dice.pick(names) : dice.pick(['label', 'when', '0', 'toString']);
      if (dice.below(6) === 0) Reflect.deleteProperty(part, name);
      else (part as Record<string, unknown>)[name] = dice.pick(ODD);
      // A hole in a list is null in every file.
      const read = copy(file);
      assert.equal(
        fits(read),
        isValid(read),
        `${JSON.stringify(misfitsOf(read, OWN_FILE).map(({ place, why }) => [String(place), String(why)]))} ${JSON.stringify(isValid.errors)}`,
      );
      if (!isValid(read)) wrong++;
    }
    assert.ok(wrong > 500 && wrong < 1500, String(wrong));
  });

  it('tells what fields are for, as their comments do', () => {
    const text = JSON.stringify(SCHEMA);
    for (const words of [
      'Before the first variable.',
      'The longest URL the phone stores, in characters.',
      'Lower-case letters',
    ])
      assert.ok(text.includes(words), words);
  });
});
