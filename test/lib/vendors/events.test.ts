import assert from 'node:assert/strict';
import { eventOf, foldEventName, PROFILES, profileOf } from '../../../nodes/lib/vendors';
import { PROVISIONING } from '../../../nodes/lib/vendors/fanvil-provisioning';
import { EVENT_IDS } from '../../../nodes/lib/vocabulary';

// Typed from the documents, in their order: [label, event].
const ATCOM_TABLE = [
  ['Setup Completed', 'setup-completed'],
  ['Registered', 'registered'],
  ['Unregistered', 'unregistered'],
  ['Register Failed', 'register-failed'],
  ['Off Hook', 'off-hook'],
  ['On Hook', 'on-hook'],
  ['Incoming Call', 'incoming-call'],
  ['Outgoing Call', 'outgoing-call'],
  ['Established', 'call-established'],
  ['Terminated', 'call-terminated'],
  ['Open DND', 'dnd-on'],
  ['Close DND', 'dnd-off'],
  ['Open Always Forward', 'forward-always-on'],
  ['Disable Always Forward', 'forward-always-off'],
  ['Open Busy Forward', 'forward-busy-on'],
  ['Close Busy Forward', 'forward-busy-off'],
  ['Open No Answer Forward', 'forward-no-answer-on'],
  ['Close No Answer Forward', 'forward-no-answer-off'],
  ['Transfer Call', 'transfer-call'],
  ['Blind Transfer', 'blind-transfer'],
  ['Attend Transfer', 'attended-transfer'],
  ['Hold', 'hold'],
  ['UnHold', 'unhold'],
  ['Mute', 'mute'],
  ['UnMute', 'unmute'],
  ['IP Changes', 'ip-changed'],
  ['Forward Incoming Call', 'forward-incoming-call'],
  ['Reject Incoming call', 'reject-incoming-call'],
  ['Answer New Incoming Call', 'answer-new-call'],
  ['Transfer Finished', 'transfer-finished'],
  ['Transfer Failed', 'transfer-failed'],
  ['Idle to Busy', 'idle-to-busy'],
  ['Busy to Idle', 'busy-to-idle'],
  ['Autop Finish', 'autop-finished'],
  ['Open Call Waiting', 'call-waiting-on'],
  ['Close Call Waiting', 'call-waiting-off'],
  ['Headset', 'headset'],
  ['Handfree', 'handsfree'],
  ['Cancel Call Out', 'cancel-call-out'],
  ['Remote busy', 'remote-busy'],
  ['Call Remote Canceled', 'remote-canceled'],
  // Not in the table, but among the headings.
  ['Missed Call', 'missed-call'],
] as const;

const ATCOM_WEB_PAGE_AND_HEADINGS = [
  ['Close Always Forward', 'forward-always-off'],
  ['Open NoAnswer Forward', 'forward-no-answer-on'],
  ['Close NoAnswer Forward', 'forward-no-answer-off'],
  ['Unregister', 'unregistered'],
  ['OpenDND', 'dnd-on'],
  ['OpenAlwaysForward', 'forward-always-on'],
  ['CloseAlwaysForward', 'forward-always-off'],
  ['OpenNoAnswerForward', 'forward-no-answer-on'],
  ['Attended Transfer', 'attended-transfer'],
  ['IP Changed', 'ip-changed'],
  ['Busy To Idle', 'busy-to-idle'],
  ['Reject Incoming Call', 'reject-incoming-call'],
  ['Answer New Incoming call', 'answer-new-call'],
  ['Remote Busy', 'remote-busy'],
] as const;

