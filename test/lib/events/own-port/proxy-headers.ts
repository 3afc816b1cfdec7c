/** PROXY headers of version 2 as they travel, one character per byte. */

const SIGNATURE = '\r\n\r\n\0\r\nQUIT\n';
const word = (value: number): string => String.fromCharCode(value >> 8, value & 255);

/** @param command version and command: 0x21 is PROXY, 0x20 LOCAL; `family` and protocol: 0x11 is TCP over IPv4 */
export const v2 = (command: number, family: number, block: string): string =>
  `${SIGNATURE}${String.fromCharCode(command, family)}${word(block.length)}${block}`;

/** From there to 10.0.0.1:1881. */
export const ipv4Block = (source: string): string =>
  `${String.fromCharCode(...source.split('.').map(Number))}\x0a\x00\x00\x01${word(40_312)}${word(1881)}`;

/** @param source 32 hex digits */
export const ipv6Block = (source: string): string =>
  `${Buffer.from(source, 'hex').toString('latin1')}${'\0'.repeat(15)}\x01${word(40_312)}${word(1881)}`;

export const tlv = (type: number, value: string): string => `${String.fromCharCode(type)}${word(value.length)}${value}`;

/** The header of version 1 for a connection from there. */
export const v1 = (source: string): string => `PROXY TCP4 ${source} 10.0.0.1 40312 1881\r\n`;
