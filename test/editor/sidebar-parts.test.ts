import assert from 'node:assert/strict';
import {
  isJournalAnswer,
  isPhonesAnswer,
  isPublication,
  type JournalEntry,
  type Publication,
  type RuntimePhone,
  type Stranger,
} from '../../editor/sidebar/answers';
import { COLUMNS, decodeCsv, MOST_ROWS, readCsv, writeCsv } from '../../editor/sidebar/csv';
import { filterFor } from '../../editor/sidebar/filter';
import { Fleet } from '../../editor/sidebar/fleet';
import { inTurns } from '../../editor/sidebar/in-turns';
import { type Judges, planImport } from '../../editor/sidebar/plan';
import { keyOf, proposeNames, valuesOf } from '../../editor/sidebar/proposals';
import { byLabel, countElsewhere, type EditorPhone, shownPhone } from '../../editor/sidebar/rows';
import { scrollFor, stepTo, windowOf } from '../../editor/sidebar/window';
import type { JournalEntry as RuntimeEntry } from '../../nodes/lib/events/journal';
import type { OverviewNews } from '../../nodes/lib/installation/overview';
import type { PhoneRow } from '../../nodes/lib/installation/overview-row';
import type { ReportedPhone } from '../../nodes/lib/phones/reported-phone';

/** What the runtime answers is what the tab reads: the compiler compares them. */
const READ: (told: {
  readonly phone: PhoneRow;
  readonly stranger: ReportedPhone;
  readonly entry: RuntimeEntry;
  readonly news: OverviewNews;
}) => {
  readonly phone: RuntimePhone;
  readonly stranger: Stranger;
  readonly entry: JournalEntry;
  readonly news: Publication;
} = (told) => told;

const node = (properties: Partial<EditorPhone> = {}): EditorPhone => ({
  id: 'a',
  label: 'Reception',
  vendor: 'atcom',
  model: 'A41',
  mac: '80:82:87:04:6b:c2',
  host: '',
  number: '6101',
  setup: '',
  isDisabled: false,
  isChanged: false,
  isInvalid: false,
  ...properties,
});
const runtime = (properties: Partial<RuntimePhone> = {}): RuntimePhone => ({
  id: 'a',
  state: 'idle',
  problems: [],
  ...properties,
});

describe('the sidebar: rows of editor and runtime', () => {
  it('take names and settings from the editor, and what the phone does from the runtime', () => {
    const phone = shownPhone(
      node({ label: 'Lobby', isChanged: true }),
      runtime({
        name: 'Reception',
        state: 'talking',
        address: '192.168.5.21',
        isLearned: true,
        with: { name: 'Müller' },
      }),
    );
    assert.equal(phone.label, 'Lobby');
    assert.equal(phone.standing, 'changed');
    assert.deepEqual(
      [phone.state, phone.with, phone.address, phone.isLearned],
      ['talking', { name: 'Müller' }, '192.168.5.21', true],
    );
  });

  it('show an address that was entered in place of a learned one, but not a reference', () => {
    const learned = runtime({ address: '192.168.5.21', isLearned: true });
    const entered = shownPhone(node({ host: '192.168.5.99' }), learned);
    assert.deepEqual([entered.address, entered.isLearned], ['192.168.5.99', false]);
    assert.equal(shownPhone(node({ host: '${PHONE}' }), runtime({ address: '10.0.0.7' })).address, '10.0.0.7');
    assert.equal(shownPhone(node({ host: '${PHONE}' }), undefined).address, '${PHONE}');
  });

  it('say what is not deployed or disabled, and nothing of how that runs', () => {
    assert.deepEqual(
      [shownPhone(node(), undefined).standing, shownPhone(node(), undefined).state],
      ['undeployed', undefined],
    );
    const disabled = shownPhone(
      node({ isDisabled: true }),
      runtime({ state: 'talking', problems: [{ kind: 'open' }] }),
    );
    assert.deepEqual([disabled.standing, disabled.state, disabled.problems], ['disabled', undefined, []]);
  });

  it('put what the editor finds wrong first, unless the runtime says more of it', () => {
    assert.deepEqual(
      shownPhone(node({ isInvalid: true }), runtime({ problems: [{ kind: 'open' }] })).problems.map(({ kind }) => kind),
      ['invalid', 'open'],
    );
    assert.deepEqual(
      shownPhone(node({ isInvalid: true }), runtime({ problems: [{ kind: 'incomplete', text: 'no vendor' }] }))
        .problems,
      [{ kind: 'incomplete', text: 'no vendor' }],
    );
  });

  it('are sorted as people count', () => {
    const labels = ['Ext 10', 'ext 9', 'Ärzte', 'Bar'].map((label, id) => node({ id: String(id), label }));
    assert.deepEqual(
      byLabel(labels).map(({ label }) => label),
      ['Ärzte', 'Bar', 'ext 9', 'Ext 10'],
    );
  });

  it('count what runs and is not here', () => {
    const here = [node(), node({ id: 'b' })];
    assert.equal(
      countElsewhere(
        here,
        new Map([
          ['a', 1],
          ['c', 1],
        ]),
      ),
      1,
    );
    assert.equal(countElsewhere(here, new Map()), 0);
  });
});

