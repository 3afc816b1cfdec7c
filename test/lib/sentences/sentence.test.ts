import assert from 'node:assert/strict';
import {
  aside,
  because,
  joined,
  say,
  type Sentence,
  sentence,
  sentenceIn,
  vendorSentence,
} from '../../../nodes/lib/sentences/sentence';

const GERMAN: Readonly<Record<string, string>> = {
  'join.colon': '__what__ – __why__',
  'key.lacking': 'die Taste __key__ fehlt: __phone__',
  'word.this-vendor': 'dieses __vendor__',
  'word.it': 'es',
  'connection.EHOSTDOWN': '__it__ ist aus',
};
const german = (key: string): string | undefined => GERMAN[key];

describe('a sentence', () => {
  const lacking = (key: string): Sentence =>
    sentence('key.lacking', { phone: sentence('word.this-vendor', { vendor: 'Fanvil' }), key });

  it('is English where no language is named, and as text', () => {
    assert.equal(say(lacking('F9')), 'this Fanvil has no F9 key');
    assert.equal(String(lacking('F9')), 'this Fanvil has no F9 key');
  });

  it('is said in another language with all that it is made of, in that one’s order', () => {
    assert.equal(lacking('F9').in(german), 'die Taste F9 fehlt: dieses Fanvil');
    assert.equal(because(lacking('F9'), 'so').in(german), 'die Taste F9 fehlt: dieses Fanvil – so');
  });

  it('is English, part for part, where a language lacks it', () => {
    assert.equal(
      aside(sentence('setting.host'), lacking('F9')).in(german),
      'the address (die Taste F9 fehlt: dieses Fanvil)',
    );
    assert.equal(
      say(sentence('command.both'), () => undefined),
      'send number or typed, not both',
    );
  });

  for (const name of [
    '$t(x)',
    '{{y}}',
    '__key__',
    '__vendor__',
    '$&',
    "$'",
    '<b>&amp;</b> "Tür"',
    '%s',
    '\u0000',
    'toString',
  ])
    it(`holds ${JSON.stringify(name)} as it is`, () => {
      assert.equal(lacking(name).in(), `this Fanvil has no ${name} key`);
      assert.equal(lacking(name).in(german), `die Taste ${name} fehlt: dieses Fanvil`);
      const phone = sentence('word.this-vendor', { vendor: name });
      assert.equal(sentence('key.lacking', { phone, key: 'F9' }).in(), `this ${name} has no F9 key`);
    });

  it('shows a place that a translation invented, and nothing that objects are born with', () => {
    assert.equal(
      lacking('F9').in(() => '__constructor__ __toString__ __key__'),
      '__constructor__ __toString__ F9',
    );
  });

  it('about the other side names it where somebody knows its name', () => {
    const down = sentence('connection.EHOSTDOWN');
    assert.ok(down.hasSubject);
    assert.equal(say(down), 'it cannot be reached: check that the phone is on');
    assert.equal(down.about('10.0.0.12').in(german), '10.0.0.12 ist aus');
    assert.equal(down.in(german), 'es ist aus');
    const other = sentence('connection.ENOTFOUND');
    assert.equal(other.about('10.0.0.12'), other);
  });

  it('of several says one, two, three', () => {
    assert.equal(say(joined([])), '');
    assert.equal(say(joined(['a'])), 'a');
    assert.equal(say(joined(['a', 'b'], 'or')), 'a or b');
    assert.equal(say(joined(['a', sentence('setting.host'), 'c'])), 'a, the address, c');
  });

  it('is found by a name that is known only now, and only there', () => {
    assert.equal(say(sentenceIn('http-status', '426') ?? ''), 'it wants another protocol; choose https');
    for (const name of ['999', '', 'constructor', '__proto__', '4xx.426'])
      assert.equal(sentenceIn('http-status', name), undefined);
  });

  it('of a vendor’s profile is its own text until somebody translates it', () => {
    const text = "No such page: it isn't on!";
    assert.equal(say(vendorSentence(text), german), text);
    assert.equal(
      say(vendorSentence(text), (key) => (key === 'vendor.no-such-page-it-isn-t-on' ? 'aus' : undefined)),
      'aus',
    );
  });
});
