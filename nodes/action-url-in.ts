import type { Server } from 'node:http';
import type { Node, NodeAPI, NodeMessage } from 'node-red';
import { attach, type HttpApp } from './lib/events/dispatcher';
import { listeners } from './lib/events/listeners';
import { mendRequests } from './lib/events/mend';
import { Reception, type ReceptionSettings } from './lib/events/reception';
import { belowRoot } from './lib/events/root';
import { directory } from './lib/phones/installation';
import { StatusLine } from './lib/status';
import { EVENTS, type EventId } from './lib/vocabulary';
import { readString } from './properties';
import type { ActionUrlInDef, TlsConfigNode, VoipPhoneNode } from './types';

interface HttpNodeSettings {
  readonly httpNodeRoot?: string | false;
  readonly httpNodeAuth?: unknown;
  readonly httpNodeMiddleware?: unknown;
}

export = (RED: NodeAPI): void => {
  function ActionUrlIn(this: Node<{ token?: string }>, config: ActionUrlInDef): void {
    RED.nodes.createNode(this, config);
    const status = new StatusLine((display) => this.status(display));
    const fail = (text: string, message: string): void => {
      status.set('failed', text);
      this.error(message);
    };
    const settings = receptionSettings(this, config);
    let latest = '';
    const showCounts = (): void => {
      const { refusedAddress, refusedToken, unknown } = reception.counts;
      const refused = refusedAddress + refusedToken + unknown;
      const text = [latest, refused > 0 ? `✗${refused}` : ''].filter(Boolean).join(' ');
      status.set(refused > 0 ? 'attention' : latest ? 'ok' : 'ready', text);
    };
    const open = (chosen: ReceptionSettings): Reception =>
      new Reception(chosen, {
        findPhone: (mac, address) => directory.find(mac, address),
        deliver: (message) => {
          latest = message.topic;
          showCounts();
          this.send(message as unknown as NodeMessage);
        },
        onCount: showCounts,
        onError: (error) => this.error(error),
      });
    let reception: Reception;
    try {
      reception = open(settings);
    } catch (error) {
      // A typing error must never open the door: the path exists and refuses everybody.
      reception = open({ ...settings, allow: '::/128' });
      fail('status.bad-allow', `allow list: ${(error as Error).message}`);
    }
    if (config.phone && !phoneNode(config.phone)) status.set('idle', 'status.no-phone');

    const port = readString(RED, this, config.port);
    const leave = port ? listen(this, port, config, reception) : share(this, reception);

    this.on('close', (done: () => void) => {
      status.close();
      leave().then(done, done);
    });

    function listen(node: Node, endpoint: string, { tls }: ActionUrlInDef, judge: Reception): () => Promise<void> {
      const tlsNode = tls ? (RED.nodes.getNode(tls) as TlsConfigNode | null) : null;
      if (tls && !tlsNode) {
        fail('status.no-tls', 'the chosen TLS configuration does not exist or is disabled: choose another, or none');
        return () => Promise.resolve();
      }
      try {
        const lease = listeners.acquire(endpoint, tlsNode?.addTLSOptions({}));
        const remove = lease.routes.add(judge.path, judge);
        lease.onState((state) => {
          if (state.listening) showCounts();
          else fail('status.port-in-use', state.message);
        });
        return () => {
          remove();
          return lease.release();
        };
      } catch (error) {
        fail('status.bad-port', (error as Error).message);
        return () => Promise.resolve();
      }
    }

    function share(node: Node, judge: Reception): () => Promise<void> {
      const { httpNodeRoot, httpNodeAuth, httpNodeMiddleware } = RED.settings as unknown as HttpNodeSettings;
      if (httpNodeRoot === false) {
        fail('status.no-http', 'Node-RED serves no HTTP nodes (httpNodeRoot is false): give this node a port of its own');
        return () => Promise.resolve();
      }
      const routes = attach(RED.httpNode as unknown as HttpApp, {
        middleware: httpNodeMiddleware,
        authenticated: Boolean(httpNodeAuth),
      });
      const remove = routes.add(judge.path, judge);
      const endMending = mendRequests(RED.server as unknown as Server, (target) => {
        const below = belowRoot(target, httpNodeRoot ?? '/');
        return below !== undefined && routes.has(below);
      });
      return () => {
        endMending();
        remove();
        return Promise.resolve();
      };
    }
  }

  function phoneNode(id: string): VoipPhoneNode | null {
    return RED.nodes.getNode(id) as VoipPhoneNode | null;
  }

  function receptionSettings(node: Node<{ token?: string }>, config: ActionUrlInDef): ReceptionSettings {
    const known = (Array.isArray(config.events) ? config.events : []).filter(
      (event): event is EventId => typeof event === 'string' && Object.hasOwn(EVENTS, event),
    );
    const token = node.credentials?.token;
    return {
      path: readString(RED, node, config.path) || '/phone',
      events: known.length > 0 ? new Set(known) : undefined,
      allow: readString(RED, node, config.allow),
      unknownEvents: config.unknownEvents === true,
      ...(token && { token: readString(RED, node, token) }),
      ...(config.phone && { phoneId: config.phone }),
    };
  }

  RED.nodes.registerType('action-url in', ActionUrlIn as unknown as Parameters<typeof RED.nodes.registerType>[1], {
    credentials: { token: { type: 'password' } },
  });
};
