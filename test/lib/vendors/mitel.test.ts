import { MITEL } from '../../documents/vendors/mitel';
import { describeVendor } from './documented';

describeVendor('mitel', MITEL);
