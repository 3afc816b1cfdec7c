import assert from 'node:assert/strict';
import { notifyText, okText } from '../../nodes/lib/setup/pnp/dialogue';
import { readSubscribe } from '../../nodes/lib/setup/pnp/subscribe';
import { subscribe } from '../lib/setup/pnp/bench';
import { Dice } from './dice';

const DATAGRAMS = Number(process.env.FUZZ_RUNS ?? 10_000);
const SEED = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 1e9));

/** What would end a line, a value or a text, for us or for whoever reads our answer. */
const PIECES = [
  ...[
    '\r',
    '\n',
    '\r\n',
    '\r\n\r\n',
    '\n\n',
    '\r\n ',
    '\0',
    '\t',
    '\u001b[2J',
    '\u0085',
    '\u00e2\u0080\u00a8',
    '\u007f',
  ],
  ...['"', '\\', '<', '>', ';', ',', ':', '=', '@', '%3a', '%0d%0a', 'sip:', 'sip:MAC%3a0015651234ff@h', ';tag=x'],
  ...[
    'Via: SIP/2.0/UDP a\r\n',
    'From: <sip:a>\r\n',
    'Contact: <sip:a>\r\n',
    'o: ua-profile\r\n',
    'Require: a\r\n',
    'a: b\r\n',
  ],
  ...['SUBSCRIBE ', 'NOTIFY a SIP/2.0\r\n', ' SIP/2.0', 'application/url', 'x'.repeat(300)],
];

describe('hostile questions for settings', function () {
  // Not a promise about speed: only that it ends.
  this.timeout(60_000 + DATAGRAMS * 5);

  it(`${DATAGRAMS} of seed ${SEED} are silence, or an answer of the lines that it has, not much longer than they are`, () => {
    const dice = new Dice(SEED);
    let answered = 0;
    for (let n = 0; n < DATAGRAMS; n++) {
      let text = subscribe({ vendor: dice.pick(['Yealink', 'OEM', '']), callId: dice.text(8, 'abc') });
      for (let edits = dice.below(3); edits > 0; edits--) {
        const at = dice.below(text.length);
        text = text.slice(0, at) + dice.pick(PIECES) + text.slice(at + (dice.chance(0.5) ? 0 : dice.below(12)));
      }
      const datagram = Buffer.from(text, 'latin1');
      const asked = readSubscribe(datagram);
      if (!asked) continue;
      answered += 1;
      const end = { tag: 'ourtag', sentBy: '192.0.2.1:9' };
      const ok = okText(asked, end);
      const notify = notifyText(asked, { ...end, branch: 'b', target: '192.0.2.2:5060', url: 'http://192.0.2.1/' });
      const names = (answer: string): string[] =>
        answer.split(/[\r\n\u2028\u0085]+/).map((line) => /^[\w-]+(?=[: ])/.exec(line)?.[0] ?? '');
      const vias = asked.vias.map(() => 'Via');
      const common = ['From', 'To', 'Call-ID', 'CSeq', 'Contact'];
      assert.deepEqual(names(ok), ['SIP', ...vias, ...common, 'Expires', 'Content-Length', ''].with(0, ''), text);
      assert.deepEqual(
        names(notify).slice(0, -1),
        ['NOTIFY', 'Via', 'Max-Forwards', ...common, 'Event', 'Subscription-State', 'Content-Type', 'Content-Length'],
        text,
      );
      assert.ok(!/\p{Cc}/u.test(`${asked.vendor}${asked.model}${asked.version}`), text);
      assert.ok(ok.length < datagram.length, text);
      assert.ok(notify.length < 1400, text);
    }
    assert.ok(answered > DATAGRAMS / 10 && answered < DATAGRAMS, String(answered));
  });
});
