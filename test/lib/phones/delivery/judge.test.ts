import assert from 'node:assert/strict';
import { type JudgeContext, judgeAnswer, withAdvice } from '../../../../nodes/lib/phones/delivery/judge';
import { type ErrorCode, PhoneError } from '../../../../nodes/lib/errors';
import type { Redirect } from '../../../../nodes/lib/transports/transport';
import { failure } from '../../commands/errors';
import { grandstream, twin } from '../../commands/sketches';

const advised = {
  ...twin,
  advice: [
    { status: 403, transport: 'sip', text: 'by SIP: ask the registrar', source: 'sketch' },
    { status: 403, text: 'look at page Remote', source: 'sketch' },
    { status: 418, text: 'it is a teapot', source: 'sketch' },
    { code: 'TIMEOUT', transport: 'http', text: 'answer the question on its display', source: 'sketch' },
    { code: 'UNREACHABLE', text: 'is it switched on?', source: 'sketch' },
  ],
} as const;

const context: JudgeContext = {
  profile: twin,
  transport: 'http',
  address: '10.0.0.12',
  plan: { action: 'press', keys: ['OK'], requests: [{ wire: '/control?key=OK', shown: '/control?key=OK' }] },
};

const judged = (code: ErrorCode, status: number, other: Partial<JudgeContext> = {}, body = '') => {
  const error = failure(code, () => judgeAnswer({ status, body }, { ...context, ...other }));
  assert.deepEqual(error.cause, { status });
  return error.message;
};

