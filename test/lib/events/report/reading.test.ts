import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { at, messageIn, phoneOf, reportIn } from './read';

/** What properties and variables must be, by their path; undefined: absent. */
type Expected = Readonly<Record<string, unknown>>;
type Case = readonly [query: string, expected: Expected];

const MAC = '00:0b:82:11:22:33';

function check(target: string, expected: Expected, vendor?: string): void {
  const message = messageIn(target, vendor === undefined ? undefined : phoneOf(vendor));
  for (const [path, value] of Object.entries(expected)) {
    const [, variable] = path.split('variables.');
    const found = variable === undefined ? at(message, path) : message.variables[variable];
    assert.deepEqual(found, value, `${path} of ${target}`);
  }
}

function table(cases: readonly Case[], vendor?: string): void {
  for (const [query, expected] of cases) {
    it(query, () => check(/^[?/]/.test(query) ? `/phone${query}` : `/phone/incoming-call?${query}`, expected, vendor));
  }
}

describe('a variable that comes twice', () => {
  table([
    ['x=1&x=2', { 'variables.x': '1' }],
    ['x=&x=2', { 'variables.x': '2' }],
    ['x=$x&x=2', { 'variables.x': '2' }],
    ['x=$x&x=', { 'variables.x': '$x' }],
    ['x=1&x=', { 'variables.x': '1' }],
  ]);
});

describe('where a value ends', () => {
  describe('at the first &, where it is no free text', () => {
    table([
      ['/incoming-call/mac=000B82112233&product =GXP1760', { 'phone.mac': MAC, 'variables.product': 'GXP1760' }],
      ['mac=000B82112233&114', { 'phone.mac': MAC, 'variables.114': '' }],
      ['call_id=7&flag', { 'call.id': '7', 'variables.flag': '' }],
      ['mac=000B82112233&flag&call_id=7', { 'phone.mac': MAC, 'call.id': '7', 'variables.flag': '' }],
      ['mac=000B82112233&2nd=1&call_id=7', { 'phone.mac': MAC, 'call.id': '7', 'variables.2nd': '1' }],
      ['mac=000B82112233&a[b]=1&call_id=7', { 'phone.mac': MAC, 'call.id': '7', 'variables.a[b]': '1' }],
      ['mac=000B82112233&%C3%BC=1&call_id=7', { 'phone.mac': MAC, 'call.id': '7', 'variables.ü': '1' }],
      ['mac=000B82112233&\xc3\xbc=1&call_id=7', { 'phone.mac': MAC, 'variables.ü': '1' }],
      ['mac=000B82112233&(x)=1&call_id=7', { 'phone.mac': MAC, 'variables.(x)': '1', 'call.id': '7' }],
      ['mac=000B82112233&{y}=2&call_id=7', { 'phone.mac': MAC, 'variables.{y}': '2', 'call.id': '7' }],
      ['mac=000B82112233& =1&call_id=7', { 'phone.mac': MAC, 'call.id': '7' }],
      ['mac=000B82112233&=1&call_id=7', { 'phone.mac': MAC, 'call.id': '7' }],
      ['mac=000B82112233&&call_id=7', { 'phone.mac': MAC, 'call.id': '7' }],
      ['line=2&114', { 'call.line': 2 }],
      ['ip=192.0.2.9&114', { 'phone.ip': '192.0.2.9' }],
      ['mac=000B82112233&amp;amp;call_id=7', { 'phone.mac': MAC }],
      ['mac=000B82112233&amp;call_id=7&amp;114', { 'phone.mac': MAC, 'call.id': '7', 'variables.114': '' }],
      ['mac=000B82112233&"x"=1&<y>=2&call_id=7', { 'phone.mac': MAC, 'call.id': '7' }],
      ['mac="000B82112233"&114&call_id=7', { 'call.id': '7', 'variables.114': '' }],
      ['duration=73&-', { 'call.duration': 73 }],
      ['remote_number=0301234567&114', { 'remote.number': '0301234567' }],
      ['caller_id=0301234567&114', { 'call.callerId': '0301234567', 'remote.number': '0301234567' }],
      ['active_user=6040&114&active_host=h&x y', { 'account.user': '6040', 'account.host': 'h' }],
      ['model=X4&114', { 'phone.model': 'X4' }],
      ['mac=000B82112233&display_remote =John Doe', { 'phone.mac': MAC, 'remote.name': 'John Doe' }],
      ['?event=incoming-call&114&mac=000B82112233', { event: 'incoming-call', 'phone.mac': MAC, 'variables.114': '' }],
      ['114', { 'variables.114': '' }],
      ['mac=000B82112233&call_id=7&', { 'phone.mac': MAC, 'call.id': '7' }],
      [`mac=000B82112233&${'n'.repeat(100)}=1&call_id=7`, { 'phone.mac': MAC, 'call.id': '7' }],
    ]);
  });

  describe('where a variable begins, in a text', () => {
    table([
      ['display_remote=Bank & Co', { 'remote.name': 'Bank & Co' }],
      ['display_remote=Tom & 2nd = x', { 'remote.name': 'Tom & 2nd = x' }],
      ['display_remote=Tom & 2nd = x&call_id=7', { 'remote.name': 'Tom & 2nd = x', 'call.id': '7' }],
      ['display_local=AT&T&call_id=7', { 'local.name': 'AT&T', 'call.id': '7' }],
      ['display_remote=AT&T&zone=3', { 'remote.name': 'AT&T', 'variables.zone': '3' }],
      ['z=A & B&call_id=7', { 'variables.z': 'A & B', 'call.id': '7' }],
      [
        'remote="John & Co" <sip:1@h;user=phone>&call_id=7',
        { 'remote.name': 'John & Co', 'remote.uri': 'sip:1@h;user=phone', 'call.id': '7' },
      ],
    ]);
  });

  describe('whatever a stranger writes does not reach back', () => {
    const quoted = 'local="Tom&foo=1&display_remote=x" y';
    it(quoted, () => check(`/phone/incoming-call?${quoted}`, { 'variables.local': '"Tom', 'variables.foo': '1' }));
    const bracket = 'local=<sip:1@h&foo=1&display_remote=x>y';
    it(bracket, () =>
      check(`/phone/incoming-call?${bracket}`, { 'variables.local': '<sip:1@h', 'variables.foo': '1' }),
    );
  });
});

