import type { EventRow, Filled, KeyRow, Refusal, Series, VariableRow, VendorProfile } from '../profile';
import { cite, eventRows } from '../rows';

const GUIDE = 'FLYINGVOICE-GUIDE 2; FLYINGVOICE-DBID';
const ALWAYS: readonly Filled[] = [{ phases: ['always'] }];
// Those of the phones whose parameters these are called after.
const IN_CALLS: readonly Filled[] = [{ phases: ['incoming', 'outgoing', 'talking'] }];
const IN_SETUP: readonly Filled[] = [{ phases: ['incoming', 'outgoing'] }];

/**
 * Flyingvoice FIP and P phones: events by names that its own guide prints, the rest by the parameters of its configuration
 * files, which are those of Yealink's phones. Of the guide's table of keys only two rows are known, so any key goes, and no
 * action is made up of keys that a person would have to try first.
 */
export const flyingvoice: VendorProfile = {
  id: 'flyingvoice',
  label: 'Flyingvoice',
  sources: {
    WAZO: 'Wazo provd plugins, names of files and User-Agents of phones; https://github.com/wazo-platform/wazo-provd-plugins',
    'FLYINGVOICE-GUIDE':
      'Flyingvoice: User Guide of Action URL and Active URI, version 1.0, July 2020; ' +
      'https://manualspro.net/643048-flyingvoice-action-url-and-active-uri-user-guide',
    'FLYINGVOICE-DBID':
      'Flyingvoice: parameters of the Action URLs (DBID_ACTIONURL_…) with the labels of the web page; ' +
      'http://sup.flyingvoice.com:8182/docs/dgadadw/dgadadw-1f1hb1dh07v3r',
    FUSIONPBX:
      'FusionPBX, provisioning templates of 42 models (resources/templates/provision/flyingvoice) and its table of MAC ' +
      'addresses (app/devices); https://github.com/fusionpbx/fusionpbx',
    'FLYINGVOICE-CLIENTS':
      'Public programs that provision phones of many makes: Reboot and AutoP by Basic, which the guide calls a redirection to ' +
      'a login interface; check-sync;reboot=true by SIP; file names in small letters alone; a session with a cookie on a P10',
    IEEE: 'IEEE, public list of MAC address blocks: Flyingvoice (HongKong) Technologies; https://standards-oui.ieee.org',
  },

  series: cite<Series>('FUSIONPBX', [
    {
      id: 'fip',
      label: 'FIP',
      prefixes: ['FIP1'],
      models: ['FIP10', 'FIP11C', 'FIP12WP', 'FIP13G', 'FIP14G', 'FIP15G', 'FIP16', 'FIP16Plus'],
    },
    {
      id: 'p',
      label: 'P10 to P58',
      prefixes: ['P10', 'P11', 'P20', 'P21', 'P22', 'P23G', 'P24G', 'P33G', 'P33P', 'P53', 'P54', 'P55', 'P57', 'P58'],
      models: [
        ...['P10', 'P10G', 'P10P', 'P10W', 'P10LTE', 'P11', 'P11G', 'P11P', 'P11W', 'P11LTE'],
        ...['P20', 'P20G', 'P20P', 'P20W', 'P21', 'P21P', 'P21W', 'P22G', 'P22P'],
        ...['P23G', 'P23GW', 'P24GW', 'P33G', 'P33P', 'P53', 'P54', 'P55', 'P57', 'P58'],
      ],
    },
  ]),

  events: [
    ...eventRows(GUIDE, {
      'off-hook': ['Off-hook'],
      'on-hook': ['On-hook'],
      'incoming-call': ['Incoming Call'],
      'outgoing-call': ['Outgoing Call'],
      'call-established': ['Established', 'call_established'],
      'call-terminated': ['Terminated', 'call_terminated'],
      'missed-call': ['Missed Call'],
      hold: ['Hold'],
    }),
    // Label: the parameter without its `action_url.`, for the web page's own is not known.
    ...cite<EventRow>('FUSIONPBX', [
      { event: 'setup-completed', label: 'setup_completed' },
      { event: 'registered', label: 'registered' },
      { event: 'unregistered', label: 'unregistered' },
      { event: 'register-failed', label: 'register_failed' },
      { event: 'dnd-on', label: 'dnd_on' },
      { event: 'dnd-off', label: 'dnd_off' },
      { event: 'forward-always-on', label: 'always_fwd_on' },
      { event: 'forward-always-off', label: 'always_fwd_off' },
      { event: 'forward-busy-on', label: 'busy_fwd_on' },
      { event: 'forward-busy-off', label: 'busy_fwd_off' },
      { event: 'forward-no-answer-on', label: 'no_answer_fwd_on' },
      { event: 'forward-no-answer-off', label: 'no_answer_fwd_off' },
      { event: 'transfer-call', label: 'transfer_call' },
      { event: 'blind-transfer', label: 'blind_transfer_call' },
      { event: 'attended-transfer', label: 'attended_transfer_call' },
      { event: 'transfer-finished', label: 'transfer_finished' },
      { event: 'transfer-failed', label: 'transfer_failed' },
      { event: 'unhold', label: 'unhold' },
      { event: 'held', label: 'held' },
      { event: 'unheld', label: 'unheld' },
      { event: 'mute', label: 'mute' },
      { event: 'unmute', label: 'unmute' },
      { event: 'ip-changed', label: 'ip_change' },
      { event: 'idle-to-busy', label: 'idle_to_busy' },
      { event: 'busy-to-idle', label: 'busy_to_idle' },
      { event: 'forward-incoming-call', label: 'forward_incoming_call' },
      { event: 'reject-incoming-call', label: 'reject_incoming_call' },
      { event: 'answer-new-call', label: 'answer_new_incoming_call' },
      { event: 'autop-finished', label: 'setup_autop_finish' },
      { event: 'call-waiting-on', label: 'call_waiting_on' },
      { event: 'call-waiting-off', label: 'call_waiting_off' },
      { event: 'headset', label: 'headset' },
      { event: 'handsfree', label: 'handfree' },
      { event: 'cancel-call-out', label: 'cancel_callout' },
      { event: 'remote-busy', label: 'remote_busy' },
      { event: 'remote-canceled', label: 'call_remote_canceled' },
    ]),
  ],

  // The guide's examples use the first alone; the others are what phones with these parameters have.
  variables: [
    { name: 'ip', field: 'phone.ip', label: 'IP address', filled: ALWAYS, source: GUIDE },
    ...cite<VariableRow>('FUSIONPBX', [
      { name: 'mac', field: 'phone.mac', label: 'MAC address', filled: ALWAYS, guess: true },
      { name: 'model', field: 'phone.model', label: 'Model', filled: ALWAYS, guess: true },
      { name: 'firmware', field: 'phone.firmware', label: 'Firmware', filled: ALWAYS, guess: true },
      {
        name: 'active_url',
        field: 'account.uri',
        label: "SIP URI of the call's account",
        filled: IN_CALLS,
        freeText: true,
        guess: true,
      },
      {
        name: 'active_user',
        field: 'account.user',
        label: "User part of that account's SIP URI",
        filled: IN_CALLS,
        guess: true,
      },
      {
        name: 'active_host',
        field: 'account.host',
        label: "Host part of that account's SIP URI",
        filled: IN_CALLS,
        guess: true,
      },
      { name: 'local', field: 'local.uri', label: 'Own SIP URI', filled: IN_SETUP, freeText: true, guess: true },
      {
        name: 'remote',
        field: 'remote.uri',
        label: "Other party's SIP URI",
        filled: IN_SETUP,
        freeText: true,
        guess: true,
      },
      {
        name: 'display_local',
        field: 'local.name',
        label: 'Own display name',
        filled: IN_SETUP,
        freeText: true,
        guess: true,
      },
      {
        name: 'display_remote',
        field: 'remote.name',
        label: "Other party's display name",
        filled: IN_SETUP,
        freeText: true,
        guess: true,
      },
      { name: 'call_id', field: 'call.id', label: 'Id of the active call', filled: IN_CALLS, guess: true },
    ]),
  ],
  variableMarks: { before: '$', after: '' },

  keys: cite<KeyRow>('FLYINGVOICE-CLIENTS', [
    { key: 'Reboot', label: 'Restart the phone', disruptive: true },
    { key: 'AutoP', label: 'Look for new settings', disruptive: true },
  ]),
  freeKeys: true,

  http: {
    path: '/cgi-bin/ConfigManApp.com?key=',
    separator: ';',
    answer: {
      refusals: cite<Refusal>('FLYINGVOICE-CLIENTS', [
        {
          words: 'type="password"',
          code: 'UNAUTHORIZED',
          text: 'it answered with its login page, which this package does not fill in',
          guess: true,
        },
      ]),
      source: 'FLYINGVOICE-CLIENTS',
      guess: true,
    },
    source: 'FLYINGVOICE-CLIENTS',
  },
  checkSync: {
    reboot: { event: 'check-sync;reboot=true', source: 'FLYINGVOICE-CLIENTS' },
  },

  actions: {
    reboot: [{ keys: ['Reboot'], source: 'FLYINGVOICE-CLIENTS' }],
    autoprovision: [{ keys: ['AutoP'], source: 'FLYINGVOICE-CLIENTS' }],
  },

  advice: [
    {
      status: 403,
      transport: 'http',
      text: "Active URI is off, or this address is not on the phone's allow list (features.action_uri_limit_ip)",
      source: 'FUSIONPBX',
      guess: true,
    },
    {
      status: 401,
      transport: 'http',
      text: "the login is that of the phone's web page",
      source: 'FLYINGVOICE-CLIENTS',
      guess: true,
    },
    {
      status: 302,
      transport: 'http',
      text: 'it leads to its login page: firmware that takes commands only in a session of its web page cannot be told by HTTP',
      source: 'FLYINGVOICE-CLIENTS',
      guess: true,
    },
  ],
  ouis: { prefixes: ['789912', '0021f2'], source: 'IEEE; FUSIONPBX device.php' },
  // The names of a Yealink's files, as two provisioning servers have them.
  fetches: { file: '{mac}.cfg', address: 'folder', source: 'FUSIONPBX; WAZO', guess: true },
  provisioning: [
    {
      id: 'cfg',
      label: 'All models',
      prefixes: [],
      // The phones look for small letters alone.
      fileName: '{mac}.cfg',
      head: ['#!version:1.0.0.1'],
      commands: {
        lines: ['features.action_uri.enable = 1', 'features.action_uri_limit_ip = {server}'],
        inDownload: true,
        source: 'FUSIONPBX',
      },
      line: 'action_url.{name} = {url}',
      tail: [],
      partial: 'inferred',
      source: 'FUSIONPBX p20p and 41 more; FLYINGVOICE-CLIENTS',
      parameters: {
        'call-established': ['call_established'],
        'call-terminated': ['call_terminated'],
        'off-hook': ['off_hook'],
        'on-hook': ['on_hook'],
        'incoming-call': ['incoming_call'],
        'outgoing-call': ['outgoing_call'],
        'missed-call': ['missed_call'],
        hold: ['hold'],
        unhold: ['unhold'],
        held: ['held'],
        unheld: ['unheld'],
        mute: ['mute'],
        unmute: ['unmute'],
        'setup-completed': ['setup_completed'],
        registered: ['registered'],
        unregistered: ['unregistered'],
        'register-failed': ['register_failed'],
        'dnd-on': ['dnd_on'],
        'dnd-off': ['dnd_off'],
        'forward-always-on': ['always_fwd_on'],
        'forward-always-off': ['always_fwd_off'],
        'forward-busy-on': ['busy_fwd_on'],
        'forward-busy-off': ['busy_fwd_off'],
        'forward-no-answer-on': ['no_answer_fwd_on'],
        'forward-no-answer-off': ['no_answer_fwd_off'],
        'transfer-call': ['transfer_call'],
        'blind-transfer': ['blind_transfer_call'],
        'attended-transfer': ['attended_transfer_call'],
        'transfer-finished': ['transfer_finished'],
        'transfer-failed': ['transfer_failed'],
        'ip-changed': ['ip_change'],
        'idle-to-busy': ['idle_to_busy'],
        'busy-to-idle': ['busy_to_idle'],
        'forward-incoming-call': ['forward_incoming_call'],
        'reject-incoming-call': ['reject_incoming_call'],
        'answer-new-call': ['answer_new_incoming_call'],
        'autop-finished': ['setup_autop_finish'],
        'call-waiting-on': ['call_waiting_on'],
        'call-waiting-off': ['call_waiting_off'],
        headset: ['headset'],
        handsfree: ['handfree'],
        'cancel-call-out': ['cancel_callout'],
        'remote-busy': ['remote_busy'],
        'remote-canceled': ['call_remote_canceled'],
      },
    },
  ],
  setup: {
    actionUrl: 'Phone > Action URL > URL Config',
    activeUri: 'Not known by its web page; features.action_uri.enable in the configuration file',
    allowList: 'features.action_uri_limit_ip in the configuration file',
    source: `${GUIDE}; FUSIONPBX`,
  },
};
