import assert from 'node:assert/strict';
import { findKey, lacksKey, seriesOf, type VendorProfile } from '../../../nodes/lib/vendors';
import { PARAMETERS as FLYINGVOICE } from '../../documents/vendors/flyingvoice';
import { PARAMETERS as GIGASET } from '../../documents/vendors/gigaset';
import { PARAMETERS as YEALINK } from '../../documents/vendors/yealink';
import { builtIn } from '../../support/vendors';

const profileOf = (id: string): VendorProfile => builtIn.profile(id) ?? assert.fail(id);
const yealink = profileOf('yealink');

describe('Yealink', () => {
  it('takes one key a request on touch models, ACTION-URI by SIP, 511 characters, lines by number and address', () => {
    const { http, sip, urlLimit, line } = yealink;
    const touch = ['T48G', 'SIP-T48S', 'SIP-T48U', 'T57W', 'VP-T49G'].map((model) => seriesOf(yealink, model)?.id);
    assert.deepEqual(http?.singleOn?.toSorted(), [...new Set(touch)].toSorted());
    assert.equal(http?.probe?.request, '/servlet?phonecfg=get');
    assert.deepEqual([sip?.event, sip?.contentType], ['ACTION-URI', 'message/sipfrag']);
    assert.equal(urlLimit?.characters, 511);
    assert.deepEqual(Object.keys(line ?? {}), ['number', 'account']);
    assert.equal(line?.account?.form, 'uri');
  });

  it('has OK, ENTER and SPEAKER not on all models', () => {
    const models = ['T46S', 'T48U', 'T57W', 'CP920', 'CP925', 'CP935W', 'CP960'];
    const without = (key: string): string[] => {
      const found = findKey(yealink, key) ?? assert.fail(key);
      return models.filter((model) => lacksKey(yealink, seriesOf(yealink, model), found));
    };
    assert.deepEqual(without('OK'), ['T57W', 'CP925', 'CP935W']);
    assert.deepEqual(without('ENTER'), ['T48U', 'T57W']);
    assert.deepEqual(without('SPEAKER'), ['CP920', 'CP925', 'CP935W']);
    assert.deepEqual(without('CALLEND'), []);
  });

  it('has no event for the headset and the speakerphone key at conference phones', () => {
    const conference = ['CP860', 'CP920', 'CP960', 'CP965', 'CP925', 'CP935W'].map(
      (model) => seriesOf(yealink, model)?.id,
    );
    const all = yealink.series.map(({ id }) => id);
    for (const event of ['headset', 'handsfree']) {
      const reporting: readonly string[] = yealink.events.find((row) => row.event === event)?.series ?? [];
      const silent = all.filter((id) => !reporting.includes(id));
      assert.deepEqual(silent.toSorted(), [...new Set(conference)].toSorted(), event);
    }
  });
});

describe("parameters of the vendors' configuration files, as documents and templates list them", () => {
  it('Yealink: those of the guide, and four that others add', () => {
    const { line = '', parameters = {} } = yealink.provisioning?.[0] ?? {};
    assert.match(line, /^action_url\.\{name\} = /);
    for (const [name, event] of YEALINK) assert.equal(parameters[event]?.[0], name);
    const guide = new Set<string>(YEALINK.map(([, event]) => event));
    assert.deepEqual(
      Object.keys(parameters).filter((event) => !guide.has(event)),
      ['peripheral-information', 'vpn-ip', 'reject-new-call', 'alarm-triggered'],
    );
  });

  for (const [id, table, count] of [
    ['flyingvoice', FLYINGVOICE, 44],
    ['gigaset', GIGASET, 8],
  ] as const) {
    it(`${id}: all ${count}, and no other`, () => {
      assert.equal(table.length, count);
      const [form] = profileOf(id).provisioning ?? [];
      const listed: Record<string, readonly string[]> = {};
      for (const [name, event] of table) listed[event] = [name];
      assert.deepEqual(form?.parameters, listed);
    });
  }
});

describe('the guess of Yealink, Flyingvoice and Gigaset', () => {
  it('goes by model and MAC; by variables that they share with others nobody is guessed', () => {
    const models = {
      yealink: ['SIP-T46S', 'Yealink SIP-T58V', 't31g', 'VP-T49G', 'CP935W'],
      flyingvoice: ['FIP15G', 'P20P', 'Flyingvoice P24GW'],
      gigaset: ['Maxwell Basic', 'Gigaset Maxwell 4'],
    };
    for (const [id, names] of Object.entries(models)) {
      for (const model of names) assert.equal(builtIn.guess(model, []), id, model);
    }
    assert.equal(builtIn.guess('', ['mac', 'callerID'], '805ec0aabbcc'), 'yealink');
    assert.equal(builtIn.guess(undefined, ['ip'], '789912aabbcc'), 'flyingvoice');
    assert.equal(builtIn.guess(undefined, [], '7c2f80aabbcc'), 'gigaset');
    assert.equal(builtIn.guess(undefined, ['mac', 'active_url', 'call_id']), undefined);
    // Sangoma's, of another make.
    assert.equal(builtIn.guess('P330', []), undefined);
  });
});
