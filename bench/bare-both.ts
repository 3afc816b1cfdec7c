/**
 * The fastest reaction that this machine can give at all: one bare process that answers an event as `bare-net.ts` does and
 * sends a command as `bare-client.ts` does. Tells its port; hears of the phones' port by a message.
 */
import { type AddressInfo, createServer } from 'node:net';
import { ANSWER_AND_END } from './bare-answer';
import { bareCommand } from './bare-command';
import { addressOf } from './phones';
import { commandTarget, REACTION_PHONES, reactingPhone } from './reaction-job';

let phonesPort = 0;
process.on('message', (port: number) => {
  phonesPort = port;
});

const server = createServer({ noDelay: true }, (socket) => {
  socket.on('data', (request: Buffer) => {
    socket.end(ANSWER_AND_END, 'latin1');
    const id = /call_id=(\d+)/.exec(request.toString('latin1'))?.[1] ?? '0';
    const host = addressOf(reactingPhone(Number(id)) % REACTION_PHONES);
    bareCommand(host, phonesPort, commandTarget(id), () => undefined);
  });
  socket.on('error', () => socket.destroy());
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit());
