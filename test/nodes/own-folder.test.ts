import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NodeAPI } from 'node-red';
import { installationOf } from '../../nodes/installation-of';
import { ownFolderOf } from '../../nodes/own-folder';
import { own } from '../support/own';

const ACME = JSON.stringify({ id: 'acme', label: 'Acme' });

describe("where a user's vendor profiles lie", () => {
  let userDir: string;
  beforeEach(() => {
    userDir = mkdtempSync(join(tmpdir(), 'voip-phone-user-'));
    own(() => rmSync(userDir, { recursive: true, force: true }));
  });

  function start(settings: object): { readonly vendors: readonly string[]; readonly said: readonly string[] } {
    const said: string[] = [];
    const RED = {
      events: new EventEmitter(),
      settings,
      log: { warn: (text: string) => said.push(text) },
      _: (key: string) => key,
    } as unknown as NodeAPI;
    const { vendors } = installationOf(RED);
    return { vendors: vendors.profiles.map(({ id }) => id).filter((id) => vendors.isOwn(id)), said };
  }
  const put = (folder: string, name: string, text: string): void => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  const folderOf = (settings: object): string | undefined => ownFolderOf({ settings } as unknown as NodeAPI);

  it('is the folder voip-phone/profiles of the user directory; none there is none', () => {
    assert.deepEqual(start({ userDir }), { vendors: [], said: [] });
    put(join(userDir, 'voip-phone', 'profiles'), 'acme.json', ACME);
    assert.deepEqual(start({ userDir }), { vendors: ['acme'], said: [] });
    assert.deepEqual(start({ userDir, voipPhone: {} }), { vendors: ['acme'], said: [] });
  });

  it('is another by settings.js, from the user directory on or as a whole path', () => {
    put(join(userDir, 'vendors'), 'acme.json', ACME);
    for (const profiles of ['vendors', join(userDir, 'vendors')])
      assert.deepEqual(start({ userDir, voipPhone: { profiles } }), { vendors: ['acme'], said: [] });
    assert.deepEqual(start({ voipPhone: { profiles: join(userDir, 'vendors') } }).vendors, ['acme']);
    assert.equal(folderOf({}), undefined);
    assert.equal(folderOf({ voipPhone: { profiles: 'vendors' } }), undefined);
  });

  it('must be there where settings.js names it, and be text', () => {
    const [missing = ''] = start({ userDir, voipPhone: { profiles: 'nowhere' } }).said;
    assert.match(missing, /^\[voip-phone\] there is no folder .*nowhere for your vendor profiles: make it/);
    for (const profiles of [7, null, '', {}, ['x']]) {
      const { vendors, said } = start({ userDir, voipPhone: { profiles } });
      assert.deepEqual(vendors, []);
      assert.match(said.join('\n'), /^\[voip-phone\] voipPhone\.profiles in settings\.js must be a folder/);
    }
    for (const voipPhone of [7, null, 'x']) assert.deepEqual(start({ userDir, voipPhone }).said, []);
  });

  it('is told where it cannot be read', () => {
    put(userDir, 'file', '');
    const { said } = start({ userDir, voipPhone: { profiles: 'file' } });
    assert.match(
      said.join('\n'),
      /^\[voip-phone\] the folder .*file of your vendor profiles cannot be read \(ENOTDIR\)/,
    );
  });

  it('holds files of which each that is not used is told, by itself', () => {
    const folder = join(userDir, 'voip-phone', 'profiles');
    put(folder, 'acme.json', ACME);
    put(folder, 'bad.json', '{\n"id": "bad",\n}');
    put(folder, 'door.json', JSON.stringify({ id: 'door', label: 'Door', events: [{ event: 'hold' }] }));
    assert.deepEqual(start({ userDir }), {
      vendors: ['acme'],
      said: [
        '[voip-phone] your vendor profile bad.json is not used: it is not JSON, line 3: look for a missing or superfluous comma, quote or bracket there',
        '[voip-phone] your vendor profile door.json is not used: events row 1: label is missing: add it',
      ],
    });
  });
});
