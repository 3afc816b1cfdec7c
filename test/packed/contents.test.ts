import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packPackage, ROOT } from '../support/package';

describe('the packed package', () => {
  it('ships what it must and nothing else', () => {
    const { files } = packPackage();
    const unexpected = files.filter(
      (file) =>
        !/^(package\.json|README\.md|CHANGELOG\.md|LICENSE|dist\/messages\.d\.ts)$/.test(file) &&
        !/^dist\/nodes\/([\w-]+\/)*[\w.-]+\.js$/.test(file) &&
        !/^dist\/nodes\/(voip-phone|phone-listener|action-url-in|active-uri-out|phone-state|phone-home-assistant)\.html$/.test(
          file,
        ) &&
        !/^dist\/nodes\/icons\/[\w-]+\.svg$/.test(file) &&
        !/^dist\/nodes\/locales\/[\w-]+\/(voip-phone|phone-listener|action-url-in|active-uri-out|phone-state|phone-home-assistant)\.(json|html)$/.test(
          file,
        ) &&
        !/^resources\/(editor\.js|editor\.css|sidebar\.js|sidebar\.css|catalogue\.json|vendor-profile\.schema\.json)$/.test(
          file,
        ) &&
        !/^examples\/[\w -]+\.json$/.test(file),
    );
    assert.deepEqual(unexpected, []);
    for (const node of [
      'voip-phone',
      'phone-listener',
      'action-url-in',
      'active-uri-out',
      'phone-state',
      'phone-home-assistant',
    ]) {
      for (const file of [
        `dist/nodes/${node}.js`,
        `dist/nodes/${node}.html`,
        `dist/nodes/locales/en-US/${node}.json`,
        `dist/nodes/locales/en-US/${node}.html`,
      ]) {
        assert.equal(files.includes(file), true, file);
      }
    }
    assert.equal(files.filter((file) => file.startsWith('examples/')).length >= 1, true);
    assert.equal(files.includes('resources/vendor-profile.schema.json'), true);
  });

  it('names the repository that releases it, and no other', () => {
    const manifest = (folder: string): unknown => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const folder = mkdtempSync(join(tmpdir(), 'voip-phone-release-'));
    try {
      for (const file of ['package.json', 'README.md']) copyFileSync(join(ROOT, file), join(folder, file));
      execFileSync('bash', [join(ROOT, '.github', 'name-repository')], {
        cwd: folder,
        env: {
          ...process.env,
          GITHUB_SERVER_URL: 'https://git.example',
          GITHUB_REPOSITORY: 'phones/voip-phone',
          GITHUB_SHA: 'a1b2c3',
        },
        stdio: 'ignore',
      });
      assert.deepEqual(manifest(folder), {
        ...(manifest(ROOT) as object),
        repository: { type: 'git', url: 'git+https://git.example/phones/voip-phone.git' },
        bugs: { url: 'https://git.example/phones/voip-phone/issues' },
        homepage: 'https://git.example/phones/voip-phone#readme',
      });
      // npm and the flow library show the README alone: nothing in it may be relative but its own headings.
      const links = (page: string): string[] => [...page.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
      const home = 'https://git.example/phones/voip-phone';
      assert.deepEqual(
        links(readFileSync(join(folder, 'README.md'), 'utf8')),
        links(readFileSync(join(ROOT, 'README.md'), 'utf8')).map((link) => {
          if (link.startsWith('#')) return link;
          return `${home}/${link.startsWith('docs/images/') ? 'raw' : 'blob'}/a1b2c3/${link}`;
        }),
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
