import assert from 'node:assert/strict';
import {
  foldVariableName,
  KNOWN_VARIABLES,
  PROFILES,
  profileOf,
  type VariableRow,
  variableOf,
} from '../../../nodes/lib/vendors';

// Typed from the documents: [name, field, when it is filled].
const CALL = 'incoming outgoing talking';
const SETUP = 'incoming outgoing';

const ATCOM = [
  ['mac', 'phone.mac', 'always'],
  ['ip', 'phone.ip', 'always'],
  ['model', 'phone.model', 'always'],
  ['active_url', 'account.uri', CALL],
  ['active_user', 'account.user', CALL],
  ['active_host', 'account.host', CALL],
  ['local', 'local.uri', SETUP],
  ['remote', 'remote.uri', SETUP],
  ['display_local', 'local.name', SETUP],
  ['display_remote', 'remote.name', SETUP],
  ['call_id', 'call.id', CALL],
  ['caller_id', 'call.callerId', 'incoming talking'],
  ['firmware', 'phone.firmware', 'always'],
  ['called_number', 'call.calledNumber', 'outgoing talking'],
];

const AKUVOX = [
  ['mac', 'phone.mac', 'always'],
  ['ip', 'phone.ip', 'always'],
  ['model', 'phone.model', 'always'],
  ['firmware', 'phone.firmware', 'always'],
  ['active_url', 'account.uri', CALL],
  ['active_user', 'account.user', CALL],
  ['active_host', 'account.host', CALL],
  ['local', 'local.uri', CALL],
  ['remote', 'remote.uri', CALL],
  ['display_local', 'local.name', CALL],
  ['display_remote', 'remote.name', CALL],
  ['call_id', 'call.id', CALL],
  ['relay1status', '', 'always'],
];

const FANVIL_CALL = 'incoming outgoing talking ended';
const FANVIL = [
  ['mac', 'phone.mac', 'always'],
  ['ip', 'phone.ip', 'always'],
  ['model', 'phone.model', 'always'],
  ['firmware', 'phone.firmware', 'always'],
  ['active_uri', 'account.uri', FANVIL_CALL],
  ['active_user', 'account.user', FANVIL_CALL],
  ['active_host', 'account.host', FANVIL_CALL],
  ['local', 'local.uri', 'x3 x4: outgoing = SIP URI', 'x3 x4: incoming = phone number', `x6: ${FANVIL_CALL} = SIP URI`],
  [
    'remote',
    'remote.uri',
    'x3 x4: incoming = SIP URI',
    'x3 x4: outgoing = phone number',
    `x6: ${FANVIL_CALL} = SIP URI`,
  ],
  ['display_local', 'local.name', SETUP],
  ['display_remote', 'remote.name', 'x3 x4: incoming', 'x6: incoming outgoing'],
  ['call_id', 'call.id', FANVIL_CALL],
  ['duration', 'call.duration', 'ended'],
  ['date_time', 'phone.time', 'always'],
  ['memory_free', 'phone.memoryFree', 'always'],
  ['flash_free', 'phone.flashFree'],
  ['line', 'call.line', `${FANVIL_CALL} registration`],
  ['local_user', 'local.user', FANVIL_CALL],
  ['local_server', 'local.host', FANVIL_CALL],
  ['local_domain', 'local.domain', FANVIL_CALL],
  ['local_number', 'local.number', FANVIL_CALL],
  ['local_displayname', 'local.name', FANVIL_CALL],
  ['remote_number', 'remote.number', FANVIL_CALL],
  ['remote_displayname', 'remote.name', FANVIL_CALL],
];

/** A row as the tables above write it. */
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
