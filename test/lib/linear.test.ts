import assert from 'node:assert/strict';
import { Socket } from 'node:net';
import { describe, it } from 'mocha';
import { ipOf } from '../../nodes/lib/identity/address';
import { HeadReader } from '../../nodes/lib/events/own-port/head-reader';
import { readBody } from '../../nodes/lib/events/report/body';
import { appendForwardedFor, parseTrustedProxies } from '../../nodes/lib/events/proxies';
import { decodeValue } from '../../nodes/lib/events/report/decode';
import { normaliseMac } from '../../nodes/lib/identity/mac';
import { eventMessage } from '../../nodes/lib/events/report/message';
import { readSipAddress } from '../../nodes/lib/events/report/sip-address';
import { readTarget, targetPath } from '../../nodes/lib/events/report/target';
import { isFilled } from '../../nodes/lib/events/report/unsubstituted';
import { readRequestLine } from '../../nodes/lib/events/request-line';
import { Routes } from '../../nodes/lib/events/routes';
import { collectHead } from '../../nodes/lib/events/shared-server/collect-head';
import { mendHead } from '../../nodes/lib/events/shared-server/mended-head';
import { isFromWebPage } from '../../nodes/lib/events/web-page';
import { answeredBranch } from '../../nodes/lib/setup/pnp/dialogue';
import { readSubscribe } from '../../nodes/lib/setup/pnp/subscribe';
import { parseChallenges } from '../../nodes/lib/transports/authentication/challenge';
import { digestAuthorization, digestScheme } from '../../nodes/lib/transports/authentication/digest';
import { AnswerHead } from '../../nodes/lib/transports/http/answer-head';
import { HeadEnd } from '../../nodes/lib/transports/http/head-end';
import { AnswerReader } from '../../nodes/lib/transports/http/answer-reader';
import { readStatusLine } from '../../nodes/lib/transports/http/status-line';
import { Framing, FramingError } from '../../nodes/lib/transports/sip/framing';
import { headerParameter, parseHeaders, splitOutsideQuotes } from '../../nodes/lib/sip-header';
import { parseDatagram, parseHead, readResponse } from '../../nodes/lib/transports/sip/response';
import { parseHostPort, parseSipUri } from '../../nodes/lib/transports/sip/uri';
import { Inbox, phoneBook, TestPhone } from './events/inbox';
import { builtIn } from '../support/vendors';

/** One after the other, what has made readers slow elsewhere: line ends, blanks, quotes, separators, names, escapes. */
const UNITS: readonly string[] = [
  ...['\r', '\n', '\r\n', '\r\r\n', '\n\r', ' ', '\t', ' \r\n ', '\r\n\t'],
  ...[
    '&',
    '%',
    '"',
    '<',
    '>',
    ',',
    ';',
    '=',
    '/',
    ':',
    '@',
    '?',
    '#',
    '$',
    '\\',
    '[',
    '(',
    '-',
    '.',
    '+',
    '*',
    '0',
    'a',
  ],
  ...['\\"', '"\\', '" "', '="', '<"', '"<', '<>', '><', '";', '",', '&"', '=<', '@<', ';=', '&=', '&&=', ', ,', '; '],
  ...['/a', '/a=', '&a=1', '&a', '&mac=zz', '&token=x', '&amp;', ';line=1', ':ip=1', '?a=1', '#call_id=1', '/local=1'],
  ...['%20', '%22', '%3C', '%3c%22', '%FF', '%F', '%%', '\xff', '\xd6\xd0', '\xc3\xa4', '$a', '$$a$$', '{a}', 'a b='],
  ...[
    'a: b\r\n',
    'a:b\n',
    ':\n',
    'a\r\n b\r\n',
    '\n\n',
    'HTTP/',
    ' HTTP/1.1',
    'SIP/2.0 200\n\n',
    'A\n\n',
    'a=b, ',
    'a ',
  ],
  ...['Digest a="b",', 'Basic ', 'qop=auth,', '10.0.0.1,', '10.0.0.1, 10.0.0.2:1,', 'a;b=c;', '<sip:a>;tag=b,', '0c:'],
];

/** Behind the units, so that what had been right so far is not. */
const END = '!';

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');