describe('how variables are joined', () => {
  const V = 'mac=0C1105112233:ip=192.0.2.7:active_url=101@192.0.2.1:active_user=101:relay1status=1';
  const all: Expected = {
    'phone.mac': '0c:11:05:11:22:33',
    'phone.ip': '192.0.2.7',
    'account.uri': '101@192.0.2.1',
    'account.user': '101',
    'account.host': '192.0.2.1',
    'variables.relay1status': '1',
  };
  const semicolons = V.replaceAll(':', ';');
  const moved = 'active_url=101@192.0.2.1:active_user=101:mac=0C1105112233:ip=192.0.2.7:relay1status=1';
  for (const joined of [V, semicolons, moved, moved.replaceAll(':', ';')]) {
    for (const target of [
      `/phone/door-opened/${joined}`,
      `/phone/door-opened?${joined}`,
      `/phone/door-opened/${joined}&token=T`,
      `/phone/door-opened?${joined}&token=T`,
      `/phone/door-opened?token=T&${joined}`,
      `/phone/door-opened?token=T&event=x&${joined}`,
      `/phone?event=door-opened&${joined}`,
      `/phone?token=T&event=door-opened&${joined}`,
      `/phone?event=door-opened&${joined}&token=T`,
      `/phone?${joined}&event=door-opened&token=T`,
      `/phone/door-opened/token=T&${joined}`,
      `/phone/door-opened/${joined}?token=T`,
      `/phone/door-opened/${joined}:token=T`.replace(':token', joined.includes(';') ? ';token' : ':token'),
    ]) {
      it(target, () => {
        check(target, all);
        check(target, all, 'akuvox');
      });
    }
  }

  describe('before a name that nobody knows, behind what is no text', () => {
    const mac = { 'phone.mac': '0c:11:05:11:22:33', 'variables.foo': '1' };
    table([
      ['mac=0C1105112233:foo=1:ip=192.0.2.7', { ...mac, 'phone.ip': '192.0.2.7' }],
      ['mac=0C:11:05:11:22:33:foo=1:ip=192.0.2.7', { ...mac, 'phone.ip': '192.0.2.7' }],
      ['mac=0C1105112233;foo=1;ip=192.0.2.7', { ...mac, 'phone.ip': '192.0.2.7' }],
      ['mac=0C1105112233:ip=fe80::1:relay1status=0:foo=1', { ...mac, 'phone.ip': 'fe80::1' }],
      ['/door-opened/mac=0C1105112233:relay1status=0:foo=1', { ...mac, 'variables.relay1status': '0' }],
      ['remote_number=sip:1@h;user=phone', { 'remote.uri': 'sip:1@h;user=phone', 'variables.user': undefined }],
      ['mac=0C1105112233&remote_number=sip:1@h;hold=1', { 'remote.uri': 'sip:1@h;hold=1' }],
    ]);
  });

  describe("keeps a URI's own parameters and ports", () => {
    table([
      ['token=T&remote=sip:1@h;line=1', { 'remote.uri': 'sip:1@h;line=1', call: { direction: 'inbound' } }],
      ['remote=sip:1@h;line=1', { 'remote.uri': 'sip:1@h;line=1', call: { direction: 'inbound' } }],
      [
        'mac=000B82112233&remote=sip:1@h;mac=0C1105112233',
        { 'remote.uri': 'sip:1@h;mac=0C1105112233', 'phone.mac': MAC },
      ],
      ['mac=000B82112233;remote=sip:1@h:5060;call_id=7', { 'remote.uri': 'sip:1@h:5060', 'call.id': '7' }],
      ['local=sip:1@h;line=2&mac=000B82112233', { 'local.uri': 'sip:1@h;line=2', 'phone.mac': MAC }],
      ['mac=000B82112233&display_remote=Shop:line=7', { 'remote.name': 'Shop:line=7', call: { direction: 'inbound' } }],
    ]);
  });

  describe('leaves URLs whole', () => {
    table([
      [
        '/door-opened?token=SECRET&PicUrl=http://192.0.2.7/a.cgi?line=2',
        { 'variables.PicUrl': 'http://192.0.2.7/a.cgi?line=2', call: undefined },
      ],
      [
        '/door-opened?PicUrl=http://192.0.2.7/a.jpg?x=1#line=2',
        { 'variables.PicUrl': 'http://192.0.2.7/a.jpg?x=1#line=2' },
      ],
      ['/door-opened?PicUrl=https://h/a?mac=1&line=2', { 'variables.PicUrl': 'https://h/a?mac=1', 'call.line': 2 }],
      ['/door-opened?PicUrl=rtsp://h/a?line=2', { 'variables.PicUrl': 'rtsp://h/a?line=2' }],
      ['/door-opened?PicUrl=http%3A%2F%2Fh/a?line=2', { 'variables.PicUrl': 'http://h/a?line=2', call: undefined }],
      ['/door-opened/PicUrl=http://h/a?line=2', { 'variables.PicUrl': 'http://h/a?line=2', call: undefined }],
      ['/incoming-call?mac=000B82112233&remote=sip:1@h?line=2', { 'remote.uri': 'sip:1@h?line=2' }],
      ['/incoming-call?token=T?mac=000B82112233#line=3', { 'phone.mac': MAC, 'call.line': 3 }],
    ]);
  });
});

