import type { ErrorCause } from '../errors';
import { type Sentence, sentence, sentenceIn } from '../sentences/sentence';

/**
 * Why there is no TCP connection: a clause about the other side, or about this machine.
 * @param code the system's; '' where the other side ended it. Where nothing is known of it the words do without.
 */
export function connectionWords(code: string, use: 'http' | 'sip'): Sentence {
  const bySip = use === 'sip' ? sentenceIn('connection-sip', code) : undefined;
  return bySip ?? sentenceIn('connection', code || 'ECONNRESET') ?? sentence('connection.unknown');
}

/** The system's own code; of several addresses tried, that of the first. Its words are left out: ours say more. */
export function systemCause(error: unknown): ErrorCause {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const code: unknown = first instanceof Error && 'code' in first ? first.code : undefined;
  return typeof code === 'string' && !code.startsWith('UND_') ? { code } : {};
}
