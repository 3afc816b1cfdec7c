import assert from 'node:assert/strict';
import { placeholdersOf, renderTemplate } from '../../../nodes/lib/commands/template';

const encode = (value: string) => encodeURIComponent(value);

describe('commands/template', () => {
  const fillings = {
    number: { value: '#31#' },
    line: { value: '2' },
    password: { value: 'p&w', secret: true },
  } as const;

  const rows: [template: string, wire: string, shown?: string][] = [
    ['SPEAKER', 'SPEAKER'],
    ['{number}', '%2331%23'],
    ['LINEKEY{line}', 'LINEKEY2'],
    ['[LINEKEY{line}]', 'LINEKEY2'],
    ['[&via={via}]', ''],
    ['?action=MakeCall&number={number}[&line={line}][&via={via}]', '?action=MakeCall&number=%2331%23&line=2'],
    ['[&a={number}&b={via}]', ''],
    [
      '/cgi-bin/x?passcode={password}&n={number}',
      '/cgi-bin/x?passcode=p%26w&n=%2331%23',
      '/cgi-bin/x?passcode=***&n=%2331%23',
    ],
    ['?line={line};displayname=x', '?line=2;displayname=x'],
    ['', ''],
  ];
  for (const [template, wire, shown = wire] of rows) {
    it(`fills ${template || 'nothing'}`, () => {
      assert.deepEqual(renderTemplate(template, fillings, encode), { wire, shown });
    });
  }

  it('never reads a value as a template or a replacement pattern', () => {
    const value = "{password}$&$'[{number}]";
    const rendered = renderTemplate('a={text}', { ...fillings, text: { value } }, (text) => text);
    assert.deepEqual(rendered, { wire: `a=${value}`, shown: `a=${value}` });
  });

  it('does not send a template with a hole', () => {
    assert.throws(() => renderTemplate('?n={digits}', fillings, encode), /digits/);
  });

  it('tells what a template needs and what it can use', () => {
    assert.deepEqual(placeholdersOf('/x?p={password}&n={number}[&l={line}]'), {
      required: ['password', 'number'],
      optional: ['line'],
    });
  });
});
