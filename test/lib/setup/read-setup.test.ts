import assert from 'node:assert/strict';
import { readAccess } from '../../../nodes/lib/events/read-access';
import { readSetup, type SetupReading } from '../../../nodes/lib/setup/read-setup';
import { say } from '../../../nodes/lib/sentences/sentence';
import { builtIn } from '../../support/vendors';
import { TOKEN } from './fixtures';

function read(properties: object = {}, credentials: object = { token: TOKEN }, variables: object = {}): SetupReading {
  const stored = {
    properties: { path: '/phone', port: '1881', setup: 'watch', ...properties },
    credentials: { ...credentials },
  };
  const lookUp = (name: string): unknown => (variables as Record<string, unknown>)[name];
  return readSetup(stored, readAccess(stored, lookUp), lookUp, builtIn);
}
const troubles = (...of: Parameters<typeof read>): string =>
  read(...of)
    .troubles.map((each) => say(each))
    .join('; ');

describe('what a listener is set to for phones that set themselves up', () => {
  it('is off where nothing is said, and then needs nothing', () => {
    for (const setup of [undefined, '', null, 'off', 'OFF']) {
      const { mode, troubles: none } = read({ setup, port: '' }, {});
      assert.deepEqual([mode, none], ['off', []]);
    }
  });

  it('is off and says so for a word that is none', () => {
    for (const setup of ['on', true, 'answer now', {}]) {
      assert.equal(read({ setup }).mode, 'off');
      assert.notEqual(troubles({ setup }), '');
    }
  });

  it('takes watch and answer, by a variable, too', () => {
    assert.equal(read().mode, 'watch');
    assert.equal(read({ setup: '${MODE}' }, undefined, { MODE: 'answer' }).mode, 'answer');
  });

  it('needs a port of its own', () => assert.match(troubles({ port: '' }), /^the port .*own/));

  it('needs 16 characters of token, and of setup key where there is one, and names no secret', () => {
    const short = 'canary-15-chars';
    assert.equal(short.length, 15);
    assert.match(troubles({}, { token: short }), /^the token .*16/);
    assert.match(troubles({}, {}), /^the token .*16/);
    assert.match(troubles({}, { token: TOKEN, setupKey: short }), /^the setup key .*16/);
    assert.equal(troubles({}, { token: `${short}x`, setupKey: `${short}y` }), '');
    assert.doesNotMatch(troubles({}, { token: short, setupKey: short }), /canary/);
  });

  it('serves nothing where the listener itself cannot be read', () => {
    assert.match(troubles({ allow: '${NONE}' }), /allow list/);
  });

  it('reads events, and serves nothing for a list of ids that nobody knows, which would mean all', () => {
    assert.deepEqual(read().files.events, []);
    assert.deepEqual(read({ setupEvents: ['mute', 'nonsense'] }).files.events, ['mute']);
    assert.match(
      read({ setupEvents: ['mute', 'nonsense', 7] })
        .notes.map((each) => say(each))
        .join(),
      /"nonsense", "7"/,
    );
    assert.deepEqual(read({ setupEvents: ['nonsense', 'mute'], setup: 'off' }).notes, []);
    for (const setupEvents of ['mute', { 0: 'mute' }]) assert.match(troubles({ setupEvents }), /^the events .*no list/);
    for (const setupEvents of [['nonsense'], [7, 'nonsense']])
      assert.match(troubles({ setupEvents }), /^the events .*none of them is known/);
    assert.equal(troubles({ setupEvents: [] }), '');
  });

  it('reads who may command, and lets no line or element end there', () => {
    // A blank would stand in the phone's list as %20, and nobody could command it.
    for (const written of ['10.0.0.9,10.0.0.*', ' 10.0.0.9, 10.0.0.* ', '10.0.0.9 10.0.0.*', '10.0.0.9 ,, 10.0.0.*,'])
      assert.equal(read({ commandsFrom: written }).files.commandsFrom, '10.0.0.9,10.0.0.*');
    assert.equal(read({ commandsFrom: '10.0.0.1 - 10.0.0.9' }).files.commandsFrom, '10.0.0.1-10.0.0.9');
    assert.equal(read({ commandsFrom: '-' }).files.commandsFrom, '-');
    for (const commandsFrom of ['10.0.0.9\naccount.1 = x', '<a/>', '10.0.0.9;x'])
      assert.notEqual(troubles({ commandsFrom }), '');
  });

  it('reads the server URL, and lets nothing but a base stand there', () => {
    assert.equal(read({ baseUrl: 'http://192.168.5.2:1881/' }).baseUrl, 'http://192.168.5.2:1881');
    for (const baseUrl of ['192.168.5.2', 'http://a b', 'http://a?x', 'ftp://a', '${NONE}'])
      assert.notEqual(troubles({ baseUrl }), '');
  });

  it('has the path as routes have it, and keys as the credentials say', () => {
    const { files, keys } = read({ path: 'büro/' }, { token: TOKEN, setupKey: 'k'.repeat(16) });
    assert.equal(files.path, '/b%C3%BCro');
    assert.deepEqual(keys, [{ secret: 'k'.repeat(16) }]);
    assert.equal(files.token, TOKEN);
  });
});
