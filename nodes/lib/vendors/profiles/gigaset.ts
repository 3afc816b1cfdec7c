import type { Series, VendorProfile } from '../profile';
import { cite, eventRows, ownEventRows } from '../rows';

const EVENTS = 'GIGASET-ACTION-URL';

/**
 * Gigaset Maxwell desk phones report, and take no commands by HTTP: no document knows a request that they obey. Which
 * variables a URL may hold is not documented either, so its URLs carry none, and the phone is known by its address.
 */
export const gigaset: VendorProfile = {
  id: 'gigaset',
  label: 'Gigaset',
  sources: {
    'GIGASET-ACTION-URL':
      'Gigaset wiki: "FAQ Maxwell: Action URL"; https://teamwork.gigaset.com/gigawiki/pages/diffpagesbyversion.action' +
      '?pageId=932806895&selectedPageVersions=4&selectedPageVersions=5',
    'GIGASET-PROFILES':
      'Gigaset wiki: "FAQ Maxwell - Auto provisioning Nested profiles"; ' +
      'https://teamwork.gigaset.com/gigawiki/display/GPPPO/FAQ+Maxwell+-+Auto+provisioning+Nested+profiles',
    'GIGASET-CHECK-SYNC':
      'Gigaset wiki: SIP check-sync mechanism, and SIP.Checksync.Simple; ' +
      'https://teamwork.gigaset.com/gigawiki/plugins/viewsource/viewpagesrc.action?pageId=743571775',
    TANCREDI:
      'NethVoice Tancredi, data/templates/gigaset-Maxwell.tmpl, data/scopes, data/patterns.d/gigaset.ini; ' +
      'https://github.com/nethesis/tancredi',
    IEEE: 'IEEE, public list of MAC address blocks: Gigaset Communications GmbH; https://standards-oui.ieee.org',
  },

  series: cite<Series>('TANCREDI', [
    { id: 'maxwell-3', label: 'Maxwell 3', prefixes: ['Maxwell3'], models: ['Maxwell 3'] },
    {
      id: 'maxwell',
      label: 'Maxwell Basic, 2, 4',
      prefixes: ['Maxwell'],
      models: ['Maxwell Basic', 'Maxwell 2', 'Maxwell 4'],
    },
  ]),

  // Names: the parameters' last parts, misspelt where the phone's are.
  events: [
    ...eventRows(EVENTS, {
      registered: ['Registration succeeded', 'RegistrationSuccessed'],
      'register-failed': ['Registration failed'],
      'call-established': ['Connection established'],
      'call-terminated': ['Connection terminated'],
      'off-hook': ['Off Hook'],
      'on-hook': ['On Hook'],
      'incoming-call': ['Incoming call'],
      'outgoing-call': ['Outgoing call'],
    }),
    // Keys that send a URL where they are set up so.
    ...ownEventRows(EVENTS, 'feature', {
      'messages-key': ['Messages key'],
      'dnd-key': ['DND key'],
      'hold-key': ['Hold key'],
      'conference-key': ['Conference key'],
    }),
    { event: 'function-key', category: 'feature', label: 'Function key', series: ['maxwell-3'], source: EVENTS },
  ],

  variables: [],
  variableMarks: { before: '$', after: '' },
  keys: [],
  checkSync: {
    reboot: { event: 'check-sync;reboot=true', source: 'GIGASET-CHECK-SYNC' },
    autoprovision: { event: 'check-sync;reboot=false', source: 'GIGASET-CHECK-SYNC' },
  },
  actions: {},
  advice: [
    {
      code: 'TIMEOUT',
      transport: 'sip',
      text: 'the phone takes check-sync for an account that it has registered: send it through its registrar',
      source: 'GIGASET-CHECK-SYNC',
      guess: true,
    },
  ],
  ouis: { prefixes: ['7c2f80', '589ec6', '002104'], source: 'IEEE; TANCREDI data/patterns.d/gigaset.ini' },
  provisioning: [
    {
      id: 'maxwell',
      label: 'Maxwell Basic, 2, 3, 4',
      prefixes: ['Maxwell'],
      fileName: '{MAC}.xml',
      head: ['<?xml version="1.0" encoding="UTF-8"?>', '<provisioning version="1.1">', '  <nvm>'],
      line: '    <param name="System.Events.{name}" value="{url}"/>',
      tail: ['  </nvm>', '</provisioning>'],
      escape: 'xml',
      // Files may follow one another, each with some of the parameters.
      partial: 'inferred',
      source: 'GIGASET-ACTION-URL; GIGASET-PROFILES; TANCREDI',
      parameters: {
        registered: ['RegistrationSuccessed'],
        'register-failed': ['RegistrationFailed'],
        'call-established': ['ConnectionEstablished'],
        'call-terminated': ['ConnectionTerminated'],
        'off-hook': ['OffHook'],
        'on-hook': ['OnHook'],
        'incoming-call': ['IncomingCall'],
        'outgoing-call': ['OutgoingCall'],
      },
    },
  ],
  setup: {
    actionUrl: 'Settings > Desk Phone > Events; keys: Settings > Desk Phone > Keys and LEDs',
    activeUri: 'None: it takes no commands by HTTP; by SIP it restarts and reads its settings again',
    source: EVENTS,
  },
};
