import { AKUVOX_DOOR_STATIONS, AKUVOX_EXPLANATIONS, AKUVOX_TABLE } from '../events';
import { AKUVOX as KEYS } from '../keys';
import { AKUVOX as VARIABLES } from '../variables';
import type { VendorDocuments } from '../vendor-documents';

export const documents: VendorDocuments = {
  events: [...AKUVOX_TABLE, ...AKUVOX_EXPLANATIONS, ...AKUVOX_DOOR_STATIONS],
  variables: VARIABLES,
  keys: KEYS,
  disruptive: [],
  commands: [
    [{ action: 'dial', number: '6040' }, '/fcgi/do?action=MakeCall&number=6040'],
    ['1;OK', '/fcgi/do?keydown=1', '/fcgi/do?keydown=OK'],
  ],
};
