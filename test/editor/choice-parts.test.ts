import assert from 'node:assert/strict';
import { keeping, sorted } from '../../editor/kept';

interface Phone extends Readonly<Record<string, unknown>> {
  name: string;
  host?: string;
  seen?: number;
}

describe('what is kept of many phones', () => {
  let phones: Phone[];
  let language: string;
  let changes: number;
  let worked: string[];
  let list: () => string[];
  let all: () => readonly object[];

  beforeEach(() => {
    phones = ['Desk', 'Hall', 'Yard'].map((name) => ({ name }));
    language = 'en';
    changes = 0;
    worked = [];
    const kept = keeping<Phone, string>(
      (visit) => phones.forEach((phone) => visit(phone)),
      ['name', 'host'],
      ({ name, host }) => {
        worked.push(name);
        return `${name} ${host ?? '-'} ${language}`;
      },
      { stamp: () => language, changes: () => changes },
    );
    all = kept;
    const inOrder = sorted(kept, (one, other) => (one < other ? -1 : 1));
    list = () => inOrder().map(({ of }) => of);
    list();
    worked = [];
  });

  for (const [what, change, expected, again] of [
    ['nothing', () => {}, ['Desk - en', 'Hall - en', 'Yard - en'], []],
    [
      'what it does not go by',
      () => phones.forEach((phone) => (phone.seen = 1)),
      ['Desk - en', 'Hall - en', 'Yard - en'],
      [],
    ],
    ['a name', () => rename(0, 'Zoo'), ['Hall - en', 'Yard - en', 'Zoo - en'], ['Zoo']],
    [
      'an address',
      () => Object.assign(phones[2] ?? {}, { host: 'a' }),
      ['Desk - en', 'Hall - en', 'Yard a en'],
      ['Yard'],
    ],
    [
      'one that came',
      () => phones.push({ name: 'Gate' }),
      ['Desk - en', 'Gate - en', 'Hall - en', 'Yard - en'],
      ['Gate'],
    ],
    ['one that went', () => phones.splice(1, 1), ['Desk - en', 'Yard - en'], []],
    ['the last that went', () => phones.pop(), ['Desk - en', 'Hall - en'], []],
    [
      'another in its place',
      () => phones.splice(1, 1, { name: 'Hall' }),
      ['Desk - en', 'Hall - en', 'Yard - en'],
      ['Hall'],
    ],
    [
      'two names exchanged',
      () => [rename(0, 'Hall'), rename(1, 'Desk')],
      ['Desk - en', 'Hall - en', 'Yard - en'],
      ['Hall', 'Desk'],
    ],
    ['all gone', () => phones.splice(0), [], []],
    ['what all go by', () => (language = 'de'), ['Desk - de', 'Hall - de', 'Yard - de'], ['Desk', 'Hall', 'Yard']],
  ] as const) {
    it(`follows ${what}, and works out no more than that`, () => {
      change();
      changes += 1;
      assert.deepEqual(list(), expected);
      assert.deepEqual(worked, again);
    });
  }

  it('goes by nothing else where nothing is said', () => {
    const names = keeping<Phone, string>(
      (visit) => phones.forEach((phone) => visit(phone)),
      ['name'],
      ({ name }) => name,
      { changes: () => changes },
    );
    assert.deepEqual(
      [...names(), ...names()].map(({ of }) => of),
      ['Desk', 'Hall', 'Yard', 'Desk', 'Hall', 'Yard'],
    );
  });

  it('looks at none as long as none can have changed', () => {
    rename(0, 'Zoo');
    assert.deepEqual(list(), ['Desk - en', 'Hall - en', 'Yard - en']);
    language = 'de';
    assert.deepEqual(list(), ['Hall - de', 'Yard - de', 'Zoo - de']);
  });

  it('takes back what was changed and undone, and says by the list whether anything is another', () => {
    const again = (): string[] => {
      changes += 1;
      return list();
    };
    const before = all();
    again();
    assert.equal(all(), before);
    const [yard] = phones.splice(2);
    assert.deepEqual(again(), ['Desk - en', 'Hall - en']);
    assert.notEqual(all(), before);
    if (yard) phones.push(yard);
    assert.deepEqual(again(), ['Desk - en', 'Hall - en', 'Yard - en']);
    assert.deepEqual(worked, []);
    rename(0, 'Zoo');
    again();
    rename(0, 'Desk');
    assert.deepEqual(again(), ['Desk - en', 'Hall - en', 'Yard - en']);
  });

  function rename(at: number, name: string): void {
    Object.assign(phones[at] ?? {}, { name });
  }
});
