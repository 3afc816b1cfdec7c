import type { Filled, KeyRow, Recipe, Series, VariableRow, VendorProfile } from '../profile';
import { cite, eventRows, ownEventRows } from '../rows';

const EVENTS = 'SNOM-LABELS; FUSIONPBX snom/720';
const KEYS = 'SNOM-RC; SNOM-FAQ';
const FUNCTION_KEYS = 'SNOM-COUNTS; SNOM-LABELS';

const ALWAYS: readonly Filled[] = [{ phases: ['always'] }];
const IN_CALLS: readonly Filled[] = [{ phases: ['incoming', 'outgoing', 'talking', 'ended'] }];

/** `KEY,time,pause`: how long the key is pressed and how long nothing is, in milliseconds. */
const TIMED = { mark: ',', of: 'milliseconds', most: 2 } as const;

const press = (...keys: string[]): readonly Recipe[] => [{ keys, source: KEYS }];

/**
 * Snom desk phones. Cordless M100, M200, M500 and C620 are of another make inside: see `vtech`.
 *
 * `action_blacklist_url` ("Check for blacklisting") is none of the events: the phone asks it before it rings and rejects
 * the call in silence where the answer is 200 (https://service.snom.com/display/wiki/action_blacklist_url), as ours is.
 * `action_vision_url` stands in two templates of FusionPBX alone; nothing tells when it is called.
 */