describe('the sidebar: filter', () => {
  const phone = shownPhone(node({ host: '192.168.5.21' }), runtime({ with: { name: 'Müller', number: '+49301' } }));
  const finds = (text: string): boolean => filterFor(text, (id) => (id === 'atcom' ? 'ATCOM' : ''))(phone);

  for (const text of ['', 'recep', '6101', '8082.8704', '80-82-87-04-6B-C2', '5.21', 'ATCOM', 'a41 recep', 'müller'])
    it(`finds by "${text}"`, () => assert.equal(finds(text), true));
  for (const text of ['lobby', 'recep lobby', 'ffff', 'fanvil'])
    it(`does not find by "${text}"`, () => assert.equal(finds(text), false));
});

describe('the sidebar: window', () => {
  it('holds what is seen and a little more, whatever the length of the list', () => {
    assert.deepEqual(windowOf(0, 460, 46, 10_000), { start: 0, end: 19 });
    const middle = windowOf(46 * 5000, 460, 46, 10_000);
    assert.ok(middle.start <= 5000 && middle.end >= 5010 && middle.end - middle.start < 40);
    assert.equal(windowOf(46 * 9990, 460, 46, 10_000).end, 10_000);
    assert.deepEqual(windowOf(0, 460, 46, 0), { start: 0, end: 0 });
    // Scrolled further than a list that has become shorter.
    const beyond = windowOf(46 * 900, 460, 46, 12);
    assert.deepEqual(beyond, { start: 0, end: 12 });
  });

  it('covers every row that is seen, at every place', () => {
    for (let top = 0; top < 46 * 50; top += 7) {
      const { start, end } = windowOf(top, 300, 46, 50);
      assert.ok(start * 46 <= top || start === 0);
      assert.ok(end * 46 >= Math.min(top + 300, 46 * 50), `${top}: ${end}`);
    }
  });

  it('leads keys to rows', () => {
    assert.equal(stepTo('ArrowDown', -1, 5, 3), 0);
    assert.equal(stepTo('ArrowDown', 4, 5, 3), 4);
    assert.equal(stepTo('ArrowUp', 0, 5, 3), 0);
    assert.equal(stepTo('PageDown', 0, 50, 10), 9);
    assert.equal(stepTo('PageUp', 9, 50, 10), 0);
    assert.equal(stepTo('Home', 3, 5, 3), 0);
    assert.equal(stepTo('End', 0, 5, 3), 4);
    assert.equal(stepTo('x', 0, 5, 3), undefined);
    assert.equal(stepTo('End', -1, 0, 3), undefined);
  });

  it('scrolls as little as shows a row', () => {
    assert.equal(scrollFor(3, 0, 460, 46), 0);
    assert.equal(scrollFor(10, 0, 460, 46), 46);
    assert.equal(scrollFor(2, 460, 460, 46), 92);
  });
});

