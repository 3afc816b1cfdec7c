import { createSocket } from 'node:dgram';

/** Answers every request with 200, as fast as it can; a child process of the benchmark. Tells its port, and counts when asked. */
const socket = createSocket('udp4');
const branches = new Set<string>();
let received = 0;

socket.on('message', (bytes, from) => {
  received += 1;
  const text = bytes.toString('latin1');
  const lines = text.slice(0, text.indexOf('\r\n\r\n')).split('\r\n');
  const line = (name: string): string => lines.find((one) => one.startsWith(name)) ?? '';
  branches.add(line('Via:'));
  const answer = [
    'SIP/2.0 200 OK',
    line('Via:'),
    line('From:'),
    `${line('To:')};tag=sink`,
    line('Call-ID:'),
    line('CSeq:'),
    'Content-Length: 0',
    '',
    '',
  ];
  socket.send(answer.join('\r\n'), from.port, from.address);
});
socket.bind(0, '0.0.0.0', () => {
  socket.setRecvBufferSize(4 * 1024 * 1024);
  process.send?.({ port: socket.address().port });
});
process.on('message', () => {
  process.send?.({ received, copies: received - branches.size });
  received = 0;
  branches.clear();
});
process.on('disconnect', () => socket.close());