describe('a text of the other party', () => {
  const behind = (query: string, vendor?: string): unknown =>
    at(messageIn(`/phone/incoming-call?${query}`, vendor === undefined ? undefined : phoneOf(vendor)), 'doubtful');

  describe('hides nothing that stands before it, and forges nothing behind it', () => {
    table([
      [
        'mac=000B82112233&remote=sip:6666@pbx&remote_number=6666&display_remote=Bank&remote_number=0900123456',
        { 'remote.number': '6666', 'remote.name': 'Bank', doubtful: undefined },
      ],
      [
        'remote_number=6666&display_remote=Bank&remote_number=0900123456&mac=000B82112233',
        { 'remote.number': '6666', 'phone.mac': undefined, doubtful: ['phone.mac'] },
      ],
      ['display_remote=Bank&remote_number=0900123456', { remote: { name: 'Bank' }, doubtful: ['remote.number'] }],
      [
        'display_remote=Bank&remote=sip:100@pbx',
        { remote: { name: 'Bank' }, doubtful: ['remote.uri', 'remote.user', 'remote.host', 'remote.number'] },
      ],
      [
        'display_remote=Bank&caller_id=100',
        { 'call.callerId': undefined, doubtful: ['call.callerId', 'remote.number'] },
      ],
      ['display_remote=Bank&called_number=100', { 'call.calledNumber': undefined, doubtful: ['call.calledNumber'] }],
      ['display_remote=Bank&ip=192.0.2.1', { phone: undefined, doubtful: ['phone.ip'] }],
      [
        'remote=sip:1@h&display_remote=Eve&call_id=7&line=2&duration=9&active_user=6040&display_local=Tom',
        {
          'remote.name': 'Eve',
          'call.id': '7',
          'call.line': 2,
          'call.duration': 9,
          'account.user': '6040',
          'local.name': 'Tom',
          doubtful: undefined,
        },
      ],
      [
        'display_local=Tom&mac=000B82112233&local=sip:6040@h&ip=192.0.2.1',
        { 'phone.mac': MAC, 'phone.ip': '192.0.2.1' },
      ],
      ['call_id=7&display_remote=Eve&call_id=8', { 'call.id': '7', doubtful: undefined, 'variables.call_id': '7' }],
      ['display_remote=Eve&call_id=8&call_id=7', { 'call.id': '8', doubtful: undefined }],
    ]);
  });

  it('may stand behind the last variable that is read', () => {
    const many = 'x=1&'.repeat(200);
    assert.deepEqual(behind(`${many}remote_number=0900123456`), [
      'remote.uri',
      'remote.user',
      'remote.host',
      'remote.number',
    ]);
    assert.deepEqual(behind(`${many}y=1`), undefined);
  });

  it('is one even where it seems to be empty, or left over', () => {
    for (const name of ['', '$display_remote', ' ', '{name}']) {
      assert.deepEqual(behind(`display_remote=${name}&remote_number=0900123456`), ['remote.number'], name);
      assert.equal(reportIn(`/phone/incoming-call?display_remote=${name}&mac=000B82112233`).sender.mac, undefined);
    }
  });

  it('is none in an event that has no other party', () => {
    for (const event of ['registered', 'setup-completed', 'dnd-on', 'off-hook', 'tamper']) {
      const target = `/phone/${event}?display_remote=&remote=$remote&mac=000B82112233`;
      assert.equal(at(messageIn(target), 'phone.mac'), MAC);
      assert.equal(reportIn(target).sender.mac, '000b82112233');
      // Unless it is there all the same.
      assert.equal(reportIn(target.replace('$remote', 'sip:1@h')).sender.mac, undefined);
    }
    // A caller could have written this event.
    assert.equal(reportIn('/phone?display_remote=&event=registered&mac=000B82112233').sender.mac, undefined);
  });

  it("is what another vendor's name says it is, too", () => {
    assert.deepEqual(behind('remote_displayname=Bank&remote=sip:100@pbx', 'atcom'), [
      'remote.uri',
      'remote.user',
      'remote.host',
      'remote.number',
    ]);
  });

  it("fills nothing through another vendor's names", () => {
    const message = messageIn('/phone/incoming-call?remote=sip:6666@pbx&remote_number=0900123456', phoneOf('atcom'));
    assert.equal(at(message, 'remote.number'), '6666');
    assert.equal(at(message, 'doubtful'), undefined);
  });
});

