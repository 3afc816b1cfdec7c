import { Duplex } from 'node:stream';
import type { Dispatcher } from 'undici';
import { loadError } from '../../internal-error';

type Undici = typeof import('undici');

let loaded: Promise<Undici> | undefined;

/**
 * undici, loaded once and whole. It takes 0.1 s: not with the node's file, but in an idle moment after a start, or with
 * the first command by HTTP. What was loaded is kept, since a path may lead to another version tomorrow: npm replaces
 * the files of a running package.
 *
 * @throws PhoneError INTERNAL where its files are not (or only half) there; the next call tries again
 */
export function httpClient(): Promise<Undici> {
  if (loaded) return loaded;
  const loading = load();
  loaded = loading;
  loading.catch(() => (loaded = undefined));
  return loading;
}

async function load(): Promise<Undici> {
  try {
    const undici: Undici = require('undici');
    await exercise(undici);
    return undici;
  } catch (error) {
    throw loadError(error);
  }
}

/** undici reads its parser with its first connection: one that leads nowhere makes it do so now. */
async function exercise({ Client }: Undici): Promise<void> {
  const nowhere = new Duplex({
    read: () => undefined,
    write: (_chunk, _encoding, done) => {
      done();
      nowhere.push('HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n');
    },
  });
  const client = new Client('http://127.0.0.1', {
    connect: (_options, callback) => queueMicrotask(() => callback(null, nowhere as never)),
  });
  try {
    await new Promise<void>((resolve, reject) => {
      const handler: Dispatcher.DispatchHandler = {
        onRequestStart: () => undefined,
        onResponseStart: () => undefined,
        onResponseData: () => undefined,
        onResponseEnd: () => resolve(),
        onResponseError: (_controller, error) => reject(error),
      };
      client.dispatch({ method: 'GET', path: '/' }, handler);
    });
  } finally {
    await client.destroy();
    nowhere.destroy();
  }
}
