import assert from 'node:assert/strict';
import { builtIn } from '../../support/vendors';

describe('the guess of a vendor', () => {
  it('knows a vendor by the model, however it is written', () => {
    assert.equal(builtIn.guess('A41W', []), 'atcom');
    assert.equal(builtIn.guess('Fanvil X4U', []), 'fanvil');
    assert.equal(builtIn.guess('snomD785', []), 'snom');
  });

  it('else by variables that one vendor alone lists, in any spelling', () => {
    assert.equal(builtIn.guess(undefined, ['mac', 'Called-Number']), 'atcom');
    assert.equal(builtIn.guess('i30', ['mac', 'memory_free', 'local_user']), 'fanvil');
    assert.equal(builtIn.guess('', ['relay1status', 'mac']), 'akuvox');
    assert.equal(builtIn.guess(undefined, ['mac', 'phone_ip', 'cancel_reason']), 'snom');
  });

  it('names nobody where several fit, or none', () => {
    assert.equal(builtIn.guess(undefined, ['mac', 'ip', 'model']), undefined);
    assert.equal(builtIn.guess(undefined, []), undefined);
    assert.equal(builtIn.guess('constructor', ['__proto__', 'toString']), undefined);
    assert.equal(builtIn.guess(undefined, ['called_number', 'memory_free']), undefined);
  });
});
