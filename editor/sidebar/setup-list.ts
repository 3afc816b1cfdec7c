import { isObject } from './answers';

/**
 * What `GET voip-phone/setup` tells (docs/setup.md), as far as the tab shows it. The runtime's types would bring its
 * sockets into the browser's code; a test has the compiler compare them.
 */

export interface ListedPhone {
  readonly id: string;
  readonly vendor: string;
  readonly model: string;
  readonly mac: string;
  readonly standing?: string;
  readonly lacks?: string;
  readonly fetched?: string;
  readonly reported?: string;
  readonly address?: string;
  readonly leavesCommands?: boolean;
  readonly tooLong?: readonly string[];
  readonly otherMac?: string;
  readonly elsewhere?: boolean;
  readonly asked?: string;
  readonly offered?: string;
  readonly silence?: string;
  readonly quiet?: string;
  readonly restart?: { readonly step: string; readonly text?: string };
}

/** A phone that asks the network and that nobody has adopted. All texts but `mac` and `vendor` are a stranger's. */
export interface AskingPhone {
  readonly mac: string;
  readonly vendor: string;
  readonly model: string;
  readonly version: string;
  readonly address: string;
  readonly first: string;
  readonly last: string;
  readonly id?: string;
}

export interface NetworkWatch {
  readonly state: string;
  readonly trouble?: string;
  readonly since?: string;
  readonly heard?: string;
  readonly isDeaf?: boolean;
}

export interface SetupList {
  readonly phones: readonly ListedPhone[];
  readonly network: NetworkWatch;
  readonly asking: readonly AskingPhone[];
}

const isListed = (value: unknown): value is ListedPhone =>
  isObject(value) && typeof value['id'] === 'string' && typeof value['mac'] === 'string';

const ASKED = ['mac', 'vendor', 'model', 'version', 'address', 'first', 'last'] as const;
const isAsking = (value: unknown): value is AskingPhone =>
  isObject(value) &&
  ASKED.every((name) => typeof value[name] === 'string') &&
  /^[\da-f]{12}$/.test(String(value['mac']));

export const isSetupList = (value: unknown): value is SetupList =>
  isObject(value) &&
  isObject(value['network']) &&
  typeof value['network']['state'] === 'string' &&
  Array.isArray(value['phones']) &&
  value['phones'].every(isListed) &&
  Array.isArray(value['asking']) &&
  value['asking'].every(isAsking);
