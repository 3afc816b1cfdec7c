import type { Protection } from './gatekeeper';
import { parameter, parseTarget, type Query, type WebRequest } from './web-request';
import { type WebReply, WebServer } from './web-server';

interface Session {
  readonly session: number;
  readonly direction: 'incoming' | 'outgoing';
  readonly number: string;
  state: 'ringing' | 'connected' | 'terminated';
}

interface Options {
  readonly protection?: Protection;
  /** Switches that are locked: "error code 14, action failed". */
  readonly locked?: readonly number[];
}

const SWITCHES = 4;

/**
 * A 2N IP intercom's HTTP API as its manual describes it: `/api/<group>/<function>`, answers in JSON. Errors that the pages
 * at hand do not number have the number 2N's answer to a mistake in a request has in public programs: 12.
 */
export class TwoNIntercom {
  readonly host = '127.0.0.1';
  readonly web: WebServer;
  readonly sessions: Session[] = [];
  /** Switches that are on. */
  readonly on = new Set<number>();
  /** Functions that were carried out, with their parameters. */
  readonly done: string[] = [];
  readonly #locked: readonly number[];
  #count = 0;

  constructor({ protection, locked = [] }: Options = {}) {
    this.#locked = locked;
    this.web = new WebServer(
      { host: this.host, port: 0, ...(protection && { protection }) },
      { permits: () => true, handle: (request) => this.#handle(request) },
    );
  }

  get port(): number {
    return this.web.port;
  }

  async start(): Promise<this> {
    await this.web.start();
    return this;
  }

  async stop(): Promise<void> {
    await this.web.stop();
  }

  /** Rings: somebody calls the intercom. */
  receiveCall(number: string): Session {
    return this.#add('incoming', number);
  }

  #add(direction: Session['direction'], number: string): Session {
    this.#count += 1;
    const session: Session = { session: this.#count, direction, number, state: 'ringing' };
    this.sessions.push(session);
    return session;
  }

  #handle(request: WebRequest): WebReply {
    const query = parseTarget(request.target);
    const reply = this.#perform(query);
    if ('success' in reply && reply.success) this.done.push(request.target);
    return { status: 200, body: JSON.stringify(reply) };
  }

  #perform(query: Query): Readonly<Record<string, unknown>> {
    switch (query.path) {
      case '/api/system/info':
        return {
          success: true,
          result: { variant: '2N IP Vario', serialNumber: '08-1860-0035', swVersion: '2.10.0.19.2' },
        };
      case '/api/system/restart':
      case '/api/config/factoryreset':
        return { success: true };
      case '/api/call/dial':
        return this.#dial(parameter(query, 'number') ?? '');
      case '/api/call/answer':
        return this.#change(
          query,
          'connected',
          ({ direction, state }) => direction === 'incoming' && state === 'ringing',
        );
      case '/api/call/hangup':
        return this.#change(query, 'terminated', ({ state }) => state !== 'terminated');
      case '/api/switch/ctrl':
        return this.#switch(Number(parameter(query, 'switch')), parameter(query, 'action') ?? '');
      default:
        return failure(2, 'invalid request path');
    }
  }

  #dial(number: string): Readonly<Record<string, unknown>> {
    if (number === '') return failure(12, 'invalid parameter value');
    return { success: true, result: { session: this.#add('outgoing', number).session } };
  }

  #change(
    query: Query,
    state: Session['state'],
    fits: (session: Session) => boolean,
  ): Readonly<Record<string, unknown>> {
    const found = this.sessions.find(({ session }) => session === Number(parameter(query, 'session')));
    if (!found || !fits(found)) return failure(12, 'invalid parameter value');
    found.state = state;
    return { success: true };
  }

  #switch(number: number, action: string): Readonly<Record<string, unknown>> {
    if (!(number >= 1 && number <= SWITCHES) || !['on', 'off', 'trigger'].includes(action))
      return failure(12, 'invalid parameter value');
    if (this.#locked.includes(number)) return failure(14, 'action failed');
    if (action === 'on' || (action === 'trigger' && !this.on.has(number))) this.on.add(number);
    else this.on.delete(number);
    return { success: true };
  }
}

function failure(code: number, description: string): Readonly<Record<string, unknown>> {
  return { success: false, error: { code, description } };
}
