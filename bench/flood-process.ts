/** A hostile sender in a process of its own: takes a `FloodJob`, says when its connections stand, floods until it is left. */
import { connect, type Socket } from 'node:net';
import type { FloodJob } from './flood';

/** Bytes written in one go. */
const PIECE = 64 * 1024;
/** Milliseconds until a connection that was cut is opened again. */
const REOPEN = 5;

const sockets = new Set<Socket>();
let isOver = false;

function open(job: FloodJob, piece: Buffer, onOpen: () => void): void {
  const socket = connect({ port: job.port, host: '127.0.0.1', localAddress: job.from });
  sockets.add(socket);
  const write = (): void => {
    if (piece.length > 0) while (!socket.destroyed && socket.write(piece)) continue;
  };
  socket.once('connect', () => {
    onOpen();
    write();
  });
  socket.on('drain', write);
  socket.resume();
  socket.on('error', () => undefined);
  socket.once('close', () => {
    sockets.delete(socket);
    if (!isOver) setTimeout(() => open(job, piece, onOpen), REOPEN);
  });
}

process.once('message', (job: FloodJob) => {
  const { request, connections } = job;
  const piece = Buffer.from(request.repeat(request === '' ? 0 : Math.ceil(PIECE / request.length)), 'latin1');
  let opened = 0;
  for (let i = 0; i < connections; i++) {
    open(job, piece, () => {
      if (++opened === connections) process.send?.(opened);
    });
  }
});
process.once('disconnect', () => {
  isOver = true;
  for (const socket of sockets) socket.destroy();
});