export const snom: VendorProfile = {
  id: 'snom',
  label: 'Snom',
  sources: {
    'SNOM-PNP': 'Snom: provisioning by an address of a file, {mac} in it; https://service.snom.com/x/6LD3DQ',
    'SNOM-RC':
      'Snom: "Remote phone control" (D3xx and D7xx, not D8xx): https://service.snom.com/display/wiki/Remote+phone+control',
    'SNOM-FAQ':
      'Snom: "Can I control my snom phone remotely": ' +
      'https://service.snom.com/display/wiki/Can+I+control+my+snom+phone+remotely, http://wiki.snom.com/FAQ/Can_I_control_my_snom_phone_remotely',
    'SNOM-COUNTS':
      'Snom: the same key list with the numbers of function keys of 300 to 870, as copied at http://mpc.it/',
    'SNOM-KB':
      'Snom: the same key list for 190 to 370, older: http://kb.snom.com/kb/index.php?View=entry&CategoryID=21&EntryID=40',
    'SNOM-RUNTIME': 'Snom: "Action URLs/Runtime Variables": http://wiki.snom.com/Action_URLs/Runtime_Variables',
    'SNOM-VARS':
      'Snom: "Can the phone send internal variables within an Action URL": ' +
      'https://service.snom.com/display/wiki/Can+the+phone+send+internal+variables+within+an+Action+URL',
    'SNOM-SETTING':
      'Snom: a setting\'s page, "Web User Interface: Action URL Settings": https://service.snom.com/display/wiki/action_blacklist_url',
    'SNOM-FILES':
      'Snom: "Desk Phone Configuration Files": https://service.snom.com, http://wiki.snom.com/Setting_Files',
    'SNOM-LABELS':
      "Public source code with the labels of the D-series' web page and the numbers of function keys of D335 to D865 " +
      '(PHP, class DeviceProperties; its repository is not known)',
    FUSIONPBX:
      'FusionPBX: provisioning templates resources/templates/provision/snom, and app/switch/resources/scripts/app/event_notify, ' +
      'commit c7a00dcb of 2026-08-21; https://github.com/fusionpbx/fusionpbx',
    PHONIO:
      'Phonio (BitStackers): SNOMActionGateway, which sends $active_user in every event; public source code (Dart)',
    P4IRIN:
      'p4irin/remote_phone_control: src/remote_phone_control/snom.py; https://github.com/p4irin/remote_phone_control',
    NETCOLOGNE:
      'NetCologne: cloudpbx-docs, content/docs/funktionen/verbinden.md (Snom D715, 785): https://github.com/NetCologne/cloudpbx-docs',
    CLIPBOARD:
      'doubleSlashde/Snom-Clipboard-Manager: README.md, where the HTTP server is set up; https://github.com/doubleSlashde/Snom-Clipboard-Manager',
    NETHSERVER:
      'NethServer: "Snom D86x e D89x phones no longer support HTTP commands": https://github.com/NethServer/dev/issues/8128',
    ASTERISK:
      'Asterisk: configs/samples/sip_notify.conf.sample (snom-check-cfg, snom-reboot); https://github.com/asterisk/asterisk',
    'USER-AGENT':
      'Snom: "Desk Phone Configuration Files", User-Agent of a phone: snomD785-SIP 10.1.169.16 … 00041396D9B4',
  },

  series: [
    ...cite<Series>('SNOM-KB', [
      { id: '200', label: '190, 200', prefixes: ['190', '200'], models: ['190', '200'] },
      { id: '220', label: '220', prefixes: ['220'], models: ['220'] },
    ]),
    ...cite<Series>('SNOM-COUNTS', [
      { id: '300', label: '300', prefixes: ['300'], models: ['300'] },
      { id: '3xx', label: '320, 360, 370', prefixes: ['320', '360', '370'], models: ['320', '360', '370'] },
      { id: '82x', label: '820, 821', prefixes: ['820', '821'], models: ['820', '821'] },
      { id: '870', label: '870', prefixes: ['870'], models: ['870'] },
    ]),
    ...cite<Series>('SNOM-LABELS', [
      { id: 'd335', label: 'D335', prefixes: ['D335'], models: ['D335'] },
      { id: 'd385', label: 'D385', prefixes: ['D385'], models: ['D385'] },
      { id: 'd713', label: 'D713', prefixes: ['D713'], models: ['D713'] },
      { id: 'd735', label: 'D735', prefixes: ['D735'], models: ['D735'] },
      { id: 'd785', label: 'D785', prefixes: ['D785'], models: ['D785'] },
    ]),
    ...cite<Series>('FUSIONPBX snom', [
      { id: '7xx', label: '710 to 760', prefixes: ['710', '715', '720', '725', '760'], models: ['720'] },
      { id: 'd1xx', label: 'Other D1xx', prefixes: ['D1'], models: ['D120'] },
      { id: 'd3xx', label: 'Other D3xx', prefixes: ['D3'], models: ['D315', 'D345', 'D375'] },
      { id: 'd7xx', label: 'Other D7xx', prefixes: ['D7'], models: ['D712', 'D715', 'D717', 'D725', 'D745', 'D765'] },
      { id: 'd8xx', label: 'D8xx', prefixes: ['D8'], models: ['D812', 'D815', 'D862', 'D865'] },
    ]),
  ],

  // Label: the field of the web page; then the setting's name, which not always ends in _url.
  events: [
    ...eventRows(EVENTS, {
      'setup-completed': ['Setup finished', 'action_setup_url'],
      registered: ['Log on', 'action_log_on_url'],
      unregistered: ['Log off', 'action_log_off_url'],
      'register-failed': ['Registration failed', 'action_reg_failed'],
      'off-hook': ['Off-hook', 'action_offhook_url'],
      'on-hook': ['On-hook', 'action_onhook_url'],
      'incoming-call': ['Incoming Call', 'action_incoming_url'],
      'outgoing-call': ['Outgoing Call', 'action_outgoing_url'],
      'call-established': ['On Connected', 'action_connected_url'],
      'call-terminated': ['On Disconnected', 'action_disconnected_url'],
      'missed-call': ['Missed Call', 'action_missed_url'],
      hold: ['Hold call', 'action_hold'],
      unhold: ['Unhold Call', 'action_unhold'],
      'transfer-call': ['Transfer Call', 'action_transfer'],
      'blind-transfer': ['Blind Transfer', 'action_blind_transfer'],
      'attended-transfer': ['Attended Transfer', 'action_attended_transfer'],
      'dnd-on': ['DND on', 'action_dnd_on_url'],
      'dnd-off': ['DND off', 'action_dnd_off_url'],
      // Whatever kind of forwarding it is.
      'forward-on': ['Call Forwarding on', 'action_redirection_on_url', 'Redirection on'],
      'forward-off': ['Call Forwarding off', 'action_redirection_off_url', 'Redirection off'],
    }),
    ...ownEventRows(EVENTS, 'transfer', {
      'transfer-received': ['Received SIP INVITE', 'action_received_attended_transfer'],
    }),
    ...ownEventRows('SNOM-LABELS; SNOM-RUNTIME', 'feature', {
      'key-long-press': ['Line Key Long Press', 'action_longpress_url'],
    }),
    ...ownEventRows(EVENTS, 'message', {
      'notify-received': ['Received NOTIFY Subscription', 'action_received_subscr_notify_url'],
    }),
    ...ownEventRows(EVENTS, 'device', {
      'firewall-test': ['Received CSTA Message Firetest', 'action_firewall_test'],
    }),
  ],

  // Beside these every setting of the phone is a variable: `$mac`, `$user_name1`, `$redirect_number`, … They arrive in
  // `msg.variables` under the names that the URL gives them.
  variables: [
    { name: 'mac', field: 'phone.mac', label: 'MAC address', filled: ALWAYS, source: 'SNOM-RUNTIME' },
    {
      name: 'phone_ip',
      field: 'phone.ip',
      label: 'IP address',
      filled: ALWAYS,
      ownPhonesOnly: true,
      source: 'SNOM-RUNTIME',
    },
    // Settings by these names are in provisioning files; what they hold on each firmware no document says.
    {
      name: 'phone_type',
      field: 'phone.model',
      label: 'Model',
      filled: ALWAYS,
      source: 'FUSIONPBX snom/720',
      guess: true,
    },
    {
      name: 'firmware_version',
      field: 'phone.firmware',
      label: 'Firmware',
      filled: ALWAYS,
      source: 'FUSIONPBX snom/720',
      guess: true,
    },
    ...cite<VariableRow>('SNOM-RUNTIME; PHONIO', [
      {
        name: 'active_url',
        field: 'account.uri',
        label: "Active identity's SIP URI",
        filled: [{ phases: ['none', 'incoming', 'outgoing', 'talking', 'ended'] }],
        freeText: true,
        guess: true,
      },
      { name: 'active_user', field: 'account.user', label: "Active identity's user", filled: ALWAYS, guess: true },
      { name: 'active_host', field: 'account.host', label: "Active identity's server", filled: ALWAYS, guess: true },
    ]),
    ...cite<VariableRow>('SNOM-RUNTIME', [
      {
        name: 'context_url',
        field: 'account.uri',
        label: 'SIP URI of the identity that logged on or off',
        filled: [{ phases: ['registration'] }],
        freeText: true,
      },
      { name: 'call-id', field: 'call.id', label: "Active call's SIP Call-ID", filled: IN_CALLS },
    ]),
    // Two pages say own and other party, one (SNOM-RUNTIME) callee and caller, which is the same where the call comes in.
    // Of calls that go out its own example says otherwise: "callingto=$remote&callingid=$local".
    ...cite<VariableRow>('SNOM-VARS; SNOM-RUNTIME', [
      { name: 'local', field: 'local.uri', label: 'Own SIP URI', filled: IN_CALLS, freeText: true },
      { name: 'remote', field: 'remote.uri', label: "Other party's SIP URI", filled: IN_CALLS, freeText: true },
      { name: 'display_local', field: 'local.name', label: 'Own display name', filled: IN_CALLS, freeText: true },
      {
        name: 'display_remote',
        field: 'remote.name',
        label: "Other party's display name",
        filled: IN_CALLS,
        freeText: true,
      },
    ]),
    ...cite<VariableRow>('SNOM-RUNTIME', [
      { name: 'longpress_key', label: 'Function key that was pressed long', filled: [{ phases: ['none'] }] },
      { name: 'cancel_reason', label: 'Why a call was given up', filled: [{ phases: ['ended'] }], rare: true },
      { name: 'nr_ongoing_calls', label: 'Number of calls', filled: ALWAYS, rare: true },
      { name: 'active_key', label: 'Function key of the call', filled: IN_CALLS, rare: true },
      { name: 'expansion_module', label: 'Expansion module', filled: ALWAYS, rare: true },
      { name: 'csta_id', label: 'CSTA id', filled: ALWAYS, rare: true },
    ]),
  ],
  variableMarks: { before: '$', after: '' },

  keys: [
    ...cite<KeyRow>(KEYS, [
      { key: 'CANCEL', label: 'Cancel: hang up, refuse, leave', argument: TIMED },
      { key: 'ENTER', label: 'Enter: answer, dial, choose', argument: TIMED },
      { key: 'OFFHOOK', label: 'Lift the handset' },
      { key: 'ONHOOK', label: 'Put the handset down' },
      { key: 'RIGHT', label: 'Navigation: right', argument: TIMED },
      { key: 'LEFT', label: 'Navigation: left', argument: TIMED },
      { key: 'UP', label: 'Navigation: up', argument: TIMED },
      { key: 'DOWN', label: 'Navigation: down', argument: TIMED },
      { key: 'VOLUME_UP', label: 'Louder', argument: TIMED },
      { key: 'VOLUME_DOWN', label: 'Quieter', argument: TIMED },
      { key: 'MENU', label: 'Menu, where the model has the key', argument: TIMED },
      { key: 'MUTE', label: 'Mute', argument: TIMED },
      { key: 'REDIAL', label: 'Redial', argument: TIMED },
      { key: 'DND', label: 'Do not disturb: on or off', argument: TIMED },
      { key: 'REC', label: 'Record the call', argument: TIMED },
      { key: 'SPEAKER', label: 'Speaker', argument: TIMED },
      { key: 'HEADSET', label: 'Headset', argument: TIMED },
      { key: 'TRANSFER', label: 'Transfer', argument: TIMED },
      { key: 'F_HOLD', label: 'Hold', argument: TIMED },
      { key: '*', label: '* of the keypad', argument: TIMED },
      { key: '#', label: '# of the keypad', argument: TIMED },
    ]),
    {
      key: 'F',
      label: 'Soft key under the display',
      numbered: { from: 1, to: 4, perSeries: { 200: 3 } },
      notOn: ['870'],
      argument: TIMED,
      source: KEYS,
    },
    {
      key: 'P',
      label: 'Function key',
      numbered: {
        from: 1,
        to: 48,
        perSeries: {
          200: 5,
          220: 5,
          300: 4,
          '3xx': 12,
          '82x': 12,
          870: 15,
          d335: 32,
          d385: 48,
          d713: 4,
          d735: 32,
          d785: 24,
        },
      },
      argument: TIMED,
      source: FUNCTION_KEYS,
    },
    // "EK0 to EKmax, only snom3xx": how many there are is a guess, three modules of 42.
    {
      key: 'EK',
      label: 'Function key of the expansion module',
      numbered: { from: 0, to: 125 },
      series: ['200', '220', '300', '3xx'],
      argument: TIMED,
      source: 'SNOM-COUNTS; SNOM-KB',
      guess: true,
    },
    ...cite<KeyRow>('SNOM-KB', [
      { key: 'F_R', label: 'Hold, on firmware before F_HOLD' },
      { key: 'DISCONNECT', label: 'End the call, on old firmware' },
      { key: 'CLEAR', label: 'Clear', series: ['200', '220'] },
      { key: 'FUNCTION', label: 'Menu', series: ['200', '220'] },
      { key: 'RECALL', label: 'Hold', series: ['200', '220'] },
    ]),
  ],

  http: {
    path: '/command.htm?key=',
    separator: ';',
    digits: 'each',
    singleOn: ['200', '220'],
    notOn: ['d8xx'],
    // "Snom behavior here is to redirect to index.htm."
    answer: { redirect: { source: 'P4IRIN' }, source: 'P4IRIN', guess: true },
    source: KEYS,
  },
  checkSync: {
    reboot: { event: 'check-sync;reboot=true', source: 'ASTERISK; FUSIONPBX event_notify' },
    autoprovision: { event: 'check-sync;reboot=false', source: 'ASTERISK; FUSIONPBX event_notify' },
  },

  actions: {
    dial: [
      {
        when: { via: 'speaker' },
        keys: ['SPEAKER', '{number}', 'ENTER'],
        note: 'no document shows the whole of it',
        source: KEYS,
        guess: true,
      },
      {
        when: { via: 'headset' },
        keys: ['HEADSET', '{number}', 'ENTER'],
        note: 'no document shows the whole of it',
        source: KEYS,
        guess: true,
      },
      { request: '?number={number}[&outgoing_uri={account}]', source: KEYS },
    ],
    answer: [
      { when: { via: 'speaker' }, keys: ['SPEAKER'], source: KEYS, guess: true },
      { when: { via: 'headset' }, keys: ['HEADSET'], source: KEYS, guess: true },
      { when: { via: 'handset' }, keys: ['OFFHOOK'], source: KEYS, guess: true },
      { keys: ['ENTER'], source: 'P4IRIN' },
    ],
    reject: [{ keys: ['CANCEL'], note: 'the phone reports nothing then', source: 'P4IRIN' }],
    hangup: [{ keys: ['CANCEL'], source: 'SNOM-RC; P4IRIN' }],
    hold: [{ keys: ['F_HOLD'], note: 'toggles: resumes a call that is held already', source: KEYS }],
    resume: [{ keys: ['F_HOLD'], note: 'toggles: holds a call that is not held', source: KEYS, guess: true }],
    transfer: [
      { when: { type: 'blind' }, keys: ['TRANSFER', '{number}', 'ENTER'], source: 'NETCOLOGNE' },
      {
        when: { type: 'attended' },
        keys: ['F_HOLD', '{number}', 'ENTER'],
        note: 'calls the number; transfer without a number completes it',
        source: 'NETCOLOGNE',
      },
      { keys: ['TRANSFER', '{number}', 'ENTER'], source: 'NETCOLOGNE' },
      {
        keys: ['TRANSFER', 'ONHOOK'],
        note: 'without a number: completes an attended transfer',
        source: 'NETCOLOGNE',
        guess: true,
      },
    ],
    dtmf: [{ request: '?key_dtmf={digits}', source: KEYS }],
    redial: [
      { keys: ['REDIAL', 'ENTER'], note: 'the key opens the list, ENTER dials its first', source: KEYS, guess: true },
    ],
    cancel: press('CANCEL'),
    mute: [{ keys: ['MUTE'], note: 'toggles', source: 'SNOM-RC' }],
    'volume-up': press('VOLUME_UP'),
    'volume-down': press('VOLUME_DOWN'),
    // No dnd-on, dnd-off: the one key toggles.
    'dnd-toggle': press('DND'),
    reboot: [{ request: '/advanced_update.htm?reboot=Reboot', source: 'SNOM-FAQ' }],
    'factory-reset': [{ request: '/advanced_update.htm?reset=Reset', source: 'SNOM-FAQ' }],
    'hotdesk-clear': [{ request: '?LOGOFFALL', note: 'logs off all identities', source: 'SNOM-FAQ' }],
  },
  line: { account: { form: 'uri', source: 'SNOM-FAQ' } },

  advice: [
    {
      status: 401,
      transport: 'http',
      text: "the login is user and password of the phone's HTTP server (Advanced > QoS/Security)",
      source: 'SNOM-FAQ; CLIPBOARD',
    },
    {
      status: 403,
      transport: 'http',
      text: 'commands are refused: with passwords of your own, "hidden tags" (Advanced > QoS/Security) must be off',
      source: 'SNOM-FAQ',
      guess: true,
    },
    {
      status: 404,
      transport: 'http',
      text: 'no such page: D8xx phones no longer take commands by HTTP, or this is not a Snom phone',
      source: 'SNOM-RC; NETHSERVER',
      guess: true,
    },
    {
      code: 'TIMEOUT',
      transport: 'sip',
      text: 'phones whose setting filter_registrar is on take a NOTIFY from their registrar alone',
      source: 'FUSIONPBX snom/720',
      guess: true,
    },
  ],
  ouis: { prefixes: ['000413'], source: 'USER-AGENT' },
  fetches: {
    file: '{MAC}.xml',
    address: 'file',
    include: { line: '<file url="{url}"/>', within: '<setting-files>', source: 'SNOM-FILES' },
    source: 'SNOM-PNP; SNOM-FILES',
  },
  provisioning: [
    {
      id: 'phone-settings',
      label: 'All desk phones',
      prefixes: [],
      fileName: 'snom-action-urls.xml',
      head: ['<?xml version="1.0" encoding="utf-8"?>', '<settings>', '  <phone-settings e="2">'],
      line: '    <{name} perm="">{url}</{name}>',
      tail: ['  </phone-settings>', '</settings>'],
      escape: 'xml',
      partial: 'documented',
      source: 'SNOM-FILES; FUSIONPBX snom/720',
      parameters: {
        'setup-completed': ['action_setup_url'],
        registered: ['action_log_on_url'],
        unregistered: ['action_log_off_url'],
        'register-failed': ['action_reg_failed'],
        'off-hook': ['action_offhook_url'],
        'on-hook': ['action_onhook_url'],
        'incoming-call': ['action_incoming_url'],
        'outgoing-call': ['action_outgoing_url'],
        'call-established': ['action_connected_url'],
        'call-terminated': ['action_disconnected_url'],
        'missed-call': ['action_missed_url'],
        hold: ['action_hold'],
        unhold: ['action_unhold'],
        'transfer-call': ['action_transfer'],
        'blind-transfer': ['action_blind_transfer'],
        'attended-transfer': ['action_attended_transfer'],
        'transfer-received': ['action_received_attended_transfer'],
        'dnd-on': ['action_dnd_on_url'],
        'dnd-off': ['action_dnd_off_url'],
        'forward-on': ['action_redirection_on_url'],
        'forward-off': ['action_redirection_off_url'],
        'key-long-press': ['action_longpress_url'],
        'notify-received': ['action_received_subscr_notify_url'],
        'firewall-test': ['action_firewall_test'],
      },
    },
  ],
  setup: {
    actionUrl: 'Setup > Action URL Settings',
    activeUri: 'Advanced > QoS/Security > HTTP Server',
    source: 'SNOM-SETTING; CLIPBOARD',
  },
};
