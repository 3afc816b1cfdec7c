import { connect } from 'node:net';

/** The least that a command costs: connects, writes the request, reads the status line, closes. */
export function bareCommand(host: string, port: number, target: string, done: (status: string) => void): void {
  let status = '';
  const socket = connect({ host, port, noDelay: true });
  socket.write(`GET ${target} HTTP/1.1\r\nHost: ${host}:${port}\r\nConnection: close\r\n\r\n`, 'latin1');
  socket.on('data', (answer: Buffer) => {
    if (status === '') status = answer.toString('latin1', 9, 12);
    socket.destroy();
  });
  socket.on('error', (error: NodeJS.ErrnoException) => {
    status = error.code ?? 'error';
  });
  socket.on('close', () => done(status));
}
