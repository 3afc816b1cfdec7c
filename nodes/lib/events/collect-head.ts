import type { Socket } from 'node:net';
import { HEAD_LIMIT, headEnd } from './mended-head';

/** A phone writes its request in one go; who needs longer for the rest of a head is none. */
const HEAD_TIME = 10_000;

/**
 * Takes a socket away from the HTTP parser that refused its first packet, and waits for the rest of the request's head.
 *
 * @param text what has come so far, one character per byte
 * @param done called once, at once where the head is already complete: with the head up to its empty line, or with
 *   undefined where it never became one
 */
export function collectHead(
  socket: Socket,
  text: string,
  done: (head: string | undefined) => void,
  milliseconds = HEAD_TIME,
): void {
  // The parser would complain about every further byte. Its `close` listeners stay: they free it.
  socket.removeAllListeners('data');
  socket.removeAllListeners('end');
  let head = text;
  const end = headEnd(head);
  if (end >= 0) {
    done(head.slice(0, end));
    return;
  }

  const finish = (result: string | undefined) => {
    clearTimeout(timer);
    socket.off('data', onData);
    socket.off('end', onGone);
    socket.off('close', onGone);
    done(result);
  };
  const onData = (chunk: Buffer) => {
    // The head's end may lie across the border of two packets, but no more than three characters of it.
    const from = Math.max(0, head.length - 3);
    head += chunk.toString('latin1');
    const tail = headEnd(head.slice(from));
    if (tail >= 0) finish(head.slice(0, from + tail));
    else if (head.length > HEAD_LIMIT) finish(undefined);
  };
  const onGone = () => finish(undefined);
  const timer = setTimeout(onGone, milliseconds);
  timer.unref();
  socket.on('data', onData);
  socket.on('end', onGone);
  socket.on('close', onGone);
}
