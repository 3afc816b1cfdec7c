import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { belowRoot } from '../../../../nodes/lib/events/shared-server/below-root';

describe('belowRoot', () => {
  const cases: readonly (readonly [target: string, root: string, below: string | undefined])[] = [
    ['/phone/mwi?a=1', '/', '/phone/mwi?a=1'],
    ['/phone/mwi?a=1', '', '/phone/mwi?a=1'],
    ['/red/phone/mwi', '/red/', '/phone/mwi'],
    ['/red/phone/mwi', '/red', '/phone/mwi'],
    ['/RED/phone/mwi', '/red/', '/phone/mwi'],
    ['/red?a=1', '/red/', '/?a=1'],
    ['/red', '/red/', '/'],
    ['/reddish/phone', '/red/', undefined],
    ['/phone/mwi', '/red/', undefined],
    ['/re', '/red/', undefined],
    ['http://h:1880/phone?a=1', '/', '/phone?a=1'],
    ['HTTPS://h/red/phone', '/red', '/phone'],
    ['http://h/phone', '/red', undefined],
    ['http://h?a=1', '/', '/?a=1'],
  ];
  for (const [target, root, below] of cases) {
    it(`finds ${below} in ${target} below ${root || 'nothing'}`, () => assert.equal(belowRoot(target, root), below));
  }
});
