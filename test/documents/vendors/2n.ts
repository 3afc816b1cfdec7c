import { type Printed, tablesOf } from '../printed';
import type { VendorDocuments } from '../vendor-documents';

/**
 * Typed from 2N's "Automation manual" (3 Events; Use of Variables), "Configuration manual for 2N IP intercoms" (events of the
 * log) and "HTTP API manual".
 */
export const TWO_N: Printed = {
  // Without those that are no event of the intercom: Counter, Delay, HttpTrigger, MulticastTrigger,
  // OnvifVirtualOutputChanged, Time, Timer.
  events: [
    ['AudioLoopTest', 'audio-loop-tested'],
    ['CallStateChanged', 'call-state-changed'],
    ['CardEntered', 'card-entered'],
    ['CardHeld', 'card-held'],
    ['CodeEntered', 'code-entered'],
    ['DoorOpenTooLong', 'door-open-too-long'],
    ['DtmfEntered', 'dtmf-entered'],
    ['DtmfPressed', 'dtmf-pressed'],
    ['ErrorStateChanged', 'error-state-changed'],
    ['FingerEntered', 'finger-entered'],
    ['InputChanged', 'input-changed'],
    ['KeyPressed', 'key-pressed'],
    ['KeyReleased', 'key-released'],
    ['LicensePlateRecognized', 'license-plate-recognized'],
    ['LockdownStateChanged', 'lockdown-state-changed'],
    ['MobKeyEntered', 'mobile-key-entered'],
    ['MotionDetected', 'motion-detected'],
    ['NoiseDetected', 'noise-detected'],
    ['RegistrationStateChanged', 'registration-state-changed'],
    ['Rebooted', 'setup-completed'],
    ['RescueTerminated', 'rescue-terminated'],
    ['SilentAlarm', 'silent-alarm'],
    ['UnauthorisedDoorOpen', 'unauthorized-door-open'],
    ['UserAuthorized', 'user-authorized'],
    ['OutputChanged', 'output-changed'],
    ['SwitchChanged', 'switch-changed'],
  ],
  elsewhere: [],
  keys: '',
  disruptive: [],
  variables: [
    ['TimeStamp', 'phone.time', 'always'],
    ['Count', '', 'always'],
    ['Key', '', 'door'],
    ['Card', '', 'door'],
    ['Code', '', 'door'],
    ['State', '', 'none'],
    ['Direction', '', 'none'],
  ],
  actions: {
    dial: ['/api/call/dial?number={number}'],
    answer: ['/api/call/answer?session={call}'],
    reject: ['/api/call/hangup?session={call}&reason=rejected'],
    hangup: ['/api/call/hangup?session={call}'],
    'open-door': ['/api/switch/ctrl?switch={line}&action=on', '/api/switch/ctrl?switch=1&action=on'],
    reboot: ['/api/system/restart'],
    'factory-reset': ['/api/config/factoryreset'],
  },
  captures: [
    // "http://192.168.1.1/ABCD?Key=$(1.Key)", with * pressed
    ['/KeyPressed?Key=*', 'key-pressed', {}],
    ['/CardEntered?Card=54A86B87C5&mac=7c1eb3112233', 'card-entered', { 'phone.mac': '7c:1e:b3:11:22:33' }],
    ['/CallStateChanged?State=connected', 'call-established', {}],
    ['/CallStateChanged?Direction=incoming&State=terminated', 'call-terminated', {}],
    ['/CallStateChanged?State=ringing', 'call-state-changed', {}],
    ['/UnauthorisedDoorOpen', 'unauthorized-door-open', {}],
  ],
  commands: [
    [{ action: 'open-door' }, ['/api/switch/ctrl?switch=1&action=on']],
    [{ action: 'open-door', line: 4 }, ['/api/switch/ctrl?switch=4&action=on']],
    [{ action: 'dial', number: '1234' }, ['/api/call/dial?number=1234']],
    [{ action: 'hangup', call: '4' }, ['/api/call/hangup?session=4']],
    [{ action: 'reject', call: '4' }, ['/api/call/hangup?session=4&reason=rejected']],
    [{ action: 'answer', call: '4' }, ['/api/call/answer?session=4']],
    [{ action: 'factory-reset' }, ['/api/config/factoryreset']],
  ],
  impossible: [
    { action: 'hold' },
    { action: 'transfer', number: '1' },
    { action: 'dtmf', digits: '1' },
    { action: 'mute' },
    { action: 'dnd-on' },
    { action: 'autoprovision' },
    { action: 'open-door', code: '1234' },
    { action: 'dial', number: '1', line: 2 },
  ],
};

export const documents: VendorDocuments = tablesOf(TWO_N);
