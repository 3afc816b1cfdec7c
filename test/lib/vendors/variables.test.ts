import assert from 'node:assert/strict';
import {
  foldVariableName,
  KNOWN_VARIABLES,
  PROFILES,
  profileOf,
  type VariableRow,
  variableOf,
} from '../../../nodes/lib/vendors';
import { AKUVOX, ATCOM, FANVIL } from '../../documents/variables';

/** A row as the tables write it. */
function written({ name, field, filled }: VariableRow): string[] {
  const when = filled.map(({ phases, series, as }) =>
    [series ? `${series.join(' ')}: ` : '', phases.join(' '), as ? ` = ${as}` : ''].join(''),
  );
  return [name, field ?? '', ...when];
}

function byName(rows: readonly string[][]): string[][] {
  return rows.toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1));
}

describe('variables of the vendors', () => {
  for (const [vendor, table] of Object.entries({ atcom: ATCOM, akuvox: AKUVOX, fanvil: FANVIL })) {
    it(`${vendor}: every variable of the document, its field, and when it is filled`, () => {
      const rows = profileOf(vendor)?.variables.map(written) ?? [];
      assert.deepEqual(byName(rows), byName(table));
    });
  }

  it('what strangers write goes last in an URL', () => {
    const texts = PROFILES.flatMap(({ variables }) => variables).filter(({ field }) =>
      /^(?:local|remote)\.(?:uri|name)$|^account\.uri$|^call\.callerId$|^remote\.number$/.test(field ?? ''),
    );
    assert.ok(texts.length > 15);
    for (const { name, freeText } of texts) assert.equal(freeText, true, name);
    for (const name of ['mac', 'ip', 'model', 'firmware', 'call_id', 'line', 'duration', 'active_user']) {
      assert.equal(variableOf(name)?.freeText, undefined, name);
    }
  });

  it('one name fills one field, whoever sends it', () => {
    const fields = new Map<string, string | undefined>();
    for (const { variables } of PROFILES) {
      for (const { name, aliases = [], field } of variables) {
        for (const spelling of [name, ...aliases].map(foldVariableName)) {
          if (fields.has(spelling)) assert.equal(fields.get(spelling), field, spelling);
          fields.set(spelling, field);
        }
      }
    }
    assert.ok(fields.size > 30);
  });
});

describe('variableOf', () => {
  it("prefers the vendor's own row", () => {
    assert.equal(
      variableOf('local', 'fanvil'),
      profileOf('fanvil')?.variables.find(({ name }) => name === 'local'),
    );
    assert.equal(
      variableOf('local', 'akuvox'),
      profileOf('akuvox')?.variables.find(({ name }) => name === 'local'),
    );
    assert.notEqual(variableOf('local', 'fanvil'), variableOf('local', 'akuvox'));
  });

  it("finds another vendor's row, and any without a vendor", () => {
    assert.equal(variableOf('active_uri', 'atcom')?.field, 'account.uri');
    assert.equal(variableOf('active_url', 'fanvil')?.field, 'account.uri');
    assert.equal(variableOf('duration', 'generic')?.field, 'call.duration');
    assert.equal(variableOf('remote_displayname')?.field, 'remote.name');
  });

  it('does not mind case, underscores, dashes and blanks', () => {
    for (const name of ['caller_id', 'callerID', 'caller-id', 'CALLER ID', 'callerid', 'caller_ID']) {
      assert.equal(variableOf(name, 'atcom')?.field, 'call.callerId', name);
    }
    assert.equal(variableOf('calledNumber')?.field, 'call.calledNumber');
    assert.equal(variableOf('call-id')?.field, 'call.id');
  });

  it("reads the ATCOM guide's slip $action_… as what it stands for", () => {
    assert.equal(variableOf('action_url', 'atcom')?.field, 'account.uri');
    assert.equal(variableOf('action_user', 'atcom')?.field, 'account.user');
    assert.equal(variableOf('action_host', 'atcom')?.field, 'account.host');
  });

  it('knows nothing else', () => {
    for (const name of ['', '__proto__', 'constructor', 'toString', 'token', 'event', '$mac', 'macaddress']) {
      assert.equal(variableOf(name), undefined, name);
      assert.equal(variableOf(name, '__proto__'), undefined, name);
    }
  });
});

describe('KNOWN_VARIABLES', () => {
  it('holds the folded name of every variable, event and token', () => {
    for (const [name = ''] of [...ATCOM, ...AKUVOX, ...FANVIL])
      assert.ok(KNOWN_VARIABLES.has(foldVariableName(name)), name);
    for (const name of ['event', 'token', 'callerid', 'relay1status', 'actionurl'])
      assert.ok(KNOWN_VARIABLES.has(name), name);
    for (const name of ['', 'user', 'phone', 'transport', 'proto', 'constructor'])
      assert.ok(!KNOWN_VARIABLES.has(name), name);
  });
});
