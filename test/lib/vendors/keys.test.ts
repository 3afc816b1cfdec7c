import assert from 'node:assert/strict';
import { findKey, lacksKey, type Series, seriesOf, type VendorProfile } from '../../../nodes/lib/vendors';
import { AKUVOX, ATCOM, FANVIL } from '../../documents/keys';
import { builtIn } from '../../support/vendors';

function profile(id: string): VendorProfile {
  const found = builtIn.profile(id);
  assert.ok(found, id);
  return found;
}

function wire(vendor: string, token: string): string | undefined {
  return findKey(profile(vendor), token)?.wire;
}

function seriesId(vendor: string, model?: string): string | undefined {
  return seriesOf(profile(vendor), model)?.id;
}

function aSeries(id: string, prefix: string): Series {
  return { id, label: id, prefixes: [prefix], models: [], source: 'none' };
}

/** Whether this model lacks the key; the key itself must be known. */
function lacks(vendor: string, model: string, token: string): boolean {
  const found = findKey(profile(vendor), token);
  assert.ok(found, token);
  const series = seriesOf(profile(vendor), model);
  assert.ok(series, model);
  return lacksKey(profile(vendor), series, found);
}

describe('keys of the vendors', () => {
  for (const [vendor, text] of Object.entries({ atcom: ATCOM, fanvil: FANVIL, akuvox: AKUVOX })) {
    it(`${vendor}: any case is understood, the document's is sent`, () => {
      for (const name of text.trim().split(/\s+/)) {
        assert.equal(wire(vendor, name.toLowerCase()), name);
        assert.equal(wire(vendor, name.toUpperCase()), name);
      }
    });
  }

  it('doubtful spellings send the plain key', () => {
    assert.equal(wire('atcom', 'MEG'), 'MESSAGE');
    assert.equal(wire('atcom', 'msg'), 'MESSAGE');
    assert.equal(wire('atcom', 'REBOOK'), 'REMOTEPHONEBOOK');
    assert.equal(wire('atcom', 'RPBOOK'), 'REMOTEPHONEBOOK');
    assert.equal(wire('atcom', 'DFOWARD'), 'DYNAMIC_FORWARD');
    assert.equal(wire('atcom', 'DFORWARD'), 'DYNAMIC_FORWARD');
    assert.equal(wire('atcom', 'LIKEKEY5'), 'LINEKEY5');
  });

  it('a number beyond every model, or written otherwise, is no key', () => {
    const nobodys = {
      atcom: [
        'LINEKEY0',
        'LINEKEY7',
        'LINEKEY9',
        'LK7',
        'SOFTKEY5',
        'SFK0',
        'MEMORY_KEY21',
        'MK21',
        'LINEKEY01',
        'LINEKEY',
      ],
      fanvil: [
        'L7',
        'F_L0',
        'F_D13',
        'DSS13',
        'DSS0',
        'F5',
        'F_F5',
        'D41',
        'D0',
        'F_10',
        'F_00',
        'F_',
        'L',
        'D',
        'F_D',
      ],
      akuvox: ['OK1', 'F1', 'LINEKEY1'],
    };
    for (const [vendor, tokens] of Object.entries(nobodys)) {
      for (const token of tokens) assert.equal(findKey(profile(vendor), token), undefined, token);
    }
  });

  it('a numbered key tells its number', () => {
    const found = findKey(profile('atcom'), 'mk12');
    assert.deepEqual([found?.row.key, found?.wire, found?.number], ['MEMORY_KEY', 'MK12', 12]);
    assert.equal(findKey(profile('atcom'), 'HOLD')?.number, undefined);
  });

  it('nothing else is a key', () => {
    for (const token of [
      '',
      'HOLDUP',
      '__proto__',
      'constructor',
      'toString',
      'OK;REBOOT',
      'OK\n',
      ' OK',
      '1'.repeat(70_000),
    ]) {
      for (const { id } of builtIn.profiles)
        assert.equal(findKey(profile(id), token), undefined, `${id}: ${token.slice(0, 20)}`);
    }
  });
});