describe('a variable that is sent twice', () => {
  table([
    [
      'remote_number=1&remote_number=2',
      { remote: undefined, doubtful: ['remote.number'], 'variables.remote_number': '1' },
    ],
    ['remote_number=1&Remote-Number=2', { remote: undefined, doubtful: ['remote.number'] }],
    ['remote_number=1&remote_number=1', { 'remote.number': '1', doubtful: undefined }],
    ['remote_number=1&remote_number=', { 'remote.number': '1', doubtful: undefined }],
    ['remote_number=&remote_number=1', { 'remote.number': '1', 'variables.remote_number': '1', doubtful: undefined }],
    ['remote_number=1&remote_number=$remote_number', { 'remote.number': '1', doubtful: undefined }],
    ['remote_number=1&remote_number=2&remote_number=1', { remote: undefined, doubtful: ['remote.number'] }],
    ['mac=000B82112233&mac=0C1105112233', { phone: undefined, doubtful: ['phone.mac'] }],
    ['mac=000B82112233&mac=00:0b:82:11:22:33', { 'phone.mac': MAC, doubtful: undefined }],
    ['mac=000B82112233&mac=phone', { 'phone.mac': MAC, doubtful: undefined }],
    ['/incoming-call/000B82112233?mac=0C1105112233', { phone: undefined, doubtful: ['phone.mac'] }],
    ['call_id=7&call_id=8', { call: { direction: 'inbound' }, doubtful: ['call.id'], 'variables.call_id': '7' }],
    ['line=1&line=2', { doubtful: ['call.line'] }],
    [
      'local=sip:1@h&local=sip:2@h',
      { local: undefined, doubtful: ['local.uri', 'local.user', 'local.host', 'local.number'] },
    ],
    ['caller_id=1&caller_id=2', { remote: undefined, doubtful: ['call.callerId', 'remote.number'] }],
    ['caller_id=1&caller_id=2&remote=sip:3@h', { 'remote.number': '3', doubtful: ['call.callerId'] }],
    [
      'remote_number=1&remote_number=2&remote=sip:3@h',
      { 'remote.number': undefined, 'remote.user': '3', doubtful: ['remote.number'] },
    ],
    ['display_local=A&local_displayname=B', { 'local.name': 'A', doubtful: undefined }],
  ]);
});

