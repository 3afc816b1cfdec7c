import assert from 'node:assert/strict';
import type { Recipe, RecipeAction } from '../../../nodes/lib/vendors';
import { builtIn } from '../../support/vendors';

// [condition, what is pressed or asked for]; conditions as `via` or `type` say, none first where it is empty.
type Expected = Readonly<Partial<Record<RecipeAction, readonly string[]>>>;

const ATCOM: Expected = {
  dial: [
    'speaker: SPEAKER;[LINEKEY{line}];{number};DIAL',
    'headset: HEADSET;[LINEKEY{line}];{number};DIAL ?',
    'handset: [LINEKEY{line}];{number};DIAL',
    '[LINEKEY{line}];{number};DIAL',
  ],
  answer: ['speaker: SPEAKER', 'headset: HEADSET', 'ANSWER'],
  reject: ['REJECT'],
  forward: ['FORWARD;{number};SEND'],
  hangup: ['ENDCALL'],
  hold: ['HOLD'],
  resume: ['RESUME'],
  swap: ['FLASH_CALL'],
  transfer: [
    'blind: TRANSFER;{number};BLIND ?',
    'attended: TRANSFER;{number};SEND;TRANSFER',
    'TRANSFER;{number};SEND;TRANSFER',
    'TRANSFER',
  ],
  conference: ['CONFERENCE;{number};SEND', 'CONFERENCE'],
  join: ['JOIN'],
  split: ['SPLIT'],
  dtmf: ['{digits}'],
  redial: ['REDIAL'],
  callback: ['CALL_RETURN'],
  pickup: ['DIRECT_PICKUP'],
  park: ['PARK'],
  intercom: ['INTERCOM'],
  cancel: ['CANCEL'],
  mute: ['MUTE'],
  'volume-up': ['VOLUME_UP'],
  'volume-down': ['VOLUME_DOWN'],
  'dnd-on': ['DND_ON'],
  'dnd-off': ['DND_OFF'],
  voicemail: ['MESSAGE'],
  reboot: ['REBOOT'],
};

const FANVIL: Expected = {
  dial: [
    'speaker: SPEAKER;[L{line}];{number};ENTER',
    'headset: HEADSET;[L{line}];{number};ENTER',
    'handset: [L{line}];{number};ENTER',
    '[L{line}];{number};ENTER',
  ],
  answer: ['speaker: SPEAKER ?', 'headset: HEADSET ?', 'OK'],
  reject: ['F_REJECT'],
  forward: ['F_DIVERT;{number};ENTER ?'],
  hangup: ['RELEASE'],
  hold: ['F_HOLD'],
  resume: ['F_HOLD'],
  swap: ['F_FLASH'],
  transfer: [
    'attended: F_TRANSFER;{number};OK',
    'blind: F_TRANSFER;{number};F_TRANSFER',
    'F_TRANSFER;{number};F_TRANSFER',
    'OK',
  ],
  conference: ['F_CONFERENCE;{number};ENTER ?', 'F_CONFERENCE'],
  join: ['F_JOIN'],
  split: ['split'],
  dtmf: ['{digits}'],
  redial: ['RD'],
  callback: ['F_LOR'],
  pickup: ['F_PICKUP'],
  park: ['F_PARK'],
  cancel: ['F_CANCEL'],
  mute: ['F_MUTE'],
  'volume-up': ['VOLUME_UP'],
  'volume-down': ['VOLUME_DOWN'],
  'dnd-on': ['DNDON'],
  'dnd-off': ['DNDOFF'],
  'dnd-toggle': ['DND'],
  voicemail: ['MSG'],
  'open-door': ['F_LOCK&code={code}'],
  'set-display-name': ['?line={line};displayname={text}'],
  reboot: ['Reboot'],
  autoprovision: ['AutoP'],
  'factory-reset': ['Reset'],
  'hotdesk-clear': ['F_HOTDESKING'],
};

const AKUVOX: Expected = {
  dial: ['/fcgi/do?action=MakeCall&number={number}[&line={account}]'],
  answer: ['speaker: Speaker ?', 'OK ?'],
  reject: ['/fcgi/do?action=CallEnd ?'],
  hangup: ['/fcgi/do?action=CallEnd'],
  hold: ['/fcgi/do?action=Hold'],
  resume: ['/fcgi/do?action=UnHold'],
  transfer: ['/fcgi/do?action=Transfer'],
  conference: ['/fcgi/do?action=Conference'],
  dtmf: ['{digits}'],
  cancel: ['Cancel'],
  mute: ['Mute'],
  'volume-up': ['VolumeUp'],
  'volume-down': ['VolumeDown'],
  'dnd-on': ['/fcgi/do?action=DNDOn'],
  'dnd-off': ['/fcgi/do?action=DNDOff'],
  reboot: ['/fcgi/do?action=Reboot'],
  autoprovision: ['/fcgi/do?action=AutoPNow'],
  'factory-reset': ['/fcgi/do?action=Reset'],
  'open-door': [
    '/fcgi/OpenDoor?action=OpenDoor&DoorNum={line} else /fcgi/do?action=OpenDoor[&UserName={username}&Password={password}]&DoorNum={line}',
    '/fcgi/OpenDoor?action=OpenDoor&DoorNum=1 else /fcgi/do?action=OpenDoor[&UserName={username}&Password={password}]&DoorNum=1',
  ],
};

