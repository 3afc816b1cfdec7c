import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFolder } from '../../../../nodes/lib/vendors/own';
import { MOST_BYTES, MOST_FILES } from '../../../../nodes/lib/vendors/own/folder';
import { own } from '../../../support/own';

describe("the folder of the user's vendor profiles", () => {
  let folder: string;
  beforeEach(() => {
    const root = mkdtempSync(join(tmpdir(), 'voip-phone-own-'));
    own(() => rmSync(root, { recursive: true, force: true }));
    folder = join(root, 'profiles');
    mkdirSync(folder);
  });

  const put = (name: string, content: string | Buffer = '{}'): void => writeFileSync(join(folder, name), content);
  /** Name → its text, or what is said of it. */
  const read = (from = folder): Record<string, string> =>
    Object.fromEntries(
      (readFolder(from) ?? []).map((file) => [file.name, 'text' in file ? file.text : String(file.why)]),
    );

  it('that is not there is none', () => assert.equal(readFolder(join(folder, 'none')), undefined));

  it('that is a file cannot be read', () => {
    put('file.json');
    assert.throws(() => readFolder(join(folder, 'file.json')), { code: 'ENOTDIR' });
  });

  it('may be a link itself', () => {
    put('acme.json', '{"id":"acme"}');
    symlinkSync(folder, `${folder}-link`);
    assert.deepEqual(read(`${folder}-link`), { 'acme.json': '{"id":"acme"}' });
  });

  it('has its JSON files read, by name, whatever else lies there', () => {
    for (const name of ['b.json', 'A.JSON', 'readme.md', '.hidden.json', 'acme.json~', 'json']) put(name, name);
    assert.deepEqual(read(), { 'A.JSON': 'A.JSON', 'b.json': 'b.json' });
  });

  it('a byte order mark is no part of a file', () => {
    put('acme.json', '\uFEFF{"id":"acme"}');
    assert.deepEqual(read(), { 'acme.json': '{"id":"acme"}' });
  });

  it('what is not UTF-8 is told', () => {
    put('utf16.json', Buffer.from('\uFEFF{"id":"acme"}', 'utf16le'));
    put('latin.json', Buffer.from('{"label":"M\xfcller"}', 'latin1'));
    for (const [name, said] of Object.entries(read())) assert.match(said, /^it is not UTF-8/, name);
  });

  it('what is larger than any profile is not read', () => {
    put('huge.json');
    truncateSync(join(folder, 'huge.json'), 40 * 1024 * 1024 * 1024);
    put('full.json', Buffer.alloc(MOST_BYTES, 0x20));
    put('over.json', Buffer.alloc(MOST_BYTES + 1, 0x20));
    const { 'huge.json': huge, 'full.json': full, 'over.json': over } = read();
    assert.match(huge ?? '', /^it has more than 1 MB/);
    assert.match(over ?? '', /^it has more than 1 MB/);
    assert.equal(full?.length, MOST_BYTES);
  });

  it('a folder within is not entered', () => {
    mkdirSync(join(folder, 'more.json'));
    mkdirSync(join(folder, 'more'));
    writeFileSync(join(folder, 'more', 'acme.json'), '{}');
    assert.deepEqual(Object.keys(read()), ['more.json']);
    assert.match(read()['more.json'] ?? '', /^it is a folder/);
  });

  it('no link leads out of it', () => {
    writeFileSync(join(folder, '..', 'secret.json'), '{"password":"x"}');
    mkdirSync(join(folder, 'sub'));
    writeFileSync(join(folder, 'sub', 'acme.json'), '{}');
    put('acme.json', '{"id":"acme"}');
    for (const [name, target] of Object.entries({
      'up.json': '../secret.json',
      'root.json': '/etc/passwd',
      'sub.json': 'sub/acme.json',
      'here.json': 'acme.json',
      'gone.json': 'gone-for-ever',
      'self.json': 'self.json',
    }))
      symlinkSync(target, join(folder, name));
    const { 'acme.json': acme, 'here.json': here, 'gone.json': gone, 'self.json': self, ...out } = read();
    assert.deepEqual([acme, here], ['{"id":"acme"}', '{"id":"acme"}']);
    assert.match(gone ?? '', /^it cannot be read \(ENOENT\)/);
    assert.match(self ?? '', /^it cannot be read \(ELOOP\)/);
    assert.deepEqual(Object.keys(out), ['root.json', 'sub.json', 'up.json']);
    for (const [name, said] of Object.entries(out)) assert.match(said, /^it is a link that leads out/, name);
  });

  it('a FIFO, which nobody writes to, holds nothing up', function () {
    if (process.platform === 'win32') this.skip();
    execFileSync('mkfifo', [join(folder, 'fifo.json')]);
    symlinkSync('fifo.json', join(folder, 'link.json'));
    symlinkSync('/dev/zero', join(folder, 'zero.json'));
    const { 'fifo.json': fifo, 'link.json': link, 'zero.json': zero } = read();
    assert.match(fifo ?? '', /^it is no plain file/);
    assert.match(link ?? '', /^it is no plain file/);
    assert.match(zero ?? '', /^it is a link that leads out/);
  });

  it('a name begins no line of a log', function () {
    if (process.platform === 'win32') this.skip();
    put('a\n[error] x.json', 'y');
    assert.deepEqual(read(), { 'a?[error] x.json': 'y' });
  });

  it('more files than anybody has are told, not read', () => {
    for (let i = 0; i <= MOST_FILES; i++) put(`${String(i).padStart(4, '0')}.json`);
    const all = Object.values(read());
    assert.equal(all.filter((text) => text === '{}').length, MOST_FILES);
    assert.match(all.at(-1) ?? '', /^there are more than 200 files/);
  });
});
