import assert from 'node:assert/strict';
import { ownToken } from '../../../nodes/lib/derived-keys';
import { type OwnFile, ownFile } from '../../../nodes/lib/setup/own-file';
import type { AdoptedPhone, FileSettings, Place } from '../../../nodes/lib/setup/types';
import { PROFILES } from '../../../nodes/lib/vendors/profiles';
import { builtIn } from '../../support/vendors';
import { wellFormed } from '../../support/xml';
import { files, MAC, phone, PLACE, TOKEN } from './fixtures';

function fileOf(
  changes: Partial<AdoptedPhone> = {},
  settings: Partial<FileSettings> = {},
  place: Place = PLACE,
  userAgent?: string,
): OwnFile {
  const file = ownFile(phone(changes), files(settings), place, builtIn, userAgent);
  if ('lacks' in file) throw new Error(`no file: ${file.lacks}`);
  return file;
}
const lackOf = (changes: Partial<AdoptedPhone>, userAgent?: string): unknown => {
  const file = ownFile(phone(changes), files(), PLACE, builtIn, userAgent);
  return 'lacks' in file ? file.lacks : file.name;
};

describe("a phone's own file", () => {
  it('is called as the phones of its vendor ask for it, and typed by what it holds', () => {
    const named = (vendor: string, model = ''): unknown => {
      const { name, contentType } = fileOf({ vendor, model });
      return [name, contentType];
    };
    assert.deepEqual(named('yealink'), [`${MAC}.cfg`, 'text/plain']);
    assert.deepEqual(named('flyingvoice'), [`${MAC}.cfg`, 'text/plain']);
    assert.deepEqual(named('fanvil', 'X4U'), [`${MAC}.cfg`, 'text/xml']);
    assert.deepEqual(named('snom'), [`${MAC.toUpperCase()}.xml`, 'text/xml']);
    assert.deepEqual(named('grandstream', 'GRP2614'), [`cfg${MAC}.xml`, 'text/xml']);
    assert.deepEqual(named('htek', 'UC926'), [`cfg${MAC}.xml`, 'text/xml']);
    assert.equal(fileOf({ vendor: 'snom', mac: '0004139abcde' }).name, '0004139ABCDE.xml');
  });

  it('holds the URLs with the token of this phone, and no other secret', () => {
    const { text } = fileOf({}, { events: ['incoming-call', 'mute'] });
    const own = ownToken(TOKEN, MAC);
    assert.deepEqual(
      text
        .split('\n')
        .filter((line) => line.startsWith('action_url'))
        .map((line) => /^action_url\.(\w+) = (.*?)&/.exec(line)?.slice(1)),
      [
        ['incoming_call', `http://192.168.5.2:1881/phone/incoming-call?token=${own}`],
        ['mute', `http://192.168.5.2:1881/phone/mute?token=${own}`],
      ],
    );
    assert.match(text, /&mac=\$mac&/);
    assert.ok(!text.includes(TOKEN));
  });

  /** Beside the lines with URLs: no account, no network, no firmware, no provisioning address, the vendor's own version. */
  const XML = '<?xml version="1.0" encoding="UTF-8"?>';
  const COMMANDS = ['features.action_uri.enable = 1', 'features.action_uri_limit_ip = 192.168.5.2'];
  const SWITCHES = ['EnabledActionUrl', 'EnabledActiveUri'].map((name) => `<${name}>1</${name}>`);
  const AROUND: Readonly<Record<string, readonly string[]>> = {
    'yealink cfg': ['#!version:1.0.0.1', ...COMMANDS],
    'flyingvoice cfg': ['#!version:1.0.0.1', ...COMMANDS],
    'fanvil sysconf': [
      ...[XML, '<sysConf>', '<Version>2.0000000000</Version>', '<cti>', ...SWITCHES],
      ...['<ActiveUriIP>192.168.5.2</ActiveUriIP>', '</cti>', '</sysConf>'],
    ],
    'fanvil voip-config-file': [
      ...[XML, '<VOIP_CONFIG_FILE>', '<version>2.0002</version>', '<GLOBAL_CONFIG_MODULE>'],
      ...['</GLOBAL_CONFIG_MODULE>', '</VOIP_CONFIG_FILE>'],
    ],
    'snom phone-settings': [
      ...['<?xml version="1.0" encoding="utf-8"?>', '<settings>', '<phone-settings e="2">'],
      ...['</phone-settings>', '</settings>'],
    ],
    'grandstream items': [
      ...[XML, '<gs_provision version="1">', '<config version="2">', '</config>', '</gs_provision>'],
    ],
    'grandstream p-values': [
      ...[XML, '<gs_provision version="1">', '<config version="1">', '</config>', '</gs_provision>'],
    ],
    'htek names': [XML, '<hl_provision version="1">', '<config version="1">', '</config>', '</hl_provision>'],
    'htek p-values': [XML, '<hl_provision version="1">', '<config version="1">', '</config>', '</hl_provision>'],
  };
  it('holds URLs, their switches and the allow list, and nothing else', () => {
    const forms = PROFILES.flatMap(({ id, fetches, provisioning = [] }) =>
      fetches ? provisioning.map((form) => ({ vendor: id, form })) : [],
    );
    assert.deepEqual(
      forms.map(({ vendor, form }) => `${vendor} ${form.id}`).toSorted(),
      Object.keys(AROUND).toSorted(),
    );
    for (const { vendor, form } of forms) {
      const lines = fileOf({ vendor, model: form.prefixes[0] ?? '' })
        .text.split('\n')
        .map((line) => line.trim());
      const isUrl = (line: string): boolean => line.includes('192.168.5.2:1881/phone/');
      assert.deepEqual(
        lines.filter((line) => line !== '' && !isUrl(line)),
        AROUND[`${vendor} ${form.id}`],
      );
      const names = Object.values(form.parameters).flatMap((each) => each ?? []);
      for (const line of lines.filter(isUrl))
        assert.ok(
          names.some((name) => line.includes(name)),
          line,
        );
    }
  });

  it('is none beyond 64 KB: a phone may keep the half of it', () => {
    const base = (length: number): Place => ({ base: `http://red.example/${'&'.repeat(length)}` });
    const of = (length: number): unknown => {
      const file = ownFile(phone({ vendor: 'snom' }), files(), base(length), builtIn);
      return 'lacks' in file ? file.lacks : Buffer.byteLength(file.text) <= 65_536;
    };
    assert.deepEqual([of(10), of(700)], [true, 'size']);
  });

  it('has no line, not even a blank one, for an event that was taken out: the phone keeps what it has', () => {
    for (const vendor of ['yealink', 'snom']) {
      const { text } = fileOf({ vendor, model: '' }, { events: ['mute', 'hold'] });
      assert.doesNotMatch(text, /incoming/);
    }
  });

  it('has every event that the vendor has a parameter for where none is chosen', () => {
    const { parameters = {} } = builtIn.profile('yealink')?.provisioning?.[0] ?? {};
    const names = [...fileOf({ model: '' }).text.matchAll(/^action_url\.([\w.]+) = /gm)].map(([, name]) => name);
    assert.deepEqual(names, Object.values(parameters).flat());
  });

  it('is well formed at every vendor, within 64 KB, and no URL too long', () => {
    for (const { id, fetches, provisioning = [], urlLimit } of PROFILES) {
      if (!fetches) continue;
      for (const { prefixes, escape } of provisioning) {
        const { text, tooLong } = fileOf({ vendor: id, model: prefixes[0] ?? '' });
        if (escape === 'xml') wellFormed(text);
        assert.ok(Buffer.byteLength(text) < 65_536 && tooLong.length === 0, id);
        for (const [url] of text.matchAll(/http:\S+/g)) assert.ok(url.length <= (urlLimit?.characters ?? 4000));
      }
    }
  });

  it('leaves out what a phone would cut off, and says so', () => {
    const base = `http://${'x'.repeat(300)}.example:1881/${'y'.repeat(85)}`;
    const { tooLong, text } = fileOf({}, {}, { base });
    assert.ok(tooLong.includes('incoming-call') && text.includes('action_url.setup_completed ='));
    for (const [url] of text.matchAll(/http:\S+/g)) assert.ok(url.length <= 511);
    const long = { base: `http://${'x'.repeat(600)}.example` };
    assert.deepEqual(ownFile(phone(), files(), long, builtIn), { lacks: 'events' });
  });

  it('takes the shorter URL before it takes none', () => {
    const base = `http://${'x'.repeat(200)}.example:1881`;
    const { text, tooLong } = fileOf({}, { events: ['incoming-call'] }, { base });
    assert.deepEqual(tooLong, []);
    assert.match(text, /incoming_call = /);
  });

  it('lets this host command where it has an address in the phone’s network, or whom the listener says', () => {
    const limit = (commandsFrom: string, place: Place = PLACE): unknown => {
      const { text, leavesCommands } = fileOf({}, { commandsFrom }, place);
      return [/limit_ip = (.*)/.exec(text)?.[1], leavesCommands];
    };
    assert.deepEqual(limit(''), ['192.168.5.2', false]);
    assert.deepEqual(limit('10.0.0.9,10.0.0.10'), ['10.0.0.9,10.0.0.10', false]);
    assert.deepEqual(limit('', { base: PLACE.base }), [undefined, true]);
    assert.deepEqual(limit('-'), [undefined, true]);
    assert.equal(fileOf({ vendor: 'snom' }).leavesCommands, true);
  });

  it('is the same to the byte for the same phone, settings and place', () => {
    assert.equal(fileOf().text, fileOf({ id: 'other', name: 'Other' }).text);
    assert.notEqual(fileOf().text, fileOf({}, { token: `${TOKEN}2` }).text);
  });

  it('names its MAC where it is not sure that the phone does', () => {
    assert.match(fileOf({ vendor: 'flyingvoice' }).text, /[?&]mac=00:15:65:12:34:56&/);
    assert.doesNotMatch(fileOf({ vendor: 'flyingvoice' }).text, /\$mac/);
  });

  it('is none where it would do harm, or nobody knows how it is read', () => {
    assert.equal(lackOf({ mac: '' }), 'mac');
    assert.equal(lackOf({ vendor: 'nobody' }), 'vendor');
    assert.equal(lackOf({ vendor: 'mitel' }), 'partial');
    for (const vendor of ['poly', 'cisco', 'vtech', 'akuvox', 'atcom', 'gigaset', '2n', 'generic'])
      assert.equal(lackOf({ vendor }), 'fetching', vendor);
    for (const model of ['V64', 'V67', 'Fanvil V62 Pro', 'v65'])
      assert.equal(lackOf({ vendor: 'fanvil', model }), 'series');
    assert.equal(lackOf({ vendor: 'fanvil', model: '' }), 'model');
  });

  it('takes the model from what the phone says it is, and never gives a V6x a file', () => {
    const says = (model: string, agent: string): unknown => lackOf({ vendor: 'fanvil', model }, agent);
    assert.equal(says('', 'Fanvil X5U-V2 2.12.16.17 0c383e557eb1'), `${MAC}.cfg`);
    assert.equal(says('', 'Fanvil V64 2.12.1 0c383e557eb1'), 'series');
    assert.equal(says('X4U', 'Fanvil V64 2.12.1 0c383e557eb1'), 'series');
    assert.equal(says('', 'curl/8'), 'model');
    const older = fileOf({ vendor: 'fanvil', model: '' }, {}, PLACE, 'Fanvil X4G 2.10 0c383e557eb1');
    assert.match(older.text, /<VOIP_CONFIG_FILE>/);
    const named = fileOf(
      { vendor: 'grandstream', model: '' },
      {},
      PLACE,
      'Grandstream Model HW GRP2614 SW 1.0.5.15 DevId c',
    );
    assert.match(named.text, /<config version="2">/);
  });
});
