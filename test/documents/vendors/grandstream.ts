import { GRANDSTREAM } from '../grandstream';
import { sharedTables } from '../shared-tables';

export const documents = sharedTables(GRANDSTREAM);
