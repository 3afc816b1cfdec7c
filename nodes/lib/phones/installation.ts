import { VendorCatalogue } from '../vendors';
import { PROFILES } from '../vendors/profiles';
import { PhoneDirectory } from './directory';
import { Lockout } from './lockout';
import type { Phone } from './phone';
import { ReportedPhones } from './reported';
import { SharedSipStack } from './links/shared-sip-stack';
import { HostSurroundings } from './surroundings';

/** What all nodes of this process share. One Node-RED per process: the runtime itself is a singleton. */
/** The vendors that this package knows. */
export const vendors = new VendorCatalogue(PROFILES);
export const directory = new PhoneDirectory<Phone>({ surroundings: new HostSurroundings() });
export const sip = new SharedSipStack();
export const lockout = new Lockout();
export const reported = new ReportedPhones();
