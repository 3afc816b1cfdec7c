import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { composePlan } from '../../../nodes/lib/commands/compose';
import { parsePayload } from '../../../nodes/lib/commands/payload';
import { findKey, foldEventName, type Recipe, type VariableRow, type VendorProfile } from '../../../nodes/lib/vendors';
import { builtIn } from '../../support/vendors';
import { at, messageIn, phoneOf } from '../events/report/read';

/** What a vendor's documents print, typed from them: none of it is derived from the profile. */
export interface Documents {
  /** The document's table of events, in its order. */
  readonly events: readonly (readonly [label: string, event: string])[];
  /** Every other spelling: other editions, example URLs, parameters of configuration files. */
  readonly elsewhere: readonly (readonly [name: string, event: string])[];
  /** All names of one key on a line, the one that we send first; of a numbered key its lowest and highest. */
  readonly keys: string;
  readonly disruptive: readonly string[];
  /** [name, field, when it is filled] */
  readonly variables: readonly (readonly string[])[];
  /** Action → its recipes: `condition: what is sent`, a guess ends in ` ?`, one series in ` @series`. */
  readonly actions: Readonly<Record<string, readonly string[]>>;
  /**
   * Requests as documents or captures show them → what they say of a phone of this vendor; `fromStranger`: what a phone that
   * nobody has described yet says otherwise.
   */
  readonly captures: readonly (readonly [
    target: string,
    event: string,
    expected: Readonly<Record<string, unknown>>,
    fromStranger?: Readonly<Record<string, unknown>>,
  ])[];
  /** Commands → the requests that documents print for them. */
  readonly commands: readonly (readonly [payload: unknown, requests: readonly string[], model?: string])[];
  /** Actions that no phone of the vendor can do. */
  readonly impossible: readonly object[];
}

/** Holds a vendor's profile to its documents, both ways: all that is printed is there, and nothing else is. */
export function describeVendor(id: string, documents: Documents): void {
  const found = builtIn.profile(id);
  assert.ok(found, id);
  const profile: VendorProfile = found;
  const names = [...documents.events, ...documents.elsewhere];

  describe(`${profile.label}, as its documents print it`, () => {
    it('every event, with the vendor known or not', () => {
      for (const [name, event] of names) {
        assert.equal(builtIn.eventOf(name, id), event, name);
        assert.equal(builtIn.eventOf(name), event, name);
        assert.equal(builtIn.eventOf(name.toUpperCase().replaceAll(' ', '-'), id), event, name);
      }
      assert.deepEqual(
        sorted(profile.events.map(({ event }) => event)),
        sorted(new Set(names.map(([, event]) => event))),
      );
    });

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

    it('every key, sent as printed, and no other', () => {
      const lines = documents.keys.trim() === '' ? [] : documents.keys.trim().split('\n');
      for (const line of lines) {
        const keys = line.split(' ').map((name) => findKey(profile, name));
        assert.deepEqual(
          keys.map((key) => key?.wire),
          line.split(' '),
        );
        assert.equal(new Set(keys.map((key) => key?.row)).size, 1, line);
      }
      const printed = new Set(lines.flatMap((line) => line.split(' ')).flatMap((name) => [name, unnumbered(name)]));
      for (const { key, aliases = [], numbered } of profile.keys) {
        for (const name of [key, ...aliases]) assert.ok(printed.has(name), name);
        if (numbered) for (const n of [numbered.from, numbered.to]) assert.ok(printed.has(`${key}${n}`), `${key}${n}`);
      }
      const disruptive = profile.keys.filter((row) => row.disruptive).map(({ key }) => key);
      assert.deepEqual(disruptive, documents.disruptive);
    });

    it('every variable, what it fills, and when', () => {
      const byName = (rows: readonly (readonly string[])[]) => rows.toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1));
      assert.deepEqual(byName(profile.variables.map(written)), byName(documents.variables));
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
        assert.deepEqual(
          compose(payload, model).requests.map(({ wire }) => wire),
          requests,
        );
      });
    }

    it('what no phone of it can do is refused in words', () => {
      for (const payload of documents.impossible) {
        assert.throws(() => compose(payload), { code: 'UNSUPPORTED_ACTION' }, JSON.stringify(payload));
      }
    });
  });
}

/** A variable's row as the tables write it. */
function written({ name, field, filled }: VariableRow): string[] {
  return [name, field ?? '', ...filled.map(({ phases }) => phases.join(' '))];
}

function recipe(row: Recipe): string {
  const condition = Object.values(row.when ?? {}).map((value) => `${value}: `);
  const what = 'request' in row ? row.request : `${row.keys.join(';')}${row.suffix ?? ''}`;
  const series = row.series ? ` @${row.series.join(' ')}` : '';
  return `${condition.join('')}${what}${row.guess ? ' ?' : ''}${series}`;
}

function unnumbered(name: string): string {
  return name.replace(/[0-9]+$/, '');
}

function sorted(names: Iterable<string>): string[] {
  return [...names].sort();
}
