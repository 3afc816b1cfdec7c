import { FANVIL_ELSEWHERE, FANVIL_TABLE } from '../events';
import { FANVIL as KEYS } from '../keys';
import { FANVIL as VARIABLES } from '../variables';
import type { VendorDocuments } from '../vendor-documents';

export const documents: VendorDocuments = {
  events: [...FANVIL_TABLE, ...FANVIL_ELSEWHERE],
  variables: VARIABLES,
  keys: KEYS,
  disruptive: ['F_HOTDESKING', 'Reboot', 'AutoP', 'Reset'],
  commands: [
    ['SPEAKER;6040;ENTER', '/cgi-bin/ConfigManApp.com?key=SPEAKER;6040;ENTER'],
    [{ action: 'mute' }, '/cgi-bin/ConfigManApp.com?key=F_MUTE'],
    ['OK', 'NOTIFY key=OK'],
  ],
};
