import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A template engine as PBXs run it, with what a template of ours may ask for: `mac` and `on`. */
export interface TemplateEngine {
  /** Of Debian. */
  readonly packages: string;
  readonly isHere: () => boolean;
  /** @throws where the engine cannot read the template */
  readonly render: (template: string) => string;
}

export const VALUES = { mac: '0c383e557eb1', on: true } as const;

const LIMIT = 20_000;
const run = (program: string, args: readonly string[], input: string): string =>
  execFileSync(program, args, { input, encoding: 'utf8', timeout: LIMIT, stdio: ['pipe', 'pipe', 'ignore'] });
const does = (program: string, ...args: readonly string[]): boolean =>
  spawnSync(program, args, { timeout: LIMIT }).status === 0;

const SMARTY_CLASS = '/usr/share/php/smarty4/Smarty.class.php';
const SMARTY_PROGRAM = `require '${SMARTY_CLASS}';
  $dir = sys_get_temp_dir() . '/voip-phone-smarty-' . getmypid(); mkdir($dir);
  $smarty = new Smarty(); $smarty->setCompileDir($dir);
  $smarty->assign('mac', '${VALUES.mac}'); $smarty->assign('on', ${VALUES.on});
  $text = $smarty->fetch('string:' . stream_get_contents(STDIN));
  foreach (glob($dir . '/*') as $file) unlink($file); rmdir($dir); echo $text;`;
export const SMARTY: TemplateEngine = {
  packages: 'php-cli smarty4',
  isHere: () => existsSync(SMARTY_CLASS) && does('php', '-v'),
  render: (template) => run('php', ['-r', SMARTY_PROGRAM], template),
};

const TWIG_AUTOLOAD = '/usr/share/php/Twig/autoload.php';
/** @param escapes what a PBX sets it to is not known for sure: values of its own, never text of the template, are escaped by it */
const twigProgram = (escapes: string): string => `require '${TWIG_AUTOLOAD}';
  $loader = new Twig\\Loader\\ArrayLoader(['phone' => stream_get_contents(STDIN)]);
  $twig = new Twig\\Environment($loader, ['autoescape' => ${escapes}, 'strict_variables' => true]);
  echo $twig->render('phone', ['mac' => '${VALUES.mac}', 'on' => ${VALUES.on}]);`;
export const TWIG: TemplateEngine = {
  packages: 'php-cli php-twig',
  isHere: () => existsSync(TWIG_AUTOLOAD) && does('php', '-v'),
  render: (template) => {
    const [plain = '', escaped] = ['false', "'html'"].map((escapes) =>
      run('php', ['-r', twigProgram(escapes)], template),
    );
    if (plain !== escaped) throw new Error('it depends on how Twig is set up');
    return plain;
  },
};

const JINJA_PROGRAM = `import sys, jinja2
sys.stdout.write(jinja2.Environment(keep_trailing_newline=True).from_string(sys.stdin.read()).render(mac='${VALUES.mac}', on=True))`;
export const JINJA: TemplateEngine = {
  packages: 'python3-jinja2',
  isHere: () => does('/usr/bin/python3', '-c', 'import jinja2'),
  render: (template) => run('/usr/bin/python3', ['-c', JINJA_PROGRAM], template),
};

/** Go's text/template in the smallest program of Debian that has it: a page in plain text of the site generator Hugo. */
const HUGO_SITE = `baseURL = "http://127.0.0.1/"
disableKinds = ["404", "RSS", "page", "robotsTXT", "section", "sitemap", "taxonomy", "term"]
[params]
Mac = "${VALUES.mac}"
On = ${VALUES.on}
[outputFormats.phone]
mediaType = "text/plain"
isPlainText = true
baseName = "phone"
[outputs]
home = ["phone"]
`;
export const GO: TemplateEngine = {
  packages: 'hugo',
  isHere: () => does('hugo', 'version'),
  render: (template) => {
    const site = mkdtempSync(join(tmpdir(), 'voip-phone-hugo-'));
    try {
      mkdirSync(join(site, 'layouts'));
      writeFileSync(join(site, 'config.toml'), HUGO_SITE);
      // A file of the phone's has its values at the top: {{.Mac}}.
      writeFileSync(join(site, 'layouts', 'index.phone.txt'), `{{with .Site.Params}}${template}{{end}}`);
      run('hugo', ['--quiet', '--source', site, '--cacheDir', join(site, 'cache')], '');
      return readFileSync(join(site, 'public', 'phone.txt'), 'utf8');
    } finally {
      rmSync(site, { recursive: true, force: true });
    }
  },
};

/** In place of engines that nobody sells apart from their PBX: as strict as their documents allow. */
function imitated(sign: RegExp, values: Readonly<Record<string, string>>): TemplateEngine {
  return {
    packages: '',
    isHere: () => true,
    render: (template) =>
      template.replace(sign, (mark, name: string) => {
        const value = values[name];
        if (value === undefined) throw new Error(`${mark} is nothing that it knows`);
        return value;
      }),
  };
}

/** Whatever stands between two `%%`, over lines as well: where it ends is not documented. */
export const PERCENT_NAMES = imitated(/%%([^]*?)(?:%%|$)/g, { MAC: VALUES.mac });
/** Whatever stands in braces; a brace alone begins one that never ends. */
export const BRACED_TAGS = imitated(/\{([^]*?)(?:\}|$)|\}/g, { mac: VALUES.mac });
