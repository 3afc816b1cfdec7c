import type { BuiltRequest, NextId, Server } from './built';
import type { Dice } from './dice';
import { eventTarget } from './events';
import { frame } from './frame';
import { spelledEvent } from './words';

/** Any refusal. */
const REFUSED = [400, 401, 403, 404, 405, 408, 413, 414, 417, 431] as const;

/** Bytes that hold no token: whatever they are taken for, they are no event. */
export function noise(dice: Dice, server: Server): BuiltRequest {
  const bytes = dice.pick([
    () => dice.bytes(dice.between(1, 600)),
    () => clientHello(dice),
    () => dice.text(dice.between(1, 3000), '\r\n'),
    () => dice.text(dice.between(1, 3000), 'GETHAD /phonemute?=&HTTP/1.0\r\n '),
    () => mutated(dice, frame(dice, `/phone/${spelledEvent(dice).name}?mac=1&x=y`, { server, isLast: true })),
    () => 'GET /phone/mute'.slice(0, dice.between(1, 15)),
    () => `GET /phone/mute HTTP/1.1\r\n${dice.bytes(dice.between(1, 400))}\r\n\r\n`,
    () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0',
    () => `OPTIONS sip:100@h SIP/2.0\r\nVia: SIP/2.0/TCP h;branch=z9hG4bK1\r\nContent-Length: 0\r\n\r\n`,
    () => `\x80\x80${dice.bytes(20)}`,
  ])();
  return { bytes, statuses: REFUSED, maySay0: true, isNoise: true };
}

/** An event whose headers are garbage: it is one, or is refused, and the answer tells which. */
export function oddHeaders(dice: Dice, nextId: NextId): BuiltRequest {
  const { target, event } = eventTarget(dice, nextId, false);
  const lines = dice.times(dice.between(1, 6), () =>
    dice.pick([
      () => dice.bytes(dice.between(1, 60)).replaceAll('\n', 'n'),
      () => ` folded ${dice.text(5, 'ab')}`,
      () => `Content-Length: ${dice.pick(['5', '-1', '0x0', '+0', '00', '1e3', '99999999999999999999'])}`,
      () => `Transfer-Encoding: ${dice.pick(['chunked', 'xchunked', 'chunked, chunked', 'identity', ''])}`,
      () => `Connection: ${dice.pick(['close, close', 'x-upgrade', 'keep-alive, close', ''])}`,
      () => 'Expect: 100-continue',
      () => 'Upgrade: h2c',
      () => `Host: ${dice.text(3, 'ab')}`,
      () => `${dice.text(5, '():;<>@,"\\')}: x`,
      () => `X:${'a'.repeat(dice.between(1, 9000))}`,
    ])(),
  );
  const bytes = `GET ${target} HTTP/1.${dice.pick(['0', '1'])}\r\n${lines.join('\r\n')}\r\n\r\n`;
  return { bytes, statuses: [200, ...REFUSED], maySay0: true, event, isRaw: true, isNoise: true };
}

/** An event with any bytes but line ends behind all that matters in its target: either read, or refused. */
export function oddEnd(dice: Dice, nextId: NextId): BuiltRequest {
  const { target, event } = eventTarget(dice, nextId, false);
  const end = dice.bytes(dice.between(1, 300)).replace(/[\r\n]/g, ' ');
  const known = new Map([...event.variables].slice(0, 1));
  return {
    bytes: `GET ${target}&z=${end} HTTP/1.0\r\n\r\n`,
    statuses: [200, 400],
    event: { ...event, variables: known },
    isRaw: true,
  };
}

function mutated(dice: Dice, text: string): string {
  let bytes = text;
  for (let left = dice.between(1, 8); left > 0; left--) {
    const at = dice.below(bytes.length);
    const count = dice.pick([0, 1, 1, 1, 5, 40]);
    const put = dice.pick([
      () => '',
      () => dice.bytes(1),
      () => dice.bytes(5),
      () => bytes.slice(at, at + 30),
      () => '\r\n',
    ])();
    bytes = bytes.slice(0, at) + put + bytes.slice(at + count);
  }
  return bytes;
}

/** The first bytes of TLS: record and handshake header, then anything (RFC 8446 section 4). */
function clientHello(dice: Dice): string {
  const length = dice.between(40, 500);
  const header = [0x16, 3, 1, length >> 8, length & 255, 1, 0, (length - 4) >> 8, (length - 4) & 255, 3, 3];
  return String.fromCharCode(...header) + dice.bytes(length);
}
