import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { anchorOf } from '../scripts/vendors-at-a-glance';
import { ROOT } from './support/package';

/** Pages that people read, from the root on. */
function pages(): string[] {
  const below = (folder: string): string[] =>
    readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return below(path);
      return entry.name.endsWith('.md') ? [path] : [];
    });
  return ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', ...below('docs')];
}

/** Without code, in which brackets mean something else. */
function proseOf(page: string): string {
  return readFileSync(join(ROOT, page), 'utf8')
    .replaceAll(/^```[^]*?^```$/gm, '')
    .replaceAll(/`[^`\n]*`/g, '');
}

function anchorsOf(page: string): Set<string> {
  const text = readFileSync(join(ROOT, page), 'utf8').replaceAll(/^```[^]*?^```$/gm, '');
  const anchors = new Set<string>();
  for (const [, heading = ''] of text.matchAll(/^#+ (.+)$/gm)) {
    const plain = anchorOf(heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1'));
    let anchor = plain;
    for (let again = 1; anchors.has(anchor); again += 1) anchor = `${plain}-${again}`;
    anchors.add(anchor);
  }
  return anchors;
}

interface Link {
  readonly page: string;
  readonly target: string;
  readonly isPicture: boolean;
}

function linksOf(page: string): Link[] {
  return [...proseOf(page).matchAll(/(!?)\[[^\]]*\]\(([^)\s]+)\)/g)].map(([, mark, target = '']) => ({
    page,
    target,
    isPicture: mark === '!',
  }));
}

/** What is wrong with a link; undefined: it leads somewhere. */
function faultOf({ page, target }: Link): string | undefined {
  if (/^[a-z]+:/.test(target)) return undefined;
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? page : normalize(join(dirname(page), path));
  if (file.startsWith('..') || !existsSync(join(ROOT, file))) return `${page}: ${target} leads nowhere`;
  if (anchor === undefined || (file.endsWith('.md') && anchorsOf(file).has(anchor))) return undefined;
  return `${page}: ${relative('.', file)} has no heading ${anchor}`;
}

describe('the pages', () => {
  const links = pages().flatMap(linksOf);

  it('have no link or picture that leads nowhere', () => {
    assert.ok(links.length > 150, `${links.length} links`);
    assert.deepEqual(
      links.flatMap((link) => faultOf(link) ?? []),
      [],
    );
  });

  it('are all reached from the README, and every picture is shown somewhere', () => {
    const reached = new Set<string>(['README.md']);
    for (const page of reached) {
      for (const { target } of links.filter((link) => link.page === page)) {
        const [path = ''] = target.split('#');
        if (path !== '' && !/^[a-z]+:/.test(target)) reached.add(normalize(join(dirname(page), path)));
      }
    }
    assert.deepEqual(
      pages().filter((page) => !reached.has(page)),
      [],
    );
    const pictures = readdirSync(join(ROOT, 'docs/images'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.png'))
      .map((file) => join('docs/images', file));
    assert.deepEqual(
      pictures.filter((picture) => !reached.has(picture)),
      [],
    );
  });

  it('say what each picture shows, for those who do not see it', () => {
    for (const page of pages()) {
      for (const [, text = ''] of proseOf(page).matchAll(/!\[([^\]]*)\]\(/g)) assert.ok(text.length > 10, page);
    }
  });

  it('name as evidence of quality only what is there', () => {
    const rows = readFileSync(join(ROOT, 'docs/quality.md'), 'utf8')
      .split('\n')
      .filter((line) => /^\| [a-z][a-z-]+ \|.*\|$/.test(line) && !line.startsWith('| rule'));
    assert.equal(rows.length, 54);
    const named = rows.flatMap((row) => [...row.matchAll(/`([\w.-]+\/[\w./-]+)`/g)].map(([, path = '']) => path));
    assert.ok(named.length >= 54, `${named.length} files`);
    assert.deepEqual(
      named.filter((path) => !existsSync(join(ROOT, path))),
      [],
    );
    for (const row of rows) assert.match(row, /\| (?:done|argued|partly|not) \|/);
  });
});
