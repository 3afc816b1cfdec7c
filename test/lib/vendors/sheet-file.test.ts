import assert from 'node:assert/strict';
import { lackingIn, rowsFor } from '../../../nodes/lib/vendors/event-urls';
import { readWish, sheetFile } from '../../../nodes/lib/vendors/sheet-file';
import { builtIn } from '../../support/vendors';
import { wellFormed } from '../../support/xml';

const BEFORE = 'http://192.168.5.2:1880/phone';
const asked = (vendor: string, form: string, more: object = {}): unknown => ({
  vendor,
  form,
  model: '',
  events: [],
  brief: false,
  before: BEFORE,
  ...more,
});

describe('a configuration file that the runtime makes', () => {
  const makers = builtIn.profiles.flatMap(({ id, provisioning = [] }) => provisioning.map((form) => ({ id, form })));
  for (const { id, form } of makers) {
    it(`${id}, ${form.label}: holds the token in each URL, and no event is lost in silence`, () => {
      const wish = readWish(asked(id, form.id), builtIn) ?? assert.fail('no wish');
      const { text, mediaType } = sheetFile(wish, 'a&b "c"', builtIn);
      if (mediaType === 'application/xml') wellFormed(text);
      const rows = rowsFor(wish.vendor, wish.series, []);
      const lacking = lackingIn(form, rows);
      const written = rows.filter((row) => !lacking.includes(row));
      assert.ok(written.length > 0);
      for (const { event } of written)
        assert.match(text, new RegExp(`/phone/${event}[?/]token=a%26b%20%22c%22`), event);
      for (const { event } of lacking) assert.doesNotMatch(text, new RegExp(`/phone/${event}[?/]`), event);
    });
  }

  it('is of the wanted events alone', () => {
    const wish = readWish(asked('yealink', 'cfg', { events: ['mute', 7, null] }), builtIn) ?? assert.fail('no wish');
    const { text } = sheetFile(wish, '', builtIn);
    assert.equal(text.match(/http:/g)?.length, 1);
    assert.doesNotMatch(text, /token/);
  });

  it('is a table for people where no form is named', () => {
    const wish = readWish(asked('atcom', '', { events: ['mute', 'hold'] }), builtIn) ?? assert.fail('no wish');
    const { name, text, mediaType } = sheetFile(wish, 'a&b', builtIn);
    assert.deepEqual([name, mediaType], ['action-urls-atcom.txt', 'text/plain']);
    assert.match(
      text,
      /^Hold\thttp:\S+\/phone\/hold\?token=a%26b&\S+\nMute\thttp:\S+\/phone\/mute\?token=a%26b&\S+\n$/,
    );
  });

  const strange: Readonly<Record<string, unknown>> = {
    nothing: undefined,
    'a text': 'yealink',
    'no vendor': asked('nobody', 'cfg'),
    'no form': asked('yealink', 'nothing'),
    'a form of every object': asked('yealink', 'constructor'),
    'no events': asked('yealink', 'cfg', { events: 'mute' }),
    'no URL': asked('yealink', 'cfg', { before: 'phone' }),
    'a URL without a host': asked('yealink', 'cfg', { before: 'http:///phone' }),
    'another scheme': asked('yealink', 'cfg', { before: 'javascript://h/phone' }),
    'a line break': asked('yealink', 'cfg', { before: `${BEFORE}\nx = y` }),
    'a blank': asked('yealink', 'cfg', { before: `${BEFORE} x` }),
    'a query': asked('yealink', 'cfg', { before: `${BEFORE}?x=` }),
    'an element': asked('yealink', 'cfg', { before: `${BEFORE}<x>` }),
    'a long URL': asked('yealink', 'cfg', { before: `${BEFORE}/${'x'.repeat(1000)}` }),
  };
  for (const [title, wish] of Object.entries(strange)) {
    it(`is not made of ${title}`, () => assert.equal(readWish(wish, builtIn), undefined));
  }
});