const WIDE = { requestLine: 1e9, headerLines: 1e9, headerBytes: 1e9 };
function readHeads(text: string, piece = text.length): void {
  const reader = new HeadReader(WIDE);
  const bytes = latin1(text);
  for (let from = 0; from < bytes.length; from += piece) {
    if (reader.read(bytes.subarray(from, from + piece), () => true) !== undefined) return;
  }
}

function readAnswer(text: string, piece = text.length): void {
  const reader = new AnswerReader({ onStatus: () => {}, onHead: () => {}, onBody: () => {}, onUnreadable: () => {} });
  const bytes = latin1(text);
  for (let from = 0; from < bytes.length; from += piece) reader.feed(bytes.subarray(from, from + piece));
  reader.end();
}

function readStream(text: string, piece = text.length): void {
  const framing = new Framing((head, body) => void readResponse(head, body));
  const bytes = latin1(text);
  try {
    for (let from = 0; from < bytes.length; from += piece) framing.push(bytes.subarray(from, from + piece));
  } catch (error) {
    assert.ok(error instanceof FramingError);
  }
}

function collect(text: string): void {
  const socket = new Socket();
  collectHead(socket, latin1(text.slice(0, 1000)), (head) => void (head !== undefined && mendHead(head)));
  for (let from = 1000; from < text.length; from += 1000) socket.emit('data', latin1(text.slice(from, from + 1000)));
  socket.emit('end');
  socket.destroy();
}

const PHONE = new TestPhone('phone');
const NODES = new Routes(builtIn);
NODES.add('/phone', new Inbox({ unknownEvents: true }, { findPhone: phoneBook({ '192.0.2.7': PHONE }) }).reception);
const arrive = (target: string): void => {
  const arrival = { method: 'GET', target, address: '192.0.2.7', time: new Date(0), authenticated: false };
  NODES.answer({ ...arrival, forwardedFor: target });
};
const message = (target: string): void => {
  const report = readTarget(target, '/phone', builtIn);
  if (report) eventMessage(report, { event: 'incoming-call', time: new Date(0), phone: PHONE });
};
const posted = (body: string): unknown => readBody(body, [], builtIn);
const behindProxy = parseTrustedProxies('10.0.0.0/8');
const USE = { nc: 1, cnonce: 'c' };
const LOGIN = { username: 'u', password: 'p' };

const ask = (headers: string): unknown =>
  readSubscribe(
    latin1(
      `SUBSCRIBE sip:MAC%3a001565123456@h SIP/2.0\r\nVia: SIP/2.0/UDP h\r\nTo: <sip:h>\r\nCall-ID: a\r\nCSeq: 1 SUBSCRIBE\r\n${headers}\r\n`,
    ),
    1e9,
  );

