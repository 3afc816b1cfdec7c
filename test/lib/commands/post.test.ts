import assert from 'node:assert/strict';
import { type ComposeContext, composePlan } from '../../../nodes/lib/commands/compose';
import { parsePayload } from '../../../nodes/lib/commands/payload';
import { toldRequest } from '../../../nodes/lib/commands/plan';
import { renderPost } from '../../../nodes/lib/commands/post';
import type { PostBody, VendorProfile } from '../../../nodes/lib/vendors';
import { readXml } from '../../../nodes/lib/xml';
import { sketch } from '../vendors/sketch';
import { builtIn } from '../../support/vendors';
import { failure } from './errors';

const source = 'sketch';
const EXECUTE = '<Do><Item Priority="0" URL="Dial:{number}[;{line}]"/></Do>';

const poster: VendorProfile = sketch('poster', {
  keys: [
    { key: 'Line', label: 'Line', numbered: { from: 1, to: 4 }, source },
    { key: 'Pad', label: 'Digits', numbered: { from: 0, to: 9 }, source },
    { key: 'PadStar', label: '*', source },
  ],
  keypad: { digit: 'Pad', '*': 'PadStar' },
  http: {
    path: '/push?u={username}',
    separator: '',
    digits: 'each',
    post: { format: 'xml', text: '<Press key="Key:{key}"/>', contentType: 'application/x-push' },
    answer: { source },
    source,
  },
  line: { number: { source } },
  actions: {
    dial: [{ request: '/dial', post: { format: 'xml', parameter: 'XML', text: EXECUTE }, source }],
    autoprovision: [
      { request: '/login', post: { format: 'xml', parameter: 'XML', text: '<a b="{password}"/>' }, source },
    ],
    hold: [
      { request: '/hold/{call}', post: { format: 'json', text: '{"data":{"Ref":"{call}"}}' }, source },
      { request: '/hold', post: { format: 'json', text: '{}' }, source },
    ],
    'open-door': [{ request: '/door', post: { format: 'form', text: 'code={code}[&relay={line}]' }, source }],
    'set-display-name': [{ request: '/name', post: { format: 'json', text: '{"name":"{text}"}' }, source }],
    dtmf: [{ keys: ['{digits}'], source }],
    reboot: [{ request: '/do', post: { format: 'form', text: 'user={username}&pass={password}' }, source }],
  },
});

function compose(payload: unknown, more: Partial<ComposeContext> = {}) {
  return composePlan(parsePayload(payload), {
    vendors: builtIn,
    profile: poster,
    transport: 'http',
    disruptive: true,
    credentials: { username: 'admin' },
    ...more,
  }).requests;
}

