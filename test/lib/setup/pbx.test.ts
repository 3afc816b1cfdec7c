import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { ownToken, fileKey } from '../../../nodes/lib/derived-keys';
import { addressOf } from '../../../nodes/lib/setup/address';
import type { PbxText } from '../../../nodes/lib/setup/answers';
import { copyFor } from '../../../nodes/lib/setup/pbx/copy';
import { type PbxId, PBX_SYSTEMS, pbxSystem, writtenFor } from '../../../nodes/lib/setup/pbx/systems';
import type { AdoptedPhone, FileSettings } from '../../../nodes/lib/setup/types';
import { needs } from '../../support/node-red';
import { builtIn } from '../../support/vendors';
import { files, KEY, MAC, phone, TOKEN } from './fixtures';

const BASE = 'http://192.168.5.2:1881';
const VENDORS: readonly Partial<AdoptedPhone>[] = [
  { vendor: 'yealink', model: 'SIP-T46G' },
  { vendor: 'flyingvoice', model: 'FIP13G' },
  { vendor: 'fanvil', model: 'X4U' },
  { vendor: 'fanvil', model: 'X4G' },
  { vendor: 'snom', model: 'D785' },
  { vendor: 'grandstream', model: 'GRP2614' },
  { vendor: 'htek', model: 'UC926' },
];

function systemOf(id: PbxId) {
  const system = pbxSystem(id);
  if (!system) throw new Error(`no ${id}`);
  return system;
}
function copy(
  id: PbxId,
  changes: Partial<AdoptedPhone> = {},
  settings: Partial<FileSettings> = {},
): readonly PbxText[] {
  const parts = { base: BASE, path: '/phone', secret: KEY, files: files(settings) };
  const texts = copyFor(phone(changes), parts, systemOf(id), builtIn);
  if ('lacks' in texts) throw new Error(texts.lacks);
  return texts;
}
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
    assert.deepEqual(address('poly'), { lacks: 'fetching' });
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
    const odd = { ...parts, path: '/%%phone%%' };
    assert.deepEqual(copyFor(phone(), odd, systemOf('3cx'), builtIn), { lacks: 'pbx' });
    assert.notDeepEqual(copyFor(phone(), odd, systemOf('vodia'), builtIn), { lacks: 'pbx' });
  });
});

/** A text with all that any of these engines would read as its own, in every order. */
const HOSTILE =
  'a = {$mac} {{ x }} {% if %} {# c #} {literal} {{{%}} } $remote {*c*} %name% <b c="{{.Name}}"/> {{"{{"}} {{{{{#\n';

describe('what a PBX’s template engine makes of it', () => {
  /** A template as such a PBX has: its own lines around, which the engine has to fill as before. */
  interface Engine {
    readonly id: PbxId;
    readonly own: readonly [before: string, after: string];
    readonly render: (template: string) => string;
  }
  const SMARTY = `require '/usr/share/php/smarty4/Smarty.class.php';
    $dir = sys_get_temp_dir() . '/voip-phone-smarty-' . getmypid(); mkdir($dir);
    $smarty = new Smarty(); $smarty->setCompileDir($dir); $smarty->assign('mac', '0c383e557eb1'); $smarty->assign('on', true);
    $text = $smarty->fetch('string:' . stream_get_contents(STDIN));
    foreach (glob($dir . '/*') as $file) unlink($file); rmdir($dir); echo $text;`;
  const JINJA = `import sys, jinja2
sys.stdout.write(jinja2.Environment(keep_trailing_newline=True).from_string(sys.stdin.read()).render(mac='0c383e557eb1', on=True))`;
  const run = (program: string, args: readonly string[], input: string): string =>
    execFileSync(program, args, { input, encoding: 'utf8', timeout: 20_000, stdio: ['pipe', 'pipe', 'ignore'] });
  const has = (program: string, args: readonly string[]): boolean =>
    spawnSync(program, args, { timeout: 20_000 }).status === 0;

  const engines: readonly (Engine & { readonly isHere: () => boolean })[] = [
    {
      id: 'fusionpbx',
      own: ['account.mac = {$mac}\n{if $on}\nline.1 = 1\n{/if}\n', 'time = {$mac|upper}\nend = 1\n'],
      render: (template) => run('php', ['-r', SMARTY], template),
      isHere: () => has('php', ['-r', "exit(file_exists('/usr/share/php/smarty4/Smarty.class.php') ? 0 : 1);"]),
    },
    {
      id: 'wazo',
      own: ['account.mac = {{ mac }}\n{% if on -%}\nline.1 = 1\n{% endif %}\n', 'time = {{ mac|upper }}\nend = 1\n'],
      render: (template) => run('/usr/bin/python3', ['-c', JINJA], template),
      isHere: () => has('/usr/bin/python3', ['-c', 'import jinja2']),
    },
  ];
  for (const {
    id,
    own: [before, after],
    render,
    isHere,
  } of engines) {
    it(`${systemOf(id).engine}: every line but ours as before, ours letter by letter`, function () {
      needs(this, `${systemOf(id).engine} (apt: php-cli smarty4 python3-jinja2)`, isHere());
      this.timeout(60_000);
      const plain = render(`${before}OURS\n${after}`);
      const texts = [HOSTILE, ...VENDORS.flatMap((changes) => copy('plain', changes).map(({ text }) => text))];
      for (const text of texts) {
        const written = writtenFor(systemOf(id), text) ?? '';
        assert.equal(
          render(`${before}${written}${after}`),
          plain.replace('OURS\n', () => text),
        );
      }
      // Of a text that is not written for it, something is lost.
      assert.throws(() =>
        assert.equal(
          render(`${before}${HOSTILE}${after}`),
          plain.replace('OURS\n', () => HOSTILE),
        ),
      );
    });
  }

  it('Go and the others: what their documents name is not left as it is', () => {
    assert.equal(writtenFor(systemOf('yeastar'), 'a {{.Name}} {b}'), 'a {{"{{"}}.Name}} {b}');
    assert.equal(
      writtenFor(systemOf('nethvoice'), 'a {{ b }} {% c {# d {e}'),
      "a {{ '{' }}{ b }} {{ '{' }}% c {{ '{' }}# d {e}",
    );
    assert.equal(writtenFor(systemOf('3cx'), 'a %%b%%'), undefined);
    assert.equal(writtenFor(systemOf('3cx'), 'a %b%'), 'a %b%');
    for (const id of ['plain', 'vodia'] as const) assert.equal(writtenFor(systemOf(id), HOSTILE), HOSTILE);
  });

  it('all of them: text without anything of the kind stays as it is', () => {
    for (const system of PBX_SYSTEMS)
      for (const changes of VENDORS)
        for (const { text } of copy('plain', changes)) assert.equal(writtenFor(system, text), text, system.id);
  });
});
