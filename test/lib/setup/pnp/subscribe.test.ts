import assert from 'node:assert/strict';
import { readSubscribe } from '../../../../nodes/lib/setup/pnp/subscribe';
import { MAC } from '../fixtures';
import { type Saying, subscribe } from './bench';

const read = (text: string): ReturnType<typeof readSubscribe> => readSubscribe(Buffer.from(text, 'latin1'));
const asked = (saying: Saying = {}): ReturnType<typeof readSubscribe> => read(subscribe(saying));
/** The usual request with one text in place of another. */
const with_ = (before: string | RegExp, after: string): string => {
  const text = subscribe();
  const changed = text.replace(before, () => after);
  assert.notEqual(changed, text);
  return changed;
};

/** Request-URI, From and To of the captures, with what follows `ua-profile`. */
const CAPTURES: readonly (readonly [name: string, uri: string, event: string, said: readonly string[]])[] = [
  ['Yealink', `MAC%3a${MAC}@224.0.1.75`, 'vendor="Yealink";model="SIP-T46G";version="28.86"', ['Yealink', 'SIP-T46G']],
  [
    'Grandstream',
    `MAC%3A${MAC.toUpperCase()}@224.0.1.75`,
    'vendor="Grandstream";model="GRP2612W"',
    ['Grandstream', 'GRP2612W'],
  ],
  ['Snom', `MAC%3a${MAC}@intern.snom.de`, 'vendor="OEM";model="OEM";version="8.7"', ['OEM', 'OEM']],
  ['Gigaset', `MAC%3a${MAC}@gigaset.com`, 'vendor=OEM;model=OEM', ['OEM', 'OEM']],
  ['a Fanvil OEM', `MAC=${MAC}@224.0.1.75`, 'vendor="VOIP PHONE";model="X4U"', ['VOIP PHONE', 'X4U']],
  ['digits alone', `${MAC}@224.0.1.75`, 'vendor="ATCOM";model="ATCOM"', ['ATCOM', 'ATCOM']],
];

