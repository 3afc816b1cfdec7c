export { SipStack, type SipStackOptions } from './client';
export type { SipAddressing, SipNotify, SipTransport } from './notify';