describe('who the sender is', () => {
  const cases: readonly (readonly [query: string, sender: object])[] = [
    ['mac=000B82112233&ip=192.0.2.1', { mac: '000b82112233', ip: '192.0.2.1' }],
    ['mac=000B82112233&mac=0C1105112233', { isMacDoubtful: true }],
    ['mac=000B82112233&mac=00-0B-82-11-22-33', { mac: '000b82112233' }],
    ['mac=000B82112233&display_remote=x&mac=0C1105112233', { mac: '000b82112233' }],
    ['display_remote=x&mac=0C1105112233&ip=192.0.2.1', {}],
    ['remote=sip:1@h&mac=0C1105112233', {}],
    ['remote=sip:1@h;mac=0C1105112233', {}],
    ['remote_number=1&mac=000B82112233', { mac: '000b82112233' }],
    ['display_local=Tom&mac=000B82112233', { mac: '000b82112233' }],
    ['ip=192.0.2.1&ip=192.0.2.2', {}],
    ['mac=$mac&mac=000B82112233', { mac: '000b82112233' }],
    ['~display_remote=x&mac=0C1105112233', {}],
    ['mac=000B82112233&~display_remote=x&mac=0C1105112233', { mac: '000b82112233' }],
    ['code=1&mac=000B82112233', { mac: '000b82112233' }],
  ];
  for (const [query, sender] of cases) {
    it(query, () => assert.deepEqual(reportIn(`/phone/incoming-call?${query}`).sender, sender));
  }
});

