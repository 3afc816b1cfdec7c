import type { EventReply } from '../../vendors';

/** @param bare a whole answer without a body, as `BareAnswers` makes it */
export function withReply(bare: string, { contentType, text }: EventReply): string {
  return (
    bare.replace('Content-Length: 0\r\n', `Content-Type: ${contentType}\r\nContent-Length: ${text.length}\r\n`) + text
  );
}
