import assert from 'node:assert/strict';
import { findKey, lacksKey, seriesOf } from '../../../nodes/lib/vendors';
import { SNOM_NO_EVENTS } from '../../documents/vendors/snom';
import { builtIn } from '../../support/vendors';

const profileOf = (vendor: string) => builtIn.profile(vendor) ?? assert.fail(vendor);
const seriesId = (vendor: string, model: string): string | undefined => seriesOf(profileOf(vendor), model)?.id;

function lacks(model: string, token: string): boolean {
  const found = findKey(profileOf('snom'), token) ?? assert.fail(token);
  return lacksKey(profileOf('snom'), seriesOf(profileOf('snom'), model) ?? assert.fail(model), found);
}

describe('Snom', () => {
  it('what the phone asks, and takes our 200 for an order to reject the call, is no event', () => {
    for (const name of SNOM_NO_EVENTS) {
      assert.equal(builtIn.eventOf(name, 'snom'), undefined, name);
      assert.equal(builtIn.eventOf(name), undefined, name);
    }
    for (const { parameters } of profileOf('snom').provisioning ?? []) {
      assert.doesNotMatch(JSON.stringify(parameters), /blacklist/);
    }
  });

  it('has soft keys but for the 870, old keys on old phones, function keys unknown in number on others', () => {
    assert.deepEqual(
      ['300', '870', 'D785'].map((model) => lacks(model, 'F4')),
      [false, true, false],
    );
    assert.deepEqual(
      ['220', '370', '820', 'D785'].map((model) => [lacks(model, 'CLEAR'), lacks(model, 'EK0')]),
      [
        [false, false],
        [true, false],
        [true, true],
        [true, true],
      ],
    );
    for (const model of ['D765', 'D345', '760', 'D120']) assert.equal(lacks(model, 'P48'), false, model);
    for (const token of ['P0', 'P49', 'P01', 'F0', 'F5', 'EK126', 'P', 'F', 'EK', 'HOLD', 'OK'])
      assert.equal(findKey(profileOf('snom'), token), undefined, token);
  });
});

describe('models of Snom, Mitel and VTech', () => {
  it('belong to their series as the phones name themselves', () => {
    assert.deepEqual(
      ['snomD785', 'Snom D745', 'snom870', 'D865', 'snom 320', 'D150', 'PA1'].map((model) => seriesId('snom', model)),
      ['d785', 'd7xx', '870', 'd8xx', '3xx', 'd1xx', undefined],
    );
    assert.deepEqual(
      ['Mitel6920', '6867i', 'Aastra6867i', 'Aastra6739i', '6753i'].map((model) => seriesId('mitel', model)),
      ['69xx', '68xx', '68xx', '67xx', '67xx'],
    );
    assert.deepEqual(
      ['VSP726A', 'VTech VSP736', 'Snom M100 KLE', 'VDP650'].map((model) => seriesId('vtech', model)),
      ['vsp', 'vsp', 'dect', 'dect'],
    );
  });

  it('are enough to guess the vendor by; a cordless Snom is of the other make', () => {
    assert.equal(builtIn.guess('snomD785', []), 'snom');
    assert.equal(builtIn.guess('Aastra6867i', []), 'mitel');
    assert.equal(builtIn.guess('VDP650', []), 'vtech');
    assert.equal(builtIn.guess('Snom M100 KLE', [], '000413a1b2c3'), 'vtech');
    assert.equal(builtIn.guess(undefined, [], '000413a1b2c3'), 'snom');
    assert.equal(builtIn.guess(undefined, [], '1400e91f03ea'), 'mitel');
  });
});
