import type { Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { Server, Socket } from 'node:net';
import type { RootHookObject } from 'mocha';

/**
 * What a test opens, it owns: `const server = own(createServer())` is closed when the test is over, whether it passed or not,
 * the last opened first. Closing it in the test's last line would leave it open where an assertion before that fails,
 * and a server that is open keeps the whole run from ending.
 */

type Closable =
  | Server
  | UdpSocket
  | Socket
  | { close(): unknown }
  | { stop(): unknown }
  | { dispose(): unknown }
  | { abort(): unknown }
  | (() => unknown);

interface Owned {
  readonly name: string;
  readonly close: () => unknown;
}

/** How long each of them may take to close, in milliseconds. */
const PATIENCE = 5000;
/** Says that it was closed already, by the test itself. */
const CLOSED = new Set(['ERR_SERVER_NOT_RUNNING', 'ERR_SOCKET_DGRAM_NOT_RUNNING']);

// mocha loads this file for the hook and the tests load it for `own`, perhaps as two modules.
const shared = globalThis as typeof globalThis & { [OWNED]?: Set<Owned> };
const OWNED = Symbol.for('voip-phone.test.owned');
const owned = (shared[OWNED] ??= new Set());

/**
 * Closes a resource when the test that runs now is over: for what is opened in a test or a `beforeEach`. What lasts for a
 * whole suite is closed in its `after`.
 *
 * @param resource a server (its connections are ended too), a socket, anything with `close`, `stop`, `dispose` or `abort`,
 *   or a function; one that was closed meanwhile may be closed again without an error
 * @returns the resource
 */
export function own<T extends Closable>(resource: T): T {
  const entry = { name: nameOf(resource), close: closingOf(resource) };
  owned.add(entry);
  if (resource instanceof Socket) resource.once('close', () => owned.delete(entry));
  return resource;
}

/** Closes all that is owned, each within a bound of time. @throws what went wrong, when all have had their turn */
export async function closeOwned(patience = PATIENCE): Promise<void> {
  const entries = [...owned].reverse();
  owned.clear();
  const complaints: string[] = [];
  for (const entry of entries) {
    const complaint = await closeOne(entry, patience);
    if (complaint) complaints.push(complaint);
  }
  if (complaints.length > 0) throw new Error(complaints.join('; '));
}

/** Once for all tests: `.mocharc.json` names this file. */
export const mochaHooks: RootHookObject = { afterEach: () => closeOwned() };

async function closeOne({ name, close }: Owned, patience: number): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`${name} did not close within ${patience} ms`), patience);
  });
  try {
    return await Promise.race([closed(close), late]);
  } catch (error) {
    if (CLOSED.has((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    return `${name} did not close: ${String(error)}`;
  } finally {
    clearTimeout(timer);
  }
}

async function closed(close: () => unknown): Promise<undefined> {
  await close();
}

function nameOf(resource: Closable): string {
  return typeof resource === 'function' ? resource.name || 'a function' : resource.constructor.name;
}

function closingOf(resource: Closable): () => unknown {
  if (typeof resource === 'function') return resource;
  if (resource instanceof Server) return closingOfServer(resource);
  if (resource instanceof Socket) return () => resource.destroy();
  if ('bind' in resource) return () => closeUdp(resource);
  if ('close' in resource) return () => resource.close();
  if ('stop' in resource) return () => resource.stop();
  if ('dispose' in resource) return () => resource.dispose();
  return () => resource.abort();
}

/** Of an HTTP or TLS server as well: all are servers of node:net, and none ends before its connections have. */
function closingOfServer(server: Server): () => Promise<unknown> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return async () => {
    for (const socket of sockets) socket.destroy();
    if (!server.listening) return;
    server.close();
    await once(server, 'close');
  };
}

async function closeUdp(socket: UdpSocket): Promise<void> {
  socket.close();
  await once(socket, 'close');
}
