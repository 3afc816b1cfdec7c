import { ATCOM_A48_WEB_PAGE, ATCOM_FILES, ATCOM_TABLE, ATCOM_WEB_PAGE_AND_HEADINGS } from '../events';
import { ATCOM as KEYS } from '../keys';
import { ATCOM as VARIABLES } from '../variables';
import type { VendorDocuments } from '../vendor-documents';

export const documents: VendorDocuments = {
  events: [...ATCOM_TABLE, ...ATCOM_WEB_PAGE_AND_HEADINGS, ...ATCOM_FILES, ...ATCOM_A48_WEB_PAGE],
  variables: VARIABLES,
  keys: KEYS,
  disruptive: ['REBOOT'],
  commands: [
    ['SPEAKER;6040;DIAL', '/cgi-bin/server.cgi?key=SPEAKER;6040;DIAL'],
    [{ action: 'hold' }, '/cgi-bin/server.cgi?key=HOLD'],
  ],
  counts: {
    A11: { SOFTKEY: 3, LINEKEY: 1, MEMORY_KEY: 0 },
    A21: { SOFTKEY: 3, LINEKEY: 2, MEMORY_KEY: 0 },
    A41: { SOFTKEY: 4, LINEKEY: 4, MEMORY_KEY: 8 },
    A68: { SOFTKEY: 4, LINEKEY: 6, MEMORY_KEY: 20 },
  },
};