describe('commands that are posted', () => {
  it('carry a body of their format, and say its type', () => {
    assert.deepEqual(compose({ action: 'hold', call: '0x2a' }), [
      {
        wire: '/hold/0x2a',
        shown: '/hold/0x2a',
        post: {
          contentType: 'application/json',
          body: { wire: '{"data":{"Ref":"0x2a"}}', shown: '{"data":{"Ref":"0x2a"}}' },
        },
      },
    ]);
    assert.deepEqual(
      compose({ action: 'hold' }).map(({ post }) => post?.body.wire),
      ['{}'],
    );
  });

  it('drop what was not given, and refuse what no recipe takes', () => {
    const [request] = compose({ action: 'dial', number: '6040' });
    assert.equal(request?.post?.contentType, 'application/x-www-form-urlencoded');
    assert.equal(request.post.body.shown, 'XML=<Do><Item Priority="0" URL="Dial:6040"/></Do>');
    assert.equal(
      new URLSearchParams(request.post.body.wire).get('XML'),
      '<Do><Item Priority="0" URL="Dial:6040"/></Do>',
    );
    const [second] = compose({ action: 'dial', number: '6040', line: 2 });
    assert.match(second?.post?.body.shown ?? '', /Dial:6040;2"/);
    failure('UNSUPPORTED_ACTION', () => compose({ action: 'dial', number: '6040', via: 'speaker' }));
  });

  it('mask what is secret in what is shown, and know whether the password is in them', () => {
    const [door] = compose({ action: 'open-door', code: '4711', line: 2 });
    assert.deepEqual(door?.post?.body, { wire: 'code=4711&relay=2', shown: 'code=***&relay=2' });
    assert.equal(door.post.carriesPassword, undefined);
    const [reboot] = compose({ action: 'reboot' }, { credentials: { username: 'a&b', password: 'c=d%' } });
    assert.deepEqual(reboot?.post, {
      contentType: 'application/x-www-form-urlencoded',
      body: { wire: 'user=a%26b&pass=c%3Dd%25', shown: 'user=***&pass=***' },
      carriesPassword: true,
    });
  });

  it('mask it in a document that is a form’s parameter, too', () => {
    const [login] = compose({ action: 'autoprovision' }, { credentials: { username: 'a', password: 'c<d' } });
    assert.deepEqual(login?.post?.body, {
      wire: 'XML=%3Ca%20b%3D%22c%26%2360%3Bd%22%2F%3E',
      shown: 'XML=<a b="***"/>',
    });
  });

  it('carry a document as a parameter that is not encoded, where the phone wants it so', () => {
    const post: PostBody = { format: 'xml', parameter: 'xml', asIs: true, text: '<a b="{v}"/>' };
    assert.deepEqual(renderPost(post, { v: { value: '+6040' } }), {
      contentType: 'text/xml',
      body: { wire: 'xml=<a b="+6040"/>', shown: 'xml=<a b="+6040"/>' },
    });
  });

  it('are told by method, target and body', () => {
    assert.deepEqual([...compose({ action: 'open-door', code: '4711' }), ...compose('Line2')].map(toldRequest), [
      'POST /door code=***',
      'POST /push?u=*** <Press key="Key:Line2"/>',
    ]);
  });

  it('take one key each, digits by their names', () => {
    const keys = (payload: unknown) => compose(payload).map(({ post }) => /Key:(\w+)/.exec(post?.body.wire ?? '')?.[1]);
    assert.deepEqual(keys('Line2;60*'), ['Line2', 'Pad6', 'Pad0', 'PadStar']);
    assert.deepEqual(keys({ action: 'dtmf', digits: '1*' }), ['Pad1', 'PadStar']);
    assert.equal(compose('Line1')[0]?.post?.contentType, 'application/x-push');
    assert.equal(compose('Line1')[0]?.wire, '/push?u=admin');
  });

  it('go nowhere by SIP', () => {
    failure('UNSUPPORTED_ACTION', () => compose({ action: 'hold' }, { transport: 'sip' }));
  });

  describe('hold any value in its place', () => {
    const hostile = `"},"x":{"y":"\\" <a b='c'> & ]]> </Do> %26 = é 😀 \u2028 \r\n`;
    const written = (post: PostBody, value = hostile) => renderPost(post, { v: { value } }).body.wire;

    it('in JSON', () => {
      assert.deepEqual(JSON.parse(written({ format: 'json', text: '{"a":{"b":"{v}"}}' })), { a: { b: hostile } });
    });

    it('in XML', () => {
      const root = readXml(written({ format: 'xml', text: '<a b="{v}">x{v}</a>' }));
      assert.deepEqual(root, { name: 'a', attributes: [['b', hostile]], text: `x${hostile}`, children: [] });
    });

    it('in a form', () => {
      const wire = written({ format: 'form', text: 'a={v}&b=1' });
      assert.deepEqual(
        [...new URLSearchParams(wire)],
        [
          ['a', hostile],
          ['b', '1'],
        ],
      );
    });

    it('in a document that is a form’s parameter', () => {
      const wire = written({ format: 'xml', parameter: 'XML', text: '<a b="{v}"/>' });
      const [[name, document] = ['', ''], ...others] = [...new URLSearchParams(wire)];
      assert.equal(name, 'XML');
      assert.deepEqual(others, []);
      assert.deepEqual(readXml(document)?.attributes, [['b', hostile]]);
    });

    it('or refuse one that the format cannot hold', () => {
      for (const format of ['xml', 'json', 'form'] as const)
        failure('INVALID_VALUE', () => written({ format, text: '{v}' }, '\ud800'));
      failure('INVALID_VALUE', () => written({ format: 'xml', text: '{v}' }, '\u0000'));
    });
  });
});
