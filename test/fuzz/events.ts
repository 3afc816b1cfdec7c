import { type BuiltEvent, type BuiltRequest, type NextId, type Server, TOKEN } from './built';
import type { Dice } from './dice';
import { frame } from './frame';
import { trailing, value, variableName } from './values';
import { spelledEvent } from './words';

export interface Wanted {
  readonly server: Server;
  readonly isLast: boolean;
  readonly mayBeRaw: boolean;
}

export interface EventTarget {
  readonly target: string;
  readonly event: BuiltEvent;
  readonly isRaw: boolean;
}

/** A request-target that is an event, with the token: its name, its id and further variables. */
export function eventTarget(dice: Dice, nextId: NextId, mayBeRaw: boolean, path = '/phone'): EventTarget {
  const { topic, name } = spelledEvent(dice);
  const id = nextId();
  const variables = new Map<string, string>([['call_id', id]]);
  // Any token that fits is enough: others may stand before it.
  const token = `${dice.chance(0.1) ? 'token=wrong&' : ''}token=${TOKEN}`;
  const pairs = [token, `call_id=${id}`];
  if (dice.chance(0.5)) pairs.reverse();
  let isRaw = false;
  for (let left = dice.below(5); left > 0; left--) {
    const key = variableName(dice);
    if (variables.has(key)) continue;
    const made = value(dice, mayBeRaw);
    isRaw ||= made.isRaw;
    variables.set(key, made.text);
    pairs.push(`${key}=${made.raw}`);
  }
  const named = dice.chance(0.15);
  const query = (named ? [`event=${name}`, ...pairs] : pairs).join('&');
  const place = named ? `${path}${dice.pick(['', '/'])}` : `${path}/${name}`;
  const end = dice.chance(0.15) ? trailing(dice) : '';
  const authority = dice.chance(0.03) ? dice.pick(['http://node-red:1880', 'HTTP://[::1]', 'https://a.b']) : '';
  return { target: `${authority}${place}?${query}${end}`, event: { id, topic, variables }, isRaw };
}

/** A phone's event, as well or as badly written as phones write. */
export function eventRequest(dice: Dice, nextId: NextId, { server, isLast, mayBeRaw }: Wanted): BuiltRequest {
  const { target, event, isRaw } = eventTarget(dice, nextId, mayBeRaw);
  const bareLf = mayBeRaw && dice.chance(0.1);
  return {
    bytes: frame(dice, target, { server, isLast, bareLf, mayLackHost: true }),
    statuses: [200],
    event,
    ...((isRaw || bareLf) && { isRaw: true }),
  };
}

/**
 * An event with a body that no event has, in which another waits to be taken for a request. Where a raw byte is in the
 * way as well, the shared server does not mend it.
 */
export function eventWithBody(dice: Dice, nextId: NextId, server: Server): BuiltRequest {
  const { target, event, isRaw } = eventTarget(dice, nextId, dice.chance(0.5));
  const smuggled = frame(dice, eventTarget(dice, nextId, false).target, { server, isLast: true });
  const chunked = dice.chance(0.5);
  const body = chunked ? `${smuggled.length.toString(16)}\r\n${smuggled}\r\n0\r\n\r\n` : smuggled;
  const head = [
    `GET ${target} HTTP/1.1`,
    'Host: x',
    chunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${body.length}`,
    // The listener reads no body: it closes by itself.
    ...(server === 'shared' || dice.chance(0.3) ? ['Connection: close'] : []),
  ];
  const bytes = `${head.join('\r\n')}\r\n\r\n${body}`;
  return server === 'shared' && isRaw ? { bytes, statuses: [400] } : { bytes, statuses: [200], event };
}

const hop = (dice: Dice, net: string): string => `${net}.${dice.between(1, 254)}`;
const PROXY = '198.51.100';
const ALLOWED = '192.0.2';
const STRANGER = '203.0.113';

/**
 * To a node on `/proxied` that trusts 127.0.0.0/8 and 198.51.100.0/24 and allows 192.0.2.0/24: who is nearest to the
 * proxies decides, whatever stands left of him.
 */
export function proxiedRequest(dice: Dice, nextId: NextId, server: Server): BuiltRequest {
  const { target, event } = eventTarget(dice, nextId, false, '/proxied');
  const claims = dice.times(dice.below(4), () =>
    dice.pick([hop(dice, ALLOWED), hop(dice, STRANGER), hop(dice, PROXY), 'unknown', '', '"', '::1']),
  );
  const proxies = dice.times(dice.below(3), () => hop(dice, PROXY));
  const isGood = dice.chance(0.5);
  const sender = isGood
    ? dice.pick([hop(dice, ALLOWED), `${hop(dice, ALLOWED)}:5060`, `::ffff:${hop(dice, ALLOWED)}`])
    : dice.pick([hop(dice, STRANGER), 'unknown', '', '192.0.2', '192.0.2.1x', '2001:db8::1', '192.0.2.0/24']);
  const chain = [...claims, sender, ...proxies];
  const cut = dice.below(chain.length + 1);
  const name = dice.pick(['X-Forwarded-For', 'x-forwarded-for', 'X-FORWARDED-FOR']);
  const lines = [chain.slice(0, cut), chain.slice(cut)]
    .filter((part) => part.length > 0)
    .map((part) => `${name}: ${part.join(dice.pick([',', ', ', ' , ']))}`);
  const bytes = `GET ${target} HTTP/1.0\r\nHost: ${server}\r\n${lines.join('\r\n')}\r\n\r\n`;
  return isGood ? { bytes, statuses: [200], event } : { bytes, statuses: [403] };
}
