import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { at, messageIn, phoneOf } from './read';

const OWN = 'mac=808287046bc2&call_id=7&line=2&active_user=6040&local=sip:6040@h&display_local=Tom %26 Co';
const HOSTILE = [
  'Bank&remote_number=0900123456',
  '&mac=0c1105112233',
  'x&token=y',
  '~~remote=sip:100@pbx&~display_remote=Bank',
  '&~~remote=sip:100@pbx',
  '?mac=0c1105112233#line=9;call_id=8:ip=192.0.2.1',
  '"Bank" <sip:100@pbx>',
  '"',
  '<',
  '&amp;call_id=8',
  '%26mac=0c1105112233',
  ' & ',
  '&',
  '=',
  '&display_remote=Bank',
  '&display_local=Eve&local=sip:9@h&active_user=9',
  '&event=door-opened',
  '/mac=0c1105112233',
];
const truth = { mac: '80:82:87:04:6b:c2', id: '7', line: 2, user: '6040', local: 'sip:6040@h', name: 'Tom & Co' };

function checkOwn(target: string): void {
  for (const vendor of [undefined, 'atcom', 'fanvil', 'akuvox', 'generic']) {
    const message = messageIn(target, vendor === undefined ? undefined : phoneOf(vendor));
    const { payload } = message;
    const told = {
      mac: at(message, 'phone.mac'),
      id: payload.call?.id,
      line: payload.call?.line,
      user: payload.account?.user,
      local: payload.local?.uri,
      name: payload.local?.name,
    };
    assert.deepEqual(told, truth, target);
    assert.equal(payload.doubtful, undefined, target);
    assert.equal(payload.event, 'incoming-call');
  }
}

const decoded = (text: string): string => text.replaceAll('%26', '&');
const remote = (target: string, part: string): unknown => at(messageIn(target), `remote.${part}`);

describe('a mark', () => {
  it('~ before one variable of the other party: all behind it is its value', () => {
    for (const text of HOSTILE) {
      const target = `/phone/incoming-call?${OWN}&~display_remote=${text}`;
      checkOwn(target);
      assert.equal(remote(target, 'name'), decoded(text).trim(), text);
      assert.equal(messageIn(target).variables.display_remote, decoded(text));
    }
  });

  it('~~ before two: each depends on its own text alone', () => {
    for (const text of HOSTILE) {
      const url = (address: string, name: string): string =>
        `/phone/incoming-call?${OWN}&~~remote=${address}&~display_remote=${name}`;
      checkOwn(url(text, text));
      assert.equal(remote(url('sip:1@h', text), 'uri'), 'sip:1@h', text);
      assert.equal(remote(url(text, 'Ann'), 'name'), 'Ann', text);
      const alone = remote(url('sip:1@h', text), 'name');
      assert.equal(remote(url(text, text), 'name'), alone, text);
      assert.ok(
        decoded(text)
          .trim()
          .endsWith(typeof alone === 'string' ? alone : ''),
        text,
      );
    }
  });

  it('of a number, and of a caller id', () => {
    assert.equal(remote('/phone/incoming-call?call_id=1&~remote_number=0301&call_id=2', 'number'), undefined);
    assert.equal(remote('/phone/incoming-call?call_id=1&~~remote_number=0301&~display_remote=x', 'number'), '0301');
    assert.equal(remote('/phone/incoming-call?~caller_id=0301', 'number'), '0301');
  });

  it('fills what the other party is, also where a vendor means its own phone by the name', () => {
    const message = messageIn('/phone/incoming-call?~local=x');
    assert.deepEqual([message.payload.local, message.payload.remote?.user], [undefined, 'x']);
  });

  it('may be escaped, stand first, and have empty or unsubstituted values', () => {
    assert.equal(remote('/phone/incoming-call?%7Edisplay_remote=A&mac=1', 'name'), 'A&mac=1');
    assert.equal(remote('/phone/incoming-call?%7e%7Eremote=sip:1@h&%7Edisplay_remote=A&mac=1', 'uri'), 'sip:1@h');
    assert.equal(remote('/phone/incoming-call?~%7Eremote=sip:1@h&~display_remote=A&mac=1', 'uri'), 'sip:1@h');
    assert.equal(remote('/phone/incoming-call?call_id=1&amp;~~remote=sip:1@h&amp;~display_remote=A', 'name'), 'A');
    for (const end of [
      '~~remote=&~display_remote=',
      '~~remote=$remote&~display_remote=$display_remote',
      '~~remote=$remote&~display_remote=',
    ]) {
      const { payload } = messageIn(`/phone/incoming-call?call_id=1&${end}`);
      assert.deepEqual([payload.remote, payload.call?.id, payload.doubtful], [undefined, '1', undefined]);
    }
    assert.deepEqual(messageIn('/phone/incoming-call?~~remote=1').payload.remote, { number: '1' });
  });

  it('keeps a whole name-addr', () => {
    const message = messageIn(
      '/phone/incoming-call?call_id=1&~~remote="John & Co" <sip:1@h;user=phone>&~display_remote=',
    );
    assert.equal(at(message, 'remote.uri'), 'sip:1@h;user=phone');
    assert.equal(at(message, 'remote.name'), 'John & Co');
  });

  it('lets nobody choose the name of a variable', () => {
    const { variables } = messageIn(
      '/phone/incoming-call?call_id=1&~~remote=sip:1@h&~x=&~display_remote=Eve&~mac=2&~foo=3',
    );
    assert.deepEqual(variables, { call_id: '1', remote: 'sip:1@h&~x=', display_remote: 'Eve&~mac=2&~foo=3' });
    // Nor by the delimiter itself.
    const other = messageIn(
      '/phone/incoming-call?call_id=1&~~remote=sip:1@h&~display_remote=Eve&~remote_displayname=Bank',
    );
    assert.deepEqual(other.variables, {
      call_id: '1',
      remote: 'sip:1@h',
      display_remote: 'Eve&~remote_displayname=Bank',
    });
  });

  it('counts for nothing behind a text of the other party', () => {
    for (const vendor of [undefined, 'atcom']) {
      const message = messageIn(
        '/phone/incoming-call?call_id=1&remote=sip:1@h&display_remote=Eve&~~remote=sip:100@pbx&~display_remote=Bank',
        vendor === undefined ? undefined : phoneOf(vendor),
      );
      assert.equal(at(message, 'remote.uri'), 'sip:1@h');
      assert.equal(at(message, 'remote.name'), 'Eve&~~remote=sip:100@pbx&~display_remote=Bank');
    }
  });

  it('may be a sign in a text as well', () => {
    assert.equal(remote('/phone/incoming-call?display_remote=~Ann~ & ~Bob', 'name'), '~Ann~ & ~Bob');
    assert.equal(remote('/phone/incoming-call?display_remote=~~&call_id=7', 'name'), '~~');
  });
});
