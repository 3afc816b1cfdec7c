import type { PlugOptions } from './plugged';
import type { Make } from './provisioned';

/** Makes with a model and the prefix of their MACs. */
export const FLEET_MAKES: readonly { readonly make: Make; readonly model: string; readonly prefix: string }[] = [
  { make: 'yealink', model: 'SIP-T46G', prefix: '001565' },
  { make: 'snom', model: 'D785', prefix: '000413' },
  { make: 'grandstream', model: 'GRP2614', prefix: 'c074ad' },
  { make: 'fanvil', model: 'X4U', prefix: '0c383e' },
  { make: 'htek', model: 'UC924', prefix: '001fc1' },
  { make: 'flyingvoice', model: 'FIP13G', prefix: '0021f2' },
];

/**
 * So many phones of all makes in turn, each with an address of its own.
 * @param first of their numbers: other phones have other MACs and addresses
 */
export function fleet(count: number, more: Partial<PlugOptions> = {}, first = 0): PlugOptions[] {
  return Array.from({ length: count }, (_, index) => {
    const { make, model, prefix } = FLEET_MAKES[index % FLEET_MAKES.length] as (typeof FLEET_MAKES)[number];
    const number = first + index;
    const mac = `${prefix}${(0x100 + number).toString(16).padStart(6, '0')}`;
    const [high, middle, low] = [Math.floor(number / 62_500), Math.floor(number / 250) % 250, number % 250];
    return { make, model, mac, address: `127.${40 + (high % 60)}.${middle}.${1 + low}`, ...more };
  });
}

/** Their nodes, set up by a listener. */
export function fleetNodes(phones: readonly PlugOptions[], setup: string): object[] {
  return phones.map(({ make, model, mac }) => ({
    ...{ id: `desk-${mac}`, type: 'voip-phone', name: `${make} ${mac.slice(-3)}`, vendor: make, model, mac, setup },
  }));
}
