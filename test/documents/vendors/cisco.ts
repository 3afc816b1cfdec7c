import { type Printed, tablesOf } from '../printed';
import type { VendorDocuments } from '../vendor-documents';

const executed = (uri: string): string =>
  `POST /CGI/Execute XML=<CiscoIPPhoneExecute><ExecuteItem Priority="0" URL="${uri}"/></CiscoIPPhoneExecute>`;
const toggles = (key: string): string => `${key} ?`;

/**
 * Typed from "Cisco Unified IP Phone Services Application Development Notes" (Key, Dial), OL-20949-01, and "CGI Execute" of
 * USECALLMANAGER.nz.
 */
export const CISCO: Printed = {
  events: [['Action Button', 'action-button']],
  elsewhere: [],
  keys: `
    KeyPad0
    KeyPad9
    KeyPadStar
    KeyPadPound
    Line1
    Line120
    Feature1
    Feature120
    FixedFeature1
    FixedFeature3
    Session1
    Session6
    Soft1
    Soft5
    Speaker
    Headset
    Mute
    Hold
    Release
    VolUp
    VolDwn VolDown
    Messages
    Directories
    Contacts
    Services
    Applications
    Settings
    Info
    KEMPage
    PTT
    NavUp
    NavDwn
    NavSelect
    NavLeft
    NavRight
    NavBack
    Transfer
    Conference
    AppMenu
  `,
  disruptive: [],
  variables: [],
  actions: {
    dial: [executed('Dial:{number}')],
    answer: ['speaker: Speaker ?', 'headset: Headset ?', 'Speaker ?'],
    hangup: ['Release'],
    hold: ['FixedFeature3 @8800', 'Hold'],
    resume: [`${toggles('FixedFeature3')} @8800`, toggles('Hold')],
    transfer: ['FixedFeature1 @8800 9800 9871'],
    conference: ['FixedFeature2 @8800 9800 9871'],
    dtmf: ['{digits}'],
    mute: ['Mute'],
    'volume-up': ['VolUp'],
    'volume-down': ['VolDwn @8800 8875 8831 8832 mpp-6800 mpp-7800 mpp-7832 mpp-8800 9821 8821 spa', 'VolDown'],
    voicemail: ['Messages'],
    reboot: ['/admin/reboot ? @spa mpp-6800 mpp-7800 mpp-7832 mpp-8800'],
    autoprovision: ['/admin/resync @spa mpp-6800 mpp-7800 mpp-7832 mpp-8800'],
  },
  captures: [['/action-button?token=x', 'action-button', {}]],
  commands: [
    [{ action: 'dial', number: '6040' }, [executed('Dial:6040')]],
    [
      ['Settings', '*', '#', '4'],
      ['Settings', 'KeyPadStar', 'KeyPadPound', 'KeyPad4'].map((key) => executed(`Key:${key}`)),
    ],
    [{ action: 'hold' }, [executed('Key:Hold')], '7841'],
    [{ action: 'hold' }, [executed('Key:FixedFeature3')], 'CP-8851'],
    [{ action: 'hold' }, [executed('Key:Hold')], 'CP-8851-3PCC'],
    [{ action: 'volume-down' }, [executed('Key:VolDown')], '9851'],
    [{ action: 'volume-down' }, [executed('Key:VolDwn')]],
    [{ action: 'dtmf', digits: '12#' }, ['1', '2', 'Pound'].map((sign) => executed(`Key:KeyPad${sign}`))],
    [{ action: 'autoprovision' }, ['/admin/resync'], '6851'],
    [{ action: 'reboot' }, ['/admin/reboot'], 'SPA504G'],
    ['Info', [executed('Key:Info')], '7965'],
  ],
  impossible: [
    { action: 'dial', number: '1', line: 2 },
    { action: 'hangup', call: '1' },
    { action: 'reject' },
    { action: 'transfer', number: '1' },
    { action: 'dnd-on' },
    { action: 'factory-reset' },
    { action: 'open-door' },
  ],
};

export const documents: VendorDocuments = {
  ...tablesOf(CISCO),
  // The columns of the tables; 0: "Not supported".
  counts: {
    '7841': { Line: 120, Soft: 4, Feature: 0, FixedFeature: 0, Session: 0, KeyPad: 9 },
    '7832': { Line: 0, Soft: 4, Feature: 0, KeyPad: 9 },
    '8841': { Line: 120, Soft: 5, Feature: 120, FixedFeature: 3, Session: 6 },
    '8875': { Line: 0, Soft: 0, Feature: 0, Session: 0 },
    '8831': { Line: 0, Soft: 5, Feature: 0 },
    '8832': { Line: 0, Soft: 5, Feature: 0 },
    '9851': { Line: 120, Soft: 4, Feature: 120, FixedFeature: 3, Session: 0 },
    '9871': { Line: 120, Soft: 0, Feature: 120 },
    '6851': { Line: 120, Soft: 4, Feature: 0 },
    '7841-3PCC': { Line: 120, Soft: 4, Feature: 0 },
    '7832-3PCC': { Line: 0, Soft: 4 },
    '8851-3PCC': { Line: 120, Soft: 4, Feature: 0, Session: 0 },
    '9821': { Line: 6, Soft: 1, Feature: 1, FixedFeature: 3 },
    '8821': { Line: 6, Soft: 2, Feature: 0, FixedFeature: 0 },
  },
};
