import assert from 'node:assert/strict';
import { adviceOf, ERROR_CODES, meaningOf } from '../../nodes/lib/error-codes';
import { type ErrorCode, PhoneError, SettingError, wordsOf } from '../../nodes/lib/errors';
import { say, sentence } from '../../nodes/lib/sentences/sentence';

const german = (key: string): string => `auf Deutsch: ${key}`;

describe('the registry of error codes', () => {
  for (const [code, { sent, retry }] of Object.entries(ERROR_CODES) as [ErrorCode, (typeof ERROR_CODES)[ErrorCode]][]) {
    it(`says of ${code} what it means and what helps`, () => {
      for (const words of [say(meaningOf(code)), say(adviceOf({ code }))]) {
        assert.match(words, / /);
        assert.doesNotMatch(words, /__|^[A-Z]/);
      }
      assert.notEqual(say(meaningOf(code)), say(adviceOf({ code })));
      // What was certainly not sent cannot have been done.
      assert.equal(sent === 'no' && retry === 'look', false);
    });
  }

  it('has the code of commands that were sent and never reported', () => {
    assert.deepEqual(ERROR_CODES.NOT_CONFIRMED, { sent: 'yes', retry: 'look' });
    assert.match(new PhoneError('NOT_CONFIRMED', meaningOf('NOT_CONFIRMED')).message, /did not report/);
  });

  it('calls nothing unsent that flows must not repeat', () => {
    const unsent = Object.entries(ERROR_CODES).filter(([, { sent }]) => sent === 'no');
    for (const code of ['TIMEOUT', 'UNREADABLE_ANSWER', 'REFUSED', 'CLOSED', 'INTERNAL', 'NOT_CONFIRMED'])
      assert.equal(
        unsent.some(([name]) => name === code),
        false,
        code,
      );
  });
});

describe('a PhoneError', () => {
  const error = new PhoneError('QUEUE_FULL', sentence('phone.queue-full', { count: 100 }), { status: 401 });

  it('has its English sentence as message and text', () => {
    assert.equal(error.message, '100 commands wait for this phone already: send fewer, or wait for their results');
    assert.equal(String(error), error.message);
  });

  it('in another language keeps its code, its cause and where it happened', () => {
    const told = error.in(german);
    assert.ok(told instanceof PhoneError);
    assert.equal(told.message, 'auf Deutsch: phone.queue-full');
    assert.equal(told.code, 'QUEUE_FULL');
    assert.equal(told.cause, error.cause);
    assert.equal(told.words, error.words);
    const trace = (text: string | undefined): string => (text ?? '').slice((text ?? '').indexOf('\n    at '));
    assert.equal(trace(told.stack), trace(error.stack));
    assert.match(told.stack ?? '', /auf Deutsch: phone\.queue-full/);
    assert.equal(error.message.startsWith('100'), true);
  });

  it('has no cause at all where there is none', () => {
    assert.ok(!('cause' in new PhoneError('TIMEOUT', 'no answer')));
    assert.ok('cause' in error);
  });

  it('keeps its sentence out of what a message carries', () => {
    assert.deepEqual(Object.keys(error.in(german)).toSorted(), ['cause', 'code', 'name']);
  });
});

describe('wordsOf', () => {
  it('are an error’s own sentence, else what it says', () => {
    const words = sentence('command.both');
    assert.equal(wordsOf(new SettingError(words)), words);
    assert.equal(wordsOf(new PhoneError('INVALID_VALUE', words)), words);
    assert.equal(wordsOf(new TypeError('x is not a function')), 'x is not a function');
    assert.equal(wordsOf('thrown'), 'thrown');
  });
});
