// The request lines that ATCOM's guide shows as captured, its misread print mended: what its phones put on the wire.
const IP_AND_MAC = 'ip=172.16.0.102&mac=80:82:87:04:6B:C2';
const FIRMWARE_AND_MODEL = 'firmware=2.2.5.45698&model=A41W';

/** [request line, event] */
export const ATCOM_CAPTURES: readonly (readonly [string, string])[] = [
  [`GET /setupCompletedUrl.xml?${IP_AND_MAC} HTTP/1.0`, 'setup-completed'],
  [`GET /registeredUrl.xml?${IP_AND_MAC} HTTP/1.0`, 'registered'],
  [`GET /registerFailedUrl.xml?${FIRMWARE_AND_MODEL} HTTP/1.0`, 'register-failed'],
  [`GET /offHookUrl.xml?${FIRMWARE_AND_MODEL} HTTP/1.0`, 'off-hook'],
  ['GET /idleToBusyUrl.xml?action_user=&action_host= HTTP/1.0', 'idle-to-busy'],
  [`GET /cancelCallOutUrl.xml?${FIRMWARE_AND_MODEL} HTTP/1.0`, 'cancel-call-out'],
  [`GET /busyToIdleUrl.xml?${FIRMWARE_AND_MODEL} HTTP/1.0`, 'busy-to-idle'],
  [`GET /openDNDUrl.xml?${FIRMWARE_AND_MODEL} HTTP/1.0`, 'dnd-on'],
  [`GET /closeDNDUrl.xml?${FIRMWARE_AND_MODEL} HTTP/1.0`, 'dnd-off'],
  [`GET /openAlwaysForwardUrl.xml?${IP_AND_MAC} HTTP/1.0`, 'forward-always-on'],
  [`GET /openBusyForwardUrl.xml?${IP_AND_MAC} HTTP/1.0`, 'forward-busy-on'],
  [`GET /openNoAnswerForwardUrl.xml?${FIRMWARE_AND_MODEL} HTTP/1.0`, 'forward-no-answer-on'],
  [`GET /closeAlwaysForwardUrl.xml?${IP_AND_MAC} HTTP/1.0`, 'forward-always-off'],
  [`GET /closeBusyForwardUrl.xml?${IP_AND_MAC} HTTP/1.0`, 'forward-busy-off'],
  [`GET /closeNoAnswerForwardUrl.xml?${FIRMWARE_AND_MODEL} HTTP/1.0`, 'forward-no-answer-off'],
  [`GET /closeCallWaitingUrl.xml?${IP_AND_MAC} HTTP/1.0`, 'call-waiting-off'],
  [`GET /openCallWaitingUrl.xml?${IP_AND_MAC} HTTP/1.0`, 'call-waiting-on'],
  ['GET /unmuteUrl.xml?action_url= HTTP/1.0', 'unmute'],
];
