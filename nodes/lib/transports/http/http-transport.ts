import type { ConnectionOptions } from 'node:tls';
import { Deadline, OVER, within } from '../../deadline';
import { PhoneError } from '../../errors';
import type { Moment } from '../../moment';
import { sentence } from '../../sentences/sentence';
import { askedFor } from '../authentication/asked';
import { Authorizer } from '../authentication/authorizer';
import type { NonceCounts } from '../authentication/nonce-counts';
import { refusesHandshake } from '../tls/fault';
import type { LoginOutcome, TransportAnswer, TransportOptions } from '../transport';
import type { Attempt, HttpPost } from './attempt';
import { Connections } from './connections';
import { type Endpoint, readEndpoint } from './endpoint';
import type { Exchange } from './exchange';
import { cutAfterSending, cutBeforeSending, unreachable, unreadable } from './failure';
import { readRedirect } from './redirect';
import { RequestWriter, VALUE } from './request-writer';
import { Turn } from './turn';

export type { HttpPost };

export interface HttpSettings {
  readonly protocol: 'http' | 'https';
  /** An IPv4 address, an IPv6 address with or without brackets, or a host name. */
  readonly host: string;
  /** Absent: 80 or 443. */
  readonly port?: number;
  /** For https: what a tls-config adds. */
  readonly tls?: ConnectionOptions;
  /** Used only when the phone asks, or by `login`. */
  readonly username?: string;
  readonly password?: string;
  /** `basic`: Basic goes with the first request, unasked. */
  readonly login?: '' | 'basic';
  /** Absent: those of the process. */
  readonly nonceCounts?: NonceCounts;
}

/** How long to wait for the fields of a 401 or a redirect, in milliseconds; then those that came must do. */
const CHALLENGE_PATIENCE = 1000;
/** How long to wait for the end of a body that decides, in milliseconds; then what came must do. */
const BODY_PATIENCE = 2000;
/** A nonce of before, bare, a challenge answered, a stale nonce renewed: the authorizer ends sooner than this. */
const ROUNDS = 5;
const NO_BODY = new Uint8Array();

/** Sends commands to one phone by HTTP or HTTPS. Each is sent once; again only where a 401 refused it. */
export class HttpTransport {
  readonly #settings: HttpSettings;
  readonly #authorizer: Authorizer | undefined;
  readonly #connections: Connections;
  readonly #deadlines = new Set<Deadline>();
  /** The last request's; undefined where none was made. */
  #turn: Turn | undefined;
  /** Read with the first request: settings do not change. */
  #endpoint: Endpoint | undefined;
  #writer: RequestWriter | undefined;
  #closed = false;

  constructor(settings: HttpSettings) {
    this.#settings = settings;
    this.#connections = new Connections(settings.tls);
    const { username = '', password = '', host, nonceCounts: counts } = settings;
    if (username + password === '') return;
    const server = `${host.trim().toLowerCase()}:${settings.port ?? (settings.protocol === 'https' ? 443 : 80)}`;
    const basicFirst = settings.login === 'basic';
    this.#authorizer = new Authorizer({ username, password }, { server, basicFirst, ...(counts && { counts }) });
  }

