import type { ConnectionOptions } from 'node:tls';
import type { Request, Response } from 'express';
import type { Node, NodeAPI } from 'node-red';
import { languageOf } from './language-of';
import type { Installation } from './lib/installation/installation';
import type { Finding } from './lib/phones/finding';
import { readPhoneSettings } from './lib/phones/read-settings';
import { isAsDeployed, loginFor, readShown, type ShownPhone } from './lib/phones/shown-phone';
import { signOfLife } from './lib/phones/sign-of-life';
import { say, sentence } from './lib/sentences/sentence';
import { phoneNodeOf, tlsConfigOf } from './nodes-by-id';
import { flowOf, storedOf, variablesOf } from './properties';
import { isJson, TO_CHANGE } from './permissions';

/** Asks a phone for a sign of life as its dialog shows it, deployed or not. Answers hold no secret. */
export function serveTest(RED: NodeAPI, installation: Installation): void {
  const allowed = RED.auth.needsPermission(TO_CHANGE);
  const answer = (response: Response, finding: Promise<Finding>): void => {
    finding.then(
      (found) => response.json(found),
      (error: Error) => {
        RED.log.error(`[voip-phone] ${say(sentence('phone.test-failed', { error: error.message }), languageOf(RED))}`);
        response.status(500).json({ outcome: 'invalid' });
      },
    );
  };
  const refuse = (response: Response, status: number, outcome: Finding['outcome']): void =>
    void response.status(status).json({ outcome });

  RED.httpAdmin.post('/voip-phone/test', allowed, (request: Request, response: Response) => {
    response.set('Cache-Control', 'no-store');
    if (!isJson(request)) return refuse(response, 415, 'invalid');
    const shown = readShown(request.body);
    if (!shown) return refuse(response, 400, 'invalid');
    const node = phoneNodeOf(RED, shown.id);
    const stored = node && storedOf(RED, node, {});
    const login = loginFor(shown, stored);
    // A finding like others, which no browser logs as an error.
    if (!login) return refuse(response, 200, 'secret-elsewhere');
    const isDeployed = node && isAsDeployed(shown, login, stored);
    answer(response, isDeployed ? signOfLife(node.phone) : ask(shown, login, node));
  });

  RED.httpAdmin.post('/voip-phone/:id/test', allowed, (request: Request, response: Response) => {
    if (!isJson(request)) return refuse(response, 415, 'invalid');
    const node = phoneNodeOf(RED, request.params['id']);
    if (!node) return refuse(response, 404, 'not-deployed');
    answer(response, signOfLife(node.phone));
  });

  async function ask({ id, properties }: ShownPhone, login: object, node: Node | undefined): Promise<Finding> {
    const { tls } = properties as { readonly tls?: string };
    // A phone without a node sees the variables that all see.
    const lookUp = variablesOf(RED, node ?? ({} as Node));
    // Under another name: what is tried here must not end the wait of a password that was refused to the deployed phone.
    const settings = readPhoneSettings(
      `${id} as shown`,
      properties,
      { ...login },
      {
        ...{ lookUp, flow: node ? flowOf(RED, node) : '' },
        tls: tlsConfigOf(RED, tls)?.addTLSOptions<ConnectionOptions>({}),
      },
    );
    const phone = installation.undeployed(settings);
    try {
      return await signOfLife(phone);
    } finally {
      await phone.close();
    }
  }
}