/** All that takes bytes or text from the network, each as it is called; what bounds its caller sets is left out. */
const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  'a question for settings': (text) => readSubscribe(latin1(`SUBSCRIBE ${text}\r\n\r\n`), 1e9),
  'a question for settings, header lines': (text) => ask(`${text}\r\n`),
  'a question for settings, event': (text) => ask(`Event: ua-profile;${text}\r\n`),
  'a question for settings, From': (text) => ask(`From: ${text}\r\nEvent: ua-profile\r\n`),
  'a question for settings, Accept': (text) => ask(`Event: ua-profile\r\nAccept: ${text}\r\n`),
  'an answer to a NOTIFY': (text) => answeredBranch(latin1(`SIP/2.0 200 OK\r\nVia: ${text}\r\n\r\n`), 1e9),
  'an own port, request line': (text) => readHeads(`GET /phone?${text} HTTP/1.1\r\n\r\n`),
  'an own port, request line in pieces': (text) => readHeads(`GET /phone?${text} HTTP/1.1\r\n\r\n`, 100),
  'an own port, header': (text) => readHeads(`GET / HTTP/1.1\r\nConnection: ${text}\r\n\r\n`),
  'an own port, header lines': (text) => readHeads(`GET / HTTP/1.1\r\n${text}\r\n\r\n`),
  'an own port, X-Forwarded-For': (text) => readHeads(`GET / HTTP/1.1\r\nX-Forwarded-For: ${text}\r\n\r\n`),
  'an own port, requests': (text) => readHeads(text),
  'request line': readRequestLine,
  'request line, method': (text) => readRequestLine(`${text} / HTTP/1.1`),
  'target, path': (text) => targetPath(`/${text}`),
  'target, authority': (text) => targetPath(`http://${text}`),
  'target, name': (text) => readTarget(`/phone/${text}`, '/phone', builtIn),
  'target, segments': (text) => readTarget(`/phone/mute/${text}`, '/phone', builtIn),
  'target, query': (text) => readTarget(`/phone/mute?${text}`, '/phone', builtIn),
  'target, value': (text) => readTarget(`/phone/mute?display_remote=${text}`, '/phone', builtIn),
  'target, variables in the path': (text) => readTarget(`/phone/mute/mac=1&${text}`, '/phone', builtIn),
  'target, quoted value': (text) => readTarget(`/phone/mute?remote="${text}`, '/phone', builtIn),
  'target, bracketed value': (text) => readTarget(`/phone/mute?remote=<sip:${text}>;line=1`, '/phone', builtIn),
  'posted, XML': (text) => posted(`<OnHookEvent ${text}`),
  'posted, XML elements': (text) => posted(`<OnHookEvent>${text}</OnHookEvent>`),
  'posted, XML attribute': (text) => posted(`<OnHookEvent PhoneIP="${text}"/>`),
  'posted, XML comment': (text) => posted(`<!--${text}--><OnHookEvent/>`),
  'posted, JSON': (text) => posted(`{${text}`),
  'posted, JSON value': (text) => posted(JSON.stringify({ type: text, [text]: text, mac: text })),
  'routes and judges': (text) => arrive(`/phone/${text}`),
  'routes and judges, query': (text) => arrive(`/phone?${text}`),
  'message, other party': (text) => message(`/phone/mute?remote=${text}&display_remote=${text}`),
  'message, variables': (text) => message(`/phone/mute?mac=1&${text}`),
  'value, decoded': decodeValue,
  'value, filled': isFilled,
  'value, $…': (text) => isFilled(`$${text}`),
  'value, MAC': normaliseMac,
  'value, IP address': ipOf,
  'value, IP address in brackets': (text) => ipOf(`[${text}]`),
  'value, party': readSipAddress,
  'value, party with a display name': (text) => readSipAddress(`"${text}" <sip:${text}>`),
  'value, party of a URI': (text) => readSipAddress(`sip:${text}@${text}`),
  'X-Forwarded-For': (text) => behindProxy('10.0.0.1', text),
  'X-Forwarded-For, lines': (text) => text.match(/[^]{1,16}/g)?.reduce(appendForwardedFor, ''),
  'Origin and Host': (text) => isFromWebPage(text, text, text) || isFromWebPage('', `http://${text}`, text),
  'mended head': (text) => mendHead(`GET /phone?${text} HTTP/1.1\r\n${text}\r\n\r\n`),
  'mended head, collected': (text) => collect(`GET /phone?${text}`),
  'mended head, headers collected': (text) => collect(`GET /phone HTTP/1.1\r\n${text}`),
  'answer, status line': (text) => readStatusLine(`HTTP/1.1 ${text}`, true),
  'answer, start': (text) => readAnswer(text),
  'answer, reason': (text) => readAnswer(`HTTP/1.1 200 ${text}`),
  'answer, header lines': (text) => readAnswer(`HTTP/1.1 200 OK\r\n${text}\r\n\r\n`),
  'answer, header lines in pieces': (text) => readAnswer(`HTTP/1.1 200 OK\r\n${text}\r\n\r\n`, 256),
  'answer, end of its head byte by byte': (text) => {
    const end = new HeadEnd(true);
    for (const byte of `HTTP/1.1 100 C\n${text}`) if (end.read(byte) !== undefined) return;
  },
  'answer, header lines behind a 100': (text) => readAnswer(`HTTP/1.1 100 C\r\n\r\nHTTP/1.1 401 U\n${text}\n\n`),
  'answer, challenge': (text) => readAnswer(`HTTP/1.1 401 U\r\nWWW-Authenticate: ${text}\r\n\r\n`),
  'answer, chunks': (text) => readAnswer(`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${text}`),
  'answer, chunks in pieces': (text) =>
    readAnswer(`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;${text}`, 100),
  'answer head': (text) => new AnswerHead(`HTTP/1.1 200 OK\r\n${text}`).framing(200),
  'answer head, folded': (text) => new AnswerHead(`HTTP/1.1 200 OK\r\na: b\r\n ${text}`).values('a'),
  'answer head, lengths': (text) => new AnswerHead(`HTTP/1.1 200 OK\r\nContent-Length: ${text}`).framing(200),
  challenge: (text) => parseChallenges([text]),
  'challenge, quoted': (text) => parseChallenges([`Digest realm="${text}`]),
  'challenge, bare': (text) => parseChallenges([`Digest realm=${text}`]),
  'challenge, values': (text) => parseChallenges(text.match(/[^]{1,64}/g) ?? []),
  'challenge, qop': (text) =>
    digestScheme({
      scheme: 'digest',
      params: new Map([
        ['nonce', text],
        ['qop', text],
      ]),
    }),
  'challenge, answered': (text) =>
    digestAuthorization(
      {
        scheme: 'digest',
        params: new Map([
          ['nonce', text],
          ['realm', text],
          ['opaque', text],
        ]),
      },
      { method: 'GET', uri: '/', body: latin1('') },
      LOGIN,
      USE,
    ),
  'SIP, stream': (text) => readStream(text),
  'SIP, stream in pieces': (text) => readStream(`SIP/2.0 200 OK\r\n${text}`, 100),
  'SIP, header lines': (text) => readStream(`SIP/2.0 200 OK\r\n${text}\r\n\r\n`),
  'SIP, datagram': (text) => parseDatagram(latin1(`SIP/2.0 200 OK\r\n${text}\r\n\r\n`)),
  'SIP, start of a datagram': (text) => parseDatagram(latin1(text)),
  'SIP, head': (text) => parseHead(latin1(`SIP/2.0 200 OK\r\n${text}`)),
  'SIP, response': (text) => {
    const head = parseHead(latin1(`SIP/2.0 200 OK\r\nVia: ${text}\r\nFrom: ${text}\r\nCall-ID: 1\r\nCSeq: 1 ${text}`));
    return head && readResponse(head, latin1(''));
  },
  'SIP, headers': parseHeaders,
  'SIP, list': (text) => splitOutsideQuotes(text, ','),
  'SIP, parameter': (text) => headerParameter(`a;${text}`, 'tag'),
  'SIP, URI': (text) => parseSipUri(`sip:${text}`),
  'SIP, URI with parameters': (text) => parseSipUri(`sip:a@b;${text}`),
  'SIP, host': parseHostPort,
  'SIP, host in brackets': (text) => parseHostPort(`[${text}]:1`),
};

