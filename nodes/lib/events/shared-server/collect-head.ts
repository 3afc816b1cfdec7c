import type { Socket } from 'node:net';
import { ByteStore } from '../byte-store';
import { HEAD_LIMIT, headEnd } from './mended-head';

/** A phone writes its request in one go; who needs longer for the rest of a head is none. */
const HEAD_TIME = 10_000;

/**
 * Takes a socket away from the HTTP parser that refused its first packet, and waits for the rest of the request's head.
 *
 * @param packet what has come so far
 * @param done called once, at once where the head is already complete: with the head up to its empty line, one character
 *   per byte, or with undefined where it never became one
 */
export function collectHead(
  socket: Socket,
  packet: Buffer,
  done: (head: string | undefined) => void,
  milliseconds = HEAD_TIME,
): void {
  // The parser would complain about every further byte. Its `close` listeners stay: they free it.
  socket.removeAllListeners('data');
  socket.removeAllListeners('end');
  const store = new ByteStore();
  const add = (chunk: Buffer): string | undefined => {
    // The end may lie across the border of two packets: `\n`, `\r` and then `\n`.
    const from = Math.max(0, store.length - 2);
    store.append(chunk);
    const end = headEnd(store.text(from));
    return end < 0 ? undefined : store.take().slice(0, from + end);
  };
  const complete = add(packet);
  if (complete !== undefined) {
    done(complete);
    return;
  }

  const finish = (head: string | undefined) => {
    clearTimeout(timer);
    socket.off('data', onData);
    socket.off('end', onGone);
    socket.off('close', onGone);
    done(head);
  };
  const onData = (chunk: Buffer) => {
    const head = add(chunk);
    if (head !== undefined || store.length > HEAD_LIMIT) finish(head);
  };
  const onGone = () => finish(undefined);
  const timer = setTimeout(onGone, milliseconds);
  timer.unref();
  socket.on('data', onData);
  socket.on('end', onGone);
  socket.on('close', onGone);
}
