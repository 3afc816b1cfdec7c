import type { Redirect } from '../transport';
import type { Endpoint } from './endpoint';

/** A host name or address as a URL may hold it; longer ones are no phone's. */
const SHOWABLE = /^(?:[a-z0-9_.-]{1,64}|\[[0-9a-f:.]{2,45}\])$/;

/**
 * Where an answer sends whoever asked. Of what Location says only protocol, host and port are taken: the rest may
 * repeat the command with its secrets, or be anything.
 * @returns undefined where it says nothing that can be read as a web address
 */
export function readRedirect(location: string | undefined, { origin }: Endpoint): Redirect | undefined {
  if (!location || !URL.canParse(location, origin)) return undefined;
  const url = new URL(location, origin);
  const protocol = url.protocol === 'https:' ? 'https' : 'http';
  if (url.protocol !== `${protocol}:` || !SHOWABLE.test(url.hostname)) return undefined;
  const port = Number(url.port) || (protocol === 'https' ? 443 : 80);
  return {
    protocol,
    port,
    target: `${protocol}://${url.hostname}:${port}`,
    isElsewhere: url.origin !== new URL(origin).origin,
    isOtherHost: url.hostname !== new URL(origin).hostname,
    isLogin: /log-?[io]n|sign-?in|auth/i.test(url.pathname),
  };
}