describe('commands/judge', () => {
  it('takes any 2xx for a success', () => {
    for (const status of [200, 202, 204, 299]) judgeAnswer({ status }, context);
  });

  it('sorts the others', () => {
    for (const status of [401, 407]) judged('UNAUTHORIZED', status);
    judged('FORBIDDEN', 403);
    for (const status of [100, 199, 300, 302, 404, 480, 481, 489, 500, 503, 603, 999]) judged('REFUSED', status);
  });

  it('says what to do, in general words', () => {
    assert.equal(
      judged('FORBIDDEN', 403),
      "10.0.0.12 answered 403: Active URI is off, or this address is not on the phone's allow list",
    );
    assert.match(judged('REFUSED', 302), /redirects, to a login page/);
    assert.match(judged('REFUSED', 404), /vendor and the path/);
    assert.match(judged('REFUSED', 503), /busy/);
    assert.match(judged('REFUSED', 481, { transport: 'sip' }), /481: Active URI is off/);
    assert.match(judged('REFUSED', 489, { transport: 'sip' }), /event/);
    assert.match(judged('REFUSED', 480, { transport: 'sip' }), /not registered/);
    assert.equal(judged('REFUSED', 700), '10.0.0.12 answered 700');
  });

  const STATUSES = {
    http: [
      ...[400, 402, 404, 405, 406, 408, 409, 410, 411, 413, 414, 415, 418, 421, 423, 426, 429, 431, 451],
      ...[500, 501, 502, 503, 504, 505, 511, 599],
    ],
    sip: [
      ...[400, 402, 404, 405, 406, 408, 410, 413, 414, 415, 416, 420, 421, 423, 480, 481, 482, 483, 484, 485, 486, 487],
      ...[488, 489, 491, 493, 494, 500, 501, 502, 503, 504, 505, 513, 580, 600, 603, 604, 606, 607],
    ],
  };
  for (const transport of ['http', 'sip'] as const) {
    for (const status of STATUSES[transport]) {
      it(`says what ${status} by ${transport.toUpperCase()} means, and what to do`, () => {
        const words = judged('REFUSED', status, { transport });
        assert.match(words, new RegExp(`^10\\.0\\.0\\.12 answered ${status}: .{10,}[;,] .{5,}`));
        // Nothing of a 5xx is known for certain; of a refusal it is not said that it may have been done.
        if (status < 500 && status !== 487) assert.doesNotMatch(words, /may have been done/);
      });
    }
  }

  describe('of a redirect', () => {
    const redirect = {
      protocol: 'https',
      port: 8089,
      target: 'https://10.0.0.12:8089',
      isElsewhere: true,
      isOtherHost: false,
      isLogin: false,
    } as const;
    const said = (changes: Partial<Redirect>, other: Partial<JudgeContext> = {}): string =>
      failure('REFUSED', () =>
        judgeAnswer({ status: 302, redirect: { ...redirect, ...changes } }, { ...context, ...other }),
      ).message;

    it('names protocol and port, and the host where it is another', () => {
      assert.equal(
        said({}),
        '10.0.0.12 answered 302: it redirects to https://10.0.0.12:8089; choose https and port 8089 at the phone, if that is the phone',
      );
      assert.match(said({ isOtherHost: true }), /choose that address, https and port 8089/);
    });

    it('lets no vendor’s general word stand before that', () => {
      const profile = { ...twin, advice: [{ status: 302, text: 'log in first', source: 'sketch' }] };
      assert.match(said({}, { profile }), /choose https and port 8089/);
      assert.match(said({ isElsewhere: false }, { profile }), /302: log in first/);
    });

    it('takes one to a page of its own for done, where the vendor’s phones say so in that way', () => {
      const http = { path: '/', separator: '', answer: { redirect: { source: 'x' }, source: 'x' }, source: 'x' };
      const profile = { ...twin, http };
      judgeAnswer({ status: 302, redirect: { ...redirect, isElsewhere: false } }, { ...context, profile });
      assert.match(said({}, { profile }), /choose https and port 8089/);
      assert.match(said({ isElsewhere: false, isLogin: true }, { profile }), /to its login page/);
      assert.match(said({ isElsewhere: false }, { profile, transport: 'sip' }), /302/);
      failure('REFUSED', () => judgeAnswer({ status: 302 }, { ...context, profile }));
    });

    it('tells a login page from another page', () => {
      assert.match(said({ isElsewhere: false, isLogin: true }), /to its login page; check user name and password/);
      assert.match(said({ isElsewhere: false }), /another page of its own; check the vendor and the path/);
    });
  });

  it('says it in the vendor’s words, where there are any for the transport', () => {
    const profile = advised;
    assert.equal(judged('FORBIDDEN', 403, { profile }), '10.0.0.12 answered 403: look at page Remote');
    assert.match(judged('FORBIDDEN', 403, { profile, transport: 'sip' }), /ask the registrar/);
    assert.match(judged('REFUSED', 418, { profile }), /teapot/);
    assert.match(judged('UNAUTHORIZED', 401, { profile }), /user name or password/);
  });

  describe('says whose login is wanted, whatever became of the one it got', () => {
    const profile = {
      ...twin,
      advice: [{ status: 401, text: 'the login is that of page Remote', source: 'sketch' }],
    } as const;
    const said = (refused: boolean, asked: string[], transport: 'http' | 'sip' = 'http'): string =>
      failure('UNAUTHORIZED', () =>
        judgeAnswer({ status: 401, login: { refused, asked } }, { ...context, profile, transport }),
      ).message;

    for (const transport of ['http', 'sip'] as const) {
      it(`by ${transport}: refused, missing, or of a kind that nobody takes`, () => {
        assert.match(said(true, ['Digest'], transport), /wants another .*; the login is that of page Remote$/);
        assert.match(said(false, ['Digest'], transport), /wants .*enter them.*; the login is that of page Remote$/);
        assert.doesNotMatch(said(false, ['Digest'], transport), /another/);
        assert.match(said(false, ['NTLM'], transport), /asks for NTLM/);
        for (const asked of [['NTLM'], []]) assert.doesNotMatch(said(false, asked, transport), /Remote|another/);
      });
    }
  });

  describe('where the body decides', () => {
    const profile = grandstream;
    const ok = { response: { state: 'success' } };

    it('takes the profile’s word for success, and no other', () => {
      judgeAnswer({ status: 200, body: JSON.stringify(ok) }, { ...context, profile });
      const others = [
        '',
        'success',
        '{',
        'null',
        '[]',
        '"success"',
        '{"response":"success"}',
        '{"response":{"state":"error"}}',
        '{"response":{"state":{"x":"success"}}}',
        '{"response":{"state":["success"]}}',
        '{"__proto__":{"response":{"state":"success"}}}',
        '{"response":{}}',
      ];
      for (const body of others) assert.match(judged('REFUSED', 200, { profile }, body), /answered 200: /);
      const silent = failure('REFUSED', () => judgeAnswer({ status: 200 }, { ...context, profile }));
      assert.deepEqual(silent.cause, { status: 200 });
    });

    it('asks the status first, and only HTTP', () => {
      judged('FORBIDDEN', 403, { profile }, JSON.stringify(ok));
      judgeAnswer({ status: 200 }, { ...context, profile, transport: 'sip' });
    });

    it('never repeats the phone’s text', () => {
      const canary = 'canary-5a5f';
      for (const status of [200, 302, 401, 403, 404, 500]) {
        const run = () => judgeAnswer({ status, body: `{"response":"${canary}"} ${canary}` }, { ...context, profile });
        assert.throws(run, (error: PhoneError) => !JSON.stringify([error.message, error.cause]).includes(canary));
      }
    });
  });

  describe('advice for silence', () => {
    const timeout = new PhoneError('TIMEOUT', '10.0.0.12 gave no answer within 5 s', { code: 'X' });

    it('is added once, and keeps code and cause', () => {
      const error = withAdvice(timeout, { ...context, profile: advised });
      assert.equal(error.message, '10.0.0.12 gave no answer within 5 s: answer the question on its display');
      assert.deepEqual([error.code, error.cause], ['TIMEOUT', { code: 'X' }]);
      assert.equal(withAdvice(error, { ...context, profile: advised }), error);
      const refused = new PhoneError('UNREACHABLE', 'cannot reach [fe80::1]: connection refused');
      assert.equal(
        withAdvice(refused, { ...context, profile: advised }).message,
        'cannot reach [fe80::1]: connection refused; is it switched on?',
      );
    });

    it('has general words too, and none where there is nothing to say', () => {
      assert.match(withAdvice(timeout, { ...context, transport: 'sip' }).message, /not on their list/);
      assert.match(withAdvice(timeout, context).message, /before sending it again/);
      const closed = new PhoneError('CLOSED', 'closed');
      assert.equal(withAdvice(closed, context), closed);
    });
  });
});
