import assert from 'node:assert/strict';
import { type VariableRow, type VendorProfile } from '../../../nodes/lib/vendors';
import { variablesOfVendors } from '../../../nodes/lib/vendors/variables';
import { builtIn, firstVendors } from '../../support/vendors';
import { sketch } from './sketch';

const fieldOf = (name: string, vendor?: string): string | undefined => builtIn.namesOf(vendor).meaningOf(name)?.field;

describe('namesOf', () => {
  it("reads a phone by its own vendor's names, and the common ones", () => {
    const common =
      'mac ip model firmware call_id line local remote display_local display_remote active_user active_host';
    for (const vendor of [...builtIn.profiles.map(({ id }) => id), undefined]) {
      for (const name of common.split(' ')) assert.notEqual(fieldOf(name, vendor), undefined, `${vendor} ${name}`);
    }
    assert.equal(fieldOf('active_uri', 'fanvil'), 'account.uri');
    assert.equal(fieldOf('remote_number', 'fanvil'), 'remote.number');
    assert.equal(fieldOf('called_number', 'atcom'), 'call.calledNumber');
  });

  it("gives another vendor's name no meaning", () => {
    for (const [vendor, name] of [
      ['atcom', 'active_uri'],
      ['atcom', 'duration'],
      ['atcom', 'remote_number'],
      ['akuvox', 'remote_number'],
      ['akuvox', 'caller_id'],
      ['fanvil', 'caller_id'],
      ['fanvil', 'active_url'],
    ] as const) {
      assert.equal(fieldOf(name, vendor), undefined, `${vendor} ${name}`);
      for (const id of [undefined, 'generic']) {
        assert.notEqual(firstVendors.namesOf(id).meaningOf(name)?.field, undefined, name);
      }
    }
  });

  it('knows what any vendor has a text of the other party under, though it fills nothing', () => {
    assert.deepEqual(builtIn.namesOf('atcom').meaningOf('remote_displayname'), { wording: 'theirs' });
    assert.equal(builtIn.namesOf('atcom').meaningOf('local_displayname'), undefined);
  });

  it('does not mind case, underscores, dashes and blanks', () => {
    for (const name of ['caller_id', 'callerID', 'caller-id', 'CALLER ID', 'callerid', 'caller_ID']) {
      assert.equal(fieldOf(name, 'atcom'), 'call.callerId', name);
    }
    assert.equal(fieldOf('calledNumber'), 'call.calledNumber');
    assert.equal(fieldOf('call-id'), 'call.id');
  });

  it("reads the ATCOM guide's slip $action_… as what it stands for", () => {
    assert.equal(fieldOf('action_url', 'atcom'), 'account.uri');
    assert.equal(fieldOf('action_user', 'atcom'), 'account.user');
    assert.equal(fieldOf('action_host', 'atcom'), 'account.host');
  });

  it("keeps secrets: a vendor's own, those of all for strangers, and anybody's password", () => {
    const isSecret = (name: string, vendor?: string) => builtIn.namesOf(vendor).meaningOf(name)?.isSecret === true;
    for (const name of ['code', 'CODE', 'qrcode']) {
      assert.ok(isSecret(name) && isSecret(name, 'akuvox') && isSecret(name, 'generic'), name);
      assert.ok(!isSecret(name, 'atcom') && !isSecret(name, 'fanvil'), name);
    }
    for (const name of ['password', 'PASSWORD', 'Pass-Word', 'pass_word', 'pass word']) {
      for (const vendor of [undefined, 'atcom', 'akuvox', 'generic']) assert.ok(isSecret(name, vendor), name);
    }
  });

  it('knows nothing else', () => {
    const names = [
      '',
      '__proto__',
      'constructor',
      'toString',
      '$mac',
      'macaddress',
      'user',
      'transport',
      'a'.repeat(70_000),
    ];
    for (const name of names) {
      assert.equal(builtIn.namesOf().meaningOf(name), undefined, name.slice(0, 30));
      assert.equal(builtIn.namesOf('__proto__').meaningOf(name), undefined, name.slice(0, 30));
    }
  });
});

describe('names of several vendors', () => {
  const row = (name: string, field: VariableRow['field'], more: Partial<VariableRow> = {}): VariableRow => ({
    name,
    ...(field && { field }),
    label: name,
    filled: [],
    source: 'X',
    ...more,
  });
  const profile = (id: string, ...variables: VariableRow[]): VendorProfile => sketch(id, { variables });
  const { namesOf: of, isTheirName } = variablesOfVendors([
    profile(
      'one',
      row('displayname', 'remote.name', { freeText: true }),
      row('localip', undefined),
      row('code', undefined, { secret: true }),
    ),
    profile('two', row('DISPLAYNAME', 'local.name', { freeText: true }), row('LOCALIP', 'phone.ip')),
    profile('three', row('callerID', 'remote.name', { freeText: true, ownPhonesOnly: true })),
    profile('four', row('caller_id', 'call.callerId')),
    profile('five', row('linename', 'local.name', { freeText: true, mayBeTheirs: true })),
    profile('six', row('LINENAME', 'local.name', { freeText: true })),
  ]);

  it('one that fills different properties fills none, and is the more cautious text', () => {
    assert.deepEqual(of().meaningOf('DisplayName'), { wording: 'theirs' });
    assert.deepEqual(of('one').meaningOf('displayname'), { wording: 'theirs', field: 'remote.name' });
    assert.deepEqual(of('two').meaningOf('displayname'), { wording: 'own', field: 'local.name' });
    assert.ok(isTheirName('display-name'));
  });

  it('one whose own vendor leaves open whose text it is fills none for strangers; where it ends is as sure as of any text', () => {
    assert.deepEqual(of().meaningOf('linename'), { wording: 'own' });
    assert.deepEqual(of('five').meaningOf('linename'), { wording: 'own', field: 'local.name' });
    assert.deepEqual(of('six').meaningOf('linename'), { wording: 'own', field: 'local.name' });
    // Mitel's and VTech's: the guides of Mitel differ.
    assert.deepEqual(builtIn.namesOf().meaningOf('DISPLAYNAME'), { wording: 'own' });
  });

  it('a row that fills nothing does not stand in the way of one that does', () => {
    assert.deepEqual(of().meaningOf('localip'), { wording: 'value', field: 'phone.ip' });
  });

  it("a row of one vendor's phones alone is nothing for strangers, but warns", () => {
    assert.deepEqual(of().meaningOf('callerID'), { wording: 'value', field: 'call.callerId', mayBeTheirs: true });
    assert.deepEqual(of('three').meaningOf('callerID'), { wording: 'theirs', field: 'remote.name' });
    assert.deepEqual(of('four').meaningOf('callerID'), { wording: 'value', field: 'call.callerId' });
  });
});
