export { SipStack, type SipStackOptions } from './client';
export type { SipNotify, SipTransport } from './notify';
