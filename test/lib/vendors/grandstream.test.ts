import assert from 'node:assert/strict';
import { GRANDSTREAM } from '../../documents/vendors/grandstream';
import { messageIn, phoneOf } from '../events/report/read';
import { describeVendor } from './documented';

describeVendor('grandstream', GRANDSTREAM);

describe("Grandstream's words in the texts of other makes' callers", () => {
  const texts = [
    'Shop:product=7',
    'sip:1@h;language=de',
    'sip:1@h;hardware_version=2',
    'Shop;phone_ip=10.0.0.1',
    'A:program_version=1',
  ];
  for (const text of texts) {
    it(`${text} stays whole`, () => {
      for (const vendor of ['atcom', 'fanvil', 'akuvox', undefined]) {
        const phone = vendor === undefined ? undefined : phoneOf(vendor);
        for (const before of ['', 'mac=aabbccddeeff:', 'mac=aabbccddeeff;']) {
          const { variables } = messageIn(`/phone/incoming-call?${before}display_remote=${text}`, phone);
          assert.equal(variables['display_remote'], text, vendor);
        }
      }
    });
  }
});
