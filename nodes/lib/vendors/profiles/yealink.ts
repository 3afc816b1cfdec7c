import type { Filled, KeyRow, Recipe, Refusal, Series, VariableRow, VendorProfile } from '../profile';
import { cite, eventRows, ownEventRows } from '../rows';

const EVENTS = 'YEALINK-GUIDE pp. 507-509';
const VARIABLES = 'YEALINK-GUIDE pp. 509-510';
const KEYS = 'YEALINK-GUIDE pp. 529-530';
const PER_CALL = 'YEALINK-T48 p. 558; YEALINK-T58 p. 546';

const ALWAYS: readonly Filled[] = [{ phases: ['always'] }];
const IN_CALLS: readonly Filled[] = [{ phases: ['incoming', 'outgoing', 'talking'] }];
const IN_SETUP: readonly Filled[] = [{ phases: ['incoming', 'outgoing'] }];

/** As models report themselves, with `SIP-` in front, and as people call them. */
const prefixes = (...names: readonly string[]): string[] => names.flatMap((name) => [name, `SIP-${name}`]);
/** All but the conference phones, which have no handset, headset and speakerphone key. */
const DESK = ['t48', 't49', 't57', 't46', 't27', 't42', 't40', 't21', 't19', 't2', 't3', 't5', 't7', 'vp'];

const press = (...keys: string[]): readonly Recipe[] => [{ keys, source: KEYS }];

/**
 * Yealink desk, video and conference phones. A number is dialled, transferred and forwarded to by requests that the guide
 * prints whole; the keypad's keys are single signs there, so digits in a list go one by one. Where an event told the id of a
 * call, answering, holding and ending are done to that call.
 */
