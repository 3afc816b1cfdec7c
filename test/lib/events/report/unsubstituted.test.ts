import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { isFilled, unsubstitutedName } from '../../../../nodes/lib/events/report/unsubstituted';

describe('unsubstitutedName', () => {
  const cases: readonly (readonly [value: string, name: string | undefined])[] = [
    ['$call_id', 'call_id'],
    ['$call-id', 'call-id'],
    ['$callerID', 'callerID'],
    ['$mac&', 'mac'],
    ['$$REMOTENUMBER$$', 'REMOTENUMBER'],
    ['$sip_header(X-Door)', 'sip_header'],
    ['', undefined],
    ['$', undefined],
    ['$100', undefined],
    ['$ call id', undefined],
    ['$$$', undefined],
    ['call_id', undefined],
    ['a$mac', undefined],
    ['$mac and more', undefined],
  ];
  for (const [value, name] of cases) {
    it(`${JSON.stringify(value)}: ${name}`, () => assert.equal(unsubstitutedName(value), name));
  }
});

describe('isFilled', () => {
  it('wants text that is no left-over', () => {
    assert.deepEqual(['1', '0', '', ' ', '$mac'].map(isFilled), [true, true, false, false, false]);
  });
});