describe('tokens', () => {
  const cases: readonly (readonly [target: string, ...tokens: string[]])[] = [
    ['/incoming-call?call_id=1&remote=0301234567&display_remote=Max&token=x&token=SECRET', 'x', 'SECRET'],
    ['/incoming-call?call_id=1&display_remote=Max#token=x&token=SECRET', 'x', 'SECRET'],
    ['/door-opened?mac=0C1105112233&PicUrl=http://192.0.2.7/pic.jpg?token=abc&time=17&token=SECRET', 'SECRET'],
    ['/door-opened?token=SECRET&PicUrl=http://192.0.2.7/a.cgi?line=2', 'SECRET'],
    ['/mute?token=a&token=b&token=a', 'a', 'b', 'a'],
    ['/mute?x=token=a&xtoken=b&token%3Dc&token[]=d'],
    ['/mute?token=SECRET&114', 'SECRET'],
    ['/mute?~display_remote=Max&token=x'],
  ];
  for (const [target, ...tokens] of cases)
    it(target, () => assert.deepEqual(reportIn(`/phone${target}`).tokens, tokens));

  it('reach no message, and take no honest name with them', () => {
    const { payload, variables } = messageIn('/phone/incoming-call?remote=1&display_remote=Max&token=x&token=SECRET');
    assert.equal(payload.remote?.name, 'Max');
    assert.ok(!JSON.stringify([payload, variables]).includes('SECRET'));
    assert.deepEqual(Object.keys(variables), ['remote', 'display_remote']);
  });

  it('are bounded before anything costs', () => {
    const many = Array.from({ length: 500 }, (_, i) => `token=${i}`).join('&');
    const { tokens } = reportIn(`/phone/mute?${many}&token=SECRET`);
    assert.equal(tokens.length, 32);
    assert.equal(tokens.at(-1), 'SECRET');
  });
});

describe('numbers', () => {
  describe('of the other party', () => {
    table([
      ['remotenumber=sip:0301234567@192.0.2.1', { 'remote.number': '0301234567' }],
      ['remote_number=0301234567@192.0.2.1', { 'remote.number': '0301234567' }],
      ['remote_number="Max" <sip:0301234567@192.0.2.1>', { 'remote.number': '0301234567', 'remote.name': 'Max' }],
      ['remote_number=tel:+49-30-1234;phone-context=x', { 'remote.number': '+49301234' }],
      ['remote_number=<tel:0301234>', { 'remote.number': '0301234' }],
      ...['anonymous', 'Unknown', 'UNAVAILABLE', 'Restricted', 'private', 'withheld', ' Anonymous '].flatMap(
        (word): Case[] => [
          [`remote_number=${word}`, { remote: undefined, doubtful: undefined }],
          [`remote=${word}`, { remote: undefined }],
          [`display_remote=${word}`, { remote: undefined }],
          [`caller_id=${word}`, { remote: undefined }],
        ],
      ),
      ['remote_number=sip:anonymous@anonymous.invalid', { 'remote.number': undefined, 'remote.name': undefined }],
      [
        'remote="Anonymous" <sip:anonymous@anonymous.invalid>',
        { 'remote.number': undefined, 'remote.name': undefined },
      ],
      ['remote=sip:0661-123456@192.0.2.1;user=phone', { 'remote.number': '0661123456', 'remote.user': '0661-123456' }],
      ['remote=sip:+49(30)1234@h;user=phone', { 'remote.number': '+49301234' }],
      ['remote=sip:+49.30.1234@h', { 'remote.number': '+49301234' }],
      ['remote=sip:+49 30 1234@h', { 'remote.number': '+49301234' }],
      ['remote_number=(030) 12-34.5', { 'remote.number': '03012345' }],
      ['remote=+49 30 1234', { remote: { number: '+49301234' } }],
      ['remote=030 1234@h', { 'remote.number': '0301234', 'remote.host': 'h' }],
      ['remote=192.168.1.20', { remote: { host: '192.168.1.20' } }],
      ['remote_number=192.168.1.20', { remote: { host: '192.168.1.20' } }],
      ['remote=192.168.1.20:5060', { remote: { host: '192.168.1.20' } }],
      ['remote=sip:192.168.1.20', { 'remote.host': '192.168.1.20', 'remote.number': undefined }],
      ['remote=sip:192.168.1.20@h', { 'remote.number': undefined }],
      ['remote=[2001:db8::1]', { remote: { host: '2001:db8::1' } }],
      ['remote=sip:door1@h', { 'remote.user': 'door1', 'remote.number': undefined }],
      ['remote=6040a', { remote: { user: '6040a' } }],
      ['remote_number=door1', { remote: { user: 'door1' } }],
      ['remote=**620', { remote: { number: '**620' } }],
      ['remote=sip:**620@fritz.box', { 'remote.number': '**620' }],
      ['remote=sip:%2331%23@h', { 'remote.number': '#31#' }],
      ['remote=0049301234', { 'remote.number': '0049301234' }],
      ['remote=Studio 54', { remote: { name: 'Studio 54' } }],
      ['display_remote=030 1234', { remote: { name: '030 1234' } }],
      [
        'remote=sips:42@[2001:db8::1]:5061;transport=tls',
        {
          'remote.number': '42',
          'remote.host': '2001:db8::1',
          'remote.uri': 'sips:42@[2001:db8::1]:5061;transport=tls',
        },
      ],
      ['remote=sip:6040', { 'remote.number': '6040', 'remote.uri': 'sip:6040' }],
      ['remote_number=0900&remote=sip:42@h', { 'remote.number': '0900', 'remote.user': '42' }],
    ]);
  });

  describe('that only the variables of the call tell', () => {
    table([
      ['caller_id=0301234', { 'remote.number': '0301234', 'call.callerId': '0301234' }],
      ['caller_id=sip:0301234@h', { 'remote.number': '0301234', 'call.callerId': 'sip:0301234@h' }],
      ['caller_id=Bob', { remote: undefined, 'call.callerId': 'Bob' }],
      ['called_number=0301234', { remote: undefined, 'call.calledNumber': '0301234' }],
      ['/outgoing-call?called_number=0301234', { 'remote.number': '0301234' }],
      ['/outgoing-call?caller_id=6040', { remote: undefined }],
      ['/call-established?caller_id=0301234&called_number=1', { remote: undefined }],
      ['caller_id=0301234&remote=sip:42@h', { 'remote.number': '42' }],
      ['caller_id=0301234&remote=sip:bob@h', { 'remote.number': '0301234', 'remote.user': 'bob' }],
    ]);
  });
});

