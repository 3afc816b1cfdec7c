import type { Request, Response } from 'express';
import type { NodeAPI } from 'node-red';
import { languageOf } from './language-of';
import type { Installation } from './lib/installation/installation';
import { listSetup } from './lib/setup/listing';
import { readRestartWish } from './lib/setup/restart-wish';
import { toldSetup } from './lib/setup/told';
import { answerWish, readSetupWish } from './lib/setup/wish';
import { phoneNodeOf } from './nodes-by-id';
import { isJson, TO_CHANGE, TO_LOOK } from './permissions';

/** What is known of phones that set themselves up, and what a person carries to a phone or a PBX. */
export function serveSetup(RED: NodeAPI, { setup, restarts }: Installation): void {
  const language = languageOf(RED);

  RED.httpAdmin.get('/voip-phone/setup', RED.auth.needsPermission(TO_LOOK), (_request: Request, response: Response) => {
    const list = listSetup(setup, performance.now(), language);
    response.set('Cache-Control', 'no-store').json(toldSetup(list, restarts, language));
  });

  RED.httpAdmin.post(
    '/voip-phone/setup',
    RED.auth.needsPermission(TO_CHANGE),
    (request: Request, response: Response) => {
      const refuse = (status: number, outcome: string): void => void response.status(status).json({ outcome });
      response.set('Cache-Control', 'no-store');
      if (!isJson(request)) return refuse(415, 'invalid');
      const restart = readRestartWish(request.body);
      if (restart?.make === 'restart')
        return void response.json({ outcome: 'restarting', count: restarts.start(restart.phones) });
      if (restart) {
        restarts.stop();
        return void response.json({ outcome: 'stopped' });
      }
      const wish = readSetupWish(request.body);
      if (!wish) return refuse(400, 'invalid');
      const phone = phoneNodeOf(RED, wish.phone)?.phone;
      if (!phone) return refuse(404, 'not-deployed');
      // What cannot be made is a finding like others, which no browser logs as an error.
      response.json(answerWish(wish, phone.settings, setup.listener(phone.settings.setup), setup));
    },
  );
}
