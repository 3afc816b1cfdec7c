import assert from 'node:assert/strict';
import { PhoneError } from '../../nodes/lib/errors';
import { internalError } from '../../nodes/lib/internal-error';

describe('internalError', () => {
  it('passes a PhoneError on as it is', () => {
    const error = new PhoneError('TIMEOUT', 'no answer');
    assert.equal(internalError(error), error);
  });

  for (const thrown of [
    new TypeError('Canary-5512 is not iterable'),
    Object.assign(new Error('Invalid character in header content ["Canary-5512"]'), { code: 'ERR_INVALID_CHAR' }),
    Object.assign(new Error('x'), { stack: 'Canary-5512' }),
    'Canary-5512',
    { message: 'Canary-5512', code: 'Canary-5512' },
    undefined,
    null,
  ]) {
    it(`is INTERNAL and repeats no words of the error: ${typeof thrown} ${thrown instanceof Error ? thrown.name : ''}`, () => {
      const error = internalError(thrown);
      assert.equal(error.code, 'INTERNAL');
      assert.doesNotMatch(JSON.stringify([error.message, error.cause, error.stack]), /Canary/);
    });
  }

  it('says where it happened', () => {
    assert.match(internalError(new RangeError('x')).message, /RangeError at internal-error\.test\.ts:\d+:\d+/);
  });
});
