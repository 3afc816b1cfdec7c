/** The nodes of this package as the editor holds them: what a flow stores under a property may be anything. */

type Stored<Property extends string> = EditorNode & { readonly [P in Property]?: unknown };

export type PhoneNode = Stored<
  | 'z'
  | 'name'
  | 'vendor'
  | 'model'
  | 'mac'
  | 'host'
  | 'port'
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
/** A node that may name a phone. */
export type PhoneUser = Stored<'phone' | 'z'>;
export type EventNode = GuardedNode & PhoneUser & Stored<'path'> & { events?: unknown };
export type ListenerNode = GuardedNode &
  Stored<'path' | 'port' | 'tls' | 'baseUrl' | 'previousUntil' | 'trustedProxies' | 'proxyProtocol' | 'setup'> & {
    guarded?: unknown;
    setupEvents?: unknown;
  };
export type HomeNode = EditorNode & { entities?: unknown; phones?: unknown };
export type CommandNode = PhoneUser & Stored<'action' | 'value' | 'valueType' | 'line' | 'confirm'>;

/** As text without blanks around it; absent is ''. */
export function storedText(value: unknown): string {
  const text = String(value);
  return value === undefined || value === null ? '' : text.trim();
}
