import assert from 'node:assert/strict';

const NAME = '[A-Za-z_][\\w.-]*';
const TEXT = '(?:[^<&]|&(?:amp|lt|gt|quot|apos|#[0-9]+);)*';
const PIECE = new RegExp(
  `(?<text>${TEXT})(?:<(?<close>/)?(?<name>${NAME})(?:\\s+${NAME}="(?:[^<&"]|&(?:amp|lt|gt|quot|apos|#[0-9]+);)*")*\\s*(?<empty>/)?>|$)`,
  'y',
);

/** @throws where a text is no XML: elements that do not close, signs that want escaping, more than one root */
export function wellFormed(document: string): void {
  const text = document.replace(/^<\?xml [^?]*\?>\s*/, '');
  const open: string[] = [];
  let roots = 0;
  PIECE.lastIndex = 0;
  while (PIECE.lastIndex < text.length) {
    const at = PIECE.lastIndex;
    const {
      text: before = '',
      close,
      name,
      empty,
    } = PIECE.exec(text)?.groups ?? assert.fail(`no XML at ${at}: ${text.slice(at, at + 60)}`);
    assert.ok(open.length > 0 || before.trim() === '', `a text outside of the root: ${before}`);
    if (name === undefined) break;
    if (close) assert.equal(open.pop(), name, `</${name}> closes another element`);
    else if (open.push(name) === 1) roots += 1;
    if (empty) open.pop();
  }
  assert.deepEqual(open, [], 'elements that are not closed');
  assert.equal(roots, 1, 'an XML document has one root');
}
