import { PhoneDirectory } from './directory';
import { Lockout } from './lockout';
import { SharedSipStack } from './sip-user';

/** What all nodes of this process share. One Node-RED per process: the runtime itself is a singleton. */
export const directory = new PhoneDirectory();
export const sip = new SharedSipStack();
export const lockout = new Lockout();
