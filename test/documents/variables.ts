// Typed from the documents: [name, field, when it is filled].
const CALL = 'incoming outgoing talking';
const SETUP = 'incoming outgoing';

export const ATCOM: readonly string[][] = [
  ['mac', 'phone.mac', 'always'],
  ['ip', 'phone.ip', 'always'],
  ['model', 'phone.model', 'always'],
  ['active_url', 'account.uri', CALL],
  ['active_user', 'account.user', CALL],
  ['active_host', 'account.host', CALL],
  ['local', 'local.uri', SETUP],
  ['remote', 'remote.uri', SETUP],
  ['display_local', 'local.name', SETUP],
  ['display_remote', 'remote.name', SETUP],
  ['call_id', 'call.id', CALL],
  ['caller_id', 'call.callerId', 'incoming talking'],
  ['firmware', 'phone.firmware', 'always'],
  ['called_number', 'call.calledNumber', 'outgoing talking'],
];

export const AKUVOX: readonly string[][] = [
  ['mac', 'phone.mac', 'always'],
  ['ip', 'phone.ip', 'always'],
  ['model', 'phone.model', 'always'],
  ['firmware', 'phone.firmware', 'always'],
  ['active_url', 'account.uri', CALL],
  ['active_user', 'account.user', CALL],
  ['active_host', 'account.host', CALL],
  ['local', 'local.uri', CALL],
  ['remote', 'remote.uri', CALL],
  ['display_local', 'local.name', CALL],
  ['display_remote', 'remote.name', CALL],
  ['call_id', 'call.id', CALL],
  ['relay1status', '', 'always'],
];

const FANVIL_CALL = 'incoming outgoing talking ended';
export const FANVIL: readonly string[][] = [
  ['mac', 'phone.mac', 'always'],
  ['ip', 'phone.ip', 'always'],
  ['model', 'phone.model', 'always'],
  ['firmware', 'phone.firmware', 'always'],
  ['active_uri', 'account.uri', FANVIL_CALL],
  ['active_user', 'account.user', FANVIL_CALL],
  ['active_host', 'account.host', FANVIL_CALL],
  ['local', 'local.uri', 'x3 x4: outgoing = SIP URI', 'x3 x4: incoming = phone number', `x6: ${FANVIL_CALL} = SIP URI`],
  [
    'remote',
    'remote.uri',
    'x3 x4: incoming = SIP URI',
    'x3 x4: outgoing = phone number',
    `x6: ${FANVIL_CALL} = SIP URI`,
  ],
  ['display_local', 'local.name', SETUP],
  ['display_remote', 'remote.name', 'x3 x4: incoming', 'x6: incoming outgoing'],
  ['call_id', 'call.id', FANVIL_CALL],
  ['duration', 'call.duration', 'ended'],
  ['date_time', 'phone.time', 'always'],
  ['memory_free', 'phone.memoryFree', 'always'],
  ['flash_free', 'phone.flashFree'],
  ['line', 'call.line', `${FANVIL_CALL} registration`],
  ['local_user', 'local.user', FANVIL_CALL],
  ['local_server', 'local.host', FANVIL_CALL],
  ['local_domain', 'local.domain', FANVIL_CALL],
  ['local_number', 'local.number', FANVIL_CALL],
  ['local_displayname', 'local.name', FANVIL_CALL],
  ['remote_number', 'remote.number', FANVIL_CALL],
  ['remote_displayname', 'remote.name', FANVIL_CALL],
];
