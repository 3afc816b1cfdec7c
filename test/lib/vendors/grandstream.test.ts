import { GRANDSTREAM } from '../../documents/grandstream';
import { describeVendor } from './documented';

describeVendor('grandstream', GRANDSTREAM);
