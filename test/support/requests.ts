import { once } from 'node:events';
import { connect } from 'node:net';

/**
 * Sends bytes as they are (one character per byte) and reads until the server ends the connection.
 * @returns everything the server said, one character per byte
 */
export async function sendRaw(port: number, bytes: string, host = '127.0.0.1', from?: string): Promise<string> {
  const socket = connect({ port, host, ...(from && { localAddress: from }) });
  let answer = '';
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    answer += chunk;
  });
  await once(socket, 'connect');
  socket.write(bytes, 'latin1');
  await once(socket, 'close');
  return answer;
}

/** A phone's request: HTTP/1.0, no Host, the target byte for byte. Resolves to the status. */
export async function phoneRequest(
  port: number,
  target: string,
  method = 'GET',
  host = '127.0.0.1',
  from?: string,
): Promise<number> {
  const answer = await sendRaw(port, `${method} ${target} HTTP/1.0\r\n\r\n`, host, from);
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(answer)?.[1];
  if (!status) throw new Error(`no status in ${JSON.stringify(answer)}`);
  return Number(status);
}

/** As `phoneRequest`, once somebody listens: a process of its own has no event for that. */
export async function firstRequest(port: number, target: string): Promise<number> {
  for (;;) {
    try {
      return await phoneRequest(port, target);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ECONNREFUSED') throw error;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}
