import assert from 'node:assert/strict';
import { guessVendor } from '../../../nodes/lib/vendors/guess';

describe('phones/vendor-guess', () => {
  it('knows a vendor by the model, however it is written', () => {
    assert.equal(guessVendor('A41W', []), 'atcom');
    assert.equal(guessVendor('Fanvil X4U', []), 'fanvil');
  });

  it('else by variables that one vendor alone lists, in any spelling', () => {
    assert.equal(guessVendor(undefined, ['mac', 'Called-Number']), 'atcom');
    assert.equal(guessVendor('i30', ['mac', 'memory_free', 'local_user']), 'fanvil');
    assert.equal(guessVendor('', ['relay1status', 'mac']), 'akuvox');
  });

  it('names nobody where several fit, or none', () => {
    assert.equal(guessVendor(undefined, ['mac', 'ip', 'model']), undefined);
    assert.equal(guessVendor(undefined, []), undefined);
    assert.equal(guessVendor('constructor', ['__proto__', 'toString']), undefined);
    assert.equal(guessVendor(undefined, ['called_number', 'memory_free']), undefined);
  });
});
