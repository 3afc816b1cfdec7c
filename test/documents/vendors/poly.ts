import { type Printed, tablesOf } from '../printed';
import type { VendorDocuments } from '../vendor-documents';

const dial = (body: string): string => `POST /api/v1/callctrl/dial ${body}`;
const control = (name: string, body: string): string => `POST /api/v1/callctrl/${name} ${body}`;
const pushed = (uri: string): string =>
  `POST /push <PolycomIPPhone><Data priority="Critical">${uri}</Data></PolycomIPPhone>`;

/**
 * Typed from "Web Application for Polycom Phones" (UC Software 5.0.0), its predecessor of SIP 3.1, and from the programs that
 * use the REST API and push.
 */
export const POLY: Printed = {
  events: [
    ['Incoming Call Event', 'incoming-call'],
    ['Outgoing Call Event', 'outgoing-call'],
    ['Offhook Event', 'off-hook'],
    ['Onhook Event', 'on-hook'],
    ['Phone Lock Event', 'phone-locked'],
    ['Phone Unlock Event', 'phone-unlocked'],
    ['Call State Change Event', 'call-state-change'],
    ['Line Registration Event', 'registered'],
    ['Line Unregistration Event', 'unregistered'],
    // Printed as "User Login/Logout Event".
    ['User Login or Logout Event', 'user-login-or-logout'],
  ],
  elsewhere: [
    ['IncomingCallEvent', 'incoming-call'],
    ['OutgoingCallEvent', 'outgoing-call'],
    ['OffHookEvent', 'off-hook'],
    ['OnHookEvent', 'on-hook'],
    ['PhoneLockedEvent', 'phone-locked'],
    ['PhoneUnlockedEvent', 'phone-unlocked'],
    ['CallStateChangeEvent', 'call-state-change'],
    ['LineRegistrationEvent', 'registered'],
    ['LineUnregistrationEvent', 'unregistered'],
    ['UserLoginOutEvent', 'user-login-or-logout'],
  ],
  keys: `
    Line1
    Line48
    DialPad0
    DialPad9
    DialPadStar
    DialPadPound
    Softkey1
    Softkey5
    Handsfree
    Headset
    Hold
    Transfer
    Conference
    Redial
    MicMute
    VolUp
    VolDown
    Messages
    Directories
    DoNotDisturb
  `,
  disruptive: [],
  variables: [
    ['PhoneIP', 'phone.ip', 'always'],
    ['MACAddress', 'phone.mac', 'always'],
    ['TimeStamp', 'phone.time', 'always'],
    ['CallType', 'call.direction', 'talking ended'],
    ['CallingPartyName', 'remote.name|local.name', 'incoming outgoing talking ended'],
    ['CallingPartyNumber', 'remote.uri|local.uri', 'incoming outgoing talking ended'],
    ['CalledPartyName', 'local.name|remote.name', 'incoming outgoing talking ended'],
    ['CalledPartyNumber', 'local.uri|remote.uri', 'incoming outgoing talking ended'],
    ['CallReference', 'call.id', 'talking ended'],
    ['CallDuration', 'call.duration', 'talking ended'],
    ['LineNumber', 'call.line', 'registration talking ended'],
    ['LineDirNum', '', 'talking ended'],
    ['LineState', '', 'talking ended'],
    ['CallState', '', 'talking ended'],
    ['UIAppearanceIndex', '', 'talking ended'],
    ['UserLoggedIn', '', 'none'],
    ['UserLoggedOut', '', 'none'],
  ],
  actions: {
    dial: [
      `${dial('{"data":{"Dest":"{number}","Line":"{line}","Type":"TEL"}}')} @vvx`,
      `${dial('{"data":{"Dest":"{number}","Line":"1","Type":"TEL"}}')} @vvx`,
      `${pushed('tel:\\\\{number}[;Line{line}]')} @soundpoint`,
    ],
    answer: [
      'speaker: Handsfree ?',
      'headset: Headset ?',
      `${control('answerCall', '{"data":{"Ref":"{call}"}}')} @vvx`,
      `${control('answerCall', '{"data":{}}')} ? @vvx`,
      'Handsfree ? @soundpoint',
    ],
    reject: [
      `${control('rejectCall', '{"data":{"Ref":"{call}"}}')} @vvx`,
      `${control('rejectCall', '{"data":{}}')} ? @vvx`,
    ],
    hangup: [
      `${control('endCall', '{"data":{"Ref":"{call}"}}')} @vvx`,
      `${control('endCall', '{"data":{}}')} ? @vvx`,
      'Handsfree ? @soundpoint',
    ],
    hold: [
      `${control('holdCall', '{"data":{"Ref":"{call}"}}')} @vvx`,
      `${control('holdCall', '{"data":{}}')} ? @vvx`,
      'Hold @soundpoint',
    ],
    resume: [
      `${control('resumeCall', '{"data":{"Ref":"{call}"}}')} @vvx`,
      `${control('resumeCall', '{"data":{}}')} ? @vvx`,
      'Hold ? @soundpoint',
    ],
    // "This API always executes a blind transfer."
    transfer: [
      `blind: ${control('transferCall', '{"data":{"Ref":"{call}","TransferDest":"{number}"}}')} @vvx`,
      `blind: ${control('transferCall', '{"data":{"TransferDest":"{number}"}}')} ? @vvx`,
      `${control('transferCall', '{"data":{"Ref":"{call}","TransferDest":"{number}"}}')} @vvx`,
      `${control('transferCall', '{"data":{"TransferDest":"{number}"}}')} ? @vvx`,
      'Transfer',
    ],
    conference: ['Conference'],
    dtmf: [`${control('sendDTMF', '{"data":{"Digits":"{digits}"}}')} @vvx`, '{digits} @soundpoint'],
    redial: ['Redial'],
    mute: [`${control('mute', '{"data":{"state":"1"}}')} @vvx`, 'MicMute @soundpoint'],
    'volume-up': ['VolUp'],
    'volume-down': ['VolDown'],
    'dnd-toggle': ['DoNotDisturb'],
    voicemail: ['Messages'],
    reboot: ['POST /api/v1/mgmt/safeReboot  @vvx'],
    autoprovision: ['POST /api/v1/mgmt/updateConfiguration  @vvx', `${pushed('Action:UpdateConfig')} @soundpoint`],
    'factory-reset': ['POST /api/v1/mgmt/factoryReset  @vvx'],
  },
  captures: [],
  commands: [
    [{ action: 'dial', number: '6040' }, [dial('{"data":{"Dest":"6040","Line":"1","Type":"TEL"}}')]],
    [
      { action: 'dial', number: '6040', line: 2 },
      [dial('{"data":{"Dest":"6040","Line":"2","Type":"TEL"}}')],
      'VVX 450',
    ],
    [{ action: 'dial', number: '5552112' }, [pushed('tel:\\\\5552112')], 'SoundPoint IP 650'],
    [{ action: 'dial', number: '5552112', line: 2 }, [pushed('tel:\\\\5552112;Line2')], 'SoundPoint IP 650'],
    [{ action: 'hangup', call: '0x2a5b8a0' }, [control('endCall', '{"data":{"Ref":"0x2a5b8a0"}}')]],
    [{ action: 'hold', call: 'ref-1' }, [control('holdCall', '{"data":{"Ref":"ref-1"}}')]],
    [{ action: 'resume' }, [control('resumeCall', '{"data":{}}')]],
    [
      { action: 'transfer', call: 'ref-1', number: '102', type: 'blind' },
      [control('transferCall', '{"data":{"Ref":"ref-1","TransferDest":"102"}}')],
    ],
    [{ action: 'dtmf', digits: '1#' }, [control('sendDTMF', '{"data":{"Digits":"1#"}}')]],
    [{ action: 'dtmf', digits: '1#' }, [pushed('Key:DialPad1'), pushed('Key:DialPadPound')], 'SoundPoint IP 331'],
    [
      ['Line1', '0', '1'],
      [pushed('Key:Line1'), pushed('Key:DialPad0'), pushed('Key:DialPad1')],
    ],
    [{ action: 'reboot' }, ['POST /api/v1/mgmt/safeReboot ']],
    [{ action: 'answer', via: 'headset' }, [pushed('Key:Headset')]],
  ],
  impossible: [
    { action: 'transfer', number: '1', type: 'attended' },
    { action: 'forward-on', number: '1' },
    { action: 'dnd-on' },
    { action: 'park' },
    { action: 'open-door' },
    { action: 'dial', number: '1', via: 'speaker' },
  ],
};

export const documents: VendorDocuments = tablesOf(POLY);
