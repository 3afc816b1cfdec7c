import assert from 'node:assert/strict';
import { VERDICTS } from '../nodes/lib/events/journal';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ERROR_CODES } from '../nodes/lib/error-codes';
import { ENGLISH } from '../nodes/lib/sentences/en-US';
import { ACTION_IDS, EVENT_IDS } from '../nodes/lib/vocabulary';
import { ROOT } from './support/package';

/** What a dialog calls its fields, without what it adds in brackets; by the heading in docs/reference.md. */
function fieldLabels(): Record<string, string[]> {
  /** Not the name of a setting. */
  const others = new Set([
    'generate',
    'move',
    'missing',
    'form',
    'brief',
    'seconds',
    'vendor',
    'model',
    'keys',
    'open',
  ]);
  return Object.fromEntries(
    ['voip-phone', 'phone-listener', 'action-url-in', 'active-uri-out', 'phone-state'].map((set) => {
      const file = join(ROOT, 'locales/en-US', `${set}.json`);
      const { label } = JSON.parse(readFileSync(file, 'utf8')) as { label: Record<string, string> };
      const labels = Object.entries(label)
        .filter(([key]) => key !== 'name' && (set === 'voip-phone' || !others.has(key)))
        .map(([, text]) => text.replace(/ \(.*|:.*/, ''));
      return [set.replace(/^(action-url|active-uri|phone)-(in|out|state)$/, '$1 $2'), labels];
    }),
  );
}

/** Every sentence of the runtime and every word of the dialogs, in English, what is filled in left out. */
function everythingSaid(): string {
  const texts: string[] = [];
  const collect = (value: unknown): void => {
    if (typeof value === 'string') texts.push(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect);
  };
  collect(ENGLISH);
  for (const set of ['voip-phone', 'phone-listener', 'action-url-in', 'active-uri-out', 'phone-state']) {
    collect(JSON.parse(readFileSync(join(ROOT, 'locales/en-US', `${set}.json`), 'utf8')));
  }
  return texts.join('\n').replaceAll(/__\w+__/g, '…');
}

describe('the documentation', () => {
  it('of the vendors is what the profiles say', () => {
    const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/vendors-doc.ts', '--check'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
  });

  it('of the error codes is what the registry says', () => {
    const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/errors-doc.ts', '--check'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
  });

  it('names every event and action among the messages, and every error code under what to do', () => {
    const codes = Object.keys(ERROR_CODES);
    assert.equal(codes.length, 19);
    for (const [page, words] of [
      ['docs/messages.md', [...EVENT_IDS, ...ACTION_IDS]],
      ['docs/troubleshooting.md', codes],
    ] as const) {
      const text = readFileSync(join(ROOT, page), 'utf8');
      for (const word of words) assert.equal(text.includes(`\`${word}\``), true, `${page}: ${word}`);
    }
  });

  it('calls each field of a dialog what the dialog calls it', () => {
    const reference = readFileSync(join(ROOT, 'docs/reference.md'), 'utf8');
    const sections = new Map(
      reference.split(/^## /m).map((section) => [section.slice(0, section.indexOf('\n')), section] as const),
    );
    for (const [node, labels] of Object.entries(fieldLabels())) {
      const section = sections.get(node);
      assert.ok(section, node);
      for (const label of labels) assert.equal(section.includes(label), true, `${node}: ${label}`);
    }
  });

  it('says of each symptom what the nodes say, and of each verdict of the journal what to do', () => {
    const page = readFileSync(join(ROOT, 'docs/troubleshooting.md'), 'utf8');
    const quoted = page
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .flatMap((line) => line.match(/(?<=")[^"|]{4,}(?=")/g) ?? []);
    assert.ok(quoted.length >= 30, `${quoted.length} sentences`);
    const said = everythingSaid();
    for (const sentence of quoted) {
      for (const part of sentence.split('…')) assert.ok(said.includes(part.trim()), sentence);
    }
    const sidebar = readFileSync(join(ROOT, 'docs/sidebar.md'), 'utf8');
    for (const verdict of VERDICTS) {
      assert.ok(page.includes(`(\`${verdict}\`) |`), verdict);
      assert.ok(sidebar.includes(`\`${verdict}\``), verdict);
    }
  });

  it('of TLS names every kind of failure, and says of each what the code says', () => {
    const words = Object.values(ENGLISH.tls)
      .join('\n')
      .replaceAll('__it__', 'it')
      .replaceAll(/__\w+__/g, '');
    const page = readFileSync(join(ROOT, 'docs/tls.md'), 'utf8');
    const faults = /type TlsFault =([^;]*)/.exec(readFileSync(join(ROOT, 'nodes/lib/errors.ts'), 'utf8'))?.[1] ?? '';
    const kinds = [...faults.matchAll(/'([^']+)'/g)].map(([, kind]) => kind);
    assert.equal(kinds.length, 20);
    const rows = page.split('\n').filter((line) => line.startsWith('| `'));
    const shown = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, kind]) => kind));
    assert.deepEqual(shown.toSorted(), kinds.toSorted());
    const quoted = rows.flatMap((row) => (row.split('|')[3] ?? '').match(/(?<=")[^"]{5,}(?=")/g) ?? []);
    assert.ok(quoted.length >= rows.length);
    for (const sentence of quoted) assert.ok(words.includes(sentence), sentence);
  });
});
