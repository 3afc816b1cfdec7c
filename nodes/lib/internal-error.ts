import { type ErrorCause, PhoneError } from './errors';
import { sentence } from './sentences/sentence';

/**
 * A fault of our own: never the phone's, and no sign of its life or death. The error's words stay out of it, they might
 * hold what a message or a setting held; its kind and place do not.
 */
export function internalError(error: unknown): PhoneError {
  if (error instanceof PhoneError) return error;
  const name = error instanceof Error ? error.name : typeof error;
  const line = error instanceof Error ? error.stack?.split('\n    at ')[1] : undefined;
  const place = /[^/\\(]+:\d+:\d+/.exec(line ?? '')?.[0];
  const words =
    place === undefined
      ? sentence('internal.fault', { what: name })
      : sentence('internal.fault-at', { what: name, place });
  return new PhoneError('INTERNAL', words, codeOf(error));
}

/** Our own files cannot be loaded: they are missing, or half replaced. */
export function loadError(error: unknown): PhoneError {
  return new PhoneError('INTERNAL', sentence('internal.load'), codeOf(error));
}

function codeOf(error: unknown): ErrorCause {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? { code } : {};
}
