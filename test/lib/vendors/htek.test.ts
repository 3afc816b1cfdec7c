import { HTEK } from '../../documents/vendors/htek';
import { describeVendor } from './documented';

describeVendor('htek', HTEK);
