import type { ProvisioningForm } from '../provisioning';

/**
 * Names of the Action URLs in the configuration files that Fanvil phones import and fetch, for the editor's URL
 * sheet: of the current form in 25 of the templates, of the older one in those of two models.
 */

const current: ProvisioningForm = {
  id: 'sysconf',
  label: 'X3U, X4U, X5U, X6U, X7, V6x, H2U, W611W, X210 and newer',
  prefixes: ['X1S', 'X3SG', 'X3U', 'X4SG', 'X4U', 'X5', 'X6U', 'X7', 'X210', 'V6', 'W611', 'H2U'],
  fileName: 'fanvil-action-urls.xml',
  elements: ['sysConf', 'cti'],
  version: { element: 'Version', value: '2.0000000000' },
  fixed: [{ name: 'EnabledActionUrl', value: '1' }],
  source: 'FUSIONPBX x4u/{$mac}.cfg and 24 more',
  parameters: [
    { event: 'reboot-started', names: ['StartRebootUrl'] },
    { event: 'setup-completed', names: ['BootCompletedUrl'] },
    { event: 'ip-changed', names: ['IPChangeUrl'] },
    { event: 'registered', names: ['RegOnUrl'] },
    { event: 'unregistered', names: ['RegOffUrl'] },
    { event: 'register-failed', names: ['RegFailedUrl'] },
    { event: 'busy-to-idle', names: ['PhoneStateIdleUrl'], guess: true },
    // Only in some of the templates.
    { event: 'on-hook', names: ['OnhookUri'] },
    { event: 'off-hook', names: ['OffhookUrl'] },
    { event: 'dnd-on', names: ['DNDOnUrl'] },
    { event: 'dnd-off', names: ['DNDOffUrl'] },
    { event: 'forward-always-on', names: ['AlwaysFWDOnUrl'] },
    { event: 'forward-always-off', names: ['AlwaysFWDOffUrl'] },
    { event: 'forward-busy-on', names: ['BusyFWDOnUrl'] },
    { event: 'forward-busy-off', names: ['BusyFWDOffUrl'] },
    { event: 'forward-no-answer-on', names: ['NoAnsFWDOnUrl'] },
    { event: 'forward-no-answer-off', names: ['NoAnsFWDOffUrl'] },
    // Two templates spell it the older way; a phone reads the name it knows and skips the other.
    { event: 'incoming-call', names: ['IncomingCallUrl', 'IncmoingCallUrl'] },
    { event: 'outgoing-call', names: ['OutgoingCallUrl'] },
    { event: 'call-established', names: ['CallActiveUrl'] },
    { event: 'call-terminated', names: ['CallStopUrl'] },
    { event: 'transfer-call', names: ['TransferUrl'] },
    { event: 'hold', names: ['HoldOnUrl'] },
    { event: 'unhold', names: ['HoldOffUrl'] },
    { event: 'held', names: ['HeldOnUrl'] },
    { event: 'unheld', names: ['HeldOffUrl'] },
    // MuteOnUrl and MuteOffUrl exist too: with both set, one key press might be reported twice.
    { event: 'mute', names: ['MuteOnCallUrl'] },
    { event: 'unmute', names: ['MuteOffCallUrl'] },
    { event: 'missed-call', names: ['NewMissedcallUrl'] },
    { event: 'mwi', names: ['NewMWIUrl'] },
    { event: 'sms', names: ['NewSMSUrl'] },
    { event: 'web-api-auth-changed', names: ['WebAuthChangedUrl'] },
    { event: 'sip-message', names: ['RecvSipMsgUrl'] },
  ],
};

const older: ProvisioningForm = {
  id: 'voip-config-file',
  label: 'X2P, X3G, X3SP, X4, X4G, H5, i30 and older',
  prefixes: ['X2', 'X3', 'X4', 'H5', 'i30'],
  fileName: 'fanvil-action-urls-older.xml',
  elements: ['VOIP_CONFIG_FILE', 'GLOBAL_CONFIG_MODULE'],
  version: { element: 'version', value: '2.0002' },
  fixed: [],
  source: 'FUSIONPBX x4/{$mac}.cfg, i30/{$mac}.cfg',
  parameters: [
    { event: 'setup-completed', names: ['Boot_Completed_Url'] },
    { event: 'registered', names: ['Reg_On_Url'] },
    { event: 'unregistered', names: ['Reg_Off_Url'] },
    { event: 'register-failed', names: ['Reg_Failed_Url'] },
    { event: 'off-hook', names: ['Offhook_Url'] },
    { event: 'on-hook', names: ['Onhook_Uri'] },
    { event: 'incoming-call', names: ['Incmoing_Call_Url'] },
    { event: 'outgoing-call', names: ['Outgoing_Call_Url'] },
    { event: 'call-established', names: ['Call_Active_Url'] },
    { event: 'call-terminated', names: ['Call_Stop_Url'] },
    { event: 'dnd-on', names: ['DND_On_Url'] },
    { event: 'dnd-off', names: ['DND_Off_Url'] },
    { event: 'forward-always-on', names: ['Always_FWD_On_Url'] },
    { event: 'forward-always-off', names: ['Always_FWD_Off_Url'] },
    { event: 'forward-busy-on', names: ['Busy_FWD_On_Url'] },
    { event: 'forward-busy-off', names: ['Busy_FWD_Off_Url'] },
    { event: 'forward-no-answer-on', names: ['No_Ans_FWD_On_Url'] },
    { event: 'forward-no-answer-off', names: ['No_Ans_FWD_Off_Url'] },
    { event: 'transfer-call', names: ['Transfer_Url'] },
    { event: 'blind-transfer', names: ['B_Transfer_Url'] },
    { event: 'attended-transfer', names: ['A_Transfer_Url'] },
    { event: 'hold', names: ['Hold_Url'] },
    { event: 'unhold', names: ['Unhold_Url'] },
    { event: 'mute', names: ['Mute_Url'] },
    { event: 'unmute', names: ['Unmute_Url'] },
    { event: 'missed-call', names: ['Missed_call_Url'] },
    { event: 'ip-changed', names: ['IP_Change_Url'] },
    { event: 'idle-to-busy', names: ['Idle_to_Busy_Url'] },
    { event: 'busy-to-idle', names: ['Busy_to_Idle_Url'] },
  ],
};

export const PROVISIONING: readonly ProvisioningForm[] = [current, older];
