import type { Account, Circumstances } from './call';
import type { Incident } from './incident';
import { sipUri, talkSeconds, type Values, wallClock } from './variables';

/** Section 2.5 of Fanvil's document; free text last. */
export const VARIABLES = `
  mac ip model firmware active_user active_host call_id line duration memory_free flash_free
  local_user local_server local_domain local_number remote_number active_uri date_time local
  remote display_local display_remote local_displayname remote_displayname
`
  .trim()
  .split(/\s+/);

/**
 * A variable is filled only where its row says so: of calls that come in, that go out, of conversations. X3 and X4 put
 * other things into $local, $remote and the display names than X6 does. Which rows are green (X6 alone) is lost in the
 * document's text, so all series fill the rest.
 */
export function fanvilVariables(
  model: string,
  accounts: readonly Account[],
  incident: Incident,
  circumstances: Circumstances,
): Values {
  const { call, time } = circumstances;
  const always: Values = {
    date_time: wallClock(time),
    memory_free: '21344',
    flash_free: '',
    line: circumstances.line === undefined ? undefined : String(circumstances.line),
  };
  const account = call && accounts[call.line - 1];
  if (!call || !account) return always;

  const incoming = incident === 'incoming' || incident === 'missed';
  const calling = incoming || incident === 'outgoing';
  const older = /^X[34]/i.test(model);
  const localUri = sipUri(account.user, account.host);
  const remoteUri = sipUri(call.number, call.host);
  const localName = account.name || account.user;
  const remoteName = call.name || call.number;
  const duration = talkSeconds(circumstances);
  return {
    ...always,
    active_uri: localUri,
    active_user: account.user,
    active_host: account.host,
    call_id: call.id,
    duration: incident === 'terminated' && duration !== undefined ? String(duration) : '',
    local: older ? (incoming ? account.user : incident === 'outgoing' ? localUri : '') : localUri,
    remote: older ? (incoming ? remoteUri : incident === 'outgoing' ? call.number : '') : remoteUri,
    display_local: calling ? localName : '',
    display_remote: incoming || (calling && !older) ? remoteName : '',
    local_user: account.user,
    local_server: account.host,
    local_domain: account.host,
    local_number: account.user,
    local_displayname: localName,
    remote_number: call.number,
    remote_displayname: remoteName,
  };
}
