// A process of its own, so that it can be stopped: commands a phone by each transport at once and prints how each ended.
import { PhoneError } from '../../../../nodes/lib/errors';
import { HttpTransport } from '../../../../nodes/lib/transports/http/http-transport';
import { SipStack } from '../../../../nodes/lib/transports/sip';
import { press, Site, sending } from '../../phones/phones';
import { keyPress } from '../sip/support/requests';

/** Ports by transport, and for `queue` that of a phone with a command that waits behind the first. */
type Ports = Readonly<Partial<Record<'http' | 'https' | 'udp' | 'tcp' | 'tls' | 'queue', number>>>;

async function run(ports: Ports, timeout: number): Promise<void> {
  const stack = new SipStack();
  const site = new Site();
  const options = { timeout, signal: new AbortController().signal };
  const tls = { rejectUnauthorized: false };
  const closing: (() => Promise<void>)[] = [() => stack.close(), () => site.close()];

  const commands = Object.entries(ports).flatMap(([name, port]): [string, Promise<unknown>][] => {
    if (name === 'http' || name === 'https') {
      const transport = new HttpTransport({ protocol: name, host: '127.0.0.1', port, tls });
      closing.push(() => transport.close());
      return [[name, transport.request('/key?1', options)]];
    }
    if (name === 'queue') {
      const phone = site.add({ port });
      const send = (key: string) => phone.send(press(key), sending({ timeout, maxAge: timeout }));
      return [
        ['queue 1', send('1')],
        ['queue 2', send('2')],
      ];
    }
    const transport = name as 'udp' | 'tcp' | 'tls';
    const request = keyPress({ uri: `sip:6040@127.0.0.1:${port}`, transport, ...(name === 'tls' && { tls }) });
    return [[name, stack.notify(request, options)]];
  });
  const told = commands.map(async ([name, outcome]): Promise<[string, unknown]> => {
    try {
      return [name, ((await outcome) as { status: number }).status];
    } catch (error) {
      return [name, error instanceof PhoneError ? error.code : String(error)];
    }
  });
  process.stdout.write(JSON.stringify(Object.fromEntries(await Promise.all(told))));
  await Promise.all(closing.map((close) => close()));
}

void run(JSON.parse(process.argv[2] ?? '{}') as Ports, Number(process.argv[3]));
