import type { Request, Response } from 'express';
import type { NodeAPI } from 'node-red';
import type { Installation } from './lib/installation/installation';
import { presentState } from './lib/calls/present';
import { listenerOf } from './nodes-by-id';
import { TO_CHANGE, TO_LOOK } from './permissions';

/** What the dialogs ask the runtime. Answers are JSON and hold no secret. */
export function serveAdmin(RED: NodeAPI, { reported, directory, calls, oldTokens }: Installation): void {
  const allowed = RED.auth.needsPermission(TO_CHANGE);

  RED.httpAdmin.get(
    '/voip-phone/listener/:id/previous',
    RED.auth.needsPermission(TO_LOOK),
    (request: Request, response: Response) => {
      const listener = listenerOf(RED, request.params['id']);
      const { previous } = listener?.access ?? {};
      const isTaken = previous !== undefined && Date.now() < previous.until;
      response.set('Cache-Control', 'no-store').json({
        isKnown: previous !== undefined,
        isTaken,
        ...(previous && Number.isFinite(previous.until) && { until: new Date(previous.until).toISOString() }),
        phones: listener ? oldTokens.list(listener.id) : [],
      });
    },
  );

  RED.httpAdmin.get('/voip-phone/reported', allowed, (_request: Request, response: Response) => {
    const phones = reported.list(
      (mac, address) => directory.find(mac, address),
      (mac) => directory.learnedAddress(mac),
    );
    response.set('Cache-Control', 'no-store').json({ phones });
  });

  RED.httpAdmin.get('/voip-phone/:id/state', allowed, (request: Request, response: Response) => {
    // A dialog asks before its phone is deployed, too: that is no error, which browsers would log.
    response.set('Cache-Control', 'no-store').json(presentState(calls, request.params['id'] ?? '') ?? {});
  });
}
