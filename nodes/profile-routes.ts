import { dirname, join, relative, sep } from 'node:path';
import type { Request, Response } from 'express';
import type { NodeAPI } from 'node-red';
import type { Installation } from './lib/installation/installation';
import { listedVendor } from './lib/vendors/listing';
import { startFrom } from './lib/vendors/own';
import { ownFolderOf } from './own-folder';
import { TO_LOOK } from './permissions';

/** Beside `dist/nodes`, where this file is built to. */
const SCHEMA = join(dirname(dirname(__dirname)), 'resources', 'vendor-profile.schema.json');

/** The user's own vendors, which dialogs offer beside ours; and ours as files to start from. */
export function serveProfiles(RED: NodeAPI, { vendors, ownProfiles }: Installation): void {
  const allowed = RED.auth.needsPermission(TO_LOOK);

  RED.httpAdmin.get('/voip-phone/profiles', allowed, (_request: Request, response: Response) => {
    response.set('Cache-Control', 'no-store').json({
      profiles: ownProfiles.profiles.map(({ profile, isUnchecked }) => ({
        vendor: listedVendor(profile),
        isUnchecked,
      })),
      refused: ownProfiles.refused.map(({ name }) => name),
    });
  });

  RED.httpAdmin.get('/voip-phone/profiles/:id', allowed, (request: Request, response: Response) => {
    const profile = vendors.profile(request.params['id'] ?? '');
    response.set('Cache-Control', 'no-store');
    if (profile) response.json(startFrom(profile, schemaFrom(ownFolderOf(RED))));
    else response.status(404).json({});
  });
}

/** As a file in that folder names it; the same on every system. */
function schemaFrom(folder: string | undefined): string {
  return (folder === undefined ? SCHEMA : relative(folder, SCHEMA)).split(sep).join('/');
}
