import type { Request, Response } from 'express';
import type { NodeAPI } from 'node-red';

/** What is known of deployed phones and of what arrived: for whoever may look at flows with phones in them. */
export const TO_LOOK = 'voip-phone.read';
/** What names other parties, asks phones or holds tokens: for whoever may change such flows. */
export const TO_CHANGE = 'voip-phone.write';

/** A form of another site can send everything but this type without being asked first by the browser. */
export function isJson({ headers }: Pick<Request, 'headers'>): boolean {
  return /^application\/json\b/i.test(headers['content-type'] ?? '');
}

/**
 * Whether somebody who may look may also change, by Node-RED's own word: it offers no question, so its handler is asked with
 * an answer that nobody gets. Where it audits, a line says that the permission was missing.
 */
export function mayChange(RED: NodeAPI): (request: Request) => Promise<boolean> {
  const allowed = RED.auth.needsPermission(TO_CHANGE);
  return (request) =>
    new Promise((resolve) => {
      const refuse = (): void => resolve(false);
      const none = { statusCode: 0, setHeader() {}, status: () => none, sendStatus: refuse, send: refuse, end: refuse };
      allowed(request, none as unknown as Response, (error?: unknown) => resolve(error === undefined));
    });
}
