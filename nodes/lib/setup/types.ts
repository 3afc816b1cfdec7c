import type { EventId } from '../vendors';

/** A deployed phone that a listener sets up, as far as its file depends on it. */
export interface AdoptedPhone {
  /** Of its node. */
  readonly id: string;
  readonly name: string;
  readonly vendor: string;
  /** '' where the node has none. */
  readonly model: string;
  /** 12 lower-case hex digits; '' where the node has none: then it gets nothing. */
  readonly mac: string;
}

/** What a listener wants to stand in its phones' files, and what their addresses are made of. */
export interface FileSettings {
  /** Of the listener's events, as routes have it: `/phone`, '' for the root. */
  readonly path: string;
  /** The listener's, at least 16 characters. */
  readonly token: string;
  /** Whose URLs the file holds; empty: every event that the vendor has a parameter for. */
  readonly events: readonly EventId[];
  /** Addresses that may command the phones; '': this host's in the phone's network; '-': the phone's list is left alone. */
  readonly commandsFrom: string;
  /** The listener's `setupKey`, else its token: files are known again by what is made with it. */
  readonly digestKey: string;
}

/** How a phone sees this server. */
export interface Place {
  /** Up to the listener's path: `http://192.168.5.2:1881`. */
  readonly base: string;
  /** This host's address in the phone's own network, where it has one. */
  readonly here?: string;
}

/** Why a phone gets no file. */
export const LACKS = [
  'listener',
  'twice',
  'mac',
  'vendor',
  'fetching',
  'partial',
  'series',
  'model',
  'events',
  'size',
  'base',
] as const;
export type Lack = (typeof LACKS)[number];
