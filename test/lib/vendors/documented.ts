import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { composePlan } from '../../../nodes/lib/commands/compose';
import { parsePayload } from '../../../nodes/lib/commands/payload';
import { foldEventName, type Recipe, type VendorProfile } from '../../../nodes/lib/vendors';
import type { Printed } from '../../documents/printed';
import { builtIn } from '../../support/vendors';
import { at, messageIn, phoneOf } from '../events/report/read';
import { asPrinted, templateOf } from './requests';

/** Holds a vendor's profile to what its documents print beyond the tables that every vendor has. */
export function describeVendor(id: string, documents: Printed): void {
  const found = builtIn.profile(id);
  assert.ok(found, id);
  const profile: VendorProfile = found;
  const names = [...documents.events, ...documents.elsewhere];

  describe(`${profile.label}, as printed`, () => {
    it('no label and no spelling of an event beyond them', () => {
      const printed = new Set(names.map(([name]) => name));
      const folded = new Set(names.map(([name]) => foldEventName(name)));
      for (const row of profile.events) {
        assert.ok(printed.has(row.label), row.label);
        for (const name of row.names ?? []) assert.ok(folded.has(foldEventName(name)), name);
      }
      const labels = new Map(profile.events.map(({ event, label }) => [event as string, label]));
      for (const [label, event] of documents.events) assert.equal(labels.get(event), label);
    });

    it('every action, and no other', () => {
      const actions = Object.entries(profile.actions).map(
        ([action, recipes]) => [action, recipes.map(recipe)] as const,
      );
      assert.deepEqual(Object.fromEntries(actions), documents.actions);
    });

    for (const [target, event, expected, fromStranger = {}] of documents.captures) {
      it(`reads ${target}`, () => {
        for (const phone of [phoneOf(id), undefined]) {
          const message = messageIn(`/phone${target}`, phone);
          assert.equal(message.topic, event);
          const values = phone ? expected : { ...expected, ...fromStranger };
          for (const [path, value] of Object.entries(values)) assert.deepEqual(at(message, path), value, path);
        }
      });
    }

    const compose = (payload: unknown, model?: string, disruptive = true) =>
      composePlan(parsePayload(payload), {
        vendors: builtIn,
        profile,
        transport: 'http',
        disruptive,
        credentials: { username: 'admin', password: 'pass' },
        ...(model !== undefined && { model }),
      });

    for (const [payload, requests, model] of documents.commands) {
      it(`sends ${JSON.stringify(payload)}${model ? ` to a ${model}` : ''}`, () => {
        assert.deepEqual(compose(payload, model).requests.map(asPrinted), requests);
      });
    }

    it('what no phone of it can do is refused in words', () => {
      for (const payload of documents.impossible) {
        assert.throws(() => compose(payload), { code: 'UNSUPPORTED_ACTION' }, JSON.stringify(payload));
      }
    });
  });
}

function recipe(row: Recipe): string {
  const condition = Object.values(row.when ?? {}).map((value) => `${value}: `);
  const series = row.series ? ` @${row.series.join(' ')}` : '';
  return `${condition.join('')}${templateOf(row)}${row.guess ? ' ?' : ''}${series}`;
}
