import assert from 'node:assert/strict';
import { loginFor, readShown } from '../../../nodes/lib/phones/shown-phone';

const STORED = '__PWRD__';
const PROPERTIES = { vendor: 'fanvil', host: '10.0.0.9', port: '', protocol: 'http' };
const stored = (properties: object = {}) => ({
  properties: { ...PROPERTIES, version: 1, name: 'Desk', ...properties },
  credentials: { username: 'admin', password: 'CanaryPassword-5' },
});
const shown = (properties: object, credentials: object) =>
  readShown({ id: 'a', properties: { ...PROPERTIES, ...properties }, credentials }) ?? assert.fail();

describe('phones/shown-phone', () => {
  it('reads what a dialog sends, and leaves out what it does not know', () => {
    const asked = {
      id: 'a',
      properties: { ...PROPERTIES, legacyTls: true, id: 'x', store: 'file', __proto__x: 'y' },
      credentials: { username: 'admin', password: ' p ', doorCode: '12', token: 't' },
    };
    assert.deepEqual(readShown(asked), {
      id: 'a',
      properties: { ...PROPERTIES, legacyTls: true },
      credentials: { username: 'admin', password: ' p ' },
    });
  });

  it('is nothing where it is no phone', () => {
    const credentials = {};
    for (const asked of [
      ...[undefined, null, 7, 'x', [], {}, { properties: PROPERTIES }, { credentials }],
      { id: 7, properties: PROPERTIES, credentials },
      { id: 'x'.repeat(101), properties: PROPERTIES, credentials },
      { id: 'a', properties: { ...PROPERTIES, host: {} }, credentials },
      { id: 'a', properties: { ...PROPERTIES, host: 'x'.repeat(5000) }, credentials },
      { id: 'a', properties: PROPERTIES, credentials: { password: ['x'] } },
    ])
      assert.equal(readShown(asked), undefined, JSON.stringify(asked)?.slice(0, 80));
  });

  it('puts the stored secret in where everything about its place is as stored', () => {
    const login = { username: 'admin', password: STORED };
    assert.deepEqual(loginFor(shown({}, login), stored()), { username: 'admin', password: 'CanaryPassword-5' });
    assert.deepEqual(loginFor(shown({ name: 'New', model: 'X4' }, login), stored())?.password, 'CanaryPassword-5');
    assert.equal(loginFor(shown({ port: '80' }, login), stored({ port: 80 }))?.password, 'CanaryPassword-5');
    assert.equal(
      loginFor(shown({ host: '${HOST}' }, login), stored({ host: '${HOST}' }))?.password,
      'CanaryPassword-5',
    );
  });

  it('does not where anything differs, where there is none, or where nothing is deployed', () => {
    const login = { username: 'admin', password: STORED };
    assert.equal(loginFor(shown({}, login), undefined), undefined);
    assert.equal(loginFor(shown({}, { sipPassword: STORED }), stored()), undefined);
    for (const name of ['host', 'mac', 'port', 'protocol', 'tls', 'login', 'path', 'separator', 'vendor', 'transport'])
      assert.equal(loginFor(shown({ [name]: 'other' }, login), stored()), undefined, name);
    for (const name of ['sipUri', 'sipTransport', 'sipProxy', 'sipFrom', 'sipLocal'])
      assert.equal(loginFor(shown({ [name]: 'other' }, login), stored()), undefined, name);
    assert.equal(loginFor(shown({ legacyTls: true }, login), stored()), undefined);
    assert.equal(loginFor(shown({ host: '10.0.0.9' }, login), stored({ host: '${HOST}' })), undefined);
  });

  it('leaves alone what was typed', () => {
    const typed = { username: 'me', password: 'mine' };
    assert.deepEqual(loginFor(shown({ host: 'elsewhere' }, typed), undefined), typed);
  });
});
