import { type Challenge, parseChallenges } from './challenge';
import { digestScheme } from './digest';

/** Schemes of the IANA registry, and what web servers use beside it. */
const SCHEMES: ReadonlyMap<string, string> = new Map(
  ['Basic', 'Bearer', 'Digest', 'DPoP', 'HOBA', 'Kerberos', 'Mutual', 'Negotiate', 'NTLM', 'OAuth'].map((name) => [
    name.toLowerCase(),
    name,
  ]),
);
/** SHA-512, SHA3-256, AKAv1-MD5 and the like. */
const ALGORITHM = /^(?:MD5|SHA\d?|AKAv\d)(?:-?\d{1,3}){0,2}(?:-MD5)?(?:-sess)?$/i;

/**
 * What the values of WWW-Authenticate or Proxy-Authenticate headers ask for, in words fit for a message: `NTLM`,
 * `Digest with SHA-512`. Names that nobody knows are not repeated: whoever was once sent a password could put it there.
 */
export function askedFor(values: readonly string[]): string[] {
  return [...new Set(parseChallenges(values).map(nameOf))].slice(0, 4);
}

function nameOf(challenge: Challenge): string {
  const name = SCHEMES.get(challenge.scheme);
  if (name === undefined) return 'a login of an unknown kind';
  if (name !== 'Digest' || digestScheme(challenge)) return name;
  const algorithm = challenge.params.get('algorithm')?.trim();
  return algorithm !== undefined && ALGORITHM.test(algorithm)
    ? `Digest with ${algorithm}`
    : 'Digest of an unknown kind';
}