const ATCOM_FILES = [
  ['setup.xml', 'setup-completed'],
  ['setupCompletedUrl.xml', 'setup-completed'],
  ['registeredUrl.xml', 'registered'],
  ['unregisterUrl.xml', 'unregistered'],
  ['registerFailedUrl.xml', 'register-failed'],
  ['offHookUrl.xml', 'off-hook'],
  ['onHookUrl.xml', 'on-hook'],
  ['incomingCallUrl.xml', 'incoming-call'],
  ['outgoingCallUrl.xml', 'outgoing-call'],
  ['establishedUrl.xml', 'call-established'],
  ['terminatedUrl.xml', 'call-terminated'],
  ['openDNDUrl.xml', 'dnd-on'],
  ['closeDNDUrl.xml', 'dnd-off'],
  ['openAlwaysForwardUrl.xml', 'forward-always-on'],
  ['closeAlwaysForwardUrl.xml', 'forward-always-off'],
  ['openBusyForwardUrl.xml', 'forward-busy-on'],
  ['closeBusyForwardUrl.xml', 'forward-busy-off'],
  ['openNoAnswerForwardUrl.xml', 'forward-no-answer-on'],
  ['closeNoAnswerForwardUrl.xml', 'forward-no-answer-off'],
  ['transferCallUrl.xml', 'transfer-call'],
  ['blindtransfer.xml', 'blind-transfer'],
  ['attendedTransferUrl.xml', 'attended-transfer'],
  ['holdUrl.xml', 'hold'],
  ['unHoldUrl.xml', 'unhold'],
  ['muteUrl.xml', 'mute'],
  ['unmuteUrl.xml', 'unmute'],
  ['missedCallUrl.xml', 'missed-call'],
  ['IPChangedUrl.xml', 'ip-changed'],
  ['idleToBusyUrl.xml', 'idle-to-busy'],
  ['busyToIdleUrl.xml', 'busy-to-idle'],
  ['rejectIncomingCallUrl.xml', 'reject-incoming-call'],
  ['answerIncomingcall.xml', 'answer-new-call'],
  ['transferFailedUrl.xml', 'transfer-failed'],
  ['transferFinishedUrl.xml', 'transfer-finished'],
  ['forwardIncomingCallUrl.xml', 'forward-incoming-call'],
  ['autopFinishUrl.xml', 'autop-finished'],
  ['openCallWaitingUrl.xml', 'call-waiting-on'],
  ['closeCallWaitingUrl.xml', 'call-waiting-off'],
  ['headsetUrl.xml', 'headset'],
  ['handfreeUrl.xml', 'handsfree'],
  ['cancelCallOutUrl.xml', 'cancel-call-out'],
  ['remoteBusyUrl.xml', 'remote-busy'],
  ['callRemoteCanceledUrl.xml', 'remote-canceled'],
] as const;

const AKUVOX_TABLE = [
  ['Setup Completed', 'setup-completed'],
  ['Registered', 'registered'],
  ['Unregistered', 'unregistered'],
  ['Register Failed', 'register-failed'],
  ['Off Hook', 'off-hook'],
  ['On Hook', 'on-hook'],
  ['Incoming Call', 'incoming-call'],
  ['Outgoing Call', 'outgoing-call'],
  ['Established', 'call-established'],
  ['Terminated', 'call-terminated'],
  ['Open DND', 'dnd-on'],
  ['Close DND', 'dnd-off'],
  ['Open Always FWD', 'forward-always-on'],
  ['Close Always FWD', 'forward-always-off'],
  ['Open Busy FWD', 'forward-busy-on'],
  ['Close Busy FWD', 'forward-busy-off'],
  ['Open No Answer FWD', 'forward-no-answer-on'],
  ['Close No Answer FWD', 'forward-no-answer-off'],
  ['Transfer Call', 'transfer-call'],
  ['Blind Transfer', 'blind-transfer'],
  ['Attended Transfer', 'attended-transfer'],
  ['Hold', 'hold'],
  ['UnHold', 'unhold'],
  ['Mute', 'mute'],
  ['UnMute', 'unmute'],
  ['Missed Call', 'missed-call'],
  ['IP Changed', 'ip-changed'],
  ['FWD Incoming Call', 'forward-incoming-call'],
  ['Reject Incoming Call', 'reject-incoming-call'],
  ['Answer New Call', 'answer-new-call'],
  ['Transfer Finished', 'transfer-finished'],
  ['Transfer Failed', 'transfer-failed'],
  ['Idle To Busy', 'idle-to-busy'],
  ['Busy To Idle', 'busy-to-idle'],
] as const;

const AKUVOX_EXPLANATIONS = [
  ['Open Always Forward', 'forward-always-on'],
  ['Close Always Forward', 'forward-always-off'],
  ['Open Busy Forward', 'forward-busy-on'],
  ['Close Busy Forward', 'forward-busy-off'],
  ['Open No Answer Forward', 'forward-no-answer-on'],
  ['Close No Answer Forward', 'forward-no-answer-off'],
  ['Un-mute', 'unmute'],
  ['Forward Incoming Call', 'forward-incoming-call'],
  ['Answer New-In Call', 'answer-new-call'],
] as const;

