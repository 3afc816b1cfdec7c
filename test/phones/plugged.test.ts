import assert from 'node:assert/strict';
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { own } from '../support/own';
import { ASKING, type Wording } from './asking';
import { type Outcome, PluggedPhone, type PlugOptions, PNP_GROUP } from './plugged';
import { readSipText, type SipText } from './sip-text';

/** A server that answers as a test says: what a phone does with it is the phone's own. */
class ScriptedServer {
  readonly heard: { readonly text: string; readonly message: SipText; readonly from: RemoteInfo }[] = [];
  /** What came back to a NOTIFY. */
  readonly confirmed: SipText[] = [];
  readonly #group: Socket = own(createSocket('udp4'));
  readonly #answers: Socket = own(createSocket('udp4'));
  #heard: () => void = () => {};

  /** @param script what is sent for a question, in order */
  constructor(readonly script: (question: SipText, count: number) => readonly string[]) {}

  async start(): Promise<this> {
    this.#group.bind(0, PNP_GROUP);
    await once(this.#group, 'listening');
    this.#group.addMembership(PNP_GROUP, '127.0.0.1');
    this.#answers.bind(0, '127.0.0.1');
    await once(this.#answers, 'listening');
    this.#answers.on('message', (datagram) => {
      const message = readSipText(datagram.toString());
      if (message) this.confirmed.push(message);
      this.#heard();
    });
    this.#group.on('message', (datagram, from) => {
      const text = datagram.toString();
      const message = readSipText(text);
      assert.ok(message);
      this.heard.push({ text, message, from });
      for (const answer of this.script(message, this.heard.length)) this.send(answer, from);
    });
    return this;
  }

  get port(): number {
    return this.#group.address().port;
  }

  send(text: string, to: { readonly port: number; readonly address: string }): void {
    this.#answers.send(text, to.port, to.address);
  }

  /** Resolves with the next answer to a NOTIFY. */
  async confirmation(count: number): Promise<SipText> {
    while (this.confirmed.length < count) await new Promise<void>((resolve) => (this.#heard = resolve));
    const last = this.confirmed[count - 1];
    assert.ok(last);
    return last;
  }
}

const copied = (question: SipText, names: readonly string[]): string[] =>
  names.map((name) => `${name}: ${question.header(name)}`);

function ok(question: SipText, line = '200 OK'): string {
  const lines = [`SIP/2.0 ${line}`, ...copied(question, ['Via', 'From']), `To: ${question.header('To')};tag=ours`];
  return [...lines, ...copied(question, ['Call-ID', 'CSeq']), 'Expires: 0', 'Content-Length: 0', '', ''].join('\r\n');
}

function notify(question: SipText, url: string, changes: Readonly<Record<string, string>> = {}): string {
  const headers = {
    Via: 'SIP/2.0/UDP 127.0.0.1:5;branch=z9hG4bKours',
    From: `${question.header('To')};tag=ours`,
    To: question.header('From'),
    'Call-ID': question.header('Call-ID'),
    CSeq: '1 NOTIFY',
    Event: 'ua-profile',
    'Subscription-State': 'terminated;reason=timeout',
    'Content-Type': 'application/url',
    'Content-Length': String(url.length),
    ...changes,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return ['NOTIFY sip:phone SIP/2.0', ...lines, '', url].join('\r\n');
}

const MODELS = {
  yealink: ['001565123456', 'SIP-T46G'],
  'yealink-dect': ['001565f4f9e1', 'W52P'],
  flyingvoice: ['0021f222aef1', 'FIP13G'],
  fanvil: ['0c383e557eb1', 'X4U'],
  snom: ['00041396d9b4', 'D785'],
  grandstream: ['c074ad0b63ee', 'GRP2614'],
  htek: ['001fc11c22a9', 'UC924'],
} as const satisfies Record<Wording, readonly [mac: string, model: string]>;
const WORDINGS = Object.keys(MODELS) as Wording[];

/** For who is not answered: it soon asks again. Others wait for their answer, however slow the machine is. */
const UNHEARD: Partial<PlugOptions> = { pace: { every: 20, patience: 40 } };

function phoneOf(wording: Wording, port: number, more: Partial<PlugOptions> = {}): PluggedPhone {
  const make = wording === 'yealink-dect' ? 'yealink' : wording;
  const [mac, model] = MODELS[wording];
  const options = {
    make,
    mac,
    model,
    wording,
    port,
    pace: { every: 1000, patience: 40 },
    address: '127.0.9.7',
    ...more,
  };
  const phone = new PluggedPhone(options);
  own(() => phone.unplug());
  return phone;
}

const server = (script: ScriptedServer['script']): Promise<ScriptedServer> => new ScriptedServer(script).start();

describe('simulated phones that are plugged in', () => {
  it('ask in the words of their make, from an address of their own', async () => {
    const asked = await server(() => []);
    for (const wording of WORDINGS) {
      const phone = phoneOf(wording, asked.port, UNHEARD);
      const before = asked.heard.length;
      assert.deepEqual(await phone.plugIn(), { kind: 'silence' });
      const heard = asked.heard.slice(before);
      assert.equal(heard.length, ASKING[wording].tries, wording);
      const [{ message, from, text }] = heard as [(typeof heard)[number]];
      const [mac] = MODELS[wording];
      assert.ok(message.first.toLowerCase().includes(mac), message.first);
      assert.equal(from.address, '127.0.9.7');
      assert.equal(`${from.address}:${from.port}`, phone.own);
      assert.ok(message.header('Via').includes(phone.own));
      assert.deepEqual([message.header('Expires'), message.header('Accept')], ['0', 'application/url']);
      assert.match(text, /\r\n\r\n$/);
      // Copies are the same question.
      assert.equal(new Set(heard.map((each) => each.message.header('Call-ID'))).size, 1);
      await phone.unplug();
    }
    const firsts = WORDINGS.map((wording) => {
      const [mac] = MODELS[wording];
      const found = asked.heard.find(({ text }) => text.toLowerCase().includes(mac));
      return [wording, found?.message.first, found?.message.header('Event').replace(/.*vendor=/, '')];
    });
    assert.deepEqual(firsts, [
      ['yealink', 'SUBSCRIBE sip:MAC%3a001565123456@224.0.1.75 SIP/2.0', '"Yealink";model="T46G";version="28.72.0.1"'],
      [
        'yealink-dect',
        'SUBSCRIBE sip:MAC001565f4f9e1@224.0.1.75 SIP/2.0',
        '"yealink";model="W52P";version="25.81.0.10"',
      ],
      [
        'flyingvoice',
        'SUBSCRIBE sip:MAC%3a0021f222aef1@224.0.1.75 SIP/2.0',
        '"Flyingvoice";model="FIP13G";version="V0.6.24"',
      ],
      [
        'fanvil',
        'SUBSCRIBE sip:MAC=0c383e557eb1@224.0.1.75 SIP/2.0',
        '"Fanvil";model="VOIP PHONE";version="2.0.3.2991"',
      ],
      ['snom', 'SUBSCRIBE sip:MAC%3a00041396D9B4@intern.snom.de SIP/2.0', '"OEM";model="OEM";version="10.1.169.16"'],
      [
        'grandstream',
        'SUBSCRIBE sip:MAC%3AC074AD0B63EE@224.0.1.75 SIP/2.0',
        '"Grandstream";model="GRP2614";version="1.0.5.67"',
      ],
      ['htek', 'SUBSCRIBE sip:MAC%3a001fc11c22a9@224.0.1.75 SIP/2.0', '"Htek";model="UC924";version="2.0.4.2"'],
    ]);
  });

  it('ask from the port that they ask, but for those that have another', async () => {
    const asked = await server(() => []);
    const beside: Record<string, number> = {};
    for (const wording of WORDINGS) {
      const phone = phoneOf(wording, asked.port, UNHEARD);
      await phone.plugIn();
      beside[wording] = Number(phone.own.split(':')[1]) - asked.port;
      await phone.unplug();
    }
    assert.deepEqual(
      Object.entries(beside).filter(([, by]) => by !== 0),
      [
        ['yealink-dect', -1],
        ['grandstream', 20],
      ],
    );
  });

  it('ask no more after a 200, and stay as they were where no NOTIFY follows', async () => {
    for (const wording of WORDINGS) {
      const answers = await server((question) => [ok(question)]);
      const phone = phoneOf(wording, answers.port);
      assert.deepEqual(await phone.plugIn(), { kind: 'left', status: 200 }, wording);
      assert.equal(phone.counts.asked, 1);
      assert.deepEqual(phone.faults, []);
      await phone.unplug();
    }
  });

  it('are lost by an error: 500 ends the asking of all, 404 that of all but Grandstream and Htek', async () => {
    const asking = async (line: string, expected: readonly Wording[]): Promise<string[]> => {
      const stubborn: string[] = [];
      for (const wording of WORDINGS) {
        const answers = await server((question) => [ok(question, line)]);
        const phone = phoneOf(wording, answers.port, expected.includes(wording) ? UNHEARD : {});
        assert.equal((await phone.plugIn()).kind, 'left');
        if (phone.counts.asked > 1) stubborn.push(wording);
        await phone.unplug();
      }
      return stubborn;
    };
    assert.deepEqual(await asking('500 Server Internal Error', []), []);
    assert.deepEqual(await asking('404 Not Found', ['grandstream', 'htek']), ['grandstream', 'htek']);
    assert.deepEqual(await asking('100 Trying', WORDINGS), WORDINGS);
  });

  describe('with a server for their files', () => {
    let base = '';
    let requests: { url: string; address: string; agent: string }[] = [];
    let files: (name: string) => string | undefined = () => undefined;

    beforeEach(async () => {
      requests = [];
      const http = own(
        createServer((request, response) => {
          const { url = '', headers, socket } = request;
          requests.push({ url, address: socket.remoteAddress ?? '', agent: headers['user-agent'] ?? '' });
          const text = files(url.slice(1));
          response.writeHead(text === undefined ? 404 : 200).end(text ?? '');
        }),
      );
      http.listen(0, '127.0.0.1');
      await once(http, 'listening');
      base = `http://127.0.0.1:${(http.address() as AddressInfo).port}/`;
    });
    /** What it is told: a folder or a file, as its make wants it. */
    const place = (wording: Wording): string => {
      const [mac] = MODELS[wording];
      return `${base}${{ snom: '{mac}.xml', fanvil: '$mac.cfg', flyingvoice: `${mac}.cfg` }[wording as string] ?? ''}`;
    };
    const told = (outcome: Outcome): Extract<Outcome, { kind: 'told' }> => {
      assert.equal(outcome.kind, 'told');
      return outcome as Extract<Outcome, { kind: 'told' }>;
    };

    it('fetch what a NOTIFY names, in the order and from the address of their own, and report', async () => {
      const texts: Partial<Record<Wording, string>> = {
        snom: `<settings><phone-settings><action_incoming_url perm="">${base}ring?a=1&amp;mac=$mac</action_incoming_url></phone-settings></settings>`,
        fanvil: `<sysConf><IncomingCallUrl>${base}ring?mac=$mac</IncomingCallUrl></sysConf>`,
        grandstream: `<x><item name="ons.actionUrl.incomingCall">${base.slice(7)}ring</item></x>`,
        htek: `<x><P3707>${base}ring</P3707></x>`,
      };
      const plain = `#!version:1.0.0.1\naction_url.incoming_call = ${base}ring\n`;
      const asked: Partial<Record<Wording, string[]>> = {};
      for (const wording of WORDINGS) {
        const [mac] = MODELS[wording];
        files = (name) => {
          if (name.startsWith('ring')) return '';
          return /^(cfg)?[\da-f]{12}\.(cfg|xml)$/i.test(name) ? (texts[wording] ?? plain) : undefined;
        };
        const answers = await server((question) => [ok(question), notify(question, place(wording))]);
        const phone = phoneOf(wording, answers.port);
        requests = [];
        const { fetched } = told(await phone.plugIn());
        assert.deepEqual(phone.faults, []);
        assert.equal(fetched.at(-1)?.status, 200, wording);
        const confirmation = await answers.confirmation(1);
        assert.deepEqual([confirmation.first, confirmation.header('CSeq')], ['SIP/2.0 200 OK', '1 NOTIFY']);
        asked[wording] = requests.map(({ url }) => url.slice(1).replace(mac, 'MAC'));
        assert.equal(phone.phone.settings['account.1.user'], '1001');
        assert.equal(await phone.phone.ring(), 200);
        assert.deepEqual([...new Set(requests.map(({ address }) => address))], ['127.0.9.7']);
        assert.match(requests.at(-1)?.url ?? '', /^\/ring/);
        await phone.unplug();
      }
      const yealink = ['MAC.boot', 'y000000000000.boot', 'y000000000028.cfg', 'MAC.cfg'];
      assert.deepEqual(asked, {
        yealink,
        'yealink-dect': yealink,
        flyingvoice: ['MAC.cfg'],
        fanvil: ['MAC.cfg'],
        snom: ['MAC.xml'],
        grandstream: ['cfgMAC', 'cfgMAC.xml'],
        htek: ['cfg0012.xml', 'cfgMAC', 'cfgMAC.xml'],
      });
    });

    it('take the first NOTIFY, refuse another, and confirm each copy', async () => {
      const others = `${base}others/`;
      const answers = await server((question) => {
        const first = notify(question, base);
        return [ok(question), first, first, notify(question, others, { CSeq: '2 NOTIFY' })];
      });
      const phone = phoneOf('yealink', answers.port);
      assert.equal(told(await phone.plugIn()).url, base);
      await answers.confirmation(3);
      assert.deepEqual(
        answers.confirmed.map(({ first }) => first),
        ['SIP/2.0 200 OK', 'SIP/2.0 200 OK', 'SIP/2.0 481 Subscription does not exist'],
      );
    });

    it('lose what the network loses, and are told by a copy', async () => {
      const answers = await server((question) => [
        ok(question),
        ...Array.from({ length: 3 }, () => notify(question, base)),
      ]);
      const phone = phoneOf('htek', answers.port, { lost: { notifies: 2, answers: 1 } });
      told(await phone.plugIn());
      assert.deepEqual([phone.counts.notifies, phone.counts.confirmed], [3, 1]);
      assert.deepEqual(answers.confirmed, []);
    });

    it('are told by a NOTIFY alone where the 200 got lost', async () => {
      const answers = await server((question) => [notify(question, base)]);
      const phone = phoneOf('yealink', answers.port);
      told(await phone.plugIn());
      assert.equal(phone.counts.asked, 1);
    });

    it('follow nothing that breaks a rule, and say which', async () => {
      const wrong: readonly (readonly [changes: Record<string, string>, fault: RegExp])[] = [
        [{ From: '<sip:x@y>;tag=ours' }, /From of NOTIFY/],
        [{ To: '<sip:x@y>' }, /To of NOTIFY/],
        [{ 'Content-Type': 'text/plain' }, /type/],
        [{ 'Content-Length': '1' }, /Content-Length/],
        [{ Event: 'check-sync' }, /Event/],
        [{ Via: 'SIP/2.0/UDP 127.0.0.1:5' }, /Via/],
        [{ CSeq: '1 SUBSCRIBE' }, /CSeq/],
        [{ 'Subscription-State': 'active' }, /Subscription-State/],
      ];
      for (const [changes, fault] of wrong) {
        const answers = await server((question) => [ok(question), notify(question, base, changes)]);
        const phone = phoneOf('snom', answers.port);
        assert.deepEqual(await phone.plugIn(), { kind: 'left', status: 200 });
        assert.match(phone.faults.join('\n'), fault);
        await phone.unplug();
      }
      const foreign = await server((question) => [ok(question), notify(question, base, { 'Call-ID': 'another' })]);
      const phone = phoneOf('snom', foreign.port);
      assert.equal((await phone.plugIn()).kind, 'left');
      assert.equal((await foreign.confirmation(1)).first, 'SIP/2.0 481 Subscription does not exist');
      const noFolder = await server((question) => [ok(question), notify(question, base.slice(0, -1))]);
      const yealink = phoneOf('yealink', noFolder.port);
      assert.deepEqual(told(await yealink.plugIn()).fetched, []);
    });
  });
});
