/** How phones differ in what a command costs: whether they keep connections, and whether they ask for a login. */
export const PHONE_KINDS = ['keep', 'close', 'keep-digest', 'close-digest'] as const;
export type PhoneKind = (typeof PHONE_KINDS)[number];
