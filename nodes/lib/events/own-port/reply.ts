import type { EventReply } from '../../vendors';
import type { ServedFile } from './beside';

/** @param bare a whole answer without a body, as `BareAnswers` makes it */
export function withReply(bare: string, { contentType, text }: EventReply): string {
  return (
    bare.replace('Content-Length: 0\r\n', `Content-Type: ${contentType}\r\nContent-Length: ${text.length}\r\n`) + text
  );
}

/**
 * As `withReply`, for what no cache may keep: it holds a phone's token, or is none for now.
 * @param isHead the body is left out, its length is not
 */
export function withFile(bare: string, file: ServedFile | 'none', isHead: boolean): string {
  const [length, type, text] = file === 'none' ? [0, '', ''] : [file.text.length, file.contentType, file.text];
  const said = `${type === '' ? '' : `Content-Type: ${type}\r\n`}Cache-Control: no-store\r\nContent-Length: ${length}\r\n`;
  return bare.replace('Content-Length: 0\r\n', said) + (isHead ? '' : text);
}
