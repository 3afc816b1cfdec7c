import type { BuiltRequest, Exchange, NextId, Server } from './built';
import { Dice } from './dice';
import { eventRequest, eventTarget, eventWithBody, proxiedRequest } from './events';
import { noise, oddEnd, oddHeaders } from './noise';
import { forbidden, refusal } from './refusals';

type Draft = Omit<Exchange, 'kind' | 'isLossy'>;
type Maker = (dice: Dice, nextId: NextId, server: Server) => Draft;

const one = (request: BuiltRequest): Draft => ({
  requests: [request],
  packets: [request.bytes],
  ending: 'wait',
});

/** How often each kind comes is its weight. */
const KINDS: readonly (readonly [kind: string, weight: number, make: Maker])[] = [
  ['event', 6, (dice, nextId, server) => one(eventRequest(dice, nextId, { server, isLast: true, mayBeRaw: true }))],
  ['event with a body', 1, (dice, nextId, server) => one(eventWithBody(dice, nextId, server))],
  ['event by a proxy', 2, (dice, nextId, server) => one(proxiedRequest(dice, nextId, server))],
  ['event in pieces', 3, inPieces],
  ['refusal', 4, (dice, nextId, server) => one(refusal(dice, nextId, server, true))],
  ['forbidden', 3, (dice, nextId, server) => one(forbidden(dice, nextId, server))],
  ['noise', 4, (dice, _nextId, server) => ({ ...one(noise(dice, server)), ending: 'end' })],
  ['noise in pieces', 2, (dice, _nextId, server) => ({ ...cut(dice, noise(dice, server)), ending: 'end' })],
  ['odd headers', 2, (dice, nextId) => ({ ...one(oddHeaders(dice, nextId)), ending: 'end' })],
  ['odd end', 2, (dice, nextId) => one(oddEnd(dice, nextId))],
  ['decoy', 1, decoy],
  ['pipeline', 2, pipeline],
  ['half-closed', 1, (dice, nextId, server) => ({ ...pipeline(dice, nextId, server), ending: 'end' })],
  ['reset', 1, (dice, nextId, server) => ({ ...inPieces(dice, nextId, server), ending: 'reset' })],
];
const WEIGHTED = KINDS.flatMap((kind) => new Array<(typeof KINDS)[number]>(kind[1]).fill(kind));

/** The exchange of that number: the same for the same seed, whatever came before. */
export function exchange(seed: number, number: number, server: Server): Exchange {
  const dice = new Dice(seed + number * 7919);
  let ids = 0;
  const [kind, , make] = dice.pick(WEIGHTED);
  const draft = make(dice, () => `f${number}-${ids++}`, server);
  // Node.js drops the answers under way to a client that ends its side.
  const isLossy = draft.ending === 'reset' || (draft.ending === 'end' && server === 'shared');
  return { kind, isLossy, ...draft };
}

function inPieces(dice: Dice, nextId: NextId, server: Server): Draft {
  return cut(
    dice,
    eventRequest(dice, nextId, { server, isLast: true, mayBeRaw: server === 'own' || dice.chance(0.3) }),
    server,
  );
}

/** Split anywhere, now and then at every byte. */
function cut(dice: Dice, request: BuiltRequest, server: Server = 'own'): Draft {
  const { bytes } = request;
  const borders =
    bytes.length < 300 && dice.chance(0.1)
      ? dice.times(bytes.length, (index) => index)
      : dice.times(dice.between(1, 5), () => dice.below(bytes.length));
  borders.sort((a, b) => a - b);
  const packets = [0, ...borders]
    .map((from, index) => bytes.slice(from, borders[index]))
    .filter((packet) => packet !== '');
  // On the shared server the first segment may be lost when the second is refused: then it stays refused.
  const statuses = server === 'shared' && request.isRaw ? [...request.statuses, 400] : request.statuses;
  return { requests: [{ ...request, statuses }], packets, ending: 'wait' };
}

/**
 * A second packet that is a whole event by itself, and is none where the first begins another request line: its target
 * goes on in the second. Behind a complete request only the listener takes what is raw.
 */
function decoy(dice: Dice, nextId: NextId, server: Server): Draft {
  const { target, event } = eventTarget(dice, nextId, false);
  const isOwn = server === 'own';
  if (dice.chance(0.5)) {
    const packets = [`GET /other?a=${dice.text(5, 'abc')}`, `GET ${target} HTTP/1.0\r\n\r\n`];
    return { requests: [{ bytes: packets.join(''), statuses: isOwn ? [404] : [400] }], packets, ending: 'wait' };
  }
  const refused = refusal(dice, nextId, server, false);
  // Express takes a turn to say 404, in which Node.js may have refused the second.
  const first = isOwn ? refused : { ...refused, statuses: [...refused.statuses, 400] };
  const bytes = `GET ${target}&z=a b HTTP/1.0\r\n\r\n`;
  const second: BuiltRequest = isOwn ? { bytes, statuses: [200], event } : { bytes, statuses: [400], maySay0: true };
  return { requests: [first, second], packets: [first.bytes, bytes], ending: 'wait' };
}

/** Several requests on one connection, in one packet or cut anywhere. */
function pipeline(dice: Dice, nextId: NextId, server: Server): Draft {
  const mayBeRaw = server === 'own';
  const count = dice.chance(0.05) ? dice.between(50, 200) : dice.between(2, 12);
  const requests = dice.times(count, (index) => {
    const isLast = index === count - 1;
    return dice.chance(0.7)
      ? eventRequest(dice, nextId, { server, isLast, mayBeRaw })
      : refusal(dice, nextId, server, isLast);
  });
  const bytes = requests.map((request) => request.bytes).join('');
  return { ...cut(dice, { bytes, statuses: [] }), requests };
}
