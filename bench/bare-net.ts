/**
 * The fastest answer that this machine can give at all: a bare node:net server that takes the first bytes of a request
 * for a whole one, answers, and ends the connection of who speaks HTTP/1.0. Tells its port.
 */
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { ANSWER, ANSWER_AND_END, keepsConnection } from './bare-answer';

const open = new Set<Socket>();
const server = createServer({ noDelay: true }, (socket) => {
  open.add(socket);
  socket.on('data', (request: Buffer) => {
    if (keepsConnection(request)) socket.write(ANSWER, 'latin1');
    else socket.end(ANSWER_AND_END, 'latin1');
  });
  socket.on('error', () => socket.destroy());
  socket.on('close', () => open.delete(socket));
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => {
  for (const socket of open) socket.destroy();
  server.close();
});
