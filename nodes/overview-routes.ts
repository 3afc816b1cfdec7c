import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Request, Response } from 'express';
import type { NodeAPI } from 'node-red';
import { languageOf } from './language-of';
import { diagnostics } from './lib/installation/diagnostics';
import type { Installation } from './lib/installation/installation';
import type { FlowNode } from './lib/installation/plain-settings';
import { mayChange, TO_LOOK } from './permissions';

/** Whoever may see statuses hears it: it names no other party. */
const TOPIC = 'voip-phone/phones';
/** Of the package: beside `dist` and beside the sources. */
const MANIFESTS = ['..', '../..'].map((up) => join(__dirname, up, 'package.json'));

/** What the sidebar shows: docs/sidebar.md. Answers are JSON and hold no secret. */
export function serveOverview(RED: NodeAPI, installation: Installation): void {
  const { overview, journal, reported } = installation;
  const allowed = RED.auth.needsPermission(TO_LOOK);
  const isTrusted = mayChange(RED);
  installation.language = languageOf(RED);
  overview.publish = (news) => RED.comms.publish(TOPIC, news, false);

  RED.httpAdmin.get('/voip-phone/phones', allowed, (request: Request, response: Response) => {
    void isTrusted(request).then((hasParties) => {
      const { revision } = overview;
      const strangers = hasParties ? reported.list((mac, address) => installation.findPhone(mac, address)) : undefined;
      response
        .set('Cache-Control', 'no-store')
        .json({ revision, phones: installation.rows.all(hasParties), ...(strangers && { strangers }) });
    });
  });

  RED.httpAdmin.get('/voip-phone/journal', allowed, (request: Request, response: Response) => {
    const after = Number(request.query['after']);
    const entries = journal.read(Number.isSafeInteger(after) && after > 0 ? after : 0);
    response.set('Cache-Control', 'no-store').json({ seq: journal.seq, entries });
  });

  RED.httpAdmin.get('/voip-phone/diagnostics', allowed, (_request: Request, response: Response) => {
    const { version: nodeRed = '' } = RED.settings as { readonly version?: string };
    const here = { node: process.version, platform: `${process.platform} ${process.arch}` };
    const versions = { package: packageVersion(), nodeRed, ...here };
    response.set('Cache-Control', 'no-store').json(diagnostics(installation, { versions, nodes: nodesOf(RED) }));
  });
}

function nodesOf(RED: NodeAPI): FlowNode[] {
  const nodes: FlowNode[] = [];
  RED.nodes.eachNode((node) => {
    const credentials = { ...(RED.nodes.getCredentials(node.id) as object | undefined) };
    nodes.push({ type: node.type, properties: { ...node }, credentials });
  });
  return nodes;
}

function packageVersion(): string {
  for (const file of MANIFESTS) {
    try {
      const { name, version } = JSON.parse(readFileSync(file, 'utf8')) as { name?: string; version?: string };
      if (name === 'node-red-contrib-voip-phone' && version) return version;
    } catch {
      // The other one.
    }
  }
  return '';
}
