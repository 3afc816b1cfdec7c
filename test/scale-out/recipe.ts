import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../support/package';

/** Where a Node-RED of the recipe listens, on 127.0.0.1. */
export interface Place {
  /** Its listener's own port. */
  readonly events: number;
  /** Node-RED's web server. */
  readonly web: number;
}

/** HAProxy's own address in tests: it is the trusted proxy, and phones have others. */
export const HAPROXY = '127.0.0.1';

export function recipe(file: string): string {
  return readFileSync(join(ROOT, 'scale-out', file), 'utf8');
}

/** Replaces what must be there. @throws where it is not: the recipe was changed, and a test would test something else */
export function replaced(text: string, pairs: readonly (readonly [from: string | RegExp, to: string])[]): string {
  return pairs.reduce((before, [from, to]) => {
    const after = before.replaceAll(typeof from === 'string' ? from : new RegExp(from.source, 'gm'), () => to);
    if (after === before) throw new Error(`the recipe has no ${String(from)}`);
    return after;
  }, text);
}

/**
 * A configuration of the recipe as it is, but with ports of this machine.
 * @param ports of the frontends, on 127.0.0.1 (and that for phones on ::1 where there is IPv6)
 */
export function onLoopback(
  configuration: string,
  ports: { readonly phones: number; readonly commands: number },
  places: readonly Place[],
): string {
  const hasIpv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'));
  return replaced(configuration, [
    ['/run/haproxy/admin.sock', '{folder}/admin.sock'],
    ['bind 192.0.2.10:1881', `bind 127.0.0.1:${ports.phones}`],
    [/^ *bind \[2001:db8::10\]:1881 v6only$/, hasIpv6 ? `    bind [::1]:${ports.phones} v6only` : ''],
    ['bind 127.0.0.1:8080', `bind 127.0.0.1:${ports.commands}`],
    ['source 192.0.2.10:33000-60999', `source ${HAPROXY}:33000-60999`],
    ...places.flatMap(({ events, web }, index): [string, string][] => [
      [`192.0.2.${11 + index}:1881`, `127.0.0.1:${events}`],
      [`192.0.2.${11 + index}:1880`, `127.0.0.1:${web}`],
    ]),
  ]);
}
