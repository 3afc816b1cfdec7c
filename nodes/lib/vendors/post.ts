import { writeXml } from '../xml';
import type { PostBody } from './profile';

const USUAL: Readonly<Record<PostBody['format'], string>> = {
  json: 'application/json',
  xml: 'text/xml',
  form: 'application/x-www-form-urlencoded',
};

export function contentTypeOf({ format, parameter, asIs, contentType }: PostBody): string {
  return contentType ?? (parameter === undefined || asIs ? USUAL[format] : USUAL.form);
}

/**
 * A value as a body of this format holds it: inside a string of JSON, as text or attribute of XML, behind the `=` of a
 * form. None of its signs ends the place where it stands.
 *
 * @returns undefined where the format cannot hold it
 */
export function writeInBody(value: string, format: PostBody['format']): string | undefined {
  if (format === 'xml') return writeXml(value);
  if (/\p{Cs}/u.test(value)) return undefined;
  if (format === 'json') return JSON.stringify(value).slice(1, -1);
  return encodeURIComponent(value).replace(/[!'()]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** The body of a filled template: itself, or the parameter of a form whose value it is. */
export function bodyOf({ parameter, asIs }: PostBody, filled: string): string {
  return parameter === undefined ? filled : `${parameter}=${asIs ? filled : encodeURIComponent(filled)}`;
}
