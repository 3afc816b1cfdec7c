import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { describeFault, readStored } from '../../nodes/lib/stored-text';

const VARIABLES: Readonly<Record<string, unknown>> = {
  HOST: '10.0.0.1',
  PORT: 8080,
  EMPTY: '',
  BLANKS: ' \t ',
  PADDED: ' p ',
  NESTED: '${HOST}',
  YES: true,
  LIST: ['a'],
  OBJECT: { a: 1 },
  NOT_A_NUMBER: Number.NaN,
  '$parent.HOST': '10.0.0.9',
};
const lookUp = (name: string): unknown => (Object.hasOwn(VARIABLES, name) ? VARIABLES[name] : undefined);

// oxlint-disable no-template-curly-in-string -- Node-RED's own notation
describe('stored-text', () => {
  for (const [value, text] of [
    ['', ''],
    [undefined, ''],
    [null, ''],
    ['plain', 'plain'],
    [' blanks stay ', ' blanks stay '],
    [1881, '1881'],
    [0, '0'],
    ['${HOST}', '10.0.0.1'],
    ['$(HOST)', '10.0.0.1'],
    ['${HOST}:${PORT}', '10.0.0.1:8080'],
    ['${PORT}${PORT}', '80808080'],
    ['<${PADDED}>', '< p >'],
    ['${$parent.HOST}', '10.0.0.9'],
    // What a variable holds is no reference.
    ['${NESTED}', '${HOST}'],
    // Not a reference at all.
    ['pa${ss', 'pa${ss'],
    ['pa${ss word}', 'pa${ss word}'],
    ['${}', '${}'],
    ['cost$ {5}', 'cost$ {5}'],
    ['$HOST', '$HOST'],
    ['a$(HOST)', 'a$(HOST)'],
    ['$()', '$()'],
    ['$(1+1)', '$(1+1)'],
  ] as const) {
    it(`reads ${JSON.stringify(value)} as ${JSON.stringify(text)}`, () => {
      assert.deepEqual(readStored(value, lookUp), { text });
    });
  }

  for (const [value, variable] of [
    ['${UNSET}', 'UNSET'],
    ['${EMPTY}', 'EMPTY'],
    ['${BLANKS}', 'BLANKS'],
    ['$(EMPTY)', 'EMPTY'],
    ['$(UNSET)', 'UNSET'],
    ['${YES}', 'YES'],
    ['${LIST}', 'LIST'],
    ['${OBJECT}', 'OBJECT'],
    ['${NOT_A_NUMBER}', 'NOT_A_NUMBER'],
    ['${constructor}', 'constructor'],
    ['north-${UNSET}', 'UNSET'],
    ['${UNSET}5', 'UNSET'],
    ['127.0.0.1, ${EMPTY}', 'EMPTY'],
    ['${HOST}${EMPTY}', 'EMPTY'],
    ['/${UNSET}/${EMPTY}', 'UNSET'],
    // The name is everything up to the bracket, as for Node-RED.
    ['${${HOST}', '${HOST'],
  ] as const) {
    it(`reads nothing where ${JSON.stringify(value)} says nothing`, () => {
      assert.deepEqual(readStored(value, lookUp), { text: '', fault: { variable } });
    });
  }

  for (const value of [
    true,
    false,
    {},
    [],
    ['127.0.0.1'],
    Number.NaN,
    Number.POSITIVE_INFINITY,
    () => 'x',
    Symbol('x'),
  ])
    it(`reads nothing from ${inspect(value)}, which is no text`, () => {
      assert.deepEqual(readStored(value, lookUp), { text: '', fault: {} });
    });

  it('names the variable, but not that of a secret, which is a part of it', () => {
    assert.equal(String(describeFault('the host', { variable: 'X' })), 'the host (the variable X is not set or blank)');
    assert.equal(String(describeFault('the host', {})), 'the host (it is no text)');
    assert.equal(
      String(describeFault('the password', { variable: 'X' }, true)),
      'the password (a variable in it is not set or blank)',
    );
  });
});
