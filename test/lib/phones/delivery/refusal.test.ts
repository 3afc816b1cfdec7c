import assert from 'node:assert/strict';
import { readsBody, refusalIn } from '../../../../nodes/lib/phones/delivery/refusal';
import { akuvox } from '../../../../nodes/lib/vendors/profiles/akuvox';
import type { AnswerRule, Refusal } from '../../../../nodes/lib/vendors';
import { cite } from '../../../../nodes/lib/vendors/rows';

const source = 'sketch';
const rule = (...refusals: Parameters<typeof cite<Refusal>>[1]): AnswerRule => ({
  source,
  refusals: cite<Refusal>(source, refusals),
});
/** What a vendor's answers say, from public documents: GDS37xx, 2N, Akuvox, a login page. */
const RESCODE = rule({ xml: 'ResCode', not: ['0'] });
const SUCCESS = rule({ json: 'success', is: ['false'] });
const RETCODE = rule({ json: 'retcode', not: ['0'] });
const LOGIN = rule({ words: '<form', code: 'UNAUTHORIZED' });

// [rule, body, refused]
const CASES: readonly (readonly [AnswerRule, string, boolean])[] = [
  [RETCODE, '', false],
  [RETCODE, 'OK', false],
  [RETCODE, '{}', false],
  [RETCODE, '{"retcode":0,"action":"MakeCall","message":"OK"}', false],
  [RETCODE, '{ "retcode" : 0 }', false],
  [RETCODE, '{"retcode":"0"}', false],
  [RETCODE, '{"retcode":-1,"action":"MakeCall","message":"fail"}', true],
  [RETCODE, '{"RetCode":-1}', true],
  [RETCODE, '{"retcode":"1"}', true],
  [RETCODE, '{\n  "retcode" :\t-3\n}', true],
  [RETCODE, '{"data":{"retcode":-1}}', true],
  [RETCODE, '\ufeff{"retcode":-1,}', true],
  [RETCODE, '{"retcode":-1', true],
  [RETCODE, '{"retcode":null}', true],
  [RETCODE, '{"retcode":{}}', false],
  [RETCODE, '{"message":"retcode"}', false],
  [RETCODE, '"retcode"', false],
  [RETCODE, '{"xretcode":-1}', false],
  [RETCODE, '{"retcode":00}', true],
  [SUCCESS, '{"success" : false}', true],
  [SUCCESS, '{"success":"false"}', true],
  [SUCCESS, '{"success":FALSE}', true],
  [SUCCESS, '{"success" : true}', false],
  [SUCCESS, '', false],
  [RESCODE, '<?xml version="1.0"?><Configuration><ResCode>1</ResCode></Configuration>', true],
  [RESCODE, '<ResCode> 1 </ResCode>', true],
  [RESCODE, '<RESCODE>1</RESCODE>', true],
  [RESCODE, '<ResCode type="int">1</ResCode>', true],
  [RESCODE, '<ResCode></ResCode>', true],
  [RESCODE, '<ResCode>0</ResCode>', false],
  [RESCODE, '<ResCodes>1</ResCodes>', false],
  [RESCODE, '<ResCode/>', false],
  [RESCODE, '<ResCode>', false],
  [RESCODE, '', false],
  [LOGIN, '<html><FORM action="/login">', true],
  [LOGIN, '<html>done', false],
];

describe('commands/refusal', () => {
  for (const [answer, body, isRefused] of CASES) {
    it(`${isRefused ? 'sees the refusal' : 'sees none'} in ${JSON.stringify(body)}`, () => {
      assert.equal(refusalIn(body, answer) !== undefined, isRefused);
    });
  }

  it('reads Akuvox’ words, the login’s first', () => {
    const found = (body: string) => refusalIn(body, akuvox.http?.answer ?? { source });
    assert.equal(found('User name or password is incorrect')?.code, 'UNAUTHORIZED');
    assert.equal(found('<html>\nUSER NAME OR PASSWORD IS INCORRECT</html>')?.code, 'UNAUTHORIZED');
    assert.equal(found('{"retcode":-4,"message":"x"}')?.code, 'UNAUTHORIZED');
    assert.equal(found('{"retcode":-1,"action":"MakeCall","message":"fail"}')?.code, undefined);
    assert.equal(found('{"retcode":-1}')?.unknownRequest, true);
    assert.equal(found('please use new interface')?.unknownRequest, true);
    assert.match(found('{"retcode":-2}')?.text ?? '', /relay/);
    assert.match(found('{"retcode":-3}')?.text ?? '', /not switched on/);
    assert.ok(found('{"retcode":7}'));
    for (const body of ['', 'OK', '{"retcode":0,"action":"OpenDoor","message":"OK"}'])
      assert.equal(found(body), undefined);
  });

  it('asks for no body where no rule looks at one', () => {
    assert.equal(readsBody({ source }), false);
    assert.equal(readsBody(rule()), false);
    assert.equal(readsBody(RETCODE), true);
    assert.equal(readsBody({ source, json: { property: 'x', success: '1' } }), true);
  });

  it('looks at the first 16 KB alone', () => {
    assert.ok(refusalIn(`${' '.repeat(16_000)}{"retcode":-1}`, RETCODE));
    assert.equal(refusalIn(`${' '.repeat(17_000)}{"retcode":-1}`, RETCODE), undefined);
  });
});
