import type { RequestHabits } from './action-url-client';
import type { Account, Call } from './call';
import type { Credentials } from './digest';
import type { Protection } from './gatekeeper';
import type { Labels } from './incident';
import type { Charset } from './text-bytes';
import type { WebServerOptions } from './web-server';

export interface PhoneOptions<L extends string> extends Partial<WebServerOptions> {
  readonly model?: string;
  readonly mac?: string;
  readonly firmware?: string;
  /** The value of $ip; default: `host`. */
  readonly ip?: string;
  readonly account?: Account;
  /** Several lines, instead of `account`. */
  readonly accounts?: readonly Account[];
  readonly actionUrls?: Readonly<Partial<Record<L, string>>>;
  /** The "allow list" field of the phone's web page, in the vendor's own notation. */
  readonly allow?: string;
  /** User name and password of the web server, and how it asks for them. */
  readonly protection?: Protection;
  /** HTTP version of the Action URL requests; default: the vendor's. */
  readonly httpVersion?: '1.0' | '1.1';
  readonly reportKeepAlive?: boolean;
  readonly charset?: Charset;
  /** `percent` escapes filled-in values; default `none`, as the captures and the field's traps show. */
  readonly escapeValues?: 'none' | 'percent';
  readonly unknownVariables?: 'empty' | 'literal';
  readonly reportCredentials?: Credentials;
  /** Milliseconds to wait for the answer to an Action URL; default 5000. */
  readonly reportTimeout?: number;
  readonly clock?: () => Date;
}

/** What makes a phone one of a vendor's. */
export interface VendorTraits<L extends string> {
  readonly labels: Labels<L>;
  /** Names of all variables that the vendor's document lists. */
  readonly variables: readonly string[];
  readonly model: string;
  readonly mac: string;
  readonly firmware: string;
  readonly httpVersion: '1.0' | '1.1';
  readonly maxCalls: number;
  readonly callId: (count: number, live: readonly Call[]) => string;
}

export function requestHabits<L extends string>(
  options: PhoneOptions<L>,
  sender: { host: string; model: string; firmware: string; version: '1.0' | '1.1' },
): RequestHabits {
  const { reportKeepAlive = false, charset = 'utf8', reportTimeout = 5000, reportCredentials } = options;
  const version = options.httpVersion ?? sender.version;
  const connection = `Connection: ${reportKeepAlive ? 'keep-alive' : 'close'}`;
  // The captured HTTP/1.0 requests of ATCOM show no header at all.
  const modern = ['Host: {host}', `User-Agent: ${sender.model} ${sender.firmware}`, connection];
  return {
    version,
    headers: version === '1.1' ? modern : reportKeepAlive ? [connection] : [],
    keepAlive: reportKeepAlive,
    charset,
    localAddress: sender.host,
    timeout: reportTimeout,
    ...(reportCredentials && { credentials: reportCredentials }),
  };
}
