import { EVENT_IDS } from '../../vocabulary';
import type { Filled, VariableRow, VendorProfile } from '../profile';
import { cite } from '../rows';

const ALWAYS: readonly Filled[] = [{ phases: ['always'] }];
const IN_CALLS: readonly Filled[] = [{ phases: ['incoming', 'outgoing', 'talking'] }];

/**
 * A phone of a vendor without a profile: the user gives path and separator, any key goes. No action has a recipe,
 * because nothing is known about what such a phone presses; key sequences do it.
 */
export const generic: VendorProfile = {
  id: 'generic',
  label: 'Other',
  sources: {
    OWN: 'The event ids of this package',
    COMMON: 'Variables that the documents of ATCOM, Akuvox and Fanvil print alike, as those of many others do',
  },
  series: [],
  events: EVENT_IDS.map((event) => ({ event, label: event, source: 'OWN' })),
  // All guesses: a phone that does not know one sends its name or nothing, and either counts as absent.
  variables: cite<VariableRow>('COMMON', [
    { name: 'mac', field: 'phone.mac', label: 'MAC address', filled: ALWAYS, guess: true },
    { name: 'ip', field: 'phone.ip', label: 'IP address', filled: ALWAYS, guess: true },
    { name: 'model', field: 'phone.model', label: 'Model', filled: ALWAYS, guess: true },
    { name: 'firmware', field: 'phone.firmware', label: 'Firmware', filled: ALWAYS, guess: true },
    { name: 'active_user', field: 'account.user', label: "Account's user", filled: IN_CALLS, guess: true },
    { name: 'active_host', field: 'account.host', label: "Account's server", filled: IN_CALLS, guess: true },
    { name: 'call_id', field: 'call.id', label: 'Id of the call', filled: IN_CALLS, guess: true },
    { name: 'local', field: 'local.uri', label: 'Own SIP URI', filled: IN_CALLS, freeText: true, guess: true },
    {
      name: 'remote',
      field: 'remote.uri',
      label: "Other party's SIP URI",
      filled: IN_CALLS,
      freeText: true,
      guess: true,
    },
    {
      name: 'display_local',
      field: 'local.name',
      label: 'Own display name',
      filled: IN_CALLS,
      freeText: true,
      guess: true,
    },
    {
      name: 'display_remote',
      field: 'remote.name',
      label: "Other party's display name",
      filled: IN_CALLS,
      freeText: true,
      guess: true,
    },
  ]),
  anyMake: true,
  variableMarks: { before: '$', after: '' },
  keys: [],
  freeKeys: true,
  http: { path: '', separator: ';', answer: { source: 'OWN', guess: true }, source: 'OWN' },
  actions: {},
  advice: [
    {
      status: 403,
      transport: 'http',
      text: "Active URI is off, or this address is not on the phone's allow list",
      source: 'COMMON',
      guess: true,
    },
    {
      status: 404,
      transport: 'http',
      text: "check the path: it must be everything before the keys, '?key=' included",
      source: 'OWN',
    },
  ],
};