  /**
   * Sends GET `target` (path and query, percent-encoded), or POST where there is a body, and gives the final status: 401 too, where the phone's
   * challenge was answered in vain or could not be. Redirects are not followed. Requests go one after the other.
   * Throws a PhoneError: NO_ADDRESS, INVALID_VALUE (no request-target or content type), UNREACHABLE (nothing was sent), TIMEOUT,
   * UNREADABLE_ANSWER, CLOSED.
   */
  async request(target: string, options: TransportOptions, post?: HttpPost): Promise<TransportAnswer> {
    const { protocol, host, port } = this.#settings;
    this.#endpoint ??= readEndpoint(protocol, host, port);
    const endpoint = this.#endpoint;
    if (!/^\/[\x21-\x7e]*$/.test(target)) {
      throw new PhoneError('INVALID_VALUE', sentence('http.target'));
    }
    if (post && !VALUE.test(post.contentType)) throw new PhoneError('INVALID_VALUE', sentence('http.content-type'));
    const deadline = new Deadline(options.timeout, options.signal, { looks: true });
    if (this.#closed) deadline.close();
    const body = post && { post: { contentType: post.contentType, body: Buffer.from(post.body, 'utf8') } };
    const attempt: Attempt = { endpoint, target, options, deadline, ...body };
    const before = this.#turn?.over;
    const turn = new Turn(this.#turn);
    this.#turn = turn;
    this.#deadlines.add(deadline);
    try {
      await waitBeforeSending(before, attempt);
      this.#authorizer?.begin();
      return await this.#converse(attempt);
    } catch (error) {
      // No answer is no success either.
      this.#authorizer?.onEnd(undefined);
      throw error;
    } finally {
      deadline.dispose();
      this.#deadlines.delete(deadline);
      turn.finish();
    }
  }

  /** Ends everything: commands under way fail with CLOSED, connections are destroyed, later commands refused. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const deadline of this.#deadlines) deadline.close();
    await this.#connections.close();
  }

  /** The command, and its repetition where the phone refused it only for want of credentials. */
  async #converse(attempt: Attempt, round = 1): Promise<TransportAnswer> {
    const authorizer = this.#authorizer;
    // The end of the last answer may bring a nonce for this request.
    await waitBeforeSending(this.#connections.settled, attempt);
    const { target, post } = attempt;
    const authorization = authorizer?.authorize(post ? 'POST' : 'GET', target, post?.body ?? NO_BODY);
    const { status, exchange } = await this.#ask(attempt, authorization);
    let login: LoginOutcome | undefined;
    if (status === 401) {
      const challenges = exchange.head?.rawValues('www-authenticate') ?? [];
      const outcome = authorizer?.onChallenge(challenges) ?? 'unanswered';
      if (outcome === 'retry' && round < ROUNDS) return this.#converse(attempt, round + 1);
      login = { refused: outcome !== 'unanswered', asked: askedFor(challenges) };
    } else if (status === 407) {
      // A web proxy's: it is never told the phone's login.
      login = { refused: false, asked: askedFor(exchange.head?.rawValues('proxy-authenticate') ?? []) };
    }
    const redirect = isRedirect(status) && readRedirect(exchange.head?.values('location')[0], attempt.endpoint);
    return {
      status,
      ...(attempt.options.wantBody && { body: exchange.body }),
      ...(attempt.options.wantBody && authorization !== undefined && { isLoginCarried: true }),
      ...(login && { login }),
      ...(redirect && { redirect }),
    };
  }

  /** One request, and its answer as far as anybody needs it. */
  async #ask(attempt: Attempt, authorization: string | undefined): Promise<{ status: number; exchange: Exchange }> {
    const { target, options, deadline, post, endpoint } = attempt;
    this.#writer ??= new RequestWriter(endpoint);
    const request = this.#writer.write({ target, authorization, post });

    const connection = await this.#connections.acquire(attempt);
    if (deadline.isOver) {
      // The process stood still meanwhile: a key press must not leave later than it may.
      this.#connections.discard(connection);
      throw cutBeforeSending(attempt);
    }
    const kept = connection.used;
    const exchange = connection.send(request, options.wantBody === true);
    const outcome = await deadline.until(exchange.outcome);
    if (typeof outcome === 'number') {
      await this.#readOn(outcome, exchange, attempt);
      this.#connections.release(connection, exchange);
      if (deadline.reason === 'closed') throw cutAfterSending(attempt);
      return { status: outcome, exchange };
    }
    this.#connections.discard(connection);
    if (kept && outcome === 'broken') this.#connections.distrust();
    if (outcome === OVER) throw cutAfterSending(attempt);
    const { error, handshake } = connection;
    // An alert about our part of the handshake came after the request, of which nothing was read then; who has begun to
    // answer has read it.
    if (!kept && !connection.heard && refusesHandshake(error, handshake)) throw unreachable(attempt, error, handshake);
    if (outcome !== 'unsent') throw unreadable(attempt, outcome, error);
    // Nothing was written: the phone closed the kept connection first.
    if (!kept) throw unreachable(attempt, error ?? new Error('closed'), handshake);
    await waitBeforeSending(this.#connections.settled, attempt);
    return this.#ask(attempt, authorization);
  }

  /** Waits for what decides beyond the status, and for nothing else. */
  async #readOn(status: number, exchange: Exchange, { options, deadline }: Attempt): Promise<void> {
    if (status === 401 || status === 407) {
      await deadline.wait(within(exchange.headSeen.promise, CHALLENGE_PATIENCE));
      if (!exchange.head) exchange.stop();
    }
    if (status === 401) return;
    this.#authorizer?.onEnd(status);
    if (isRedirect(status)) await deadline.wait(within(exchange.headSeen.promise, CHALLENGE_PATIENCE));
    if (this.#authorizer) void this.#learn(exchange, this.#authorizer);
    // A body without an end must not hold up what the status has decided.
    if (options.wantBody) await deadline.wait(within(exchange.end.promise, BODY_PATIENCE));
  }

  /** Takes the nonce for the next command as soon as the answer's fields are there. */
  async #learn(exchange: Exchange, authorizer: Authorizer): Promise<void> {
    await exchange.headSeen.promise;
    authorizer.onInfo(exchange.head?.rawValues('authentication-info') ?? []);
  }
}

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400;
}

/** @param before undefined where there is nothing to wait for */
async function waitBeforeSending(before: Moment | undefined, attempt: Attempt): Promise<void> {
  const { deadline } = attempt;
  if (before && (await deadline.until(before)) === OVER) throw cutBeforeSending(attempt);
  if (deadline.isOver) throw cutBeforeSending(attempt);
}
