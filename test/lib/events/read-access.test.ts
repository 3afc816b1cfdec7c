import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type AccessReading, readAccess } from '../../../nodes/lib/events/read-access';
import { say } from '../../../nodes/lib/sentences/sentence';

const SECRET = 'CanarySecret-1';
const OLD = 'CanarySecret-0';

function read(properties: object, credentials: object = {}, variables: Record<string, string> = {}): AccessReading {
  return readAccess(
    { properties: properties as Record<string, unknown>, credentials: credentials as Record<string, unknown> },
    (name) => variables[name],
  );
}
const told = ({ faults, notes }: AccessReading): string[] => [...faults, ...notes].map((each) => say(each));

describe('readAccess', () => {
  it('reads all of it, references replaced', () => {
    const access = read(
      {
        ...{ path: '/p', port: '${PORT}', allow: '10.0.0.0/8', trustedProxies: '10.0.0.1', proxyProtocol: true },
        ...{ rate: 5, guarded: true, previousUntil: '2026-12-01T18:00Z' },
      },
      { token: SECRET, previousToken: '${OLD}' },
      { PORT: '1881', OLD },
    );
    assert.deepEqual(access, {
      ...{ path: '/p', port: '1881', allow: '10.0.0.0/8', trustedProxies: '10.0.0.1', proxyProtocol: true, rate: '5' },
      ...{ token: SECRET, previous: { token: OLD, until: Date.UTC(2026, 11, 1, 18) } },
      ...{ faults: [], notes: [], isGuard: true, isNowhere: false },
    });
  });

  it('asks for nothing where nothing was entered', () => {
    const { faults, notes, isGuard, path, token, previous } = read({});
    assert.deepEqual([faults, notes, isGuard, path, token, previous], [[], [], false, '/phone', '', undefined]);
  });

  const closed: readonly (readonly [what: string, properties: object, credentials: object, words: RegExp])[] = [
    ['a token that is lost', { guarded: true }, {}, /the token .*is lost/],
    ['a token of which only the one before is left', {}, { previousToken: OLD }, /the token .*is lost/],
    ['a token of which an unset variable is left', {}, { token: '${NONE}' }, /the token .*variable in it is not set/],
    ['a previous token that is unset, without one', {}, { previousToken: '${NONE}' }, /the token .*is lost/],
    ['an allow list that is unset', { allow: '${NONE}' }, {}, /the allow list .*NONE/],
    ['proxies that are unset', { trustedProxies: '${NONE}' }, {}, /trusted proxies .*NONE/],
    ['a rate that is no text', { rate: true }, {}, /the rate .*no text/],
    ['a switch that is none', { port: '1881', trustedProxies: '10.0.0.1', proxyProtocol: 'true' }, {}, /neither on/],
    ['a switch that is a variable', { proxyProtocol: '${ON}' }, {}, /the PROXY protocol .*neither on/],
    ['the PROXY protocol of nobody', { port: '1881', proxyProtocol: true }, {}, /none is listed/],
    ["the PROXY protocol on Node-RED's server", { trustedProxies: '10.0.0.1', proxyProtocol: true }, {}, /own/],
  ];
  for (const [what, properties, credentials, words] of closed) {
    it(`closes: ${what}`, () => {
      const access = read(properties, credentials);
      assert.match(told(access)[0] ?? '', words);
      assert.notEqual(access.faults.length, 0);
      assert.equal(access.isNowhere, false);
      assert.doesNotMatch(told(access).join(), /Canary/);
    });
  }

  for (const [what, properties] of [
    ['path', { path: '${NONE}' }],
    ['port', { port: '${NONE}' }],
    ['tls', { tls: '${NONE}' }],
  ] as const) {
    it(`stands nowhere without its ${what}`, () => assert.equal(read(properties).isNowhere, true));
  }

  const refused: readonly (readonly [what: string, properties: object, previousToken: string, words: RegExp])[] = [
    ['without a date', {}, OLD, /not said until when/],
    ['with blanks for a date', { previousUntil: ' ' }, OLD, /not said until when/],
    ['with a date that cannot be read', { previousUntil: 'soon' }, OLD, /cannot be read: write 2026/],
    ['with a date that is unset', { previousUntil: '${NONE}' }, OLD, /cannot be read/],
    ['that is unset', { previousUntil: '2026-12-01' }, '${NONE}', /variable in it is not set/],
  ];
  for (const [what, properties, previousToken, words] of refused) {
    it(`refuses a previous token ${what}, says so, and leaves the present one alone`, () => {
      const access = read(properties, { token: SECRET, previousToken });
      assert.deepEqual([access.faults, access.token, access.isGuard], [[], SECRET, true]);
      assert.equal((access.previous?.until ?? -Infinity) < 0, true);
      assert.match(told(access)[0] ?? '', words);
      assert.doesNotMatch(told(access).join(), /Canary|NONE/);
    });
  }

  it('takes a previous token whose time is over as what it is, without a word', () => {
    const access = read({ previousUntil: '2020-01-01' }, { token: SECRET, previousToken: OLD });
    assert.deepEqual(access.notes, []);
    assert.equal(access.previous?.token, OLD);
  });
});
