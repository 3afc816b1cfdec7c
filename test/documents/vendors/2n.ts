import { TWO_N } from '../2n';
import { sharedTables } from '../shared-tables';

export const documents = sharedTables(TWO_N);
