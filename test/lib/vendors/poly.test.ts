import { POLY } from '../../documents/vendors/poly';
import { describeVendor } from './documented';

describeVendor('poly', POLY);
