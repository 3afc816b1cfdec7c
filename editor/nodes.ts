/** The nodes of this package as the editor holds them: what a flow stores under a property may be anything. */

type Stored<Property extends string> = EditorNode & { readonly [P in Property]?: unknown };

export type PhoneNode = Stored<
  | 'name'
  | 'vendor'
  | 'model'
  | 'mac'
  | 'host'
  | 'transport'
  | 'sipUri'
  | 'sipProxy'
  | 'sipFrom'
  | 'sipLocal'
  | 'store'
  | 'setup'
>;
/** A node whose settings of its entrance may be a listener's: only an `action-url in` has one. */
export type GuardedNode = Stored<'guarded' | 'listener'>;
export type EventNode = GuardedNode & Stored<'phone'> & { events?: unknown };
export type ListenerNode = GuardedNode &
  Stored<'path' | 'port' | 'tls' | 'baseUrl' | 'previousUntil' | 'trustedProxies' | 'proxyProtocol' | 'setup'> & {
    guarded?: unknown;
    setupEvents?: unknown;
  };
export type CommandNode = Stored<'action' | 'value' | 'valueType' | 'line' | 'confirm'>;

/** As text without blanks around it; absent is ''. */
export function storedText(value: unknown): string {
  const text = String(value);
  return value === undefined || value === null ? '' : text.trim();
}