describe('a request for settings', () => {
  for (const [name, uri, event, said] of CAPTURES) {
    it(`is read in the form of ${name}`, () => {
      const text = subscribe()
        .replaceAll(`MAC%3a${MAC}@224.0.1.75`, uri)
        .replace(/Event: .*/, `Event: ua-profile;profile-type="device";${event}`);
      const { mac, vendor, model } = read(text) ?? {};
      assert.deepEqual([mac, vendor, model], [MAC, ...said]);
    });
  }

  it('is read with short names, names in any case, and what an answer repeats is as it came', () => {
    const text = subscribe()
      .replace('Via:', 'v:')
      .replace('From:', 'f:')
      .replace('To:', 'TO:')
      .replace('Call-ID:', 'i :')
      .replace('Event:', 'o:')
      .replace('Content-Length:', 'l:');
    const { vias, from, to, callId, cseq } = read(text) ?? {};
    assert.deepEqual(
      [vias, from, to, callId, cseq],
      [
        ['SIP/2.0/UDP 192.0.2.9:5060;branch=z9hG4bK1'],
        `<sip:MAC%3a${MAC}@224.0.1.75>;tag=1`,
        `<sip:MAC%3a${MAC}@224.0.1.75>`,
        'one',
        '1 SUBSCRIBE',
      ],
    );
  });

  it('shows no more of a stranger’s texts than fits a line', () => {
    // UTF-8, as the wire has it: a soft hyphen, which is not shown, and an umlaut.
    const { vendor = '', model } =
      asked({ vendor: `<b>${'x'.repeat(200)}`, model: 'a\u00c2\u00adb\u00c3\u00a4' }) ?? {};
    assert.equal(vendor.length, 60);
    assert.ok(vendor.startsWith('<b>'));
    assert.equal(model, 'ab\u00e4');
  });

  it('names no variable of this machine’s', () => {
    for (const text of ['${HOME}', 'T46${HOME}', '$(HOME)'])
      assert.deepEqual([asked({ model: text })?.model, asked({ vendor: text })?.vendor], ['', ''], text);
  });

  const tag = '<sip:MAC%3a001565123456@224.0.1.75>;tag=2';
  const others: readonly (readonly [name: string, text: string])[] = [
    ['nothing', ''],
    ['line ends alone', '\r\n\r\n'],
    ['another method', with_('SUBSCRIBE sip', 'INVITE sip')],
    ['its method in small letters', with_('SUBSCRIBE sip', 'subscribe sip')],
    ['an answer', with_(/^.*/, 'SIP/2.0 200 OK')],
    ['another protocol', with_('SIP/2.0\r', 'SIP/3.0\r')],
    ['a bare LF between lines', subscribe().replaceAll('\r\n', '\n')],
    ['a bare LF in a value', with_('Call-ID: one', 'Call-ID: one\nX: y')],
    ['a bare CR in a value', with_('Call-ID: one', 'Call-ID: one\rX: y')],
    ['a bare CR in the request line', with_('@224.0.1.75 SIP', '@224.0.1.75\rX SIP')],
    ['a NUL', with_('Call-ID: one', 'Call-ID: o\0ne')],
    ['a tab', with_('Call-ID: one', 'Call-ID:\tone')],
    ['an escape sign', with_('Max-Forwards: 70', 'Max-Forwards: \u001b[31m')],
    ['a DEL in a name', with_('Max-Forwards', 'Max\u007fForwards')],
    ['a control sign of the upper half', with_('Max-Forwards: 70', 'Max-Forwards: \u0085')],
    ['a folded line', with_('Call-ID: one', 'Call-ID:\r\n one')],
    ['a line that is no header', with_('Expires: 0', 'Expires 0')],
    ['no end', subscribe().slice(0, -2)],
    ['a body', `${subscribe()}x`],
    ['a body that is told', with_('Content-Length: 0', 'Content-Length: 4')],
    ['no Via', with_(/Via: .*\r\n/, '')],
    ['a Via of another transport', with_('SIP/2.0/UDP', 'SIP/2.0/TCP')],
    ['five Vias', subscribe({ more: Array.from({ length: 4 }, (_, n) => `Via: SIP/2.0/UDP h${n}`) })],
    ['no From and no To', with_(/From: .*\r\nTo: .*\r\n/, '')],
    ['no Call-ID', with_(/Call-ID: .*\r\n/, '')],
    ['two Call-IDs', subscribe({ more: ['Call-ID: two'] })],
    ['two Froms', subscribe({ more: [`From: ${tag}`] })],
    ['two Events', subscribe({ more: ['Event: ua-profile'] })],
    ['a Call-ID with a blank', with_('Call-ID: one', 'Call-ID: one two')],
    ['CSeq of another method', with_('1 SUBSCRIBE', '1 INVITE')],
    ['CSeq without a number', with_('1 SUBSCRIBE', 'x SUBSCRIBE')],
    ['a dialog', with_('To: <sip:MAC%3a001565123456@224.0.1.75>', `To: ${tag}`)],
    ['no Event', with_(/Event: .*\r\n/, '')],
    ['another event', with_('ua-profile', 'message-summary')],
    ['an event that begins so', with_('ua-profile', 'ua-profile-x')],
    ['the profile of a user', with_('"device"', '"user"')],
    ['what takes no URL', with_('application/url', 'text/plain')],
    ['what takes something like a URL', with_('application/url', 'application/urlx')],
    ['what wants an extension', subscribe({ more: ['Require: x'] })],
    ['an Expires that is none', with_('Expires: 0', 'Expires: -1')],
    ['no MAC', subscribe().replaceAll(MAC, 'phone')],
    ['MACs that differ', with_(`To: <sip:MAC%3a${MAC}`, 'To: <sip:MAC%3a0015651234ff')],
    ['the MAC of a group', subscribe({ mac: '01005e000001' })],
    ['nobody’s MAC', subscribe({ mac: '000000000000' })],
    ['eleven digits', subscribe({ mac: '00156512345' })],
    ['thirteen digits', subscribe({ mac: '0015651234567' })],
    ['a Call-ID of 257 signs', with_('Call-ID: one', `Call-ID: ${'a'.repeat(257)}`)],
    ['a From of 400 signs', with_('From: <', `From: "${'a'.repeat(400)}" <`)],
    ['a Via of 300 signs', with_('branch=z9hG4bK1', `branch=${'a'.repeat(300)}`)],
    ['65 headers', subscribe({ more: Array.from({ length: 60 }, (_, n) => `X-${n}: y`) })],
    ['5,000 bytes', subscribe({ more: [`X: ${'y'.repeat(4500)}`] })],
  ];
  for (const [name, text] of others) {
    it(`is not: ${name}`, () => assert.equal(read(text), undefined));
  }

  it('is what is left when nothing of that is so', () => {
    assert.equal(asked()?.mac, MAC);
    assert.equal(asked({ more: Array.from({ length: 40 }, (_, n) => `X-${n}: y`) })?.mac, MAC);
    assert.equal(read(with_(/Accept: .*\r\n/, ''))?.mac, MAC);
    assert.equal(read(with_('application/url', 'text/plain, application/url;q=1'))?.mac, MAC);
    assert.equal(read(with_(/;profile-type="device".*/, ''))?.vendor, '');
    assert.equal(read(with_('Contact: <sip:192.0.2.9:5060>', 'Contact: "\\"<sip:evil>,;'))?.mac, MAC);
  });
});
