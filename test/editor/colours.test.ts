import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/package';

const read = (...path: string[]): string => readFileSync(join(ROOT, ...path), 'utf8');
const files = (folder: string, pattern: RegExp): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => pattern.test(name))
    .map((name) => join(folder, name));

const STYLES = files('editor', /\.css$/);
const CODE = [...files('editor', /\.js$/), ...files('nodes', /^[^/]+\.html$/)];
const HELP = files('locales', /\.html$/);

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, '');
const HEX = /#(?:[0-9a-f]{3,4}){1,2}\b/gi;
const COLOUR = new RegExp(
  `${HEX.source}|\\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix)\\(|\\b(?:black|white|red|green|blue|yellow|orange|gr[ae]y|silver|maroon|navy|teal|purple|fuchsia|lime|aqua|olive|dark\\w+|light\\w+)\\b`,
  'i',
);
/** Properties whose value holds a colour. */
const COLOURED = /^(?:color|background|border|outline|box-shadow|fill|stroke|caret|accent|text-decoration|column-rule)/;

describe('the dialogs, without a browser', () => {
  it('take every colour from the editor’s own variables', () => {
    const wrong = STYLES.flatMap((file) =>
      [...withoutComments(read(file)).matchAll(/([\w-]+)\s*:\s*([^;{}]+);/g)].flatMap(
        ([declaration, property = '', value = '']) => {
          const free = value.replace(/var\(--red-ui-[\w-]+\)/g, '');
          const named = COLOURED.test(property) && COLOUR.test(free);
          return named || /var\(/.test(free) ? [`${file}: ${declaration}`] : [];
        },
      ),
    );
    assert.deepEqual(wrong, []);
    const inCode = CODE.flatMap((file) => [...read(file).matchAll(HEX)].map(([colour]) => `${file}: ${colour}`));
    // A node's own colour in the palette, which no theme sets.
    const own = inCode.filter((found) => /^nodes\/[\w-]+\.html: #7fb3b5$/.test(found));
    assert.deepEqual(
      inCode.filter((found) => !own.includes(found)),
      [],
    );
    for (const file of CODE) assert.doesNotMatch(read(file), /style="[^"]*colou?r|\.style\.\w*[cC]olor/, file);
  });

  for (const [name, folder] of [
    ['Node-RED 4', 'node_modules/@node-red'],
    ['Node-RED 5', 'node_modules/node-red-5/node_modules/@node-red'],
  ] as const) {
    it(`use no variable that ${name} does not set`, () => {
      const theirs = read(folder, 'editor-client/public/red/style.min.css');
      const set = new Set([...theirs.matchAll(/(--red-ui-[\w-]+)\s*:/g)].map(([, variable]) => variable));
      const used = STYLES.flatMap((file) => [...read(file).matchAll(/var\((--red-ui-[\w-]+)\)/g)]).map(
        ([, variable]) => variable,
      );
      assert.equal(used.length > 20, true);
      assert.deepEqual(
        used.filter((variable) => !set.has(variable)),
        [],
      );
    });
  }

  it('load nothing from another host', () => {
    for (const file of [...STYLES, ...CODE])
      assert.doesNotMatch(read(file), /(?:https?:)?\/\/[a-z0-9-]+\.[a-z]/i, file);
    // A link may be followed by a user; nothing may load by itself.
    for (const file of HELP)
      assert.doesNotMatch(
        read(file),
        /<(?:script|link|img|iframe|video|audio|object|embed)\s(?![^>]*type="text\/html")/i,
        file,
      );
  });
});
