import { HTEK } from '../htek';
import { sharedTables } from '../shared-tables';

export const documents = sharedTables(HTEK);
