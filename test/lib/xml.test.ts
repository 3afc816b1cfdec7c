import assert from 'node:assert/strict';
import { readXml, writeXml } from '../../nodes/lib/xml';

describe('XML, as far as phones write it', () => {
  it('is elements, attributes and texts', () => {
    assert.deepEqual(
      readXml(
        '<?xml version="1.0" encoding="UTF-8"?>\n<a x="1" y=\'"2"\'>\n <b>one</b><b/> two <c:d-e>3</c:d-e>\n</a>\n',
      ),
      {
        name: 'a',
        attributes: [
          ['x', '1'],
          ['y', '"2"'],
        ],
        text: '\n  two \n',
        children: [
          { name: 'b', attributes: [], text: 'one', children: [] },
          { name: 'b', attributes: [], text: '', children: [] },
          { name: 'c:d-e', attributes: [], text: '3', children: [] },
        ],
      },
    );
  });

  it('has five names for signs, and their numbers', () => {
    const root = readXml('<a b="&quot;&#65;">&lt;x&gt;&amp;amp;&apos;&#x1F600;<![CDATA[<&>]]><!-- <c> --></a>');
    assert.equal(root?.text, "<x>&amp;'😀<&>");
    assert.deepEqual(root.attributes, [['b', '"A']]);
  });

  const refused: Readonly<Record<string, string>> = {
    nothing: '',
    'no element': 'OK',
    'two roots': '<a/><a/>',
    'a text before the root': 'x<a/>',
    'a text behind the root': '<a/>x',
    'an element that is not closed': '<a><b></b>',
    'an element that is closed by another': '<a><b></a></b>',
    'an end without a beginning': '</a>',
    'a document type': '<!DOCTYPE a><a/>',
    'an entity of its own': '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>',
    'an entity that is not declared': '<a>&e;</a>',
    'an ampersand alone': '<a>Tom & Anna</a>',
    'an instruction': '<?php x?><a/>',
    'an instruction inside': '<a><?x y?></a>',
    'a sign that XML has not': '<a>\u0000</a>',
    'the same by its number': '<a>&#0;</a>',
    'a number beyond all signs': '<a>&#x110000;</a>',
    'half a pair of surrogates': '<a>&#xD800;</a>',
    'an attribute without quotes': '<a b=c/>',
    'an attribute twice': '<a b="1" b="2"/>',
    'a tag in an attribute': '<a b="<c>"/>',
    'a comment without end': '<a><!-- x</a>',
    'a text without end': '<a><![CDATA[x</a>',
    'a tag without end': '<a',
    'thirteen deep': `${'<a>'.repeat(13)}${'</a>'.repeat(13)}`,
    'too many elements': `<a>${'<b/>'.repeat(256)}</a>`,
    'too many attributes': `<a ${Array.from({ length: 33 }, (_, n) => `b${n}="1"`).join(' ')}/>`,
  };
  for (const [title, text] of Object.entries(refused)) {
    it(`is not read with ${title}`, () => assert.equal(readXml(text), undefined));
  }

  it('goes to its bounds', () => {
    assert.equal(readXml(`${'<a>'.repeat(12)}${'</a>'.repeat(12)}`)?.name, 'a');
    assert.equal(readXml(`<a>${'<b/>'.repeat(255)}</a>`)?.children.length, 255);
  });

  it('comes back from writing', () => {
    const text = `<a b="c">&amp;'\r\n\té😀]]>`;
    const written = writeXml(text) ?? '';
    const root = readXml(`<x y="${written}">${written}</x>`);
    assert.equal(root?.text, text);
    assert.deepEqual(root.attributes, [['y', text]]);
    assert.equal(writeXml('\u0000'), undefined);
    assert.equal(writeXml('\ud800'), undefined);
  });
});