const SNOM: Expected = {
  dial: [
    'speaker: SPEAKER;{number};ENTER ?',
    'headset: HEADSET;{number};ENTER ?',
    '?number={number}[&outgoing_uri={account}]',
  ],
  answer: ['speaker: SPEAKER ?', 'headset: HEADSET ?', 'handset: OFFHOOK ?', 'ENTER'],
  reject: ['CANCEL'],
  hangup: ['CANCEL'],
  hold: ['F_HOLD'],
  resume: ['F_HOLD ?'],
  transfer: [
    'blind: TRANSFER;{number};ENTER',
    'attended: F_HOLD;{number};ENTER',
    'TRANSFER;{number};ENTER',
    'TRANSFER;ONHOOK ?',
  ],
  dtmf: ['?key_dtmf={digits}'],
  redial: ['REDIAL;ENTER ?'],
  cancel: ['CANCEL'],
  mute: ['MUTE'],
  'volume-up': ['VOLUME_UP'],
  'volume-down': ['VOLUME_DOWN'],
  'dnd-toggle': ['DND'],
  reboot: ['/advanced_update.htm?reboot=Reboot'],
  'factory-reset': ['/advanced_update.htm?reset=Reset'],
  'hotdesk-clear': ['?LOGOFFALL'],
};

const YEALINK: Expected = {
  dial: [
    'speaker: SPEAKER;[L{line}];{number};OK ?',
    'headset: HEADSET;[L{line}];{number};OK ?',
    'L{line};{number};OK ?',
    '?key=number={number}[&outgoing_uri={account}]',
  ],
  answer: ['speaker: SPEAKER ?', 'headset: HEADSET ?', '?key=ASW:{call}', 'ANSWER'],
  reject: ['?key=CANCEL:{call} ?', 'X'],
  hangup: ['?key=CANCEL:{call}', 'CALLEND'],
  hold: ['?key=HOLD:{call}', 'F_HOLD'],
  resume: ['?key=UNHOLD:{call}', 'F_HOLD ?'],
  swap: ['SWAP ?'],
  transfer: ['blind: ?key=BTrans={number}', 'attended: ?key=ATrans={number}', '?key=BTrans={number}', 'F_TRANSFER'],
  conference: ['F_CONFERENCE;{number};OK ?', 'F_CONFERENCE'],
  split: ['SPLIT ?'],
  dtmf: ['{digits}'],
  redial: ['RD'],
  cancel: ['X'],
  mute: ['MUTE'],
  'volume-up': ['VOLUME_UP'],
  'volume-down': ['VOLUME_DOWN'],
  'dnd-on': ['DNDOn'],
  'dnd-off': ['DNDOff'],
  'forward-on': [
    'busy: ?key=BusyFwdOn={number}',
    'no-answer: ?key=NoAnswFwdOn={number}[={after}]',
    'always: ?key=AlwaysFwdOn={number}',
    '?key=AlwaysFwdOn={number}',
  ],
  'forward-off': [
    'always: AlwaysFwdOff',
    'busy: BusyFwdOff',
    'no-answer: NoAnswFwdOff',
    'AlwaysFwdOff;BusyFwdOff;NoAnswFwdOff',
  ],
  'call-waiting-on': ['CallWaitingOn ?'],
  'call-waiting-off': ['CallWaitingOff ?'],
  voicemail: ['MSG'],
  reboot: ['Reboot'],
  autoprovision: ['AutoP'],
  'factory-reset': ['Reset'],
};

const FLYINGVOICE: Expected = { reboot: ['Reboot'], autoprovision: ['AutoP'] };

/** A recipe as the tables above write it; a guess ends in ` ?`. */
function written(recipe: Recipe): string {
  const condition = Object.values(recipe.when ?? {});
  const older = 'request' in recipe && recipe.otherwise !== undefined ? ` else ${recipe.otherwise}` : '';
  const what = 'request' in recipe ? `${recipe.request}${older}` : `${recipe.keys.join(';')}${recipe.suffix ?? ''}`;
  return `${condition.map((value) => `${value}: `).join('')}${what}${recipe.guess ? ' ?' : ''}`;
}

describe('actions of the vendors', () => {
  for (const [vendor, expected] of Object.entries({
    atcom: ATCOM,
    fanvil: FANVIL,
    akuvox: AKUVOX,
    snom: SNOM,
    vtech: {},
    yealink: YEALINK,
    flyingvoice: FLYINGVOICE,
    gigaset: {},
    generic: {},
  })) {
    it(`${vendor}: as the document's examples press them, and no others`, () => {
      const actions = Object.entries(builtIn.profile(vendor)?.actions ?? {});
      assert.deepEqual(
        Object.fromEntries(actions.map(([action, recipes]) => [action, recipes.map(written)])),
        expected,
      );
    });
  }
});