describe('keys of the series', () => {
  it('ATCOM: soft keys 3, 3, 4, 4; line keys 1, 2, 4, 6; memory keys 0, 0, 8, 20', () => {
    const counts = { A11: [3, 1, 0], A21: [3, 2, 0], A41: [4, 4, 8], A48: [4, 4, 8], A68: [4, 6, 20] };
    for (const [model, [soft = 0, line = 0, memory = 0]] of Object.entries(counts)) {
      for (let n = 1; n <= 4; n++) assert.equal(lacks('atcom', model, `SFK${n}`), n > soft, `${model} SFK${n}`);
      for (let n = 1; n <= 6; n++) assert.equal(lacks('atcom', model, `LINEKEY${n}`), n > line, `${model} LINEKEY${n}`);
      for (let n = 1; n <= 20; n++) assert.equal(lacks('atcom', model, `MK${n}`), n > memory, `${model} MK${n}`);
      assert.equal(lacks('atcom', model, 'HOLD'), false);
    }
  });

  it('Fanvil: what X4 alone and X6 alone have', () => {
    for (const key of ['L1', 'F_L6', 'F_D1', 'F_D12', 'F_AUTOREDIAL', 'F_UNAUTOREDIAL']) {
      assert.deepEqual(
        ['X3', 'X4', 'X6'].map((model) => lacks('fanvil', model, key)),
        [true, false, true],
        key,
      );
    }
    const x6 = ['exit', 'clear', 'split', 'prev_line', 'next_line', 'prev_call', 'next_call', 'menu', 'DSS1', 'DSS12'];
    for (const key of x6) {
      assert.deepEqual(
        ['X3', 'X4', 'X6'].map((model) => lacks('fanvil', model, key)),
        [true, true, false],
        key,
      );
    }
    for (const key of ['OK', 'F1', 'F_F4', 'F_HOLD', 'F_5', 'Reboot', 'D40']) {
      assert.deepEqual(
        ['X3', 'X4', 'X6'].map((model) => lacks('fanvil', model, key)),
        [false, false, false],
        key,
      );
    }
  });

  it('an unknown model lacks nothing', () => {
    const found = findKey(profile('atcom'), 'LINEKEY6');
    assert.ok(found);
    assert.equal(lacksKey(profile('atcom'), undefined, found), false);
    assert.equal(lacksKey(profile('atcom'), profile('fanvil').series[0], found), false);
  });
});

describe('seriesOf', () => {
  it('goes by prefix, in any case, with the vendor in front or not', () => {
    assert.deepEqual(
      ['A11', 'a21', 'A41W', 'A48', 'ATCOM A68'].map((model) => seriesId('atcom', model)),
      ['a1x', 'a2x', 'a4x', 'a4x', 'a6x'],
    );
    assert.deepEqual(
      ['X3SP', 'x4u', 'Fanvil X6', 'X3U Pro', 'X6-U'].map((model) => seriesId('fanvil', model)),
      ['x3', 'x4', 'x6', 'x3', 'x6'],
    );
    for (const model of [undefined, '', 'X5U', 'i5', 'i53', 'X', 'A', 'ATCOM', '__proto__', 'constructor']) {
      assert.equal(seriesId('fanvil', model), undefined, model);
      assert.equal(seriesId('atcom', model), undefined, model);
    }
    assert.deepEqual(
      ['i10S', 'Fanvil i16SV', 'i20T', 'I31S', 'i68'].map((model) => seriesId('fanvil', model)),
      Array(5).fill('door'),
    );
    assert.deepEqual(
      ['R53P', 'Akuvox SP-R55P', 'R29C', 'E12W', 'X916S', 'S539', 'A05', 'C317', 'R48G'].map((model) =>
        seriesId('akuvox', model),
      ),
      ['desk', 'desk', ...Array<string>(5).fill('door'), undefined, undefined],
    );
  });

  it('takes the longest prefix, whatever the order', () => {
    const short = aSeries('short', 'A');
    const long = aSeries('long', 'A4');
    for (const list of [
      [short, long],
      [long, short],
    ]) {
      assert.equal(seriesOf({ ...profile('atcom'), series: list }, 'a48'), long);
      assert.equal(seriesOf({ ...profile('atcom'), series: list }, 'A11'), short);
    }
  });
});

describe('disruptive keys', () => {
  it('are told for senders without a key list, whatever the spelling', () => {
    const disruptive = [
      'REBOOT',
      'Reboot',
      'F_REBOOT',
      'f-reboot',
      'AutoP',
      'AUTOP',
      'reset',
      'F_HOTDESKING',
      'AutoPNow',
    ];
    for (const key of [...disruptive, 'REBOOT,500', 'REBOOT*', 'reset#'])
      assert.equal(builtIn.isDisruptiveKey(key), true, key);
    for (const key of [
      'REBOOK',
      'RPBOOK',
      'HOLD',
      'F_LOCK',
      'OK',
      '',
      ',REBOOT',
      'Transfer',
      '__proto__',
      'constructor',
    ]) {
      assert.equal(builtIn.isDisruptiveKey(key), false, key);
    }
  });
});
