import assert from 'node:assert/strict';
import { VendorCatalogue } from '../../../nodes/lib/vendors';
import { firstVendors } from '../../support/vendors';
import { sketch } from './sketch';

describe('the guess of a vendor', () => {
  it('knows a vendor by the model, however it is written', () => {
    assert.equal(firstVendors.guess('A41W', []), 'atcom');
    assert.equal(firstVendors.guess('Fanvil X4U', []), 'fanvil');
  });

  it('else by variables that one vendor alone lists, in any spelling', () => {
    assert.equal(firstVendors.guess(undefined, ['mac', 'Called-Number']), 'atcom');
    assert.equal(firstVendors.guess('i30', ['mac', 'memory_free', 'local_user']), 'fanvil');
    assert.equal(firstVendors.guess('', ['relay1status', 'mac']), 'akuvox');
  });

  it('else by the first digits of the MAC, which only phones of one vendor have', () => {
    const source = 'DOC';
    const known = ['aa', 'bb'].map((id, index) =>
      sketch(id, {
        ouis: { prefixes: [`00041${index}`], source },
        series: [{ id: 's', label: 'S', prefixes: [`X${id}`], models: [], source }],
        variables: [{ name: `only_${id}`, label: 'x', filled: [], source }],
      }),
    );
    const vendors = new VendorCatalogue(known);
    assert.equal(vendors.guess(undefined, ['mac'], '000411aabbcc'), 'bb');
    assert.equal(vendors.guess('', ['only_aa'], '000411aabbcc'), 'bb');
    assert.equal(vendors.guess('XAA1', [], '000411aabbcc'), 'aa');
    assert.equal(vendors.guess(undefined, ['only_aa'], '0011000411aa'), 'aa');
    assert.equal(vendors.guess(undefined, [], ''), undefined);
  });

  it('names nobody where several fit, or none', () => {
    assert.equal(firstVendors.guess(undefined, ['mac', 'ip', 'model']), undefined);
    assert.equal(firstVendors.guess(undefined, []), undefined);
    assert.equal(firstVendors.guess('constructor', ['__proto__', 'toString']), undefined);
    assert.equal(firstVendors.guess(undefined, ['called_number', 'memory_free']), undefined);
  });
});