const SMALL = 16 * 1024;
const LARGE = 64 * 1024;
/** A reader that takes time in proportion needs four times as long for four times the text, a quadratic one sixteen. */
const MOST = 8;
/**
 * Milliseconds below which nothing is told apart: allocation and warm-up count for more. What grows with the square
 * takes a hundred times as long for so long a text.
 */
const NOTHING = 10;
const HOPELESS = 1000;

/** Milliseconds of this process alone: the least of several runs, which is what the reader needs where nothing disturbs it. */
function leastTime(read: (text: string) => unknown, text: string, runs: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    const before = process.cpuUsage();
    read(text);
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

describe('what comes from the network is read in time proportional to its length:', function () {
  this.timeout(60_000);
  for (const [name, read] of Object.entries(READERS)) {
    it(name, () => {
      for (const unit of UNITS) {
        const text = (size: number): string => unit.repeat(Math.ceil(size / unit.length)).slice(0, size) + END;
        const [small, large] = [text(SMALL), text(LARGE)];
        let factor = Number.POSITIVE_INFINITY;
        // What else the machine does makes a reader slower, never faster: so it may try again, unless it is hopeless.
        for (let runs = 1, took = 0; runs <= 9 && factor >= MOST && took < HOPELESS; runs *= 3) {
          took = leastTime(read, large, runs);
          factor = took < NOTHING ? 1 : took / leastTime(read, small, runs);
        }
        assert.ok(factor < MOST, `${JSON.stringify(unit)}, repeated, takes ${factor.toFixed(1)} times as long`);
      }
    });
  }
});
