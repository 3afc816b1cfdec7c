import { breaksLine, type Credentials } from './digest';

/** The value of an Authorization header for Basic (RFC 7617, UTF-8); undefined for a user name that it cannot say. */
export function basicAuthorization({ username, password }: Credentials): string | undefined {
  if (username.includes(':') || breaksLine(username + password)) return undefined;
  return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
}
