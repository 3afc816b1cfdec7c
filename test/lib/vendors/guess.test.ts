import assert from 'node:assert/strict';
import { VendorCatalogue } from '../../../nodes/lib/vendors';
import { builtIn } from '../../support/vendors';
import { sketch } from './sketch';

describe('the guess of a vendor', () => {
  it('knows a vendor by the model, however it is written', () => {
    assert.equal(builtIn.guess('A41W', []), 'atcom');
    assert.equal(builtIn.guess('Fanvil X4U', []), 'fanvil');
    for (const model of ['SIP-T46S', 'Yealink SIP-T58V', 't31g', 'VP-T49G', 'CP935W']) {
      assert.equal(builtIn.guess(model, []), 'yealink', model);
    }
  });

  it('knows Flyingvoice and Gigaset by model and MAC, and nobody by the variables that many share', () => {
    for (const model of ['Maxwell Basic', 'Gigaset Maxwell 4'])
      assert.equal(builtIn.guess(model, []), 'gigaset', model);
    assert.equal(builtIn.guess(undefined, [], '7c2f80aabbcc'), 'gigaset');
    for (const model of ['FIP15G', 'P20P', 'Flyingvoice P24GW'])
      assert.equal(builtIn.guess(model, []), 'flyingvoice', model);
    assert.equal(builtIn.guess(undefined, ['ip'], '789912aabbcc'), 'flyingvoice');
    assert.equal(builtIn.guess('', ['mac', 'callerID'], '805ec0aabbcc'), 'yealink');
    // Sangoma's, of another make.
    assert.equal(builtIn.guess('P330', []), undefined);
  });

  it('else by variables that one vendor alone lists, in any spelling', () => {
    assert.equal(builtIn.guess(undefined, ['mac', 'Action-User']), 'atcom');
    assert.equal(builtIn.guess('i30', ['mac', 'memory_free', 'local_user']), 'fanvil');
    assert.equal(builtIn.guess('', ['relay1status', 'mac']), 'akuvox');
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
    assert.equal(builtIn.guess(undefined, ['mac', 'ip', 'model']), undefined);
    assert.equal(builtIn.guess(undefined, []), undefined);
    assert.equal(builtIn.guess('constructor', ['__proto__', 'toString']), undefined);
    assert.equal(builtIn.guess(undefined, ['called_number', 'memory_free']), undefined);
  });
});
