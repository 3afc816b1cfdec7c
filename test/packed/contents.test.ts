import assert from 'node:assert/strict';
import { packPackage } from '../support/package';

describe('the packed package', () => {
  it('ships what it must and nothing else', () => {
    const { files } = packPackage();
    const unexpected = files.filter(
      (file) =>
        !/^(package\.json|README\.md|CHANGELOG\.md|LICENSE)$/.test(file) &&
        !/^dist\/nodes\/([\w-]+\/)*[\w.-]+\.js$/.test(file) &&
        !/^dist\/nodes\/(voip-phone|action-url-in|active-uri-out)\.html$/.test(file) &&
        !/^dist\/nodes\/icons\/[\w-]+\.svg$/.test(file) &&
        !/^dist\/nodes\/locales\/[\w-]+\/(voip-phone|action-url-in|active-uri-out)\.(json|html)$/.test(file) &&
        !/^resources\/[\w.-]+\.(js|json|css)$/.test(file) &&
        !/^examples\/[\w -]+\.json$/.test(file),
    );
    assert.deepEqual(unexpected, []);
    for (const node of ['voip-phone', 'action-url-in', 'active-uri-out']) {
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
  });
});
