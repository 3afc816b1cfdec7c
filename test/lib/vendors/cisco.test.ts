import assert from 'node:assert/strict';
import { findKey, lacksKey, seriesOf } from '../../../nodes/lib/vendors';
import { CISCO } from '../../documents/vendors/cisco';
import { builtIn } from '../../support/vendors';
import { describeVendor } from './documented';

describeVendor('cisco', CISCO);

/** The tables' rows of keys without a number: the models of the columns that say "Supported". */
const SUPPORTED: Readonly<Record<string, string>> = {
  Applications: '7841 8841 8875 9851 9871 9821',
  Contacts: '8841 8875 9851 9871 9821',
  Directories: '7841 8841 8875 9851 9871 6851 7841-3PCC 7832-3PCC 8851-3PCC 9821',
  Headset: '7841 8841 8875 9851 9871 6851 7841-3PCC 8851-3PCC',
  Hold: '7841 8841 8875 9851 9871 6851 7841-3PCC 7832-3PCC 8851-3PCC 9821 8821',
  Info: '7841 6851 7841-3PCC 7832-3PCC 8851-3PCC',
  KEMPage: '8841 9851 9871',
  Messages: '7841 8841 8875 9851 9871 6851 7841-3PCC 8851-3PCC 9821',
  Mute: '7841 7832 8841 8875 9851 9871 6851 7841-3PCC 8851-3PCC 9821 8821',
  NavBack: '8851-3PCC 9821',
  NavUp: '7841 7832 8841 8832 9851 6851 7841-3PCC 7832-3PCC 8851-3PCC 9821 8821',
  NavSelect: '7841 7832 8841 8832 9851 6851 7841-3PCC 7832-3PCC 8851-3PCC 9821 8821',
  NavLeft: '8841 9851 8851-3PCC 9821 8821',
  PTT: '9821 8821',
  Release: '8841 8875 9851 9871 9821',
  Services: '7841 8841 8875 9851 9871 9821',
  Settings: '7841 8841 9851 9871 9821',
  Speaker: '7841 7832 8841 8875 8831 8832 9851 9871 6851 7841-3PCC 8851-3PCC 9821 8821',
  AppMenu: '',
};
const MODELS = '7841 7832 8841 8875 8831 8832 9851 9871 6851 7841-3PCC 7832-3PCC 8851-3PCC 9821 8821'.split(' ');

describe('keys of Cisco phones', () => {
  const profile = builtIn.profile('cisco') ?? assert.fail();

  for (const [name, models] of Object.entries(SUPPORTED)) {
    it(`${name}: on the models whose table says so`, () => {
      const key = findKey(profile, name) ?? assert.fail(name);
      const having = MODELS.filter((model) => !lacksKey(profile, seriesOf(profile, model), key));
      assert.equal(having.join(' '), models);
      assert.equal(lacksKey(profile, seriesOf(profile, '7965'), key), false, 'in no table');
    });
  }
});
