import { HTEK } from '../../documents/htek';
import { describeVendor } from './documented';

describeVendor('htek', HTEK);