describe('the sidebar: what the runtime tells', () => {
  it('is read as it is told', () => {
    const phone: PhoneRow = { id: 'a', transport: 'http', state: 'idle', problems: [{ kind: 'silent', days: 9 }] };
    const news: OverviewNews = { revision: 1, phones: [phone], gone: [], strangers: 0 };
    const entry: RuntimeEntry = { seq: 1, time: '', path: '/', status: 404, verdict: 'no-path' };
    const told = READ({ phone, news, entry, stranger: { address: '10.0.0.1', time: '' } });
    assert.equal(isPublication(told.news), true);
    assert.equal(isPhonesAnswer({ revision: 1, phones: [told.phone] }), true);
    assert.equal(isJournalAnswer({ seq: 1, entries: [told.entry] }), true);
    for (const other of [undefined, null, 'no', {}, { phones: [] }, { revision: 1, phones: [{}] }])
      assert.equal(isPhonesAnswer(other), false);
  });

  it('takes what has changed, and nothing that is older than what is here', () => {
    const fleet = new Fleet();
    fleet.asking();
    fleet.answer({ revision: 5, phones: [runtime(), runtime({ id: 'b' })], strangers: [] });
    fleet.publication({ revision: 5, phones: [runtime({ state: 'talking' })], gone: [] });
    assert.equal(fleet.phones.get('a')?.state, 'idle');
    fleet.publication({ revision: 6, phones: [runtime({ state: 'busy' })], gone: ['b'] });
    assert.deepEqual([fleet.phones.get('a')?.state, fleet.phones.has('b')], ['busy', false]);
  });

  it('keeps what came by comms while the answer was on its way', () => {
    const fleet = new Fleet();
    fleet.asking();
    fleet.publication({ revision: 9, phones: [runtime({ state: 'ringing' })], gone: [] });
    fleet.answer({ revision: 8, phones: [runtime()], strangers: [] });
    assert.equal(fleet.phones.get('a')?.state, 'ringing');
  });

  it('begins anew with a runtime that does', () => {
    const fleet = new Fleet();
    fleet.answer({ revision: 900, phones: [runtime()] });
    fleet.asking();
    fleet.answer({ revision: 1, phones: [runtime({ state: 'busy' })] });
    fleet.publication({ revision: 2, phones: [runtime({ state: 'idle' })] });
    assert.equal(fleet.phones.get('a')?.state, 'idle');
  });

  it('keeps the other party as long as the call’s state is the same', () => {
    const fleet = new Fleet();
    fleet.answer({ revision: 1, phones: [runtime({ state: 'talking', since: 't', with: { name: 'Müller' } })] });
    assert.equal(fleet.publication({ revision: 2, phones: [runtime({ state: 'talking', since: 't' })] }), false);
    assert.deepEqual(fleet.phones.get('a')?.with, { name: 'Müller' });
    assert.equal(fleet.publication({ revision: 3, phones: [runtime({ state: 'talking', since: 'u' })] }), true);
    assert.equal(fleet.phones.get('a')?.with, undefined);
    assert.equal(fleet.publication({ revision: 4, phones: [runtime()] }), false);
  });

  it('wants all again where it was too much to be said, or other phones have reported', () => {
    const fleet = new Fleet();
    fleet.answer({ revision: 1, phones: [], strangers: [] });
    assert.equal(fleet.publication({ revision: 2, isMuch: true }), true);
    assert.equal(fleet.publication({ revision: 3, strangers: 0 }), false);
    assert.equal(fleet.publication({ revision: 4, strangers: 2 }), true);
    assert.equal(fleet.publication({ revision: 5, strangers: 2 }), false);
  });
});

