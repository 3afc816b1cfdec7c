import type { ConnectionOptions, TlsOptions } from 'node:tls';
import type { Node, NodeDef } from 'node-red';
import type { AccessReading } from './lib/events/read-access';
import type { Phone } from './lib/phones/phone';

/** A deployed `voip-phone` node: behaviour for its users, no fields to read. */
export interface VoipPhoneNode extends Node {
  readonly phone: Phone;
}

export interface VoipPhoneDef extends NodeDef {
  tls?: string;
  setup?: string;
}

export interface PhoneStateDef extends NodeDef {
  phone?: string;
}

/** Where events come in: of a listener, or of a node that has none. */
export interface EntranceDef extends NodeDef {
  /** In a subflow's instance: the id in the flow file. */
  _alias?: string;
  tls?: string;
  legacyTls?: boolean;
}

/** What a deployed `phone-listener` offers to its users. */
export interface PhoneListener {
  readonly id: string;
  readonly access: AccessReading;
  readonly entrance: EntranceDef;
}

export interface PhoneListenerNode extends Node {
  readonly listener: PhoneListener;
}

export interface ActionUrlInDef extends EntranceDef {
  listener?: string;
  phone?: string;
  path?: string;
  events?: unknown;
  allow?: string;
  trustedProxies?: string;
  rate?: string | number;
  unknownEvents?: boolean;
  baseUrl?: string;
  port?: string;
  guarded?: boolean;
}

export interface ActiveUriOutDef extends NodeDef {
  phone?: string;
  action?: string;
  value?: string;
  valueType?: string;
  line?: string;
  via?: string;
  transferType?: string;
  call?: string;
  after?: string | number;
  transport?: string;
  disruptive?: boolean;
  timeout?: string | number;
  retries?: string | number;
  maxAge?: string | number;
  confirm?: string;
  confirmWithin?: string | number;
  release?: boolean;
  rounds?: string | number;
  pause?: string | number;
  failures?: boolean;
}

/** Node-RED's own tls-config node, as far as it is offered to other nodes. */
export interface TlsConfigNode extends Node {
  valid?: boolean;
  addTLSOptions<T extends ConnectionOptions | TlsOptions>(options: T): T;
}
