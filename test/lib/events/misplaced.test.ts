import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { findMisplaced } from '../../../nodes/lib/events/misplaced';
import { builtIn } from '../../support/vendors';

describe('findMisplaced', () => {
  type Case = readonly [target: string, root: string, paths: readonly string[], asked: string, expected: string];
  const cases: readonly Case[] = [
    ['/mute', '/', ['/phone'], '/', '/phone'],
    ['/mute', '', ['/phone'], '/', '/phone'],
    ['/mute?mac=1', '/red/', ['/phone'], '/', '/red/phone'],
    ['/phone/mute', '/red', ['/phone'], '/phone', '/red/phone'],
    ['/phone?event=mute', '/red', ['/phone'], '/phone', '/red/phone'],
    ['/phone?mac=1&Event=IncomingCall', '/red', ['/phone'], '/phone', '/red/phone'],
    ['/a/b/phone/mute', '/', ['/phone'], '/a/b/phone', '/phone'],
    ['/x/door/mute', '/', ['/phone', '/house/door'], '/x/door', '/house/door'],
    ['/?event=mute', '/', ['/phone'], '/', '/phone'],
    ['/mute', '/red', [''], '/', '/red'],
    ['http://h/mute', '/', ['/phone'], '/', '/phone'],
  ];
  for (const [target, root, paths, asked, expected] of cases) {
    it(`finds that ${target} was meant for ${expected}`, () => {
      const found = findMisplaced(target, root, paths, builtIn);
      assert.deepEqual([found?.asked, found?.expected], [asked, expected]);
      assert.ok(found && paths.includes(found.path));
    });
  }

  const others: readonly (readonly [target: string, root: string, paths: readonly string[]])[] = [
    ['/phone/mute', '/', ['/phone']],
    ['/red/phone/mute', '/red', ['/phone']],
    ['/other/mute', '/', ['/phone']],
    ['/phone', '/red', ['/phone']],
    ['/phone/nonsense', '/red', ['/phone']],
    ['/', '/', ['/phone']],
    ['', '/', ['/phone']],
    ['*', '/', ['/phone']],
    ['/mute', '/', ['']],
    ['/mute', '/', []],
    ['/a/b/c/d/e/f/g/phone/mute', '/', ['/phone']],
  ];
  for (const [target, root, paths] of others) {
    it(`finds nothing in ${JSON.stringify(target)} where ${JSON.stringify(paths)} stand below ${root}`, () => {
      assert.equal(findMisplaced(target, root, paths, builtIn), undefined);
    });
  }

  it('shows no variable, no long text and no sign that is none', () => {
    const hostile = ['token=secret', 'a'.repeat(60), '%1b[31m', '<b>', 'x;y'];
    for (const segment of hostile) {
      assert.equal(findMisplaced(`/${segment}/phone/mute`, '/', ['/phone'], builtIn)?.asked, '/…/phone');
    }
  });

  it('looks at no more than it must', () => {
    const paths = Array.from({ length: 10_000 }, (_, i) => `/p${i}`);
    assert.equal(findMisplaced('/x/p49/mute', '/', paths, builtIn)?.path, '/p49');
    assert.equal(findMisplaced('/x/p50/mute', '/', paths, builtIn), undefined);
    assert.equal(findMisplaced(`/phone/mute?${'a'.repeat(2000)}`, '/red', ['/phone'], builtIn), undefined);
  });
});