describe('the sidebar: tables of phones', () => {
  const HEADER = COLUMNS.join(',');
  const cells = (text: string): unknown => readCsv(text).rows.map((row) => row.cells);

  it('are read with comma, semicolon and tab, with a mark at the beginning and any line ends', () => {
    for (const [mark, end] of [
      [',', '\n'],
      [';', '\r\n'],
      ['\t', '\r'],
    ] as const) {
      const text = `\uFEFFName${mark}MAC${mark}Host${end}Door${mark}808287046bc2${mark}${end}`;
      assert.deepEqual(cells(text), [{ name: 'Door', mac: '808287046bc2', host: '' }], JSON.stringify(mark));
    }
  });

  it('know columns in any order, case and under common names', () => {
    assert.deepEqual(cells('Door Code,USER,address\n 12 ,admin,10.0.0.1'), [
      { doorCode: ' 12 ', username: 'admin', host: '10.0.0.1' },
    ]);
    assert.deepEqual(readCsv('mac,floor,room\n808287046bc2,1,2').unknown, ['floor', 'room']);
  });

  it('count lines as an editor does, blank ones and those within a cell too', () => {
    const { rows, troubles } = readCsv(
      `${HEADER}\n\n"two\nlines",,,,10.0.0.1\nx,,,,10.0.0.2,,,,too much\n\nlast,,,,10.0.0.3`,
    );
    assert.deepEqual(
      rows.map(({ line, cells }) => [line, cells.name]),
      [
        [3, 'two\nlines'],
        [7, 'last'],
      ],
    );
    assert.deepEqual(troubles, [{ kind: 'surplus', line: 5 }]);
    assert.deepEqual(
      readCsv('mac\r\n\r\n808287046bc2\r\n808287046bc3').rows.map(({ line }) => line),
      [3, 4],
    );
  });

  it('say what is wrong with them', () => {
    const kinds = (text: string): unknown => readCsv(text).troubles.map(({ kind }) => kind);
    assert.deepEqual(kinds(''), ['empty']);
    assert.deepEqual(kinds(' \n \n'), ['empty']);
    assert.deepEqual(kinds('Reception,fanvil,X4U\nOffice,fanvil,X4U'), ['no-header']);
    assert.deepEqual(kinds('mac,mac\n808287046bc2,'), ['column-twice']);
    assert.deepEqual(kinds('name,mac\n"Door"x,808287046bc2\n'), ['quotes']);
    const long = `mac\n${'808287046bc2\n'.repeat(MOST_ROWS + 5)}`;
    assert.deepEqual(readCsv(long).troubles, [{ kind: 'too-many', line: MOST_ROWS + 2 }]);
    assert.equal(readCsv(long).rows.length, MOST_ROWS);
  });

  it('are UTF-8, UTF-16 or what Excel writes', () => {
    assert.equal(decodeCsv(new TextEncoder().encode('Tür')), 'Tür');
    assert.equal(decodeCsv(Uint8Array.from([0x54, 0xfc, 0x72])), 'Tür');
    assert.equal(decodeCsv(Uint8Array.from([0xff, 0xfe, 0x54, 0, 0xfc, 0, 0x72, 0])), 'Tür');
    assert.equal(decodeCsv(Uint8Array.from([0xfe, 0xff, 0, 0x54, 0, 0xfc, 0, 0x72])), 'Tür');
  });

  it('are written without secrets and without anything that a table program would run, and read back as they were', () => {
    const names = ['=1+1', '+49 30', '-x', '@SUM(A1)', '\tx', 'say "hi", you', "'quoted", 'two\nlines', 'Tür'];
    const text = writeCsv(
      names.map((name) => ({
        name,
        mac: '80:82:87:04:6b:c2',
        username: 'admin',
        password: 'Canary',
        doorCode: '1234',
      })),
    );
    assert.equal(text.startsWith(`\uFEFF${HEADER}\r\n`), true);
    assert.doesNotMatch(text, /Canary|admin|1234/);
    assert.doesNotMatch(text, /(?:^|,|\n)"?[=+@\t-]/m);
    const read = readCsv(text);
    assert.deepEqual(read.troubles, []);
    assert.deepEqual(
      read.rows.map(({ cells }) => cells.name),
      names,
    );
    assert.equal(
      read.rows.every(({ cells }) => cells.password === ''),
      true,
    );
  });
});

describe('the sidebar: what a table makes', () => {
  const judges: Judges = {
    vendor: (text) => ({ fanvil: 'fanvil', atcom: 'atcom' })[text.toLowerCase()],
    guess: (_model, mac) => (mac.startsWith('808287') ? 'atcom' : undefined),
    isHost: (text) => /^[\w.-]+$/.test(text),
  };
  const there = (
    values: object,
  ): { id: string; values: Record<'name' | 'vendor' | 'model' | 'mac' | 'host', string> } => ({
    id: 'there',
    values: { name: 'Door', vendor: 'fanvil', model: 'i31S', mac: '0C383E2A1001', host: '', ...values },
  });
  const plan = (lines: string, known = [there({})]) =>
    planImport(readCsv(`${COLUMNS.join(',')}\n${lines}`).rows, known, judges);

  it('adds phones with the vendor in any case and the MAC in any notation', () => {
    const [planned] = plan('Desk,FANVIL,X4U,0c38.3e2a.1002,,admin, blank ,');
    assert.equal(planned?.kind, 'new');
    assert.deepEqual(planned?.values, {
      ...{ name: 'Desk', vendor: 'fanvil', model: 'X4U', mac: '0c:38:3e:2a:10:02', host: '' },
      ...{ username: 'admin', password: ' blank ', doorCode: '' },
    });
  });

  it('knows a vendor by the MAC where the cell is blank', () => {
    assert.equal(plan('Desk,,,808287046bc2')[0]?.values.vendor, 'atcom');
  });

  it('says of each line what is wrong', () => {
    const mistakes = (line: string): unknown => {
      const [planned] = plan(line);
      return planned?.kind === 'bad' ? planned.mistakes : planned?.kind;
    };
    assert.deepEqual(mistakes('x,nobody,,0c383e2a1002'), ['vendor-unknown']);
    assert.deepEqual(mistakes('x,,,0c383e2a1002'), ['vendor-missing']);
    assert.deepEqual(mistakes('x,fanvil,,1.23E+11'), ['mac']);
    assert.deepEqual(mistakes('x,fanvil,,,http://10.0.0.1/'), ['host']);
    assert.deepEqual(mistakes('x,fanvil'), ['no-address']);
    assert.deepEqual(mistakes('x,nobody,,zz,a b'), ['mac', 'host', 'vendor-unknown']);
  });

  it('takes a MAC, or an address without one, but once', () => {
    const twice = plan('a,fanvil,,0c383e2a1002\nb,fanvil,,0C:38:3E:2A:10:02\nc,fanvil,,,desk\nd,fanvil,,,DESK');
    assert.deepEqual(
      twice.map((planned) => (planned.kind === 'bad' ? [planned.mistakes, planned.other] : planned.kind)),
      ['new', [['mac-twice'], 2], 'new', [['host-twice'], 4]],
    );
  });

  it('tells which fields of a phone that is there change, and that a blank cell changes nothing', () => {
    const [changed] = plan('Front door,,,0c:38:3e:2a:10:01,10.0.0.1,,secret,');
    assert.deepEqual(changed?.kind === 'changed' && [changed.id, changed.changes], [
      'there',
      ['name', 'host', 'password'],
    ]);
    assert.equal(plan('Door,Fanvil,i31S,0c383e2a1001,,,,')[0]?.kind, 'same');
    assert.equal(plan(',,,0c383e2a1001')[0]?.kind, 'same');
  });

  it('knows a phone without MAC by its address', () => {
    const known = [there({ mac: '', host: 'Desk' })];
    assert.equal(plan('Other,fanvil,,,desk', known)[0]?.kind, 'changed');
    assert.equal(plan('Other,fanvil,,0c383e2a1009,desk', known)[0]?.kind, 'new');
  });

  it('leaves everything as it is where a table goes out and comes back', () => {
    const known = there({ name: '=Door', host: '10.0.0.1' });
    const [planned] = planImport(readCsv(writeCsv([known.values])).rows, [known], judges);
    assert.equal(planned?.kind, 'same');
  });
});

describe('the sidebar: phones that have reported', () => {
  const stranger = (properties: Partial<Stranger>): Stranger => ({ address: '10.0.0.1', time: '', ...properties });
  const words = {
    extension: (number: string) => `Ext ${number}`,
    vendorLabel: (id: string | undefined) => (id === 'atcom' ? 'ATCOM' : ''),
    unknown: 'Phone',
  };
  const names = (strangers: readonly Stranger[], taken: string[] = []): string[] => [
    ...proposeNames(strangers, taken, words).values(),
  ];

  it('are called by their extension, else by make, model and the end of the MAC', () => {
    assert.deepEqual(
      names([
        stranger({ mac: '80:82:87:40:00:05', account: '6105' }),
        stranger({ mac: '80:82:87:40:00:06', account: 'lobby' }),
        stranger({ mac: '80:82:87:40:00:07', vendor: 'atcom', model: 'A21' }),
        stranger({ mac: '80:82:87:40:00:08', vendor: 'atcom', model: 'ATCOM A21' }),
        stranger({ mac: '80:82:87:40:00:09' }),
        stranger({ address: '10.0.0.9', model: 'X6' }),
      ]),
      ['Ext 6105', 'lobby', 'ATCOM A21 0007', 'ATCOM A21 0008', 'Phone 0009', 'X6 10.0.0.9'],
    );
  });

  it('get no name that is there already', () => {
    assert.deepEqual(
      names(
        [
          stranger({ mac: '80:82:87:40:00:05', account: '6105' }),
          stranger({ mac: '80:82:87:40:00:06', account: '6105' }),
          stranger({ address: '10.0.0.7', account: '6105' }),
          stranger({ address: '10.0.0.8', account: '6105' }),
        ],
        ['Ext 6105'],
      ),
      ['Ext 6105 0005', 'Ext 6105 0006', 'Ext 6105 2', 'Ext 6105 3'],
    );
  });

  it('are reached by MAC, or by their address where there is none or it is to stay', () => {
    const forAll = { username: 'admin', password: 'p', vendor: 'generic', byMac: true };
    const one = stranger({ mac: '80:82:87:40:00:05', vendor: 'atcom' });
    assert.deepEqual(valuesOf(one, ' Ext 5 ', forAll), {
      ...{ name: 'Ext 5', vendor: 'atcom', model: '', mac: '80:82:87:40:00:05', host: '' },
      ...{ username: 'admin', password: 'p' },
    });
    assert.equal(valuesOf(one, '', { ...forAll, byMac: false }).host, '10.0.0.1');
    assert.deepEqual(
      [valuesOf(stranger({}), '', forAll).host, valuesOf(stranger({}), '', forAll).vendor],
      ['10.0.0.1', 'generic'],
    );
    assert.equal(keyOf(stranger({})), '10.0.0.1');
  });
});

describe('the sidebar: one after the other', () => {
  it('does so many at a time, and no more when stopped', async () => {
    let running = 0;
    let most = 0;
    const done: number[] = [];
    let isStopped = false;
    await inTurns(
      [1, 2, 3, 4, 5, 6, 7],
      2,
      async (item) => {
        running += 1;
        most = Math.max(most, running);
        await Promise.resolve();
        running -= 1;
        done.push(item);
        if (item === 4) isStopped = true;
      },
      () => isStopped,
    );
    assert.equal(most, 2);
    assert.ok(done.includes(4) && !done.includes(7), done.join());
  });
});
