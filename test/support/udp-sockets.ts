import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/**
 * Where a process listens by UDP over IPv4, as `224.0.1.75:5060`: by what Linux tells in /proc. Other processes of the
 * machine may have the same address open, so that asking for it oneself proves nothing.
 */
export function udpSockets(pid: number): string[] {
  const inodes = new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
      } catch {
        // It was closed meanwhile.
        return [];
      }
    }),
  );
  const [, ...lines] = readFileSync(`/proc/${pid}/net/udp`, 'latin1').trim().split('\n');
  return lines.flatMap((line) => {
    const [, local = '', , , , , , , , inode = ''] = line.trim().split(/\s+/);
    return inodes.has(inode) ? [readable(local)] : [];
  });
}

/** `4B0100E0:13C4` is 224.0.1.75:5060, on processors that count up from the least byte. */
function readable(local: string): string {
  const [address = '', port = ''] = local.split(':');
  const bytes = [...Buffer.from(address, 'hex')].toReversed();
  return `${bytes.join('.')}:${Number.parseInt(port, 16)}`;
}
