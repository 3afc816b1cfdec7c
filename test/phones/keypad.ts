import type { Call } from './call';
import { Dialing } from './dialing';
import type { PhoneState } from './phone-state';

const PRESSES = {
  ok,
  cancel,
  release,
  'end call': endCall,
  'main screen': (pad) => {
    pad.screen = 'main';
    pad.dialing.leave();
  },
  'leave dialing': (pad) => pad.dialing.leave(),
  digits: (pad, text) => pad.dialing.type(text),
  delete: (pad) => pad.dialing.delete(),
  prefix: (pad) => pad.dialing.enter('dial'),
  dial: (pad) => pad.dialing.send(),
  redial: (pad) => call(pad, pad.state.lastDialed),
  'call return': (pad) => call(pad, pad.state.lastCaller),
  'new call': (pad) => {
    pad.state.hold();
    pad.dialing.enter('dial');
  },
  line,
  'next line': (pad) => changeLine(pad, 1),
  'previous line': (pad) => changeLine(pad, -1),
  answer: (pad) => answer(pad, 'speaker'),
  reject: (pad) => pad.state.reject(),
  speaker: (pad) => audio(pad, 'speaker'),
  headset: (pad) => audio(pad, 'headset'),
  lift: (pad) => (pad.state.ringing && !pad.state.talking ? answer(pad, 'handset') : pad.state.goOffHook('handset')),
  replace: (pad) => (pad.state.active ? endCall(pad) : pad.dialing.leave()),
  hold: (pad) => pad.state.hold(),
  resume: (pad) => pad.state.resume(),
  'toggle hold': toggleHold,
  swap: (pad) => (pad.state.ringing ? answer(pad, 'speaker') : pad.state.swap()),
  'next call': (pad) => select(pad, 1),
  'previous call': (pad) => select(pad, -1),
  transfer: (pad) => pad.dialing.transfer('transfer'),
  'blind transfer': (pad) => pad.dialing.transfer('blind'),
  forward: (pad) => pad.dialing.forward(),
  conference: (pad) => pad.dialing.conference(),
  join: (pad) => pad.state.join(),
  split: (pad) => pad.state.split(),
  mute: (pad) => pad.state.setMute(!pad.state.muted),
  'volume up': (pad) => pad.state.changeVolume(1),
  'volume down': (pad) => pad.state.changeVolume(-1),
  'dnd on': (pad) => pad.state.setDnd(true),
  'dnd off': (pad) => pad.state.setDnd(false),
  'dnd toggle': (pad) => pad.state.setDnd(!pad.state.dnd),
  reboot: (pad) => pad.state.reboot(),
  'factory reset': (pad) => pad.state.factoryReset(),
  autoprovision: (pad) => pad.state.finishAutoprovision(),
  /** A menu, list or function that the simulation only shows. */
  screen: (pad, text) => {
    pad.screen = text;
  },
} satisfies Record<string, (pad: Keypad, text: string) => void>;

/** What a key does, whatever a vendor calls it. */
export type Press = keyof typeof PRESSES;

/**
 * The front of a phone: gives key presses their meaning by what the phone is doing just now. A press that means
 * nothing then has no effect, as on a real phone.
 */
export class Keypad {
  /** What the display shows: 'main', or what a key opened. */
  screen = 'main';
  /** The call chosen by the keys for the previous and next call; the hold key acts on it. */
  selected: Call | undefined;
  readonly dialing: Dialing;

  constructor(readonly state: PhoneState) {
    this.dialing = new Dialing(state);
  }

  press(press: Press, text = ''): void {
    if (!this.state.booting) PRESSES[press](this, text);
  }
}

function ok(pad: Keypad): void {
  if (pad.dialing.number !== '') pad.dialing.send();
  else if (pad.state.ringing) answer(pad, 'speaker');
  else if (pad.dialing.pending('transfer')) pad.dialing.transfer('transfer');
  else if (pad.state.status === 'idle') pad.screen = 'menu';
}

function cancel(pad: Keypad): void {
  if (pad.screen !== 'main') pad.screen = 'main';
  else if (pad.dialing.mode !== 'none' || pad.state.status === 'off hook') pad.dialing.leave();
  else if (pad.state.ringing) pad.state.reject();
  else endCall(pad);
}

function release(pad: Keypad): void {
  pad.screen = 'main';
  if (pad.dialing.mode !== 'none') pad.dialing.leave();
  else if (pad.state.ringing && !pad.state.talking) pad.state.reject();
  else if (pad.state.active) endCall(pad);
  else pad.state.goOnHook();
}

function endCall(pad: Keypad): void {
  pad.dialing.enter('none');
  const calls = pad.state.conference ? pad.state.calls.filter((each) => each.state === 'talking') : [pad.state.active];
  for (const each of calls) pad.state.hangup(each);
}

function answer(pad: Keypad, via: 'speaker' | 'headset' | 'handset'): void {
  if (!pad.state.ringing) return;
  pad.dialing.enter('none');
  pad.state.answer(via);
}

function call(pad: Keypad, number: string): void {
  if (number) pad.state.dial(number, { line: pad.dialing.line });
}

/** Speaker and headset: answer, open the line, change over from the handset, or hang up where already in use. */
function audio(pad: Keypad, via: 'speaker' | 'headset'): void {
  const { state, dialing } = pad;
  if (state.ringing && !state.talking) answer(pad, via);
  else if (state.hook !== 'on' && state.hook !== via) state.goOffHook(via);
  else if (state.hook === 'on') {
    state.goOffHook(via);
    if (dialing.mode === 'none') dialing.enter('dial');
  } else if (state.active) endCall(pad);
  else dialing.leave();
}

/** A line key takes the call that waits on its line, else opens the line for a new one. */
function line(pad: Keypad, text: string): void {
  const number = Number(text);
  const waiting = pad.state.calls.find((each) => each.line === number && each.state !== 'talking');
  if (waiting?.state === 'ringing') return pad.state.answer('speaker', waiting);
  if (waiting?.state === 'held') return pad.state.resume(waiting);
  pad.dialing.line = number;
  if (pad.state.hook === 'on') pad.state.goOffHook('speaker');
  if (pad.dialing.mode === 'none') pad.dialing.enter('dial');
}

function changeLine(pad: Keypad, by: 1 | -1): void {
  const count = pad.state.accounts.length;
  pad.dialing.line = ((pad.dialing.line - 1 + by + count) % count) + 1;
}

function select(pad: Keypad, by: 1 | -1): void {
  const { calls } = pad.state;
  const from = calls.findIndex((each) => each === (pad.selected ?? pad.state.active));
  pad.selected = calls[(from + by + calls.length) % calls.length];
}

function toggleHold(pad: Keypad): void {
  const chosen = pad.selected;
  pad.selected = undefined;
  if (chosen?.state === 'held') pad.state.resume(chosen);
  else if (pad.state.talking) pad.state.hold();
  else pad.state.resume();
}
