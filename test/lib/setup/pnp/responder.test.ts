import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { fileKey, ownToken } from '../../../../nodes/lib/derived-keys';
import { own } from '../../../support/own';
import { listSetup } from '../../../../nodes/lib/setup/listing';
import { KEY, MAC, phone, TOKEN } from '../fixtures';
import { AskingPhone, PnpBench, subscribe, until } from './bench';

const OTHER = '0015651234ff';
const url = (text = ''): string => text.slice(text.indexOf('\r\n\r\n') + 4);

describe('phones that ask the network', () => {
  let bench: PnpBench;
  beforeEach(() => {
    bench = new PnpBench();
  });
  /** What came back for one question. */
  const answers = async (saying: Parameters<PnpBench['ask']>[1] = {}): Promise<number> => {
    const phone = await AskingPhone.at();
    await bench.ask(phone, saying);
    return phone.received.length;
  };

  it('are answered with 200 and a NOTIFY that names where their own file is', async () => {
    bench.adopt();
    await bench.open();
    const phone = await AskingPhone.at();
    await bench.ask(phone);
    const [ok = '', notify = ''] = await phone.heard(2);
    const tag = /^To: .*;tag=(\w+)\r$/m.exec(ok)?.[1] ?? '';
    const us = /^Contact: <sip:(127\.0\.0\.1:\d+)>\r$/m.exec(ok)?.[1] ?? '';
    assert.deepEqual(ok.split('\r\n'), [
      'SIP/2.0 200 OK',
      'Via: SIP/2.0/UDP 192.0.2.9:5060;branch=z9hG4bK1',
      `From: <sip:MAC%3a${MAC}@224.0.1.75>;tag=1`,
      `To: <sip:MAC%3a${MAC}@224.0.1.75>;tag=${tag}`,
      ...['Call-ID: one', 'CSeq: 1 SUBSCRIBE', `Contact: <sip:${us}>`, 'Expires: 0', 'Content-Length: 0', '', ''],
    ]);
    const branch = /;branch=(\w+)/.exec(notify)?.[1] ?? '';
    assert.match(tag, /^[\da-f]{16}$/);
    assert.match(branch, /^z9hG4bK[\da-f]{32}$/);
    assert.deepEqual(notify.split('\r\n'), [
      // Neither Contact nor Via says where it goes.
      `NOTIFY sip:127.0.0.1:${phone.port} SIP/2.0`,
      `Via: SIP/2.0/UDP ${us};rport;branch=${branch}`,
      'Max-Forwards: 70',
      `From: <sip:MAC%3a${MAC}@224.0.1.75>;tag=${tag}`,
      `To: <sip:MAC%3a${MAC}@224.0.1.75>;tag=1`,
      ...['Call-ID: one', 'CSeq: 1 NOTIFY', `Contact: <sip:${us}>`, 'Event: ua-profile'],
      'Subscription-State: terminated;reason=timeout',
      'Content-Type: application/url',
      `Content-Length: ${url(notify).length}`,
      '',
      url(notify),
    ]);
    assert.match(url(notify), new RegExp(`^http://127\\.0\\.0\\.1:${bench.port}/phone/setup/[\\w-]{22}/$`));
    const file = await fetch(`${url(notify)}${MAC}.cfg`);
    assert.match(await file.text(), new RegExp(`incoming_call = http.*${ownToken(TOKEN, MAC)}`));
    const { standing, asked, offered, silence } = bench.only;
    assert.deepEqual([standing, silence], ['fetched', undefined]);
    assert.deepEqual([asked, offered], [new Date(0).toISOString(), new Date(0).toISOString()]);
  });

  it('are not answered where nodes of theirs name several listeners: which of them is meant nobody can say', async () => {
    bench.adopt();
    await bench.open();
    const end = bench.desk.adoptions.add('other', phone({ id: 'twin' }));
    await bench.open({ path: '/other', setup: 'off' }, 'other');
    // One that serves nothing is none.
    assert.equal(bench.desk.isTwice(MAC), false);
    const close = await bench.open({ path: '/other', setup: 'watch' }, 'other');
    assert.equal(await answers(), 0);
    const { phones } = listSetup(bench.desk, 0);
    assert.deepEqual(
      phones.map(({ id, lacks, silence, standing }) => [id, lacks, silence, standing]),
      [
        ['desk', 'twice', 'lacks', undefined],
        ['twin', 'twice', 'lacks', undefined],
      ],
    );
    end(false);
    assert.equal(bench.only.lacks, undefined);
    await close(false);
  });

  it('have no file written for them where the listener only watches', async () => {
    bench.adopt();
    await bench.open({ setup: 'watch' });
    let written = 0;
    const { wanted } = bench.desk;
    const of = wanted.of.bind(wanted);
    Object.assign(wanted, {
      of: (...asked: Parameters<typeof of>) => {
        written++;
        return of(...asked);
      },
    });
    assert.equal(await answers(), 0);
    assert.deepEqual([bench.only.silence, written], ['watch', 0]);
    await bench.open();
    await bench.ask(await AskingPhone.at(), { callId: 'two' });
    assert.equal(written, 1);
  });

  it('are told a folder or the file, as their vendor’s phones want it', async () => {
    bench.adopt({ id: 'snom', vendor: 'snom', model: 'D785', mac: '00041396d9b4' });
    await bench.open();
    const phone = await AskingPhone.at();
    await bench.ask(phone, { mac: '00041396d9b4', vendor: 'OEM', model: 'OEM' });
    assert.match(url((await phone.heard(2))[1]), /\/phone\/setup\/[\w-]{22}\/00041396D9B4\.xml$/);
    assert.equal((await fetch(url(phone.received[1]))).status, 200);
  });

  it('fetch by the key of an offer for ten minutes, from the address that asked, and no other phone’s file', async () => {
    bench.adopt();
    bench.adopt({ id: 'other', mac: OTHER });
    await bench.open();
    const phone = await AskingPhone.at('127.0.0.2');
    await bench.ask(phone);
    const folder = url((await phone.heard(2))[1]);
    // This request comes from 127.0.0.1.
    assert.equal((await fetch(`${folder}${MAC}.cfg`)).status, 404);
    const here = await AskingPhone.at();
    await bench.ask(here, { mac: OTHER });
    const its = url((await here.heard(2))[1]);
    const status = async (name: string): Promise<number> => (await fetch(`${its}${name}`)).status;
    assert.deepEqual([await status(`${MAC}.cfg`), await status(`${OTHER}.boot`)], [404, 404]);
    bench.timers.jump(599_999);
    assert.equal(await status(`${OTHER}.cfg`), 200);
    bench.timers.jump(1);
    assert.equal(await status(`${OTHER}.cfg`), 404);
  });

  it('are sent the NOTIFY again after 0.5, 1, 2, 4, 4, 4 seconds, and then no more', async () => {
    bench.adopt();
    await bench.open();
    const phone = await AskingPhone.at();
    await bench.ask(phone);
    await phone.heard(2);
    let sent = 2;
    for (const pause of [500, 1000, 2000, 4000, 4000, 4000]) {
      bench.timers.advance(pause - 1);
      await bench.read(phone);
      assert.equal(phone.received.length, sent);
      bench.timers.advance(1);
      sent += 1;
      await phone.heard(sent);
    }
    assert.equal(new Set(phone.notifies).size, 1);
    bench.timers.advance(20_000);
    await bench.read(phone);
    assert.equal(phone.received.length, 8);
  });

  it('are sent no copy once they have answered, with whatever status', async () => {
    for (const status of ['200 OK', '481 No such call']) {
      bench = new PnpBench();
      bench.adopt();
      await bench.open();
      const phone = await AskingPhone.at();
      await bench.ask(phone);
      await phone.heard(2);
      await phone.confirm('100 Trying');
      await bench.read(phone);
      assert.ok(bench.desk.network.isOffering(OTHER, '127.0.0.1'));
      await phone.confirm(status);
      await until(() => !bench.desk.network.isOffering(OTHER, '127.0.0.1'));
      bench.timers.advance(31_999);
      // It has heard its answer: the same question, late, is none any more.
      await bench.ask(phone);
      assert.equal(phone.received.length, 2, status);
      // It starts anew.
      await bench.ask(phone, { callId: 'two' });
      await phone.heard(4);
    }
  });

  it('are not spared by an answer from somewhere else', async () => {
    bench.adopt();
    await bench.open();
    const phone = await AskingPhone.at();
    await bench.ask(phone);
    await phone.heard(2);
    const stranger = own(createSocket('udp4')).bind(0, '127.0.0.3');
    await once(stranger, 'listening');
    await phone.confirm('200 OK', stranger);
    await bench.read(phone);
    bench.timers.advance(500);
    await phone.heard(3);
  });

  it('get one offer at a time: who asks again has the 200 again, and no second chain; others have nothing', async () => {
    bench.adopt();
    await bench.open();
    const phone = await AskingPhone.at();
    for (let n = 0; n < 5; n++) await bench.ask(phone);
    await phone.heard(6);
    assert.deepEqual([phone.received.length, phone.notifies.length], [6, 1]);
    const other = await AskingPhone.at();
    await bench.ask(other);
    await bench.ask(phone, { callId: 'two' });
    assert.deepEqual([other.received.length, phone.received.length], [0, 6]);
    bench.timers.advance(15_500);
    await phone.heard(12);
    await bench.ask(other);
    await other.heard(2);
  });

  describe('are left without an answer', () => {
    const silent = async (why: string | undefined, saying: Parameters<PnpBench['ask']>[1] = {}): Promise<void> => {
      assert.equal(await answers(saying), 0);
      assert.equal(bench.only.silence, why);
    };

    it('where the listener only watches', async () => {
      bench.adopt();
      await bench.open({ setup: 'watch' });
      await silent('watch');
      await bench.open();
      assert.equal(await answers(), 2);
    });
    it('where no listener has adopted them, or another one that only watches', async () => {
      await bench.open();
      assert.equal(await answers(), 0);
      bench.adopt({}, 'other');
      await bench.open({ path: '/other', setup: 'watch' }, 'other');
      await silent('watch');
    });
    it('where their vendor never gets a file, or the phone says it is of a series that does not', async () => {
      const end = bench.adopt({ vendor: 'mitel' });
      await bench.open({ answerUntried: true });
      await silent('lacks');
      end(false);
      bench.adopt({ vendor: 'fanvil', model: '' });
      await silent('lacks', { vendor: 'VOIP PHONE', model: 'V64' });
      assert.equal(await answers({ vendor: 'VOIP PHONE', model: 'X4U' }), 2);
    });
    it('where nobody has documented that they keep their settings, unless that is wanted', async () => {
      bench.adopt({ vendor: 'grandstream', model: 'GRP2614' });
      await bench.open();
      await silent('untried');
      // What it says of itself makes nothing documented.
      await silent('untried', { vendor: 'Yealink', model: 'SIP-T46G' });
      await bench.open({ answerUntried: true });
      assert.equal(await answers(), 2);
    });
    it('where they have what they are to have, by GET', async () => {
      bench.adopt();
      await bench.open();
      const address = `http://127.0.0.1:${bench.port}/phone/setup/${fileKey(KEY, MAC)}/${MAC}.cfg`;
      await fetch(address, { method: 'HEAD' });
      const phone = await AskingPhone.at();
      await bench.ask(phone);
      await phone.heard(2);
      await phone.confirm();
      await fetch(address);
      await silent('up-to-date', { callId: 'two' });
      await bench.open({ setupEvents: ['mute'] });
      assert.equal(await answers({ callId: 'three' }), 2);
    });
    it('where the allow list does not have them', async () => {
      bench.adopt();
      await bench.open({ allow: '192.168.5.0/24' });
      await silent('not-allowed');
      await bench.open({ allow: '127.0.0.0/8' });
      assert.equal(await answers(), 2);
    });
    it('where the address is a proxy’s', async () => {
      bench.adopt();
      await bench.open({ trustedProxies: '127.0.0.1' });
      await silent('other-address');
    });
    it('where the address is known as another’s', async () => {
      bench.adopt();
      await bench.open();
      bench.places.isOthers = (mac, address) => mac === MAC && address === '127.0.0.1';
      await silent('other-address');
      bench.places.isOthers = () => false;
      assert.equal(await answers(), 2);
    });
    it('where they are known to be somewhere else', async () => {
      bench.adopt();
      await bench.open();
      bench.places.addressOf = () => '127.0.0.9';
      await silent('other-address');
      bench.places.addressOf = () => '127.0.0.1';
      assert.equal(await answers(), 2);
    });
    it('where this host has seen other hardware at the address, which fetches nothing either', async () => {
      bench.adopt();
      await bench.open();
      bench.neighbour = OTHER;
      await silent('other-address');
      bench.neighbour = undefined;
      const phone = await AskingPhone.at();
      await bench.ask(phone);
      const file = `${url((await phone.heard(2))[1])}${MAC}.cfg`;
      bench.neighbour = OTHER;
      assert.equal((await fetch(file)).status, 404);
      bench.neighbour = MAC;
      assert.equal((await fetch(file)).status, 200);
    });
    it('where nobody knows how they reach this server', async () => {
      await bench.open({ path: '/open' }, 'open');
      bench.adopt();
      const behind = { baseUrl: '', proxyProtocol: true, trustedProxies: '10.9.9.9' };
      await bench.open(behind);
      await silent('base');
      await bench.open({ ...behind, baseUrl: `http://127.0.0.1:${bench.port}` });
      assert.equal(await answers(), 2);
    });
    it('where the listener serves nothing', async () => {
      bench.adopt();
      await bench.open({ path: '/open' }, 'open');
      await bench.open({ commandsFrom: '<' });
      await silent('lacks');
    });
    it('where another is just being offered its file at that address', async () => {
      const { isOffering } = bench.desk.knowledge;
      bench.adopt();
      await bench.open();
      const phone = await AskingPhone.at();
      await bench.ask(phone);
      assert.ok(bench.desk.network.isOffering(OTHER, '127.0.0.1'));
      assert.ok(!bench.desk.network.isOffering(MAC, '127.0.0.1'));
      assert.ok(!bench.desk.network.isOffering(OTHER, '127.0.0.2'));
      // All phones of this host itself have one.
      assert.ok(!isOffering(OTHER, '127.0.0.1'));
    });
    it('where what they send is anything but the question', async () => {
      bench.adopt();
      await bench.open();
      const good = subscribe();
      for (const wrong of [
        good.replace('Call-ID: one', 'Call-ID: one\nX: y'),
        good.replace('Call-ID: one', 'Call-ID: one\rX: y'),
        good.replace('Accept: application/url', 'Accept: text/plain'),
        good.replace(' SIP/2.0\r', ' SIP/1.0\r'),
        'x',
      ])
        assert.equal(await answers(wrong), 0);
      assert.equal(await answers(good), 2);
    });
  });

  it('are answered where the datagram came from, whatever Contact, Via and Accept say', async () => {
    bench.adopt();
    await bench.open();
    const victim = await AskingPhone.at('127.0.0.4');
    const phone = await AskingPhone.at();
    const target = `127.0.0.4:${victim.port}`;
    const hostile = subscribe()
      .replaceAll('192.0.2.9:5060', target)
      .replace('Accept: application/url', `Accept: ${'a/b,'.repeat(200)} application/url;x="<${target}>"`)
      .replace('branch=', `received=127.0.0.4;rport=${victim.port};branch=`);
    await bench.ask(phone, hostile);
    await phone.heard(2);
    await bench.read(victim);
    assert.deepEqual(victim.received, []);
    assert.ok(!/^NOTIFY .*127\.0\.0\.4/.test(phone.received[1] ?? ''));
  });

  it('are not answered where the question seems to come from where answers leave: nobody answers himself', async () => {
    bench.adopt();
    await bench.open();
    const { network, asking } = bench.desk;
    const port = network.answerPort ?? 0;
    const hear = (address: string, from: number, mac: string): void =>
      network.hear(Buffer.from(subscribe({ mac, callId: mac })), { address, port: from });
    hear('127.0.0.1', port, MAC);
    hear('127.0.0.1', 0, MAC);
    assert.deepEqual([port > 0, asking.of(MAC)], [true, undefined]);
    assert.ok(!network.isOffering(OTHER, '127.0.0.1'));
    // A phone elsewhere may have the same port.
    hear('192.0.2.7', port, OTHER);
    assert.equal(asking.of(OTHER)?.address, '192.0.2.7');
  });

  it('are listed where nobody has adopted them, by what they say or by their MAC, and not any more once adopted', async () => {
    bench.places.nodeOf = (mac) => (mac === OTHER ? 'desk-2' : undefined);
    await bench.open({ setup: 'watch' });
    const phone = await AskingPhone.at('127.0.0.7');
    await bench.ask(phone, { mac: '00041396d9b4', vendor: 'OEM', model: 'OEM' });
    bench.timers.jump(5000);
    await bench.ask(phone, { mac: OTHER, vendor: '<img src=x>', model: '<b>' });
    await bench.ask(phone, { mac: '00041396d9b4', vendor: 'OEM', model: 'OEM' });
    const asking = (): unknown[] => bench.list.asking.filter(({ mac }) => !mac.startsWith('02'));
    const [now, then] = [new Date(5000).toISOString(), new Date(0).toISOString()];
    const common = { version: '28.86.0.15', address: '127.0.0.7', last: now };
    assert.deepEqual(asking(), [
      { mac: OTHER, vendor: 'yealink', model: '<b>', ...common, first: now, id: 'desk-2' },
      { mac: '00041396d9b4', vendor: 'snom', model: '', ...common, first: then },
    ]);
    bench.adopt({ mac: OTHER });
    assert.equal(asking().length, 1);
    // When it asked is known of it.
    assert.equal(bench.only.asked, now);
  });

  it('leave no secret where somebody looks', async () => {
    bench.adopt();
    await bench.open();
    const phone = await AskingPhone.at();
    await bench.ask(phone);
    const key = /setup\/([\w-]{22})\//.exec(url((await phone.heard(2))[1]))?.[1] ?? '';
    assert.notEqual(key, '');
    const seen = JSON.stringify([bench.list, bench.said]);
    for (const secret of [key, TOKEN, KEY, fileKey(KEY, MAC), ownToken(TOKEN, MAC)]) assert.ok(!seen.includes(secret));
  });
});
