import type { PbxText } from '../../../nodes/lib/setup/answers';
import { copyFor } from '../../../nodes/lib/setup/pbx/copy';
import { type PbxId, type PbxSystem, pbxSystem } from '../../../nodes/lib/setup/pbx/systems';
import type { AdoptedPhone, FileSettings } from '../../../nodes/lib/setup/types';
import { builtIn } from '../../support/vendors';
import { files, KEY, phone } from './fixtures';

export const BASE = 'http://192.168.5.2:1881';

/** One phone of each form that there are texts for. */
export const VENDORS: readonly Partial<AdoptedPhone>[] = [
  { vendor: 'yealink', model: 'SIP-T46G' },
  { vendor: 'flyingvoice', model: 'FIP13G' },
  { vendor: 'fanvil', model: 'X4U' },
  { vendor: 'fanvil', model: 'X4G' },
  { vendor: 'snom', model: 'D785' },
  { vendor: 'grandstream', model: 'GRP2614' },
  { vendor: 'htek', model: 'UC926' },
];

export function systemOf(id: PbxId): PbxSystem {
  const system = pbxSystem(id);
  if (!system) throw new Error(`no ${id}`);
  return system;
}

export function copy(
  id: PbxId,
  changes: Partial<AdoptedPhone> = {},
  settings: Partial<FileSettings> = {},
): readonly PbxText[] {
  const parts = { base: BASE, path: '/phone', secret: KEY, files: files(settings) };
  const texts = copyFor(phone(changes), parts, systemOf(id), builtIn);
  if ('lacks' in texts) throw new Error(texts.lacks);
  return texts;
}