describe('what was left as it was configured', () => {
  table([
    ['z=1&active_user=$user_uid[1]', { account: undefined, 'variables.active_user': '$user_uid[1]' }],
    [
      'z=1&remote=%CALLER_NUM%&display_remote=%CALLER_NAME%&local=%CALLED_NUM%',
      { remote: undefined, local: undefined, 'variables.remote': '%CALLER_NUM%', 'variables.local': '%CALLED_NUM%' },
    ],
    ['z=1&remote=%X%&display_remote=%Ab%', { remote: undefined, 'variables.display_remote': '%Ab%' }],
    ['z=1&remote=sip:%X%@%YY%', { remote: undefined, 'variables.remote': 'sip:%X%@%YY%' }],
    ['z=1&display_remote={remoteName}', { remote: undefined }],
    ['z=1&display_remote=${CARDID}', { remote: undefined }],
    ['z=1&display_remote=$(1.Key)', { remote: undefined }],
    ['z=1&display_remote=%7BremoteName%7D', { remote: undefined, 'variables.display_remote': '{remoteName}' }],
    ['z=1&active_url=$active_user@$active_host', { account: undefined }],
    ['z=1&remote=sip:$remote', { remote: undefined }],
    ['z=1&remote=$$REMOTENUMBER$$&display_remote=$$DISPLAYNAME$', { remote: undefined }],
    ['z=1&call_id=$call_id&line=$line&mac=$mac', { call: { direction: 'inbound' }, phone: undefined }],
    ['display_remote=100% {Bio}', { 'remote.name': '100% {Bio}' }],
    ['display_remote=Cash $mart', { 'remote.name': 'Cash $mart' }],
    ['display_remote=%24mart %26 Co', { 'remote.name': '$mart & Co' }],
  ]);
});