const FANVIL_TABLE = [
  ['Setup Completed', 'setup-completed'],
  ['Registration Succeeded', 'registered'],
  ['Registration Disabled', 'unregistered'],
  ['Registration Failed', 'register-failed'],
  ['Phone Off Hooked', 'off-hook'],
  ['Phone On Hooked', 'on-hook'],
  ['Incoming call', 'incoming-call'],
  ['Outgoing call', 'outgoing-call'],
  ['Call established', 'call-established'],
  ['Call terminated', 'call-terminated'],
  ['DND Enabled', 'dnd-on'],
  ['DND Disabled', 'dnd-off'],
  ['Unconditional Call Forward Enabled', 'forward-always-on'],
  ['Unconditional Call Forward Disabled', 'forward-always-off'],
  ['Call Forward on Busy Enabled', 'forward-busy-on'],
  ['Call Forward on Busy Disabled', 'forward-busy-off'],
  ['Call Forward on No Answer Enabled', 'forward-no-answer-on'],
  ['Call Forward on No Answer Disabled', 'forward-no-answer-off'],
  ['Call transfer', 'transfer-call'],
  ['Unattended Call Transfer', 'blind-transfer'],
  ['Attended Call Transfer', 'attended-transfer'],
  ['Call hold', 'hold'],
  ['Call resume', 'unhold'],
  ['Mute', 'mute'],
  ['Unmute', 'unmute'],
  ['Missed calls', 'missed-call'],
  ['IP Changed', 'ip-changed'],
  ['Idle To Busy', 'idle-to-busy'],
  ['Busy To Idle', 'busy-to-idle'],
  ['MWI', 'mwi'],
  ['SMS', 'sms'],
  ['Start reboot', 'reboot-started'],
  ['Open The Door', 'door-opened'],
  ['Close The Door', 'door-closed'],
  ['Tamper', 'tamper'],
  ['Door Sensor 1', 'door-sensor-1'],
  ['Door Sensor 2', 'door-sensor-2'],
  ['Web API Auth Changed', 'web-api-auth-changed'],
  ['Received Sip Message', 'sip-message'],
  ['Output1', 'output-1'],
  ['Output2', 'output-2'],
] as const;

const FANVIL_ELSEWHERE = [
  ['newcall.xml', 'incoming-call'],
  ['Transfer call', 'transfer-call'],
  ['Blind transfer call', 'blind-transfer'],
  ['Attended transfer call', 'attended-transfer'],
  ['Hold', 'hold'],
  ['Unhold', 'unhold'],
  ['IncmoingCallUrl', 'incoming-call'],
  ['Incmoing_Call_Url', 'incoming-call'],
  ['IncomingCallUrl', 'incoming-call'],
  ['Onhook_Uri', 'on-hook'],
  ['OnhookUri', 'on-hook'],
  ['Offhook_Url', 'off-hook'],
  ['StartRebootUrl', 'reboot-started'],
  ['Boot_Completed_Url', 'setup-completed'],
  ['CallActiveUrl', 'call-established'],
  ['Call_Stop_Url', 'call-terminated'],
  ['No_Ans_FWD_Off_Url', 'forward-no-answer-off'],
  ['B_Transfer_Url', 'blind-transfer'],
  ['A_Transfer_Url', 'attended-transfer'],
  ['HeldOnUrl', 'held'],
  ['HeldOffUrl', 'unheld'],
  ['NewMissedcallUrl', 'missed-call'],
  ['Missed_call_Url', 'missed-call'],
  ['RecvSipMsgUrl', 'sip-message'],
  ['IPChangeUrl', 'ip-changed'],
] as const;

const TABLES = { atcom: ATCOM_TABLE, akuvox: AKUVOX_TABLE, fanvil: FANVIL_TABLE } as const;