export const yealink: VendorProfile = {
  id: 'yealink',
  label: 'Yealink',
  sources: {
    'YEALINK-FLOW':
      'Yealink: order of the files that a phone fetches (VP59 Teams, p. 55); https://manualshive.com/en/manual/yealink/vp59-teams/3259488?page=55',
    'YEALINK-INCLUDE':
      'Yealink: include:config with an absolute URL in a boot file (CP series); https://manualshive.com/en/manual/yealink/sip-cp-series/909112?page=19',
    'YEALINK-GUIDE':
      "Yealink: Administrator's Guide for SIP-T2 Series/T19(P) E2/T4 Series IP Phones, pp. 507-530; " +
      'https://github.com/sagostin/yealink_actionurl (yealink-action-url.pdf)',
    'YEALINK-T48':
      "Yealink: Administrator's Guide for SIP-T2 Series/T19(P) E2/T4 Series/CP860 IP Phones, pp. 536, 558; " +
      'https://www.easymanua.ls/yealink/sip-t48g/manual/567906?p=578',
    'YEALINK-T58':
      "Yealink: Administrator's Guide for SIP-T5 Series Smart Media Phones, p. 546; " +
      'https://www.easymanua.ls/yealink/sip-t58v-a/manual?p=568',
    'YEALINK-T21':
      "Yealink: Administrator's Guide for SIP-T2 Series/T4 Series/T5 Series/CP920 IP Phones, V83, pp. 442, 459; " +
      'https://easymanua.ls/yealink/t21pe2/manual?p=465',
    'YEALINK-T4U':
      "Yealink: Administrator's Guide for SIP-T2 Series/T4 Series/T5 Series/CP920 IP Phones, V84, pp. 476-477; " +
      'https://easymanua.ls/yealink/sip-t4u-series/manual?p=480',
    'YEALINK-CP960':
      "Yealink: One Talk CP960 Administrator's Guide, p. 443 (peripherals, VPN, the older paths); " +
      'https://manualshive.com/ru/manual/yealink/one-talk-cp960/one-talk-cp960_administrators-manual_908553-446.html',
    'YEALINK-T2XP':
      "Yealink: Administrator's Guide for SIP-T2xP IP Phones, p. 158 (Call Interrupt); " +
      'http://38.142.81.21:8001/manual/yealink/sip-t3/specifications-english/page-174.html',
    'YEALINK-V61':
      'Yealink: Action URL/URI of T2X, firmware 61 (duration, direction, keys); https://scribd.com/document/290944807/Action-URL-URI-of-T2X-pdf',
    'YEALINK-OLD':
      'Yealink: an administrator\'s guide with the older names of events (Log On, Call Established); https://1library.net ("Action URL")',
    INTERACTIVETEL:
      'InteractiveTel: "How To Remotely Control a Yealink Device (Action URI)"; https://support.interactivetel.com/hc/en-us/articles/24070689366804',
    'YEALINK-CLIENTS':
      'Public programs that control Yealink phones: Basic on /servlet?key=, 403 to addresses that are not listed, SWAP, SPLIT, ' +
      'CallWaitingOn and Off, the call id in the events of ended and missed calls; two login pages, one with status 200',
    'YEALINK-BOOT':
      'Yealink: Auto Provisioning Guide for SIP-T2 series, p. 150 (first line, boot files, overwrite_mode); https://easymanua.ls/yealink/sip-t2-series/manual?p=150',
    FUSIONPBX:
      'FusionPBX, provisioning templates (resources/templates/provision/yealink); https://github.com/fusionpbx/fusionpbx',
    WAZO: 'Wazo provd plugins: line keys of each model (wazo_yealink/common/common.py); https://github.com/wazo-platform/wazo-provd-plugins',
    IEEE: 'IEEE, public list of MAC address blocks: Xiamen Yealink Network Technology; https://standards-oui.ieee.org',
  },

  series: [
    ...cite<Series>('YEALINK-T21 p. 459; YEALINK-T4U p. 477; FUSIONPBX t57w', [
      { id: 't48', label: 'T48', prefixes: prefixes('T48'), models: ['SIP-T48G', 'SIP-T48S', 'SIP-T48U'] },
      { id: 't57', label: 'T57W', prefixes: prefixes('T57'), models: ['SIP-T57W'] },
      {
        id: 't46',
        label: 'T46, T54, T29G',
        prefixes: prefixes('T46', 'T54', 'T29'),
        models: ['SIP-T46G', 'SIP-T46S', 'SIP-T46U', 'SIP-T54S', 'SIP-T54W', 'SIP-T29G'],
      },
      {
        id: 't27',
        label: 'T27, T52S, T43U',
        prefixes: prefixes('T27', 'T52', 'T43'),
        models: ['SIP-T27P', 'SIP-T27G', 'SIP-T52S', 'SIP-T43U'],
      },
      {
        id: 't42',
        label: 'T41, T42',
        prefixes: prefixes('T41', 'T42'),
        models: ['SIP-T41P', 'SIP-T41S', 'SIP-T41U', 'SIP-T42G', 'SIP-T42S', 'SIP-T42U'],
      },
      {
        id: 't40',
        label: 'T40, T23',
        prefixes: prefixes('T40', 'T23'),
        models: ['SIP-T40P', 'SIP-T40G', 'SIP-T23P', 'SIP-T23G'],
      },
      { id: 't21', label: 'T21', prefixes: prefixes('T21'), models: ['SIP-T21P_E2'] },
    ]),
    {
      id: 't19',
      label: 'T19',
      prefixes: prefixes('T19'),
      models: ['SIP-T19P_E2'],
      source: 'WAZO common.py; FUSIONPBX t19p',
    },
    {
      id: 't49',
      label: 'VP-T49G',
      prefixes: [...prefixes('T49', 'VP-T49')],
      models: ['VP-T49G'],
      source: 'WAZO common.py; INTERACTIVETEL',
    },
    // Phones whose line keys no document counts.
    ...cite<Series>('FUSIONPBX yealink', [
      {
        id: 't2',
        label: 'T18, T20P, T22P, T26P, T28P, T32G, T38G',
        prefixes: prefixes('T18', 'T20', 'T22', 'T26', 'T28', 'T32', 'T38'),
        models: ['SIP-T20P', 'SIP-T22P', 'SIP-T26P', 'SIP-T28P', 'SIP-T38G'],
      },
      {
        id: 't3',
        label: 'T30, T31, T33, T34, T44',
        prefixes: prefixes('T30', 'T31', 'T33', 'T34', 'T44'),
        models: ['SIP-T31G', 'SIP-T31P', 'SIP-T31W', 'SIP-T33G', 'SIP-T34W', 'SIP-T44W'],
      },
      {
        id: 't5',
        label: 'T53, T56A, T58',
        prefixes: prefixes('T53', 'T56', 'T58'),
        models: ['SIP-T53', 'SIP-T53W', 'SIP-T56A', 'SIP-T58A', 'SIP-T58V', 'SIP-T58W'],
      },
      {
        id: 't7',
        label: 'T73, T74, T77, T85, T87, T88',
        prefixes: prefixes('T73', 'T74', 'T77', 'T85', 'T87', 'T88'),
        models: [
          'SIP-T73U',
          'SIP-T73W',
          'SIP-T74U',
          'SIP-T74W',
          'SIP-T77U',
          'SIP-T85W',
          'SIP-T87W',
          'SIP-T88V',
          'SIP-T88W',
        ],
      },
      { id: 'vp', label: 'VP59, VP530', prefixes: prefixes('VP59', 'VP530'), models: ['VP59', 'VP530'] },
      { id: 'cp', label: 'CP860, CP960, CP965', prefixes: ['CP86', 'CP96'], models: ['CP860', 'CP960', 'CP965'] },
    ]),
    ...cite<Series>('YEALINK-T4U p. 477; INTERACTIVETEL', [
      { id: 'cp920', label: 'CP920', prefixes: ['CP920'], models: ['CP920'] },
      { id: 'cp925', label: 'CP925, CP935W', prefixes: ['CP925', 'CP935'], models: ['CP925', 'CP935W'] },
    ]),
  ],

  // Label: the guide's table. Then the older guide's names, and what of a parameter's name is none of these.
  events: [
    ...eventRows(`${EVENTS}; YEALINK-OLD`, {
      'setup-completed': ['Setup Completed'],
      registered: ['Registered', 'Log On'],
      unregistered: ['Unregistered', 'Log Off'],
      'register-failed': ['Register Failed'],
      'off-hook': ['Off Hook'],
      'on-hook': ['On Hook'],
      'incoming-call': ['Incoming Call'],
      'outgoing-call': ['Outgoing Call'],
      'call-established': ['Established', 'Call Established'],
      'call-terminated': ['Terminated', 'Call Terminated'],
      'dnd-on': ['Open DND', 'dnd_on'],
      'dnd-off': ['Close DND', 'dnd_off'],
      'forward-always-on': ['Open Always Forward', 'always_fwd_on'],
      'forward-always-off': ['Close Always Forward', 'always_fwd_off'],
      'forward-busy-on': ['Open Busy Forward', 'busy_fwd_on'],
      'forward-busy-off': ['Close Busy Forward', 'busy_fwd_off'],
      'forward-no-answer-on': ['Open NoAnswer Forward', 'Open No Answer Forward', 'no_answer_fwd_on'],
      'forward-no-answer-off': ['Close NoAnswer Forward', 'Close No Answer Forward', 'no_answer_fwd_off'],
      'transfer-call': ['Transfer Call'],
      'blind-transfer': ['Blind Transfer', 'Blind Transfer Call'],
      'attended-transfer': ['Attended Transfer', 'Attended Transfer Call'],
      hold: ['Hold'],
      unhold: ['UnHold'],
      held: ['Held'],
      unheld: ['UnHeld'],
      mute: ['Mute'],
      unmute: ['UnMute'],
      'missed-call': ['Missed Call'],
      'ip-changed': ['IP Changed', 'ip_change'],
      'idle-to-busy': ['Idle To Busy'],
      'busy-to-idle': ['Busy To Idle'],
      'reject-incoming-call': ['Reject Incoming Call'],
      'answer-new-call': ['Answer New-In Call', 'answer_new_incoming_call'],
      'transfer-failed': ['Transfer Failed'],
      'transfer-finished': ['Transfer Finished'],
      'forward-incoming-call': ['Forward Incoming Call'],
      'autop-finished': ['Autop Finish', 'setup_autop_finish'],
      'call-waiting-on': ['Open Call Waiting'],
      'call-waiting-off': ['Close Call Waiting'],
      'cancel-call-out': ['Cancel Call Out'],
      'remote-busy': ['Remote Busy'],
      'remote-canceled': ['Call Remote Canceled'],
    }),
    { event: 'headset', label: 'Headset', series: DESK, source: `${EVENTS}; YEALINK-T48 p. 536; YEALINK-T21 p. 442` },
    {
      event: 'handsfree',
      label: 'Handfree',
      series: DESK,
      source: `${EVENTS}; YEALINK-T48 p. 536; YEALINK-T21 p. 442`,
    },
    ...ownEventRows('YEALINK-T21 p. 442; YEALINK-CP960 p. 443', 'device', {
      'peripheral-information': ['Peripheral Information'],
    }),
    ...ownEventRows('YEALINK-CP960 p. 443', 'device', { 'vpn-ip': ['VPN IP'] }),
    ...ownEventRows('YEALINK-T2XP p. 158', 'call', { 'call-interrupted': ['Call Interrupt'] }),
    // Parameters of some templates, which no document explains.
    { event: 'reject-new-call', category: 'call', label: 'reject_new_incoming_call', source: 'FUSIONPBX', guess: true },
    {
      event: 'alarm-triggered',
      category: 'device',
      label: 'action_url.alarm.trigger',
      names: ['alarm.trigger'],
      source: 'FUSIONPBX',
      guess: true,
    },
  ],

  variables: [
    ...cite<VariableRow>(VARIABLES, [
      { name: 'mac', field: 'phone.mac', label: 'MAC address', filled: ALWAYS },
      { name: 'ip', field: 'phone.ip', label: 'IP address', filled: ALWAYS },
      { name: 'model', field: 'phone.model', label: 'Model', filled: ALWAYS },
      { name: 'firmware', field: 'phone.firmware', label: 'Firmware', filled: ALWAYS },
      {
        name: 'active_url',
        field: 'account.uri',
        label: "SIP URI of the call's account",
        filled: IN_CALLS,
        freeText: true,
      },
      {
        name: 'active_user',
        field: 'account.user',
        label: "User part of that account's SIP URI",
        filled: IN_CALLS,
      },
      {
        name: 'active_host',
        field: 'account.host',
        label: "Host part of that account's SIP URI",
        filled: IN_CALLS,
      },
      { name: 'local', field: 'local.uri', label: 'Own SIP URI', filled: IN_SETUP, freeText: true },
      { name: 'remote', field: 'remote.uri', label: "Other party's SIP URI", filled: IN_SETUP, freeText: true },
      { name: 'display_local', field: 'local.name', label: 'Own display name', filled: IN_SETUP, freeText: true },
      {
        name: 'display_remote',
        field: 'remote.name',
        label: "Other party's display name",
        filled: IN_SETUP,
        freeText: true,
      },
      // By the guide the caller's display name; programs find numbers in it, too.
      {
        name: 'callerID',
        field: 'call.callerId',
        label: 'Display name of the caller',
        filled: [{ phases: ['incoming'] }],
      },
      {
        name: 'calledNumber',
        field: 'call.calledNumber',
        label: 'Number called',
        filled: [{ phases: ['outgoing'] }],
      },
    ]),
    // "Of the active call"; programs read it at the end of a call as well.
    {
      name: 'call_id',
      field: 'call.id',
      label: 'Id of the active call: names it in commands',
      filled: [{ phases: ['incoming', 'outgoing', 'talking', 'ended'] }],
      source: `${VARIABLES}; YEALINK-CLIENTS`,
    },
    {
      name: 'wifi_number',
      label: 'Wireless accessories that are connected',
      filled: [{ phases: ['none'] }],
      rare: true,
      source: 'YEALINK-CP960 p. 443',
    },
    {
      name: 'duration',
      field: 'call.duration',
      label: 'Duration of the call in seconds (firmware 61)',
      filled: [{ phases: ['ended'] }],
      rare: true,
      source: 'YEALINK-V61',
    },
    {
      name: 'callDirection',
      field: 'call.direction',
      label: 'Direction of the call (firmware 61): in, out or unknown',
      filled: [{ phases: ['incoming', 'outgoing', 'talking', 'ended'] }],
      rare: true,
      source: 'YEALINK-V61',
    },
  ],
  variableMarks: { before: '$', after: '' },
  urlLimit: { characters: 511, source: 'YEALINK-GUIDE p. 512' },

  keys: [
    ...cite<KeyRow>(`${KEYS}; YEALINK-T4U p. 477; INTERACTIVETEL`, [
      { key: 'OK', label: 'OK', notOn: ['t57', 'cp925'] },
      { key: 'ENTER', label: 'Soft key Enter', notOn: ['t48', 't57'] },
      { key: 'SPEAKER', label: 'Speakerphone', notOn: ['cp920', 'cp925'] },
      { key: 'F_TRANSFER', label: 'Transfer' },
      { key: 'VOLUME_UP', label: 'Louder' },
      { key: 'VOLUME_DOWN', label: 'Quieter' },
      { key: 'MUTE', label: 'Mute' },
      { key: 'F_HOLD', label: 'Hold' },
      { key: 'F_CONFERENCE', label: 'Soft key Conference' },
      { key: 'X', label: 'Cancel an action, refuse a call, mute or unmute' },
      { key: '*', label: '* of the keypad' },
      { key: 'POUND', label: '# of the keypad' },
      {
        key: 'L',
        label: 'Line key',
        numbered: {
          from: 1,
          to: 29,
          perSeries: { t48: 29, t57: 29, t49: 29, t46: 27, t27: 21, t42: 15, t40: 3, t21: 2, t19: 0 },
        },
      },
      { key: 'F', label: 'Soft key under the display', numbered: { from: 1, to: 4 } },
      { key: 'MSG', label: 'Voice mail' },
      { key: 'HEADSET', label: 'Headset' },
      { key: 'RD', label: 'Redial' },
      { key: 'UP', label: 'Navigation: up' },
      { key: 'DOWN', label: 'Navigation: down' },
      { key: 'LEFT', label: 'Navigation: left' },
      { key: 'RIGHT', label: 'Navigation: right' },
      { key: 'Reboot', label: 'Restart the phone', disruptive: true },
      { key: 'AutoP', label: 'Provision anew', disruptive: true },
      { key: 'DNDOn', label: 'Do not disturb: on' },
      { key: 'DNDOff', label: 'Do not disturb: off' },
      { key: 'number', label: 'Dial; =number follows', argument: { mark: '=', of: 'number' } },
      { key: 'OFFHOOK', label: 'Pick up the handset' },
      { key: 'ONHOOK', label: 'Hang up the handset' },
      { key: 'ANSWER', label: 'Answer' },
      { key: 'Reset', label: 'Restore the factory settings', disruptive: true },
      { key: 'ATrans', label: 'Attended transfer; =number follows', argument: { mark: '=', of: 'number' } },
      { key: 'BTrans', label: 'Blind transfer; =number follows', argument: { mark: '=', of: 'number' } },
      { key: 'CALLEND', label: 'End the call' },
    ]),
    ...cite<KeyRow>(PER_CALL, [
      { key: 'ASW', label: 'Answer; with :id that call', argument: { mark: ':', of: 'call' } },
      { key: 'CANCEL', label: 'Cancel; with :id end that call', argument: { mark: ':', of: 'call' } },
      { key: 'HOLD', label: 'Hold; with :id that call', argument: { mark: ':', of: 'call' } },
      { key: 'UNHOLD', label: 'Resume; with :id that call', argument: { mark: ':', of: 'call' } },
    ]),
    ...cite<KeyRow>('YEALINK-T48 p. 558', [
      { key: 'AlwaysFwdOn', label: 'Forward always; =number follows', argument: { mark: '=', of: 'number' } },
      { key: 'AlwaysFwdOff', label: 'Forward always: off' },
      { key: 'BusyFwdOn', label: 'Forward when busy; =number follows', argument: { mark: '=', of: 'number' } },
      { key: 'BusyFwdOff', label: 'Forward when busy: off' },
      {
        key: 'NoAnswFwdOn',
        label: 'Forward without answer; =number=seconds follows',
        argument: { mark: '=', of: 'number', most: 2 },
      },
      { key: 'NoAnswFwdOff', label: 'Forward without answer: off' },
    ]),
    ...cite<KeyRow>('YEALINK-CLIENTS', [
      { key: 'SWAP', label: 'Switch between two calls', guess: true },
      { key: 'SPLIT', label: 'Split the conference', guess: true },
      { key: 'CallWaitingOn', label: 'Call waiting: on', guess: true },
      { key: 'CallWaitingOff', label: 'Call waiting: off', guess: true },
    ]),
  ],
  keypad: { '#': 'POUND' },

  http: {
    path: '/servlet?key=',
    separator: ';',
    digits: 'each',
    singleOn: ['t48', 't57', 't49'],
    probe: { request: '/servlet?phonecfg=get', source: 'YEALINK-GUIDE p. 530; YEALINK-T58 p. 546' },
    popup: { source: 'YEALINK-GUIDE p. 530; YEALINK-CLIENTS' },
    // The last for firmware that takes the login in the request.
    otherPaths: [
      '/cgi-bin/ConfigManApp.com?key=',
      '/cgi-bin/cgiServer.exx?key=',
      '/servlet?p=login&q=login&username={username}&pwd={password}&jumpto=URI&key=',
    ],
    answer: {
      refusals: cite<Refusal>('YEALINK-CLIENTS', [
        {
          words: 'type="password"',
          code: 'UNAUTHORIZED',
          text: 'it answered with its login page: older firmware takes the login in the path, newer by Basic',
          guess: true,
        },
        { json: 'ret', is: ['failed'], guess: true },
      ]),
      source: 'YEALINK-GUIDE p. 527',
    },
    source: 'YEALINK-GUIDE p. 527; YEALINK-CP960 p. 443; YEALINK-T4U p. 477',
  },
  sip: { event: 'ACTION-URI', contentType: 'message/sipfrag', source: 'YEALINK-GUIDE pp. 527-528' },

  actions: {
    dial: [
      { when: { via: 'speaker' }, keys: ['SPEAKER', '[L{line}]', '{number}', 'OK'], source: KEYS, guess: true },
      { when: { via: 'headset' }, keys: ['HEADSET', '[L{line}]', '{number}', 'OK'], source: KEYS, guess: true },
      {
        keys: ['L{line}', '{number}', 'OK'],
        note: 'a line by its number: presses its key; by its address (1006@10.3.5.199): asks for that account',
        source: KEYS,
        guess: true,
      },
      { request: '?key=number={number}[&outgoing_uri={account}]', source: 'YEALINK-GUIDE p. 529' },
    ],
    answer: [
      { when: { via: 'speaker' }, keys: ['SPEAKER'], source: KEYS, guess: true },
      { when: { via: 'headset' }, keys: ['HEADSET'], source: KEYS, guess: true },
      { request: '?key=ASW:{call}', source: PER_CALL },
      { keys: ['ANSWER'], source: KEYS },
    ],
    reject: [
      { request: '?key=CANCEL:{call}', note: 'ends that call', source: PER_CALL, guess: true },
      { keys: ['X'], source: KEYS },
    ],
    hangup: [{ request: '?key=CANCEL:{call}', source: PER_CALL }, ...press('CALLEND')],
    hold: [{ request: '?key=HOLD:{call}', source: PER_CALL }, ...press('F_HOLD')],
    resume: [
      { request: '?key=UNHOLD:{call}', source: PER_CALL },
      {
        keys: ['F_HOLD'],
        note: 'without a call: presses the hold key again, which programs say toggles',
        source: 'YEALINK-CLIENTS',
        guess: true,
      },
    ],
    swap: [{ keys: ['SWAP'], source: 'YEALINK-CLIENTS', guess: true }],
    transfer: [
      { when: { type: 'blind' }, request: '?key=BTrans={number}', source: 'YEALINK-GUIDE p. 530' },
      {
        when: { type: 'attended' },
        request: '?key=ATrans={number}',
        note: 'calls the number; transfer without a number completes it',
        source: 'YEALINK-GUIDE p. 530',
      },
      { request: '?key=BTrans={number}', source: 'YEALINK-GUIDE p. 530' },
      { keys: ['F_TRANSFER'], note: 'without a number: presses the transfer key', source: KEYS },
    ],
    conference: [
      { keys: ['F_CONFERENCE', '{number}', 'OK'], source: KEYS, guess: true },
      { keys: ['F_CONFERENCE'], note: 'without a number: joins the party that was invited', source: KEYS },
    ],
    split: [{ keys: ['SPLIT'], source: 'YEALINK-CLIENTS', guess: true }],
    dtmf: press('{digits}'),
    redial: press('RD'),
    cancel: press('X'),
    mute: [{ keys: ['MUTE'], note: 'toggles', source: KEYS }],
    'volume-up': press('VOLUME_UP'),
    'volume-down': press('VOLUME_DOWN'),
    'dnd-on': press('DNDOn'),
    'dnd-off': press('DNDOff'),
    'forward-on': [
      { when: { type: 'busy' }, request: '?key=BusyFwdOn={number}', source: 'YEALINK-T48 p. 558' },
      {
        when: { type: 'no-answer' },
        request: '?key=NoAnswFwdOn={number}[={after}]',
        note: 'for all accounts; seconds in steps of 6',
        source: 'YEALINK-T48 p. 558',
      },
      { when: { type: 'always' }, request: '?key=AlwaysFwdOn={number}', source: 'YEALINK-T48 p. 558' },
      { request: '?key=AlwaysFwdOn={number}', note: 'for all accounts', source: 'YEALINK-T48 p. 558' },
    ],
    'forward-off': [
      { when: { type: 'always' }, keys: ['AlwaysFwdOff'], source: 'YEALINK-T48 p. 558' },
      { when: { type: 'busy' }, keys: ['BusyFwdOff'], source: 'YEALINK-T48 p. 558' },
      { when: { type: 'no-answer' }, keys: ['NoAnswFwdOff'], source: 'YEALINK-T48 p. 558' },
      {
        keys: ['AlwaysFwdOff', 'BusyFwdOff', 'NoAnswFwdOff'],
        note: 'without a type: all three',
        source: 'YEALINK-T48 p. 558',
      },
    ],
    'call-waiting-on': [{ keys: ['CallWaitingOn'], source: 'YEALINK-CLIENTS', guess: true }],
    'call-waiting-off': [{ keys: ['CallWaitingOff'], source: 'YEALINK-CLIENTS', guess: true }],
    voicemail: press('MSG'),
    reboot: press('Reboot'),
    autoprovision: press('AutoP'),
    'factory-reset': press('Reset'),
  },
  line: {
    number: { source: KEYS, guess: true },
    account: { form: 'uri', source: 'YEALINK-GUIDE p. 529' },
  },

  advice: [
    {
      status: 403,
      transport: 'http',
      text:
        "Active URI is off, or this address is not on the phone's allow list (Action URI Allow IP List). The first request " +
        'of a listed address only makes the phone ask "Allow Remote Control?": choose OK there, then send again',
      source: 'YEALINK-GUIDE p. 530; YEALINK-CLIENTS',
    },
    {
      status: 401,
      transport: 'http',
      text: "the login is that of the phone's web page; several refusals lock it for minutes",
      source: 'YEALINK-T4U p. 477; YEALINK-CLIENTS',
    },
    {
      status: 404,
      transport: 'http',
      text: 'no such page: older firmware has another path (/cgi-bin/ConfigManApp.com?key=), or this is not a Yealink phone',
      source: 'YEALINK-CP960 p. 443',
    },
    {
      code: 'UNREACHABLE',
      transport: 'http',
      text: 'newer firmware has its plain web server switched off: try HTTPS',
      source: 'YEALINK-CLIENTS',
    },
    {
      code: 'TIMEOUT',
      transport: 'http',
      text:
        'if the display asks "Allow Remote Control?", choose OK there and send again; else look at the phone first, ' +
        'the command may have been done',
      source: 'YEALINK-GUIDE p. 530',
    },
    {
      code: 'TIMEOUT',
      transport: 'sip',
      text: 'with Accept SIP Trust Server Only the phone obeys its registrar and outbound proxy alone: send through them',
      source: 'YEALINK-GUIDE p. 527',
    },
    {
      status: 481,
      transport: 'sip',
      text: 'whoever answered wants a subscription first: Action URI is not enabled, or this is not a Yealink phone',
      source: 'YEALINK-GUIDE p. 527',
      guess: true,
    },
    {
      status: 489,
      transport: 'sip',
      text: 'the event ACTION-URI is not known: Action URI is not enabled, or the firmware does not have it',
      source: 'YEALINK-GUIDE p. 527',
      guess: true,
    },
  ],
  ouis: {
    prefixes: ['001565', '249ad8', '3497d7', '44dbd2', '644f56', '805e0c', '805ec0', 'c4fc22', 'ec1da9'],
    source: 'IEEE',
  },
  fetches: {
    // Before it the phone asks for <mac>.boot, y000000000000.boot and the model's file: without any of these it keeps its settings.
    file: '{mac}.cfg',
    address: 'folder',
    include: { line: 'include:config <{url}>', within: '<mac>.boot', source: 'YEALINK-INCLUDE' },
    source: 'YEALINK-FLOW; YEALINK-BOOT',
  },
  provisioning: [
    {
      id: 'cfg',
      label: 'All models',
      prefixes: [],
      fileName: '{mac}.cfg',
      head: ['#!version:1.0.0.1'],
      commands: {
        lines: ['features.action_uri.enable = 1', 'features.action_uri_limit_ip = {server}'],
        inDownload: true,
        source: 'FUSIONPBX',
      },
      line: 'action_url.{name} = {url}',
      tail: [],
      partial: 'documented',
      source: 'YEALINK-BOOT; YEALINK-GUIDE pp. 510-526; YEALINK-T21 p. 459; FUSIONPBX',
      parameters: {
        'setup-completed': ['setup_completed'],
        // The second name is older firmware's.
        registered: ['registered', 'log_on'],
        unregistered: ['unregistered', 'log_off'],
        'register-failed': ['register_failed'],
        'off-hook': ['off_hook'],
        'on-hook': ['on_hook'],
        'incoming-call': ['incoming_call'],
        'outgoing-call': ['outgoing_call'],
        'call-established': ['call_established'],
        'call-terminated': ['call_terminated'],
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
        hold: ['hold'],
        unhold: ['unhold'],
        held: ['held'],
        unheld: ['unheld'],
        mute: ['mute'],
        unmute: ['unmute'],
        'missed-call': ['missed_call'],
        'busy-to-idle': ['busy_to_idle'],
        'idle-to-busy': ['idle_to_busy'],
        'ip-changed': ['ip_change'],
        'forward-incoming-call': ['forward_incoming_call'],
        'reject-incoming-call': ['reject_incoming_call'],
        'answer-new-call': ['answer_new_incoming_call'],
        'transfer-finished': ['transfer_finished'],
        'transfer-failed': ['transfer_failed'],
        'autop-finished': ['setup_autop_finish'],
        'call-waiting-on': ['call_waiting_on'],
        'call-waiting-off': ['call_waiting_off'],
        headset: ['headset'],
        handsfree: ['handfree'],
        'cancel-call-out': ['cancel_callout'],
        'remote-busy': ['remote_busy'],
        'remote-canceled': ['call_remote_canceled'],
        'peripheral-information': ['peripheral_information'],
        'vpn-ip': ['vpn_ip'],
        'reject-new-call': ['reject_new_incoming_call'],
        'alarm-triggered': ['alarm.trigger'],
      },
      guesses: ['reject-new-call', 'alarm-triggered'],
    },
  ],
  setup: {
    actionUrl: 'Features > Action URL (Held and UnHeld in configuration files alone)',
    activeUri: 'Features > Remote Control',
    allowList:
      'Action URI Allow IP List (addresses separated by commas, 10.10.*.* for a range, or any; blank: nobody); ' +
      'the first request of an address makes the display ask "Allow Remote Control?"',
    source: 'YEALINK-GUIDE pp. 519, 526, 530; YEALINK-T21 p. 459; INTERACTIVETEL',
  },
};
