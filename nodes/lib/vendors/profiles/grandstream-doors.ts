import type { EventId } from '../../vocabulary';
import type { EventBody, EventRow } from '../profile';
import { eventRows, ownEventRows } from '../rows';

const TYPES = 'GS-DOOR-TYPES';

/** What Grandstream's door stations (GDS37xx) report, by the guide's names. */
export const DOOR_EVENTS: readonly EventRow[] = [
  ...eventRows(TYPES, {
    'reboot-started': ['Reboot'],
    'door-opened': [
      'Open Door via Card',
      'Open Door via Card (over Wiegand)',
      // "Indicates that door has been opened for visitor which pressed door bell button."
      'Visiting Log',
      'Open Door via Universal PIN',
      'Open Door via Private PIN',
      'Open Door via Guest PIN',
      'Open Door via DI',
      'Open Door via Card and PIN',
      'Open Door via Remote PIN',
      'HTTP API Open Door',
    ],
    tamper: ['Dismantle by Force'],
  }),
  ...ownEventRows(TYPES, 'door', {
    'door-kept-open': ['Keep Door Open (Immediately)', 'Keep Door Open (Scheduled)'],
    'doorbell-call': ['Call Log (Door Bell Call)'],
    'alarm-input-triggered': ['DI Alarm'],
    'hostage-alarm': ['Hostage Alarm'],
    // After five of them.
    'invalid-code-entered': ['Invalid Password'],
  }),
  // Logs of calls: nothing says whether they are written when a call begins or when it is over.
  ...ownEventRows(TYPES, 'call', { 'call-out-logged': ['Call Out Log'], 'call-in-logged': ['Call In Log'] }),
  ...ownEventRows(TYPES, 'device', {
    'motion-detected': ['Motion Detection'],
    'reset-to-defaults': [
      'Reset (Clear All Data)',
      'Reset (Retain Network Data Only)',
      'Reset (Retain Only Card Information)',
      'Reset (Retain Network Data and Card Information)',
      'Reset (Wiegand)',
    ],
    'configuration-updated': ['Config Update'],
    'firmware-updated': ['Firmware Update'],
    'mainboard-temperature-normal': ['Mainboard Temperature Normal'],
    'mainboard-temperature-abnormal': ['Mainboard Temperature Too Low', 'Mainboard Temperature Too High'],
    'sensor-temperature-normal': ['Sensor Temperature Normal'],
    'sensor-temperature-abnormal': ['Sensor Temperature Too Low', 'Sensor Temperature Too High'],
  }),
  ...ownEventRows('GS-DOORS', 'device', { 'event-notification': ['Event Notification'] }),
].map((row) => ({ ...row, series: ['gds'] }));

const types = (event: EventId, ...numbers: number[]): Record<string, EventId> =>
  Object.fromEntries(numbers.map((number) => [String(number), event]));

/** The template of the web page is the installer's: the one that it comes with has no `type`. */
export const doorBody: EventBody = {
  format: 'json',
  series: ['gds'],
  property: 'type',
  values: {
    ...types('door-opened', 100, 101, 200, 300, 301, 302, 400, 600, 700, 800),
    ...types('call-out-logged', 500),
    ...types('call-in-logged', 501),
    ...types('doorbell-call', 504),
    ...types('door-kept-open', 601, 602),
    ...types('motion-detected', 900),
    ...types('alarm-input-triggered', 1000),
    ...types('tamper', 1100),
    ...types('setup-completed', 1101),
    ...types('reboot-started', 1102),
    ...types('reset-to-defaults', 1103, 1104, 1105, 1106, 1107),
    ...types('configuration-updated', 1108),
    ...types('firmware-updated', 1109),
    ...types('hostage-alarm', 1200),
    ...types('invalid-code-entered', 1300),
    ...types('mainboard-temperature-normal', 1400),
    ...types('mainboard-temperature-abnormal', 1401, 1402),
    ...types('sensor-temperature-normal', 1403),
    ...types('sensor-temperature-abnormal', 1404, 1405),
  },
  otherwise: 'event-notification',
  source: `GS-DOORS; ${TYPES}`,
};