describe('events of the vendors', () => {
  it('have as many rows as their documents', () => {
    assert.equal(ATCOM_TABLE.length, 42);
    assert.equal(AKUVOX_TABLE.length, 34);
    assert.equal(FANVIL_TABLE.length, 41);
  });

  for (const [vendor, table] of Object.entries(TABLES)) {
    it(`${vendor}: every row of the document's table, and no other from it`, () => {
      const rows = profileOf(vendor)?.events.filter(({ source }) => !source.startsWith('FUSIONPBX')) ?? [];
      const byEvent = new Map(rows.map(({ event, label }) => [event as string, label]));
      assert.deepEqual(byEvent, new Map<string, string>(table.map(([label, event]) => [event, label])));
      assert.equal(byEvent.size, rows.length);
    });

    it(`${vendor}: every label means its event, with the vendor known or not`, () => {
      for (const [label, event] of table) assertNamed(label, event, vendor);
    });
  }

  it('other printed spellings', () => {
    for (const [name, event] of [...ATCOM_WEB_PAGE_AND_HEADINGS, ...ATCOM_FILES]) assertNamed(name, event, 'atcom');
    for (const [name, event] of AKUVOX_EXPLANATIONS) assertNamed(name, event, 'akuvox');
    for (const [name, event] of FANVIL_ELSEWHERE) assertNamed(name, event, 'fanvil');
  });

  it('prints each spelling in the profile letter by letter', () => {
    const atcom = printed('atcom');
    for (const [name] of ATCOM_FILES) assert.ok(atcom.has(name.replace('.xml', '')), name);
    const fanvil = printed('fanvil');
    for (const [name] of FANVIL_ELSEWHERE) assert.ok(fanvil.has(name.replace('.xml', '')), name);
  });

  it("every parameter of Fanvil's configuration files means the event whose URL is written to it", () => {
    const parameters = PROVISIONING.flatMap((form) => form.parameters);
    assert.ok(parameters.length > 50);
    for (const { event, names } of parameters) for (const name of names) assertNamed(name, event, 'fanvil');
  });

  it('no name means two events, not even at two vendors', () => {
    const meanings = new Map<string, Set<string>>();
    const add = (name: string, event: string) => {
      const folded = foldEventName(name);
      meanings.set(folded, (meanings.get(folded) ?? new Set()).add(event));
    };
    for (const id of EVENT_IDS) add(id, id);
    for (const { events } of PROFILES) {
      for (const { event, label, names = [] } of events) for (const name of [label, ...names]) add(name, event);
    }
    assert.ok(meanings.size > 130);
    const double = [...meanings].filter(([, events]) => events.size > 1);
    assert.deepEqual(double, []);
  });

  it('a row has no spelling twice and one row an event', () => {
    for (const { id, events } of PROFILES) {
      assert.equal(new Set(events.map(({ event }) => event)).size, events.length, id);
      for (const { label, names = [] } of events)
        assert.equal(new Set([label, ...names]).size, names.length + 1, label);
    }
  });
});

describe('eventOf', () => {
  it('takes every id as a name', () => {
    for (const id of EVENT_IDS) {
      for (const vendor of [undefined, 'atcom', 'generic', 'nobody']) assert.equal(eventOf(id, vendor), id);
    }
  });

  it('does not mind case, blanks, dashes, underscores, an extension, a last Url or Uri', () => {
    const spellings = ['incoming-call', 'IncomingCall', 'incomingCallUrl.xml', 'Incoming Call', 'INCOMING_CALL.htm'];
    for (const name of [
      ...spellings,
      'incoming call uri',
      'incomingcallurl.aspx',
      ' Incoming\tCall ',
      'Incoming-Call_',
    ]) {
      assert.equal(eventOf(name), 'incoming-call', name);
    }
  });

  it("finds another vendor's name too: a phone without a profile may be anybody's", () => {
    assert.equal(eventOf('Registration Succeeded', 'atcom'), 'registered');
    assert.equal(eventOf('Handfree', 'generic'), 'handsfree');
    assert.equal(eventOf('Tamper', 'no such vendor'), 'tamper');
  });

  it('knows nothing else', () => {
    const others = [
      '',
      '.xml',
      'url',
      'Url.xml',
      '   ',
      'help',
      'incoming',
      'incoming-call-url-url',
      'a'.repeat(70_000),
    ];
    for (const name of [...others, '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype']) {
      assert.equal(eventOf(name), undefined, name.slice(0, 30));
      assert.equal(eventOf(name, 'fanvil'), undefined, name.slice(0, 30));
    }
    assert.equal(eventOf('incoming-call', '__proto__'), 'incoming-call');
    assert.equal(eventOf('constructor', '__proto__'), undefined);
  });
});

function printed(vendor: string): Set<string> {
  return new Set(profileOf(vendor)?.events.flatMap(({ label, names = [] }) => [label].concat(names)));
}

function assertNamed(name: string, event: string, vendor: string): void {
  assert.equal(eventOf(name, vendor), event, `${vendor}: ${name}`);
  assert.equal(eventOf(name), event, name);
  for (const variant of [name.toUpperCase(), name.replaceAll(' ', '-'), name.replaceAll(' ', '')]) {
    assert.equal(eventOf(variant, vendor), event, variant);
  }
}
