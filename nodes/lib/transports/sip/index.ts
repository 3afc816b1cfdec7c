export { SipStack } from './client';
export type { SipAddressing, SipNotify } from './notify';
