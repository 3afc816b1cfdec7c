import type { Request, Response } from 'express';
import type { Node, NodeAPI } from 'node-red';
import { type AccessReading, readAccess } from './lib/events/read-access';
import type { Installation } from './lib/installation/installation';
import { readWish, sheetFile } from './lib/vendors/sheet-file';
import { listenerOf } from './nodes-by-id';
import { storedOf, variablesOf } from './properties';
import { isJson, TO_CHANGE } from './permissions';

const TYPE = 'action-url in';

/** A phone's configuration file with the token that is stored in a deployed node: dialogs never hold it. */
export function serveSheet(RED: NodeAPI, { vendors }: Installation): void {
  RED.httpAdmin.post(
    '/voip-phone/sheet',
    RED.auth.needsPermission(TO_CHANGE),
    (request: Request, response: Response) => {
      const refuse = (status: number, outcome: string): void => void response.status(status).json({ outcome });
      response.set('Cache-Control', 'no-store');
      if (!isJson(request)) return refuse(415, 'invalid');
      const wish = readWish(request.body, vendors);
      if (!wish) return refuse(400, 'invalid');
      const access = accessOf(RED, request.body);
      if (!access) return refuse(404, 'not-deployed');
      const { token, isGuard } = access;
      if (token === '') return refuse(409, isGuard ? 'token-lost' : 'no-token');
      response.json(sheetFile(wish, token, vendors));
    },
  );
}

/** Of the deployed listener that the dialog has chosen, else of its node, where that is deployed. */
function accessOf(RED: NodeAPI, asked: unknown): Pick<AccessReading, 'token' | 'isGuard'> | undefined {
  const { node: id, listener } = Object(asked) as { readonly node?: unknown; readonly listener?: unknown };
  if (listener !== undefined) return typeof listener === 'string' ? listenerOf(RED, listener)?.access : undefined;
  const node = typeof id === 'string' ? (RED.nodes.getNode(id) as Node | null) : null;
  return node?.type === TYPE ? readAccess(storedOf(RED, node, {}), variablesOf(RED, node)) : undefined;
}
