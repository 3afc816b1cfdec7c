/** What bare servers of this folder answer: as long as the answers that are measured beside them. */
const HEAD = `HTTP/1.1 200 OK\r\nDate: ${new Date(0).toUTCString()}\r\nContent-Length: 0\r\n`;

export const ANSWER = `${HEAD}\r\n`;
export const ANSWER_AND_END = `${HEAD}Connection: close\r\n\r\n`;

/** The load generator asks by HTTP/1.1 where it keeps its connections, and by HTTP/1.0 where it does not. */
export function keepsConnection(request: Buffer): boolean {
  return request.includes('HTTP/1.1');
}
