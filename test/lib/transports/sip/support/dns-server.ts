import { createSocket } from 'node:dgram';
import { promises } from 'node:dns';
import { once } from 'node:events';

export type DnsRecord =
  | { type: 'A' | 'AAAA'; address: string }
  | { type: 'SRV'; priority: number; weight: number; port: number; target: string }
  | { type: 'NAPTR'; order: number; preference: number; flags: string; service: string; replacement: string };

const TYPES: Record<number, DnsRecord['type']> = { 1: 'A', 28: 'AAAA', 33: 'SRV', 35: 'NAPTR' };

/** A DNS server on loopback (RFC 1035, 2782, 3403) that knows the names it is given, and keeps what it was asked. */
export class DnsServer {
  readonly questions: string[] = [];
  readonly resolver: promises.Resolver;
  readonly #socket = createSocket('udp4');

  private constructor() {
    this.resolver = new promises.Resolver({ timeout: 2000, tries: 1 });
  }

  /** @param zone records by name, in lower case */
  static async start(zone: Record<string, DnsRecord[]>): Promise<DnsServer> {
    const server = new DnsServer();
    const socket = server.#socket;
    socket.on('message', (query, from) => {
      const { name, end } = readName(query, 12);
      const type = TYPES[query.readUInt16BE(end)];
      server.questions.push(`${name} ${type}`);
      const records = (zone[name] ?? []).filter((record) => record.type === type);
      const header = Buffer.from(query.subarray(0, 12));
      header.writeUInt16BE(zone[name] ? 0x8580 : 0x8583, 2);
      header.writeUInt16BE(records.length, 6);
      header.writeUInt32BE(0, 8);
      const answers = records.map((record) => {
        const rdata = rdataOf(record);
        const fixed = Buffer.alloc(12);
        fixed.writeUInt16BE(0xc00c, 0);
        fixed.writeUInt16BE(query.readUInt16BE(end), 2);
        fixed.writeUInt16BE(1, 4);
        fixed.writeUInt32BE(60, 6);
        fixed.writeUInt16BE(rdata.length, 10);
        return Buffer.concat([fixed, rdata]);
      });
      socket.send(Buffer.concat([header, query.subarray(12, end + 4), ...answers]), from.port, from.address);
    });
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    server.resolver.setServers([`127.0.0.1:${socket.address().port}`]);
    return server;
  }

  async close(): Promise<void> {
    this.resolver.cancel();
    this.#socket.close();
    await once(this.#socket, 'close');
  }
}

function readName(bytes: Buffer, start: number): { name: string; end: number } {
  const labels: string[] = [];
  let at = start;
  for (let length = bytes[at] ?? 0; length > 0; length = bytes[at] ?? 0) {
    labels.push(bytes.toString('latin1', at + 1, at + 1 + length).toLowerCase());
    at += 1 + length;
  }
  return { name: labels.join('.'), end: at + 1 };
}

function rdataOf(record: DnsRecord): Buffer {
  if (record.type === 'SRV') {
    return Buffer.concat([numbers(record.priority, record.weight, record.port), nameBytes(record.target)]);
  }
  if (record.type === 'NAPTR') {
    return Buffer.concat([
      numbers(record.order, record.preference),
      ...[record.flags, record.service, ''].map((text) => Buffer.from([text.length, ...Buffer.from(text)])),
      nameBytes(record.replacement),
    ]);
  }
  return record.type === 'A' ? Buffer.from(record.address.split('.').map(Number)) : addressBytes(record.address);
}

function numbers(...values: number[]): Buffer {
  return Buffer.from(values.flatMap((value) => [value >> 8, value & 0xff]));
}

function nameBytes(name: string): Buffer {
  const labels = name.split('.').filter(Boolean);
  return Buffer.from([...labels.flatMap((label) => [label.length, ...Buffer.from(label)]), 0]);
}

/** Understands `::` at the start or in the middle. */
function addressBytes(address: string): Buffer {
  const [left = '', right = ''] = address.split('::');
  const head = left.split(':').filter(Boolean);
  const tail = right.split(':').filter(Boolean);
  const groups = [...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail];
  return numbers(...groups.map((group) => Number.parseInt(group, 16)));
}
