import type { Request, Response } from 'express';
import type { Node, NodeAPI } from 'node-red';
import { readReception } from './lib/events/read-reception';
import type { Installation } from './lib/installation/installation';
import { readWish, sheetFile } from './lib/vendors/sheet-file';
import { storedOf, variablesOf } from './properties';

/** What it answers holds a token: only who could read that in the flow file is given it. */
const PERMISSION = 'voip-phone.write';
const TYPE = 'action-url in';

/** A phone's configuration file with the token that is stored in a deployed node: dialogs never hold it. */
export function serveSheet(RED: NodeAPI, { vendors }: Installation): void {
  RED.httpAdmin.post(
    '/voip-phone/sheet',
    RED.auth.needsPermission(PERMISSION),
    (request: Request, response: Response) => {
      const refuse = (status: number, outcome: string): void => void response.status(status).json({ outcome });
      response.set('Cache-Control', 'no-store');
      // A form of another site can send everything but this type without being asked first by the browser.
      if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return refuse(415, 'invalid');
      const { node: id } = Object(request.body) as { readonly node?: unknown };
      const wish = readWish(request.body, vendors);
      if (!wish) return refuse(400, 'invalid');
      const node = typeof id === 'string' ? eventNodeOf(RED, id) : undefined;
      if (!node) return refuse(404, 'not-deployed');
      const { settings, isGuard } = readReception(storedOf(RED, node, {}), variablesOf(RED, node), undefined, vendors);
      if (!settings.token) return refuse(409, isGuard ? 'token-lost' : 'no-token');
      response.json(sheetFile(wish, settings.token, vendors));
    },
  );
}

function eventNodeOf(RED: NodeAPI, id: string): Node | undefined {
  const node = RED.nodes.getNode(id) as Node | null;
  return node?.type === TYPE ? node : undefined;
}
