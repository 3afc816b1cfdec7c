/**
 * Phones' web servers, all in one process that spends as little as it can: one port for each kind of phone, on every
 * loopback address. Checks digests as RFC 7616 says, so that only a command that a phone would take counts.
 */
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { CHALLENGE, isGranted } from './digest-login';
import { PHONE_KINDS, type PhoneKind } from './phone-kinds';

function serve(socket: Socket, kind: PhoneKind): void {
  const keeps = kind.startsWith('keep');
  const connection = `Connection: ${keeps ? 'keep-alive' : 'close'}`;
  const taken = `HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n${connection}\r\n\r\nOK`;
  const asked = `HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: ${CHALLENGE}\r\nContent-Length: 0\r\n${connection}\r\n\r\n`;
  let text = '';
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1');
    for (let end = text.indexOf('\r\n\r\n'); end >= 0; end = text.indexOf('\r\n\r\n')) {
      const answer = kind.endsWith('digest') && !isGranted(text.slice(0, end)) ? asked : taken;
      text = text.slice(end + 4);
      if (keeps) socket.write(answer);
      else socket.end(answer);
    }
  });
}

const servers = PHONE_KINDS.map((kind) => createServer({ noDelay: true }, (socket) => serve(socket, kind)));
let listening = 0;
for (const server of servers) {
  // A thousand connections come at once.
  server.listen({ port: 0, host: '0.0.0.0', backlog: 4096 }, () => {
    listening += 1;
    if (listening < servers.length) return;
    const ports = servers.map((one) => (one.address() as AddressInfo).port);
    process.send?.(Object.fromEntries(PHONE_KINDS.map((kind, index) => [kind, ports[index]])));
  });
}
process.once('disconnect', () => process.exit());
