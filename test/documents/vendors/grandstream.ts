import { type Printed, tablesOf } from '../printed';
import type { VendorDocuments } from '../vendor-documents';

const CALL = 'incoming outgoing talking ended';
const OPERATION = '/cgi-bin/api-phone_operation?passcode={password}&cmd=';
const KEYS = '/cgi-bin/api-send_key?passcode=pass&keys=';

/**
 * Typed from Grandstream's guides ("GXP17xx" and "GRP26xx Administration Guide", "ActionURL Module User Guide", "GRP26xx
 * Series CTI Guide") and from FusionPBX's templates of its phones; keys that no page at hand prints from public programs.
 */
export const GRANDSTREAM: Printed = {
  // The web page of GXP17xx and GRP26xx.
  events: [
    ['Setup Completed', 'setup-completed'],
    ['Registered', 'registered'],
    ['Unregistered', 'unregistered'],
    ['Off Hook', 'off-hook'],
    ['On Hook', 'on-hook'],
    ['Incoming Call', 'incoming-call'],
    ['Outgoing Call', 'outgoing-call'],
    ['Missed Call', 'missed-call'],
    ['Established Call', 'call-established'],
    ['Terminated Call', 'call-terminated'],
    ['Open DND', 'dnd-on'],
    ['Close DND', 'dnd-off'],
    ['Open Forward', 'forward-on'],
    ['Close Forward', 'forward-off'],
    ['Blind Transfer', 'blind-transfer'],
    ['Attended Transfer', 'attended-transfer'],
    ['Hold Call', 'hold'],
    ['UnHold Call', 'unhold'],
  ],
  elsewhere: [
    // The GXV's guide.
    ['Establish Call', 'call-established'],
    ['Terminate Call', 'call-terminated'],
    ['DND On', 'dnd-on'],
    ['DND Off', 'dnd-off'],
    ['Call Forwarding On', 'forward-on'],
    ['Call Forwarding Off', 'forward-off'],
    ['Resume Call', 'unhold'],
    ['Syslog On', 'syslog-on'],
    ['Syslog Off', 'syslog-off'],
    ['Booting Completed', 'setup-completed'],
    ['Blind Transferring', 'blind-transfer'],
    ['Attended Transferring', 'attended-transfer'],
    ['Registration', 'registered'],
    ['Sign Off', 'unregistered'],
    // "On hold: 172.18.24.103/program_version=$program_version"
    ['On Hold', 'hold'],
    // gxp16xx: P values under the web page's labels.
    ['P8304', 'setup-completed'],
    ['P8305', 'registered'],
    ['P8306', 'unregistered'],
    ['P8308', 'off-hook'],
    ['P8309', 'on-hook'],
    ['P8310', 'incoming-call'],
    ['P8311', 'outgoing-call'],
    ['P8312', 'missed-call'],
    ['P8313', 'call-established'],
    ['P8314', 'call-terminated'],
    ['P8316', 'dnd-on'],
    ['P8317', 'dnd-off'],
    ['P8318', 'forward-on'],
    ['P8319', 'forward-off'],
    ['P8320', 'blind-transfer'],
    ['P8321', 'attended-transfer'],
    ['P8324', 'hold'],
    ['P8325', 'unhold'],
    ['P8330', 'syslog-on'],
    ['P8331', 'syslog-off'],
    ['Open Syslog', 'syslog-on'],
    ['Close Syslog', 'syslog-off'],
    // grp2614, gxp2130, wp8x6: `ons.actionUrl.…`
    ['setupCompleted', 'setup-completed'],
    ['registerFailed', 'register-failed'],
    ['offHook', 'off-hook'],
    ['onHook', 'on-hook'],
    ['incomingCall', 'incoming-call'],
    ['outgoingCall', 'outgoing-call'],
    ['missedCall', 'missed-call'],
    ['establishedCall', 'call-established'],
    ['terminatedCall', 'call-terminated'],
    ['openDnd', 'dnd-on'],
    ['closedDnd', 'dnd-off'],
    ['openForward', 'forward-on'],
    ['closedForward', 'forward-off'],
    ['enableForward', 'forward-on'],
    ['disableForward', 'forward-off'],
    ['enableAlwaysForward', 'forward-always-on'],
    ['disableAlwaysForward', 'forward-always-off'],
    ['enableBusyForward', 'forward-busy-on'],
    ['disableBusyForward', 'forward-busy-off'],
    ['enableNoAnswerForward', 'forward-no-answer-on'],
    ['disableNoAnswerForward', 'forward-no-answer-off'],
    ['blindTransfer', 'blind-transfer'],
    ['attendedTransfer', 'attended-transfer'],
    ['transferFinished', 'transfer-finished'],
    ['transferFailed', 'transfer-failed'],
    ['holdCall', 'hold'],
    ['unholdCall', 'unhold'],
    ['mute', 'mute'],
    ['unMute', 'unmute'],
    ['answerNewInCall', 'answer-new-call'],
    ['rejectIncomingCall', 'reject-incoming-call'],
    ['forwardIncomingCall', 'forward-incoming-call'],
    ['idleToBusy', 'idle-to-busy'],
    ['busyToIdle', 'busy-to-idle'],
    ['IPChanged', 'ip-changed'],
    ['autopFinish', 'autop-finished'],
    ['CPUTempAbnormal', 'cpu-temperature-abnormal'],
    ['CPUTempNormal', 'cpu-temperature-normal'],
    ['batteryTempAbnormal', 'battery-temperature-abnormal'],
    ['batteryTempNormal', 'battery-temperature-normal'],
    ['batteryLow', 'battery-low'],
    ['batterySufficient', 'battery-sufficient'],
    ['batteryVoltageAbnormal', 'battery-voltage-abnormal'],
    ['batteryVoltageNormal', 'battery-voltage-normal'],
    ['safetyCall', 'safety-call'],
    ['alarmEnded', 'alarm-ended'],
    // GDS: the names of the types.
    ['Open Door via Card', 'door-opened'],
    ['Open Door via Card (over Wiegand)', 'door-opened'],
    ['Visiting Log', 'door-opened'],
    ['Open Door via Universal PIN', 'door-opened'],
    ['Open Door via Private PIN', 'door-opened'],
    ['Open Door via Guest PIN', 'door-opened'],
    ['Open Door via DI', 'door-opened'],
    ['Call Out Log', 'call-out-logged'],
    ['Call In Log', 'call-in-logged'],
    ['Call Log (Door Bell Call)', 'doorbell-call'],
    ['Open Door via Card and PIN', 'door-opened'],
    ['Keep Door Open (Immediately)', 'door-kept-open'],
    ['Keep Door Open (Scheduled)', 'door-kept-open'],
    ['Open Door via Remote PIN', 'door-opened'],
    ['HTTP API Open Door', 'door-opened'],
    ['Motion Detection', 'motion-detected'],
    ['DI Alarm', 'alarm-input-triggered'],
    ['Dismantle by Force', 'tamper'],
    ['System up', 'setup-completed'],
    ['Reboot', 'reboot-started'],
    ['Reset (Clear All Data)', 'reset-to-defaults'],
    ['Reset (Retain Network Data Only)', 'reset-to-defaults'],
    ['Reset (Retain Only Card Information)', 'reset-to-defaults'],
    ['Reset (Retain Network Data and Card Information)', 'reset-to-defaults'],
    ['Reset (Wiegand)', 'reset-to-defaults'],
    ['Config Update', 'configuration-updated'],
    ['Firmware Update', 'firmware-updated'],
    ['Hostage Alarm', 'hostage-alarm'],
    ['Invalid Password', 'invalid-code-entered'],
    ['Mainboard Temperature Normal', 'mainboard-temperature-normal'],
    ['Mainboard Temperature Too Low', 'mainboard-temperature-abnormal'],
    ['Mainboard Temperature Too High', 'mainboard-temperature-abnormal'],
    ['Sensor Temperature Normal', 'sensor-temperature-normal'],
    ['Sensor Temperature Too Low', 'sensor-temperature-abnormal'],
    ['Sensor Temperature Too High', 'sensor-temperature-abnormal'],
    ['Event Notification', 'event-notification'],
  ],
  keys: `
MPK1
MPK99
STAR
ONHOOK
OFFHOOK
OK
LOCK
UNLOCK
UP
DOWN
LEFT
RIGHT
POUND
SEND
LINE1
LINE12
SOFT1
SOFT4
VUP
VDOWN
MUTE
`,
  disruptive: [],
  variables: [
    ['phone_ip', 'phone.ip', 'always'],
    ['mac', 'phone.mac', 'always'],
    ['product', 'phone.model', 'always'],
    ['program_version', 'phone.firmware', 'always'],
    ['hardware_version', '', 'always'],
    ['language', '', 'always'],
    ['local', 'local.uri', CALL],
    ['display_local', 'local.name', CALL],
    ['remote', 'remote.uri', CALL],
    ['display_remote', 'remote.name', CALL],
    ['active_user', 'account.user', CALL],
    ['call-id', 'call.id', CALL],
  ],
  actions: {
    dial: [
      '/cgi-bin/api-make_call?passcode={password}&phonenumber={number}',
      '/cgi-bin/api-make_call?phonenumber={number}&account={line}&password={password}',
    ],
    answer: [`${OPERATION}acceptcall`],
    reject: [`${OPERATION}rejectcall`],
    hangup: [`${OPERATION}endcall`],
    hold: [`${OPERATION}holdcall`],
    resume: [`${OPERATION}holdcall @gxp`, `${OPERATION}unhold ?`],
    cancel: [`${OPERATION}cancel`],
    dtmf: ['{digits} ?'],
    mute: ['MUTE ?'],
    'volume-up': ['VUP ?'],
    'volume-down': ['VDOWN ?'],
    reboot: ['/cgi-bin/api-sys_operation?passcode={password}&request=REBOOT'],
    'factory-reset': ['/cgi-bin/api-sys_operation?passcode={password}&request=RESET'],
  },
  // The guides' examples, with the event in front of them.
  captures: [
    [
      '/IncomingCall/mac=000B82112233&local=2001',
      'incoming-call',
      { 'phone.mac': '00:0b:82:11:22:33', 'local.number': '2001' },
    ],
    [
      '/OutgoingCall/remote=2002&phone_ip=192.168.5.135',
      'outgoing-call',
      { 'remote.number': '2002', 'phone.mac': undefined },
    ],
    ['/OnHold/program_version=1.0.5.15', 'hold', { 'phone.firmware': '1.0.5.15' }, { 'phone.firmware': undefined }],
    ['/HoldCall/mac=000B82112233&call-id=1408@192.168.5.1', 'hold', { 'call.id': '1408@192.168.5.1' }],
    [
      '/incomingCall?phone_ip=192.168.5.135&mac=c074ad112233&product=GRP2614&remote=2002&display_remote=Tom & Jerry',
      'incoming-call',
      { 'phone.model': 'GRP2614', 'phone.ip': '192.168.5.135', 'remote.number': '2002', 'remote.name': 'Tom & Jerry' },
      { 'phone.model': undefined, 'phone.ip': undefined },
    ],
  ],
  commands: [
    [{ action: 'dial', number: '3501' }, ['/cgi-bin/api-make_call?passcode=pass&phonenumber=3501']],
    [{ action: 'dial', number: '3501', line: 1 }, ['/cgi-bin/api-make_call?phonenumber=3501&account=0&password=pass']],
    [{ action: 'hangup' }, ['/cgi-bin/api-phone_operation?passcode=pass&cmd=endcall']],
    [{ action: 'hold' }, ['/cgi-bin/api-phone_operation?passcode=pass&cmd=holdcall']],
    [{ action: 'answer' }, ['/cgi-bin/api-phone_operation?passcode=pass&cmd=acceptcall']],
    [{ action: 'reject' }, ['/cgi-bin/api-phone_operation?passcode=pass&cmd=rejectcall']],
    [{ action: 'cancel' }, ['/cgi-bin/api-phone_operation?passcode=pass&cmd=cancel']],
    [{ action: 'reboot' }, ['/cgi-bin/api-sys_operation?passcode=pass&request=REBOOT']],
    [{ action: 'factory-reset' }, ['/cgi-bin/api-sys_operation?passcode=pass&request=RESET']],
    [{ action: 'resume' }, ['/cgi-bin/api-phone_operation?passcode=pass&cmd=holdcall'], 'GXP2170'],
    [{ action: 'resume' }, ['/cgi-bin/api-phone_operation?passcode=pass&cmd=unhold'], 'GRP2614'],
    ['MPK1', [`${KEYS}MPK1`]],
    ['STAR', [`${KEYS}STAR`]],
    ['ONHOOK', [`${KEYS}ONHOOK`]],
    // A number is a key a digit, all in one request.
    ['6040;SEND', [`${KEYS}6:0:4:0:SEND`]],
    [{ action: 'dtmf', digits: '12#*' }, [`${KEYS}1:2:POUND:STAR`]],
  ],
  impossible: [
    { action: 'transfer', number: '6044' },
    { action: 'conference' },
    { action: 'dnd-on' },
    { action: 'autoprovision' },
    { action: 'dial', number: '1', via: 'speaker' },
    { action: 'hangup', call: '7' },
    { action: 'open-door' },
  ],
};

export const documents: VendorDocuments = tablesOf(GRANDSTREAM);
