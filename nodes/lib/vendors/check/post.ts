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
export function postProblems(action: string, recipe: Extract<Recipe, { readonly request: string }>): string[] {
  const { request, otherwise, post } = recipe;
  if (!post) return [];
  const what = `the action ${action} posts`;
  return [
    ...(request.startsWith('/') ? [] : [`${what} to "${request}": write a whole target, from / on`]),
    ...(otherwise === undefined ? [] : [`${what}, and has another request otherwise: write that as its own recipe`]),
    ...bodyProblems(what, post),
  ];
}

/** The same of the body in which a key goes. */
export function keyPostProblems(post: PostBody): string[] {
  const { all } = placeholdersIn([post.text]);
  return [
    ...(all.has('key') ? [] : ['http.post has no place for the key: write {key} into its text']),
    ...[...all]
      .filter((name) => name !== 'key')
      .map((name) => `http.post wants "${name}": a key is all that it is told`),
    ...bodyProblems('http.post sends', post),
  ];
}

function bodyProblems(what: string, post: PostBody): string[] {
  const { format, text, parameter, contentType } = post;
  const bare = text.match(/\[[^[\]{}]*\]/g) ?? [];
  // Where the request says it all.
  const isSound = text === '' || (isSame(post, false) && isSame(post, true));
  return [
    ...(MEDIA_TYPE.test(contentTypeOf(post))
      ? []
      : [`${what} "${contentType ?? ''}", which is no media type: write it as application/json`]),
    ...(parameter === undefined || (PARAMETER.test(parameter) && format !== 'form')
      ? []
      : [`${what} the parameter "${parameter}": name one of a form, and give the format of what it holds`]),
    ...bare.map((part) => `${what} ${part}: what stands in [] vanishes with a value, and there is none in it`),
    ...(isSound
      ? []
      : [
          `${what} "${text}", in which a value can become more than one, or which is no ${format}: write each {value} ` +
            `where its signs are escaped (${PLACES[format]})`,
        ]),
  ];
}

const PLACES: Readonly<Record<PostBody['format'], string>> = {
  json: 'inside the quotes of a string',
  xml: 'in a text, or in an attribute with double quotes',
  form: 'behind a = of its parameters',
};

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
