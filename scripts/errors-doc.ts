// Writes the table of error codes in docs/troubleshooting.md. With `--check` it fails where the table on disk is out of date.
import { adviceOf, ERROR_CODES, meaningOf } from '../nodes/lib/error-codes';
import type { ErrorCode } from '../nodes/lib/errors';
import { table, writePlaces } from './page-place';

const SENT = { no: 'no', maybe: 'perhaps: the message says it where it is known', yes: 'yes' };
const RETRY = { no: 'no', later: 'later', look: 'look at the phone first' };

const rows = (Object.keys(ERROR_CODES) as ErrorCode[]).map((code) => {
  const { sent, retry } = ERROR_CODES[code];
  return [`\`${code}\``, meaningOf(code).in(), adviceOf({ code }).in(), SENT[sent], RETRY[retry]];
});

writePlaces([
  {
    page: 'docs/troubleshooting.md',
    name: 'errors',
    script: 'errors-doc',
    text: table(['code', 'what happened', 'what to do', 'was it sent?', 'send it again?'], rows),
  },
]);
