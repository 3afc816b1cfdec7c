import type { ErrorCause } from '../errors';

/** Why there is no TCP connection, by the system's code; a clause about the other side, or about this machine. */
const WORDS: Readonly<Record<string, string>> = {
  EHOSTUNREACH: 'it cannot be reached: check that the phone is on, and in which network (VLAN) it is',
  ENETUNREACH: 'it cannot be reached: this machine has no route to that network',
  EHOSTDOWN: 'it cannot be reached: check that the phone is on',
  ETIMEDOUT: 'it did not take a connection: check that the phone is on, its address, and the firewalls between',
  ENOTFOUND: 'the host name is not known: check its spelling, or enter the IP address',
  EAI_AGAIN: 'the name server does not answer: enter the IP address, or try again later',
  EACCES: 'this machine does not allow the connection: check its firewall',
  EPERM: 'this machine does not allow the connection: check its firewall',
  EMFILE: 'this machine has too many files and connections open',
  ENFILE: 'this machine has too many files and connections open',
  EADDRNOTAVAIL: 'this machine has no free address or port left for the connection',
  ECONNRESET: 'it broke the connection off while it was being set up: check protocol and port',
  EPIPE: 'it broke the connection off while it was being set up: check protocol and port',
};

/** What differs between the two: a web server that is off, an address to send from. */
const WORDS_OF: Readonly<Record<'http' | 'sip', Readonly<Record<string, string>>>> = {
  http: {
    ECONNREFUSED:
      'it refused the connection: check the port, and whether the phone has its web server for this protocol switched on',
  },
  sip: {
    ECONNREFUSED: 'it refused the connection: check the port, and whether it takes SIP by this transport there',
    EADDRNOTAVAIL:
      "this machine has no such address to send from, or no free port: check the phone's local SIP address",
    EADDRINUSE: "another program has the port to send from: check the phone's local SIP address",
    EINVAL: "no connection leads there from the phone's local SIP address: check that address",
  },
};

/** @param code the system's; '' where the other side ended it. Where nothing is known of it the words do without. */
export function connectionWords(code: string, use: 'http' | 'sip'): string {
  return WORDS_OF[use][code] ?? WORDS[code || 'ECONNRESET'] ?? 'no connection: check the address and the network';
}

/** The system's own code; of several addresses tried, that of the first. Its words are left out: ours say more. */
export function systemCause(error: unknown): ErrorCause {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const code: unknown = first instanceof Error && 'code' in first ? first.code : undefined;
  return typeof code === 'string' && !code.startsWith('UND_') ? { code } : {};
}
