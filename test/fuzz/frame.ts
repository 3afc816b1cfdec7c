import type { Server } from './built';
import type { Dice } from './dice';

export interface Framing {
  readonly server: Server;
  readonly method?: string;
  /** The connection ends with this request. */
  readonly isLast: boolean;
  /** Line ends of LF alone. */
  readonly bareLf?: boolean;
  /** HTTP/1.1 without Host, which is believed on our paths alone. */
  readonly mayLackHost?: boolean;
}

const ORDINARY = [
  'Accept: */*',
  'User-Agent: Fanvil X4 2.12',
  'Accept-Language: de, en;q=0.5',
  'Cookie: a=b; c=d',
  'Authorization: Basic cGhvbmU6cGhvbmU=',
  'X-Forwarded-For: 192.0.2.1',
  'Forwarded: for=192.0.2.1',
  'X-HTTP-Method-Override: DELETE',
  'X-Original-URL: /phone/mute',
  'Range: bytes=0-1',
  'If-None-Match: *',
  'Referer: \xe4\xf6\xfc',
  'Content-Length: 0',
] as const;

/** The head of a request that any server takes but for what its target holds. */
export function frame(
  dice: Dice,
  target: string,
  { server, method = 'GET', isLast, bareLf, mayLackHost = false }: Framing,
): string {
  const old = isLast && dice.chance(0.5);
  const lines = [`${method} ${target} HTTP/1.${old ? '0' : '1'}`];
  if (!old && !(isLast && mayLackHost && dice.chance(0.2))) lines.push('Host: node-red:1880');
  lines.push(...pickSome(dice));
  if (dice.chance(0.1))
    lines.push(...dice.times(dice.between(1, 40), (index) => `X-${index}: ${dice.text(20, 'ab c')}`));
  if (!old) lines.push(`Connection: ${isLast ? 'close' : 'keep-alive'}`);
  const end = bareLf ? '\n' : '\r\n';
  // Node.js takes any number of blank lines first, the listener two.
  const before = dice.chance(0.05) ? end.repeat(server === 'own' ? dice.between(1, 2) : 1) : '';
  return `${before}${lines.join(end)}${end}${end}`;
}

/** No header twice: Node.js refuses two Content-Length. */
function pickSome(dice: Dice): string[] {
  return ORDINARY.filter(() => dice.chance(0.08));
}
