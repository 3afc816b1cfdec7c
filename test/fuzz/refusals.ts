import { type BuiltRequest, type NextId, type Server, TOKEN } from './built';
import type { Dice } from './dice';
import { eventTarget } from './events';
import { frame } from './frame';
import { spelledEvent, unknownName } from './words';

/** Well-formed requests that are no events: each would be one but for a single thing. */
export function refusal(dice: Dice, nextId: NextId, server: Server, isLast: boolean): BuiltRequest {
  const { target, statuses, method } = dice.pick(REFUSALS)(dice, nextId, server);
  return { bytes: frame(dice, target, { server, isLast, ...(method && { method }) }), statuses };
}

interface Refusal {
  readonly target: string;
  readonly statuses: readonly number[];
  readonly method?: string;
}

const REFUSALS: readonly ((dice: Dice, nextId: NextId, server: Server) => Refusal)[] = [
  (dice, nextId) => {
    const variable = dice.pick([
      '',
      'token=',
      'token',
      `token=${TOKEN.slice(0, -1)}`,
      `token=${TOKEN}x`,
      `token=${TOKEN.toLowerCase()}`,
      `token=%00${TOKEN}`,
      'token=wrong&token=wrong2',
      `xtoken=${TOKEN}`,
      `token%3D${TOKEN}`,
      `x=token=${TOKEN}`,
      `__proto__=${TOKEN}`,
      `token[]=${TOKEN}`,
    ]);
    return { target: `/phone/${spelledEvent(dice).name}?call_id=${nextId()}&${variable}`, statuses: [401] };
  },
  (dice, nextId) => ({
    target: `/phone/${unknownName(dice)}?token=${TOKEN}&call_id=${nextId()}`,
    statuses: [404],
  }),
  (dice, nextId) => ({
    target: `/phone${dice.pick(['', '/', '//'])}?token=${TOKEN}&call_id=${nextId()}`,
    statuses: [404],
  }),
  (dice, nextId) => {
    const path = dice.pick([
      '/',
      '/other',
      '/phonex',
      '/Phone',
      '//phone',
      '/%70hone',
      '/x/../phone',
      '/x/phone',
      '/./phone',
    ]);
    return { target: eventTarget(dice, nextId, false, path).target, statuses: [404] };
  },
  (dice, nextId, server) => ({
    target: eventTarget(dice, nextId, false).target,
    // Node-RED's server may have others for it, and here has none.
    statuses: [server === 'own' ? 405 : 404],
    method: dice.pick(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND', 'SEARCH']),
  }),
  (dice, nextId) => ({ target: eventTarget(dice, nextId, false).target, statuses: [200], method: 'HEAD' }),
];

/** Requests that HTTP itself forbids, complete with name and token: all must be refused, or get no answer. */
export function forbidden(dice: Dice, nextId: NextId, server: Server): BuiltRequest {
  const { target } = eventTarget(dice, nextId, false);
  const own = server === 'own';
  const bytes = dice.pick([
    () =>
      `GET ${insert(dice, target, dice.pick(['\0', '\x01', '\x0b', '\x0c', '\x1b', '\x7f', '\r']))} HTTP/1.0\r\n\r\n`,
    () =>
      `GET ${target} ${dice.pick([own ? 'HTTP/2.0' : 'HTTP/3.0', 'HTTP/0.8', 'HTTP/11', 'HTTP/1.0x', 'HTTP/', 'HTTP/1.', 'HTTP/-1.0'])}\r\n\r\n`,
    () => `GET ${target} HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    () => `GET ${target} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n`,
    () => `GET ${target}${'a'.repeat(65536)} HTTP/1.0\r\n\r\n`,
    () => `GET ${target}${'&a=1'.repeat(10_000)} HTTP/1.0\r\n\r\n`,
    () => `GET ${target} HTTP/1.0\r\nX: ${'a'.repeat(65536)}\r\n\r\n`,
    () => `GET ${target} HTTP/1.0\r\n${'X-Long-Name: abcdefghijklmnopqrst\r\n'.repeat(2000)}\r\n`,
    () =>
      `${dice.pick(['G ET', 'GET\t', ' GET', 'GE\0T', 'GETGETGETGETGETGETGET', '{"a":', 'PRI *'])} ${target} HTTP/1.1\r\n\r\n`,
    () => `GET ${target.slice(1)} HTTP/1.0\r\n\r\n`,
  ])();
  return { bytes, statuses: own ? [400, 414, 431] : [400, 404, 405, 413, 431], ...(!own && { maySay0: true }) };
}

function insert(dice: Dice, text: string, piece: string): string {
  const at = dice.between(1, text.length - 1);
  return text.slice(0, at) + piece + text.slice(at);
}
