import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { splitPlain } from '../../../../nodes/lib/events/report/plain-variables';
import { MOST_VARIABLES, splitByGrammar } from '../../../../nodes/lib/events/report/variables';
import { builtIn } from '../../../support/vendors';
import { Dice } from '../../../fuzz/dice';

const names = builtIn.namesOf();
const split = (text: string) => splitPlain(text, names, MOST_VARIABLES);

describe('splitPlain', () => {
  it('takes apart what phones mostly send', () =>
    assert.deepEqual(split('mac=0c:38&zone=&remote=%22J%22%20%3Csip:1@h%3E&call_id=7')?.variables, [
      { name: 'mac', value: '0c:38', meaning: names.meaningOf('mac') },
      { name: 'zone', value: '', meaning: undefined },
      { name: 'remote', value: '%22J%22%20%3Csip:1@h%3E', meaning: names.meaningOf('remote') },
      { name: 'call_id', value: '7', meaning: names.meaningOf('call_id') },
    ]));

  it('takes parameters of a URI for a part of it, which other names may not', () => {
    const { variables = [], isClear } = split('remote=sip:1@h;user=phone;x=1&mac=1') ?? {};
    assert.deepEqual(
      variables.map(({ value }) => value),
      ['sip:1@h;user=phone;x=1', '1'],
    );
    assert.equal(isClear, false);
  });

  for (const [why, text] of [
    ['nothing', ''],
    ['a name without a value', 'keepalive&mac=1'],
    ['another = in a value', 'x=a=b&mac=1'],
    ['a parameter of a value', 'call_id=1;user=phone&mac=1'],
    ['a parameter with the name of a variable', 'remote=sip:1@h;call_id=phone&mac=1'],
    ['a parameter with a blank in its name', 'remote=sip:1@h;call id=phone&mac=1'],
    ['a parameter behind an escaped blank', 'remote=sip:1@h;%20call_id=phone&mac=1'],
    ['a name with a blank', 'caller ID=1'],
    ['a name with an escape', 'caller%20ID=1'],
    ['no name', '=1'],
    ['two separators', 'mac=1&&ip=2'],
    ['a separator at the end', 'mac=1&'],
    ['an XML ampersand', 'mac=1&amp;ip=2'],
    ['a quote before a name that nobody knows', 'remote="a&zone=1'],
    ['a bracket before a name that nobody knows', 'remote=<a&zone=1'],
    ['an escaped quote before a name that nobody knows', 'remote=%22a&zone=1'],
    ['a name that is too long', `${'a'.repeat(65)}=1`],
    ['too many', Array.from({ length: MOST_VARIABLES + 1 }, () => 'mac=1').join('&')],
  ] as const) {
    it(`leaves ${why} to the grammar`, () => assert.equal(split(text), undefined));
  }

  it('says of any text what the grammar says, or nothing', () => {
    const dice = new Dice(20_261_127);
    const known = ['mac', 'ip', 'model', 'remote', 'local', 'display_remote', 'call_id', 'line', 'token', 'event'];
    const odd = ['zone', 'x', 'caller ID', 'amp;mac', 'a.b-c', '$z', '2nd', ''];
    const pieces = [
      '&',
      '&',
      ';',
      ':',
      '?',
      '#',
      '/',
      '@',
      '<',
      '>',
      '"',
      '%22',
      '%3C',
      '%3e',
      '%20',
      '=',
      '\\"',
      'sip:',
    ];
    let plain = 0;
    for (let round = 0; round < 20_000; round++) {
      const text = dice
        .times(dice.between(1, 6), () => {
          const name = dice.chance(0.8) ? dice.pick(known) : dice.pick(odd);
          const signs = dice.times(
            dice.chance(0.5) ? 0 : dice.below(4),
            () => dice.pick(pieces) + dice.pick(['', 'a', '1']),
          );
          return `${name}=${signs.join('')}${dice.pick(['', '1', 'b c'])}`;
        })
        .join(dice.pick(['&', '&', '&', ';', ':']));
      const vendor = dice.pick([undefined, 'atcom', 'fanvil', 'snom']);
      const quick = splitPlain(text, builtIn.namesOf(vendor), MOST_VARIABLES);
      if (!quick) continue;
      plain++;
      const whole = splitByGrammar(text, builtIn.namesOf(vendor), false, (event) => event === 'hold');
      assert.deepEqual(quick, whole, text);
    }
    assert.ok(plain > 2_000, `${plain}`);
  });
});
