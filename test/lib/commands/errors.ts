import assert from 'node:assert/strict';
import { type ErrorCode, PhoneError } from '../../../nodes/lib/errors';

/** Runs what must fail with this code, and gives the error for a closer look. */
export function failure(code: ErrorCode, run: () => unknown): PhoneError {
  try {
    run();
  } catch (error) {
    assert.ok(error instanceof PhoneError, `not a PhoneError: ${String(error)}`);
    assert.equal(error.code, code, error.message);
    assert.ok(error.message.length > 10, 'says something');
    return error;
  }
  return assert.fail(`no ${code}`);
}

/** The same for what fails later. */
export async function rejection(code: ErrorCode, promise: Promise<unknown>): Promise<PhoneError> {
  const outcome = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  return failure(code, () => {
    if (outcome !== undefined) throw outcome;
  });
}
