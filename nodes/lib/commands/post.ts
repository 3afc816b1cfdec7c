import { PhoneError } from '../errors';
import { sentence } from '../sentences/sentence';
import { bodyOf, contentTypeOf, type PostBody, writeInBody } from '../vendors';
import type { PlannedPost } from './plan';
import { type Fillings, placeholdersOf, renderTemplate } from './template';

/**
 * A POST's body with its values, each escaped for the body's format.
 *
 * @throws PhoneError INVALID_VALUE for a value that the format cannot hold
 */
export function renderPost(post: PostBody, fillings: Fillings): PlannedPost {
  const { wire, shown } = renderTemplate(post.text, fillings, (value, name) => {
    const written = writeInBody(value, post.format);
    if (written !== undefined) return written;
    throw new PhoneError('INVALID_VALUE', sentence('value.broken-character', { name }));
  });
  const { required, optional } = placeholdersOf(post.text);
  const carriesPassword = fillings['password'] !== undefined && [...required, ...optional].includes('password');
  return {
    contentType: contentTypeOf(post),
    body: { wire: bodyOf(post, wire), shown: post.parameter === undefined ? shown : `${post.parameter}=${shown}` },
    ...(carriesPassword && { carriesPassword }),
  };
}
