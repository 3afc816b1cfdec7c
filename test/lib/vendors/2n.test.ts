import assert from 'node:assert/strict';
import { TWO_N } from '../../documents/vendors/2n';
import { builtIn } from '../../support/vendors';
import { messageIn, phoneOf } from '../events/report/read';
import { describeVendor } from './documented';

describeVendor('2n', TWO_N);

describe('2N, what it tells', () => {
  it('keeps the code that was typed to itself, at its own intercoms', () => {
    const message = messageIn('/phone/CodeEntered?Code=4711&TimeStamp=1418034578', phoneOf('2n'));
    assert.ok(!JSON.stringify(message).includes('4711'));
    assert.equal(message.payload.phone?.time, '1418034578');
  });

  it('leaves what others call Key, State or Count as it is', () => {
    const target = '/phone/incoming-call?remote=Key: the shop;State=open&Count=3';
    for (const vendor of ['atcom', 'fanvil', 'akuvox', undefined]) {
      const message = messageIn(target, vendor === undefined ? undefined : phoneOf(vendor));
      assert.equal(message.variables['remote'], 'Key: the shop;State=open', vendor);
    }
    for (const name of ['Key', 'Card', 'Code', 'Count', 'TimeStamp', 'Direction', 'State'])
      assert.equal(builtIn.namesOf().meaningOf(name)?.field, undefined, name);
  });
});
