import { type Sentence, sentence } from '../../sentences/sentence';
import { readXml } from '../../xml';
import { contentTypeOf, writeInBody } from '../post';
import type { PostBody, Recipe } from '../profile';
import { placeholdersIn } from './recipe-texts';

/** What has broken out of one format or another; the plain value is what it must be like. */
const PLAIN = 'plainvalue';
const HOSTILE = '1","x":"2\\"}<a b="c">&amp;</a>\'&x=%26]]>\r\n\u2028é😀';

const MEDIA_TYPE = /^[\w.+-]+\/[\w.+-]+$/;
const PARAMETER = /^[A-Za-z][\w.-]{0,63}$/;

/** Bodies that no phone could read, or in which a value would become more than one. */
export function postProblems(action: string, recipe: Extract<Recipe, { readonly request: string }>): Sentence[] {
  const { request, otherwise, post } = recipe;
  if (!post) return [];
  const row = sentence('check.row-action', { action });
  return [
    ...(request.startsWith('/') ? [] : [sentence('check.post-target', { row, request })]),
    ...(otherwise === undefined ? [] : [sentence('check.post-otherwise', { row })]),
    ...bodyProblems(row, post),
  ];
}

/** The same of the body in which a key goes. */
export function keyPostProblems(post: PostBody): Sentence[] {
  const { all } = placeholdersIn([post.text]);
  return [
    ...(all.has('key') ? [] : [sentence('check.post-no-key')]),
    ...[...all].filter((name) => name !== 'key').map((name) => sentence('check.post-value', { name })),
    ...bodyProblems(sentence('check.row-post'), post),
  ];
}

/** What is wrong with a body, wherever it stands. */
export function bodyProblems(row: Sentence, post: PostBody): Sentence[] {
  const { format, text, parameter, asIs, contentType = '' } = post;
  const bare = text.match(/\[[^[\]{}]*\]/g) ?? [];
  // Where the request says it all.
  const isSound = text === '' || (isSame(post, false) && isSame(post, true));
  const isParameter = parameter === undefined ? !asIs : PARAMETER.test(parameter) && format !== 'form';
  return [
    ...(MEDIA_TYPE.test(contentTypeOf(post))
      ? []
      : [sentence('check.post-type', { row, type: JSON.stringify(contentType) })]),
    ...(isParameter ? [] : [sentence('check.post-parameter', { row, parameter: parameter ?? '' })]),
    ...bare.map((part) => sentence('check.post-bare', { row, part })),
    ...(isSound ? [] : [sentence(UNSOUND[format], { row, text })]),
  ];
}

const UNSOUND = {
  json: 'check.post-json',
  xml: 'check.post-xml',
  form: 'check.post-form',
} as const satisfies Readonly<Record<PostBody['format'], string>>;

/** Whether the body has one shape, whatever the values are. @param isBare without all that may vanish */
function isSame({ format, text }: PostBody, isBare: boolean): boolean {
  const template = text.replace(/\[([^[\]]*)\]/g, isBare ? '' : '$1');
  const shape = (value: string): string | undefined => {
    const written = writeInBody(value, format) ?? '';
    return shapeOf(
      template.replace(/\{\w+\}/g, () => written),
      format,
      value,
    );
  };
  const plain = shape(PLAIN);
  return plain !== undefined && shape(HOSTILE) === plain;
}

/**
 * What a reader sees of a body, with `*` for the value: its structure, names and all that stands around a value.
 * @returns undefined where it cannot be read
 */
function shapeOf(body: string, format: PostBody['format'], value: string): string | undefined {
  const star = (text: string): string => text.replaceAll(value, '*');
  try {
    if (format === 'json')
      return JSON.stringify(JSON.parse(body), (_, part: unknown) => (typeof part === 'string' ? star(part) : part));
    if (format === 'form') {
      const pairs = body.split('&').map((pair) => pair.split('=').map((part) => star(decodeURIComponent(part))));
      return pairs.every(({ length }) => length === 2) ? JSON.stringify(pairs) : undefined;
    }
    const root = readXml(body);
    return root && JSON.stringify(root, (_, part: unknown) => (typeof part === 'string' ? star(part) : part));
  } catch {
    return undefined;
  }
}
