import type * as runtime from '../../nodes/lib/setup/listed';
import { isObject } from './answers';

/** As the runtime tells it, whose words may be those of another version: any text stands for each. */
type Told<T> = T extends string
  ? string
  : T extends boolean
    ? boolean
    : T extends object
      ? { readonly [Name in keyof T]: Told<T[Name]> }
      : T;

/** What `GET voip-phone/setup` tells (docs/setup.md), as far as the tab shows it. */
export type SetupList = Omit<Told<runtime.SetupList>, 'listeners' | 'guessing' | 'phones'> & {
  readonly phones: readonly ListedPhone[];
};
export type ListedPhone = Omit<Told<runtime.ListedPhone>, 'name' | 'listener'>;
export type AskingPhone = Told<runtime.AskingPhone>;
export type NetworkWatch = Told<runtime.NetworkWatch>;

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
