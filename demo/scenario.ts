import { adopt } from './adoption';
import type { DebugLine, DebugPane } from './debug-pane';
import type { Newcomer } from './newcomer';
import type { NodeRed } from './node-red';
import type { DemoPhones } from './phones';

export interface Stage {
  readonly phones: DemoPhones;
  /** Asks the network for its settings. */
  readonly newcomer: Newcomer;
  readonly nodeRed: NodeRed;
  readonly pane: DebugPane;
}

export interface Step {
  readonly name: string;
  readonly story: string;
  play(stage: Stage): Promise<void>;
}

/** The next line of that debug node whose content has these values. */
function shown({ pane }: Stage, name: string, values: Record<string, unknown>): Promise<DebugLine> {
  return new Promise((resolve) => {
    const end = pane.watch((line) => {
      if (line.name !== name) return;
      if (!Object.entries(values).every(([key, value]) => line.content[key] === value)) return;
      end();
      resolve(line);
    });
  });
}

/** Before the first round. */
export const OPENING: Step = {
  name: 'start',
  story: 'the phones are switched on, start and register',
  async play(stage) {
    const vendors = ['atcom', 'fanvil', 'akuvox'];
    const lines = vendors.map((vendor) => shown(stage, 'event', { event: 'registered', vendor }));
    for (const phone of stage.phones.all) phone.boot();
    await Promise.all(lines);
  },
};

export const STEPS: readonly Step[] = [
  {
    name: 'call',
    story: 'a call rings at the front desk (ATCOM), the flow answers it',
    async play(stage) {
      const { desk } = stage.phones;
      const lines = [
        shown(stage, 'event', { event: 'incoming-call', vendor: 'atcom' }),
        shown(stage, 'answered', { ok: true, action: 'answer' }),
        shown(stage, 'event', { event: 'call-established' }),
        shown(stage, 'state', { state: 'ringing' }),
        shown(stage, 'state', { state: 'talking', previous: 'ringing' }),
      ];
      // Raw blanks, an ampersand and umlauts, as phones put them into a request line.
      desk.receiveCall({ number: '+493012345', name: 'Müller & Söhne' });
      await desk.reported('Established');
      await Promise.all(lines);
      const ended = [
        shown(stage, 'event', { event: 'call-terminated' }),
        shown(stage, 'state', { state: 'idle', previous: 'talking' }),
        shown(stage, 'call', { direction: 'inbound', outcome: 'answered' }),
      ];
      desk.remoteHangup();
      await Promise.all(ended);
    },
  },
  {
    name: 'door',
    story: 'the door station (Fanvil) reports its sensor, security (Akuvox) calls the front desk',
    async play(stage) {
      const { desk, door, guard } = stage.phones;
      const lines = [
        shown(stage, 'event', { event: 'door-sensor-1', vendor: 'fanvil' }),
        shown(stage, 'dialed', { ok: true, action: 'dial' }),
        shown(stage, 'event', { event: 'outgoing-call', vendor: 'akuvox' }),
        shown(stage, 'answered', { ok: true, action: 'answer' }),
      ];
      door.triggerDoorSensor(1);
      await Promise.all([...lines, guard.reported('Established'), desk.reported('Established')]);
      const ended = [
        shown(stage, 'event', { event: 'busy-to-idle', vendor: 'akuvox' }),
        shown(stage, 'call', { direction: 'outbound', outcome: 'answered' }),
        shown(stage, 'call', { direction: 'inbound', outcome: 'answered' }),
      ];
      guard.press('release');
      await Promise.all([...ended, desk.reported('Busy to Idle')]);
    },
  },
  {
    name: 'dnd',
    story: 'a button switches Do Not Disturb at the front desk on, and off again',
    async play(stage) {
      const { desk } = stage.phones;
      for (const [button, action, label] of [
        ['DND on', 'dnd-on', 'Open DND'],
        ['DND off', 'dnd-off', 'Close DND'],
      ] as const) {
        const lines = [
          shown(stage, 'switched', { ok: true, action }),
          shown(stage, 'event', { event: action }),
          shown(stage, 'state', { dnd: action === 'dnd-on' }),
        ];
        await stage.nodeRed.pressButton(button);
        await Promise.all([...lines, desk.reported(label)]);
      }
    },
  },
];

/** Without a person at the sidebar: what its *Adopt* does. */
export const ADOPTION: Step = {
  name: 'adopt',
  story: 'the phone that is plugged in (Yealink) is adopted, fetches its settings, starts with them and reports',
  async play(stage) {
    const lines = ['setup-completed', 'registered'].map((event) => shown(stage, 'event', { event, vendor: 'yealink' }));
    await adopt(stage.nodeRed, stage.newcomer);
    await Promise.all(lines);
  },
};

/** Once it has its settings. */
export const NEWCOMER: Step = {
  name: 'newcomer',
  story: 'a call rings at the phone that set itself up (Yealink), and nobody answers',
  async play(stage) {
    const { phone } = stage.newcomer;
    const lines = [
      shown(stage, 'event', { event: 'incoming-call', vendor: 'yealink' }),
      shown(stage, 'call', { direction: 'inbound', outcome: 'missed' }),
    ];
    phone.receiveCall({ number: '6040', name: 'Front desk' });
    await phone.reported('Incoming Call');
    phone.remoteHangup();
    await Promise.all(lines);
  },
};
