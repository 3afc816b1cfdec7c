import assert from 'node:assert/strict';
import { ownToken, fileKey } from '../../../nodes/lib/derived-keys';
import { addressOf } from '../../../nodes/lib/setup/address';
import { copyFor } from '../../../nodes/lib/setup/pbx/copy';
import { builtIn } from '../../support/vendors';
import type { AdoptedPhone } from '../../../nodes/lib/setup/types';
import { files, KEY, MAC, phone, TOKEN } from './fixtures';
import { BASE, copy, systemOf, VENDORS } from './pbx-texts';

const lines = (...of: Parameters<typeof copy>): string => copy(...of).find(({ kind }) => kind === 'lines')?.text ?? '';

describe('Address for the phone', () => {
  const address = (vendor: string, model = '', base = BASE): unknown =>
    addressOf(phone({ vendor, model }), { base, path: '/phone', secret: KEY }, builtIn);
  const folder = `${BASE}/phone/setup/${fileKey(KEY, MAC)}/`;

  it('is a folder or a file, as the vendor’s phones want it', () => {
    for (const vendor of ['yealink', 'flyingvoice', 'htek'])
      assert.deepEqual(
        { address: folder, names: 'folder' },
        (({ address: text, names }) => ({ address: text, names }))(
          address(vendor, 'UC926') as { address: string; names: string },
        ),
      );
    assert.deepEqual(address('snom'), {
      address: `${folder}${MAC.toUpperCase()}.xml`,
      url: `${folder}${MAC.toUpperCase()}.xml`,
      names: 'file',
    });
    assert.deepEqual(address('fanvil', 'X4U'), {
      address: `${folder}${MAC}.cfg`,
      url: `${folder}${MAC}.cfg`,
      names: 'file',
    });
    // Which of two forms it reads, the phone says when it asks.
    assert.deepEqual(address('fanvil'), address('fanvil', 'X4U'));
  });

  it('has no scheme where the phone’s page has a field for it', () => {
    assert.deepEqual(address('grandstream', 'GRP2614', 'https://red:1881'), {
      ...{ address: `red:1881/phone/setup/${fileKey(KEY, MAC)}/`, names: 'folder', scheme: 'https' },
      url: `https://red:1881/phone/setup/${fileKey(KEY, MAC)}/cfg${MAC}.xml`,
    });
  });

  it('is none for what gets no file', () => {
    assert.deepEqual(address('mitel'), { lacks: 'partial' });
    assert.deepEqual(address('fanvil', 'V64'), { lacks: 'series' });
    for (const vendor of ['poly', 'cisco']) assert.deepEqual(address(vendor), { lacks: 'fetching' });
  });
});

describe('Copy for the PBX', () => {
  it('is the same text for all phones of a vendor, with the shared token and the phone’s own word for its MAC', () => {
    for (const changes of VENDORS) {
      const text = lines('plain', changes);
      assert.equal(text, lines('plain', { ...changes, mac: '0c383e000001', id: 'other' }));
      assert.match(text, new RegExp(`token=${TOKEN}`), changes.vendor);
      assert.ok(!text.includes(ownToken(TOKEN, MAC)));
      assert.match(text, /[?&;/]mac=\$mac/);
    }
  });

  it('holds settings alone: no version, no element around them, which is named', () => {
    const within = (changes: Partial<AdoptedPhone>): unknown => copy('plain', changes).at(-1)?.within;
    for (const changes of VENDORS) {
      const text = lines('plain', changes);
      assert.doesNotMatch(text, /#!version|<version>|<\?xml|sysConf|<cti>|gs_provision/i);
      for (const line of text.trimEnd().split('\n'))
        assert.match(line, /^(?:\S.*token=|<EnabledActionUrl>)/, changes.vendor);
    }
    assert.deepEqual(VENDORS.map(within), [
      '',
      '',
      '<cti>',
      '<GLOBAL_CONFIG_MODULE>',
      '<phone-settings e="2">',
      '<config version="2">',
      '<config version="1">',
    ]);
    assert.match(lines('plain', { vendor: 'fanvil', model: 'X4U' }), /^<EnabledActionUrl>1<\/EnabledActionUrl>\n/);
  });

  it('says who may command where the listener says it, and leaves that alone elsewhere', () => {
    const commands = (commandsFrom: string): unknown => {
      const text = copy('plain', {}, { commandsFrom }).at(-1);
      return [/limit_ip = (.*)/.exec(text?.text ?? '')?.[1], text?.leavesCommands];
    };
    assert.deepEqual(
      [commands(''), commands('-'), commands('10.0.0.9')],
      [
        [undefined, true],
        [undefined, true],
        ['10.0.0.9', false],
      ],
    );
  });

  it('offers first the line that names our file, for this phone alone', () => {
    const first = (vendor: string): unknown => {
      const [{ kind, text, within } = { kind: '', text: '', within: '' }] = copy('plain', { vendor, model: '' });
      return [kind, text, within];
    };
    const url = `${BASE}/phone/setup/${fileKey(KEY, MAC)}/`;
    assert.deepEqual(first('yealink'), ['include', `include:config <${url}${MAC}.cfg>\n`, '<mac>.boot']);
    assert.deepEqual(first('snom'), ['include', `<file url="${url}${MAC.toUpperCase()}.xml"/>\n`, '<setting-files>']);
    assert.deepEqual(
      copy('plain', { vendor: 'htek', model: 'UC926' }).map(({ kind }) => kind),
      ['lines'],
    );
  });

  it('is none for phones that get no file, and where the PBX would read it as its own', () => {
    const parts = { base: BASE, path: '/phone', secret: KEY, files: files() };
    assert.deepEqual(copyFor(phone({ vendor: 'mitel' }), parts, systemOf('plain'), builtIn), { lacks: 'partial' });
    // It can include a file by address, and has nothing that would stand in one.
    const cisco = phone({ vendor: 'cisco', model: '8851-3PCC' });
    assert.deepEqual(copyFor(cisco, parts, systemOf('plain'), builtIn), { lacks: 'fetching' });
    const odd = { ...parts, path: '/%%phone%%' };
    assert.deepEqual(copyFor(phone(), odd, systemOf('3cx'), builtIn), { lacks: 'pbx' });
    assert.notDeepEqual(copyFor(phone(), odd, systemOf('vodia'), builtIn), { lacks: 'pbx' });
    const braced = { ...parts, path: '/{phone}' };
    assert.deepEqual(copyFor(phone(), braced, systemOf('vodia'), builtIn), { lacks: 'pbx' });
  });
});