describe('secrets', () => {
  it('stand nowhere in a message', () => {
    for (const query of [
      'code=4711',
      'CODE=4711',
      'qrcode=4711',
      'password=4711',
      'Pass-Word=4711',
      'PASSWORD=a&4711',
      'pass_word=4711&x',
    ]) {
      for (const vendor of [undefined, 'akuvox', 'generic']) {
        const message = messageIn(
          `/phone/valid-code-entered?mac=0C1105112233&${query}&time=17`,
          vendor === undefined ? undefined : phoneOf(vendor),
        );
        assert.ok(!JSON.stringify(message).includes('4711'), `${vendor} ${query}`);
        assert.equal(message.variables.time, '17');
      }
      assert.ok(!JSON.stringify(reportIn(`/phone/valid-code-entered?${query}`).variables).includes('4711'));
    }
  });

  it('are told apart by vendor', () => {
    const { variables } = messageIn('/phone/hold?code=4711&password=x', phoneOf('atcom'));
    assert.deepEqual(variables, { code: '4711' });
  });
});

describe("an event that a variable's name tells", () => {
  const cases: readonly (readonly [target: string, event: string | undefined])[] = [
    ['/phone/relaytrigger=1', 'relay-a-opened'],
    ['/phone?relaya_triggered=1', 'relay-a-opened'],
    ['/phone?mac=0C1105112233&RelayBClosed=0', 'relay-b-closed'],
    ['/phone?token=x&Valid Code Entered=1', 'valid-code-entered'],
    ['/phone?event=relay_a_triggered&status=1', 'relay-a-opened'],
    ['/phone?mac=0C1105112233;relaya_triggered=1', 'relay-a-opened'],
    ['/phone?mac=0C1105112233:relaytrigger=1', 'relay-a-opened'],
    ['/phone?mac=0C1105112233:relaytrigger=1:relay1status=1', 'relay-a-opened'],
    ['/phone/mac=0C1105112233:relaytrigger=1&token=T', 'relay-a-opened'],
    ['/phone?token=T:relaytrigger=1', 'relay-a-opened'],
    ['/phone?relaytrigger=1;mac=0C1105112233;token=T', 'relay-a-opened'],
    ['/phone?event=relay_a_triggered:foo=1', 'relay-a-opened'],
    ['/phone?caller_id=1;relaytrigger=1', undefined],
    ['/phone/RelayATriggered?x=1', 'relay-a-opened'],
    ['/phone/relay-a-opened', 'relay-a-opened'],
    ['/phone?ut=in', undefined],
    ['/phone?type=hangup', undefined],
    ['/phone?action=Incoming call', undefined],
    ['/phone?display_remote=Bob&relaya_triggered=1', undefined],
    ['/phone?~display_remote=Bob&relaya_triggered=1', undefined],
    ['/phone?event=foo&relaya_triggered=1', undefined],
    ['/phone/foo?relaya_triggered=1', undefined],
    ['/phone?line=1', undefined],
    ['/phone', undefined],
  ];
  for (const [target, event] of cases) {
    it(target, () => {
      for (const vendor of [undefined, 'akuvox', 'atcom']) {
        const message = messageIn(target, vendor === undefined ? undefined : phoneOf(vendor));
        assert.equal(message.topic, event ?? 'unknown');
      }
    });
  }

  it('stays among the variables', () => {
    assert.deepEqual(messageIn('/phone/relaytrigger=1').variables, { relaytrigger: '1' });
    assert.equal(messageIn('/phone?relaya_triggered=1').payload.category, 'door');
  });

  it('is not what a caller wrote behind another', () => {
    assert.equal(messageIn('/phone?display_remote=x&event=hold').topic, 'hold');
    assert.equal(messageIn('/phone?display_remote=x&event=door-opened&event=hold').topic, 'unknown');
    assert.equal(messageIn('/phone?event=hold&display_remote=x&event=door-opened').topic, 'hold');
  });
});
