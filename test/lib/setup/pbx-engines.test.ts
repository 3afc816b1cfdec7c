import assert from 'node:assert/strict';
import { type PbxId, PBX_SYSTEMS, writtenFor } from '../../../nodes/lib/setup/pbx/systems';
import { needs } from '../../support/node-red';
import {
  BRACED_TAGS,
  GO,
  JINJA,
  PERCENT_NAMES,
  SMARTY,
  type TemplateEngine,
  TWIG,
} from '../../support/template-engines';
import { copy, systemOf, VENDORS } from './pbx-texts';

/** A text with all that any of these engines would read as its own, in every order. */
const HOSTILE =
  'a = {$mac} {{ x }} {% if %} {# c #} {literal} {{{%}} } $remote {*c*} %name% <b c="{{.Name}}"/> {{"{{"}} {{{{{#\n';

interface Ran {
  readonly engine: TemplateEngine;
  /** Lines as a template of such a PBX has them, and what becomes of them. */
  readonly before: readonly [template: string, filled: string];
  readonly after: readonly [template: string, filled: string];
}

const RAN: Readonly<Partial<Record<PbxId, Ran>>> = {
  fusionpbx: {
    engine: SMARTY,
    before: [
      '#!version:1.0.0.1\naccount.mac = {$mac}\n{if $on}\nline.1 = 1\n{/if}\n',
      '#!version:1.0.0.1\naccount.mac = 0c383e557eb1\nline.1 = 1\n',
    ],
    after: [
      'time = {$mac|upper}\n{literal}css { x }{/literal}\nend = 1\n',
      'time = 0C383E557EB1\ncss { x }\nend = 1\n',
    ],
  },
  nethvoice: {
    engine: TWIG,
    before: [
      "{# a note #}account.mac = {{ mac }}\n{% if on %}\nline.1 = {{ on ? '1' : '0' }}\n{% endif %}\n",
      'account.mac = 0c383e557eb1\nline.1 = 1\n',
    ],
    after: ['{% set name = mac|upper %}\ntime = {{ name }}\nend = 1\n', 'time = 0C383E557EB1\nend = 1\n'],
  },
  wazo: {
    engine: JINJA,
    before: [
      'account.mac = {{ mac }}\n{% if on -%}\nline.1 = 1\n{% endif %}\n',
      'account.mac = 0c383e557eb1\nline.1 = 1\n\n',
    ],
    after: ['time = {{ mac|upper }}\nend = 1\n', 'time = 0C383E557EB1\nend = 1\n'],
  },
  yeastar: {
    engine: GO,
    before: [
      '{{/* a note */}}account.mac = {{.Mac}}\n{{if .On -}}\nline.1 = 1\n{{end}}\n',
      'account.mac = 0c383e557eb1\nline.1 = 1\n\n',
    ],
    after: ['{{with $mac := .Mac}}time = {{printf "%q" $mac}}{{end}}\nend = 1\n', 'time = "0c383e557eb1"\nend = 1\n'],
  },
};

const IMITATED: Readonly<Partial<Record<PbxId, Ran>>> = {
  '3cx': {
    engine: PERCENT_NAMES,
    before: ['account.mac = %%MAC%%\n', 'account.mac = 0c383e557eb1\n'],
    after: ['time = 100%\nend = %%MAC%%\n', 'time = 100%\nend = 0c383e557eb1\n'],
  },
  vodia: {
    engine: BRACED_TAGS,
    before: ['account.mac = {mac}\n', 'account.mac = 0c383e557eb1\n'],
    after: ['', ''],
  },
};

/** Of every text that there is for any vendor. */
const ours = (id: PbxId): string[] => VENDORS.flatMap((changes) => copy(id, changes).map(({ text }) => text));

function check(id: PbxId, { engine: { render }, before, after }: Ran, texts: readonly string[]): void {
  for (const text of texts) {
    const written = writtenFor(systemOf(id), text);
    assert.ok(written !== undefined, text);
    assert.equal(render(`${before[0]}${written}${after[0]}`), `${before[1]}${text}${after[1]}`);
  }
}

describe('what a PBX’s template engine makes of our text', () => {
  for (const [id, ran] of Object.entries(RAN) as [PbxId, Ran][]) {
    it(`${systemOf(id).engine}: every line but ours as before, ours letter by letter`, function () {
      needs(this, `${systemOf(id).engine} (apt: ${ran.engine.packages})`, ran.engine.isHere());
      this.timeout(60_000);
      check(id, ran, [HOSTILE, ours(id).join('')]);
      // Of a text that is not written for it, something is lost.
      assert.throws(() =>
        assert.equal(
          ran.engine.render(`${ran.before[0]}${HOSTILE}${ran.after[0]}`),
          `${ran.before[1]}${HOSTILE}${ran.after[1]}`,
        ),
      );
    });
  }

  for (const [id, ran] of Object.entries(IMITATED) as [PbxId, Ran][]) {
    it(`${systemOf(id).engine}, imitated: the same, and what it would read as its own is refused`, () => {
      check(id, ran, ours(id));
      for (const own of ['a %%MAC%% b\n', 'a %%\n', 'a {mac} b\n', 'a { b\n', 'a } b\n']) {
        const written = writtenFor(systemOf(id), own);
        const isRead = own !== readWhole(ran.engine, own);
        assert.equal(written, isRead ? undefined : own, own);
      }
    });
  }

  it('all systems are run or imitated, but the one without an engine', () => {
    const known = [...Object.keys(RAN), ...Object.keys(IMITATED)];
    assert.deepEqual(
      PBX_SYSTEMS.filter(({ id }) => !known.includes(id)).map(({ id, engine }) => [id, engine]),
      [['plain', '']],
    );
  });

  it('plain text is left as it is', () => {
    assert.equal(writtenFor(systemOf('plain'), HOSTILE), HOSTILE);
  });

  it('text without anything of an engine’s stays as it is, whichever it is', () => {
    const plain = ours('plain');
    for (const { id } of PBX_SYSTEMS) assert.deepEqual(ours(id), plain, id);
  });
});

/** @returns undefined where the engine gives up */
function readWhole({ render }: TemplateEngine, text: string): string | undefined {
  try {
    return render(text);
  } catch {
    return undefined;
  }
}
