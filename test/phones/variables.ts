import type { Account, Circumstances } from './call';

/** `sip:` URI of a party. */
export const sipUri = (user: string, host: string): string => (user === '' ? '' : `sip:${user}@${host}`);

/** `user@server`, as document 002 explains $active_url. */
export const userAtHost = ({ user, host }: Account): string => `${user}@${host}`;

/** Seconds of talk; undefined while it lasts. */
export function talkSeconds({ call }: Circumstances): number | undefined {
  if (!call?.startedAt || !call.endedAt) return undefined;
  return Math.round((call.endedAt.getTime() - call.startedAt.getTime()) / 1000);
}

/** `2026-01-31 08:15:30` in UTC. The form is a guess: no document shows a value. */
export const wallClock = (time: Date): string => time.toISOString().slice(0, 19).replace('T', ' ');

/** Names in lower case, for `substitute`. */
export type Values = Record<string, string | undefined>;

/** What ATCOM and Akuvox print alike: filled while there is a call, empty otherwise. */
export function callVariables(accounts: readonly Account[], circumstances: Circumstances): Values {
  const { call } = circumstances;
  const account = call && accounts[call.line - 1];
  if (!call || !account) return {};
  return {
    active_user: account.user,
    active_host: account.host,
    local: sipUri(account.user, account.host),
    remote: sipUri(call.number, call.host),
    display_local: account.name || account.user,
    display_remote: call.name || call.number,
    call_id: call.id,
  };
}
