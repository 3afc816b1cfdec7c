import type { Filled, Series, VariableRow, VendorProfile } from '../profile';
import { cite, eventRows } from '../rows';

const FILE = 'VTECH-VSP';
const PAGE = 'SNOM-M100 p. 66';
const VARIABLES = 'VTECH-VDP p. 60';
/** Only these phones' guide prints the three newer fields. */
const NEWER = ['dect'];

const ALWAYS: readonly Filled[] = [{ phases: ['always'] }];

/**
 * VTech ErisTerminal phones, and those that Snom sells as M100, M200, M500 and C620. They report; what they do when told is
 * XML that is posted to them, which is not written here.
 */
export const vtech: VendorProfile = {
  id: 'vtech',
  label: 'VTech',
  sources: {
    'VTECH-VSP':
      'VTech: "ErisTerminal VSP726 Administrator and Provisioning Manual" p. 205 and those of VSP716A p. 184 and VSP726A p. 197, ' +
      'system_event Module: https://www.manualslib.com/manual/1670683/Vtech-Eristerminal-Vsp726a.html?page=197',
    'VTECH-PAGE':
      'VTech: "ErisTerminal VSP736 Administrator and Provisioning Manual" p. 80, Server Application: ' +
      'http://www.manualslib.com/manual/1159913/Vtech-Eristerminal-Sip-Deskset-Vsp736.html?page=80',
    'VTECH-VDP':
      'VTech: "ErisTerminal VDP650 Administrator and Provisioning Manual": https://www.manualslib.com/manual/2376090/Vtech-Eristerminal-Vdp650.html?page=60',
    'VTECH-FILES':
      'VTech: "ErisTerminal VSP726 Administrator and Provisioning Manual" p. 132, configuration files: an unknown name makes the phone skip its module',
    'SNOM-M100':
      'Snom: "M100 KLE Administrator and Provisioning Manual": https://www.manualslib.com/manual/1696673/Snom-M100-Kle.html?page=66',
    'SNOM-M200':
      'Snom: "M200 SC Administrator and Provisioning Manual": https://libble.eu/snom-m200-sc-base-station/online-manual-1043981/?page=0032',
    'SNOM-C620':
      'Snom: "C620 Administrator and Provisioning Manual": https://www.manualslib.com/manual/3116095/Snom-C620.html?page=61',
    FUSIONPBX:
      'FusionPBX: resources/templates/provision/vtech/vcs754 and snom/M500KLE (remote_check_sync_enable), commit c7a00dcb of 2026-08-21; https://github.com/fusionpbx/fusionpbx',
  },

  series: [
    ...cite<Series>('VTECH-VSP; VTECH-PAGE', [
      {
        id: 'vsp',
        label: 'VSP desk phones',
        prefixes: ['VSP'],
        models: ['VSP716A', 'VSP726', 'VSP726A', 'VSP736'],
      },
    ]),
    ...cite<Series>('VTECH-VDP; SNOM-M100; SNOM-M200; SNOM-C620; FUSIONPBX', [
      {
        id: 'dect',
        label: 'Cordless: VDP650, Snom M100, M200, M500, C620',
        prefixes: ['VDP', 'M100', 'M200', 'M500', 'C620', 'Snom M100', 'Snom M200', 'Snom M500', 'Snom C620'],
        models: ['VDP650', 'M100 KLE', 'M100 SC', 'M200 SC', 'M500 KLE', 'C620'],
      },
    ]),
  ],

  // Label: the field of the page Server Application where a document prints it; then the setting's name.
  events: [
    ...eventRows(FILE, {
      'setup-completed': ['system_event.startup.action_uri'],
      registered: ['system_event.registered.action_uri'],
      // "When the phone goes from active to idle": the one end of a call that is told.
      'on-hook': ['system_event.on_hook.action_uri'],
    }),
    ...eventRows(`${PAGE}; ${FILE}`, {
      'off-hook': ['Off Hook', 'system_event.off_hook.action_uri'],
      'incoming-call': ['Incoming Call', 'system_event.incoming_call.action_uri'],
      'outgoing-call': ['Outgoing Call', 'system_event.outgoing_call.action_uri'],
    }),
    { event: 'call-established', label: 'Connected', series: NEWER, source: PAGE },
    {
      event: 'registration-changed',
      category: 'account',
      label: 'Registration Event',
      series: NEWER,
      byVariable: {
        variable: 'REGISTRATIONSTATE',
        // REGISTERED has a URL of its own, on all phones: told here, too, it would come twice.
        values: { DEREGISTERED: 'unregistered', FAIL: 'register-failed' },
      },
      source: `${PAGE}; ${VARIABLES}`,
    },
    { event: 'poll', category: 'device', label: 'Timer Based', series: NEWER, source: PAGE },
  ],

  // "If the variable has no meaning in the current status, then the phone sends an empty string."
  variables: cite<VariableRow>(VARIABLES, [
    { name: 'MAC', field: 'phone.mac', label: 'MAC address', filled: ALWAYS },
    { name: 'MODEL', field: 'phone.model', label: 'Model', filled: ALWAYS },
    { name: 'LOCALIP', field: 'phone.ip', label: 'IP address', filled: ALWAYS },
    { name: 'SIPUSERNAME', field: 'account.user', label: "Account's user", filled: ALWAYS },
    { name: 'DISPLAYNAME', field: 'local.name', label: "Account's display name", filled: ALWAYS, freeText: true },
    {
      name: 'INCOMINGNAME',
      field: 'remote.name',
      label: "Caller's name, of a call that came in",
      filled: [{ phases: ['incoming', 'talking'] }],
      freeText: true,
    },
    {
      name: 'REMOTENUMBER',
      field: 'remote.number',
      label: "Other party's number",
      filled: [{ phases: ['incoming', 'outgoing', 'talking'] }],
    },
    {
      name: 'REGISTRATIONSTATE',
      label: 'State of the registration',
      filled: [{ phases: ['registration'] }],
      rare: true,
    },
  ]),
  variableMarks: { before: '$$', after: '$$' },

  keys: [],
  actions: {},
  checkSync: { autoprovision: { event: 'check-sync', source: 'FUSIONPBX', guess: true } },

  advice: [],
  provisioning: [
    {
      id: 'system-event',
      label: 'VSP716A, VSP726, VSP736 and their kin',
      prefixes: ['VSP'],
      fileName: 'vtech-action-uris.cfg',
      head: [],
      line: '{name} = {url}',
      tail: [],
      partial: 'inferred',
      // No names but these: one that the phone does not know costs the whole module.
      source: 'VTECH-VSP; VTECH-FILES',
      parameters: {
        'setup-completed': ['system_event.startup.action_uri'],
        registered: ['system_event.registered.action_uri'],
        'on-hook': ['system_event.on_hook.action_uri'],
        'off-hook': ['system_event.off_hook.action_uri'],
        'incoming-call': ['system_event.incoming_call.action_uri'],
        'outgoing-call': ['system_event.outgoing_call.action_uri'],
      },
    },
  ],
  setup: {
    actionUrl: 'Server Application > Action URI',
    activeUri: 'none: by SIP reboot and autoprovision alone',
    source: 'VTECH-PAGE; FUSIONPBX',
  },
};
