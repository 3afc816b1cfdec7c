import assert from 'node:assert/strict';
import type { ProvisioningForm } from '../../../nodes/lib/vendors';
import { configurationFile } from '../../../nodes/lib/vendors/provisioning';
import { builtIn } from '../../support/vendors';
import { wellFormed } from '../../support/xml';

const URL = 'http://h:1880/phone/hold?token=a"b\'c&mac=$mac&x=<y>';
const xml: ProvisioningForm = {
  id: 'xml',
  label: 'XML',
  prefixes: [],
  fileName: 'cfg{mac}.xml',
  head: ['<root>', '  <server>{server}</server>'],
  line: '  <item name="{name}">{url}</item>',
  tail: ['</root>'],
  escape: 'xml',
  partial: 'documented',
  parameters: { hold: ['HoldUrl', 'HoldURL'], unhold: ['UnholdUrl'] },
  source: 'DOC',
};
const cfg: ProvisioningForm = {
  ...xml,
  id: 'cfg',
  fileName: '{MAC}.cfg',
  head: ['#!version:1.0.0.1', 'features.action_uri_limit_ip = {server}'],
  line: 'action_url.{name} = {url}',
  tail: [],
};
const plain: ProvisioningForm = (({ escape: _, ...rest }) => rest)(cfg);

describe('what counts as XML', () => {
  const bad = [
    '',
    '<a>',
    '<a></b>',
    '<a/><b/>',
    '<a>&</a>',
    '<a b="&"/>',
    '<a b="<"/>',
    'x<a/>',
    '<a>&x;</a>',
    '<a b=1/>',
  ];
  for (const text of bad) it(`not ${text || 'nothing'}`, () => assert.throws(() => wellFormed(text)));
  it('elements with attributes and escaped texts', () =>
    wellFormed('<?xml version="1.0"?>\n<a b="&#34;">&amp;<c/></a>\n'));
});

describe('a configuration file', () => {
  it('has a line for each name of an event with a URL, in the order of the form', () => {
    const { text } = configurationFile(plain, { urls: new Map([['hold', URL]]), server: '10.0.0.2' });
    assert.deepEqual(text.split('\n'), [
      '#!version:1.0.0.1',
      'features.action_uri_limit_ip = 10.0.0.2',
      `action_url.HoldUrl = ${URL}`,
      `action_url.HoldURL = ${URL}`,
      '',
    ]);
  });

  it('escapes for XML what XML would read, and only there', () => {
    const { text, mediaType } = configurationFile(xml, { urls: new Map([['unhold', URL]]), server: 'a&b' });
    assert.equal(mediaType, 'application/xml');
    assert.equal(
      text,
      '<root>\n  <server>a&amp;b</server>\n' +
        '  <item name="UnholdUrl">http://h:1880/phone/hold?token=a&#34;b&#39;c&amp;mac=$mac&amp;x=&#60;y&#62;</item>\n</root>\n',
    );
    wellFormed(text);
    assert.equal(configurationFile(plain, { urls: new Map(), server: 'h' }).mediaType, 'text/plain');
  });

  it('keeps every value on its line, and a value that looks like a mark as it is', () => {
    const urls = new Map([['unhold', 'http://h/a\nb\r\u2028c {name} {server}']]);
    const { text } = configurationFile(plain, { urls, server: 's' });
    assert.deepEqual(text.split(/[\r\n\u2028]/).slice(2), [
      'action_url.UnholdUrl = http://h/a%0Ab%0D%E2%80%A8c%20{name}%20{server}',
      '',
    ]);
  });

  it('is named after the phone, where each has a file of its own', () => {
    const name = (form: ProvisioningForm, mac?: string): string =>
      configurationFile(form, { urls: new Map(), server: 'h', ...(mac !== undefined && { mac }) }).name;
    assert.equal(name(xml, '0011AA334455'), 'cfg0011aa334455.xml');
    assert.equal(name(cfg, '0011aa334455'), '0011AA334455.cfg');
    assert.deepEqual([name(xml), name(cfg)], ['cfgmac.xml', 'MAC.cfg']);
  });

  for (const { id, provisioning = [] } of builtIn.profiles) {
    for (const form of provisioning) {
      it(`${id} ${form.id}: with the URLs of all its events`, () => {
        const urls = new Map(Object.keys(form.parameters).map((event) => [event, `${URL}&event=${event}`]));
        const { text, name } = configurationFile(form, { urls, server: '10.0.0.2' });
        if (form.escape === 'xml') wellFormed(text);
        assert.doesNotMatch(name, /[{}/\\]/);
        assert.doesNotMatch(text, /\{(?:name|url|server)\}/);
        for (const event of urls.keys()) assert.ok(text.includes(`event=${event}`), event);
      });
    }
  }

  it("Fanvil's is what its templates have", () => {
    const [form] = builtIn.profile('fanvil')?.provisioning ?? [];
    assert.ok(form);
    const { text, name } = configurationFile(form, { urls: new Map([['hold', 'http://h/?a&b']]), server: 'h' });
    assert.equal(name, 'fanvil-action-urls.xml');
    assert.deepEqual(text.split('\n'), [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<sysConf>',
      '  <Version>2.0000000000</Version>',
      '  <cti>',
      '    <EnabledActionUrl>1</EnabledActionUrl>',
      '    <HoldOnUrl>http://h/?a&amp;b</HoldOnUrl>',
      '  </cti>',
      '</sysConf>',
      '',
    ]);
  });
});
