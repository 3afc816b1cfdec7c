/**
 * What the dialogs use of Node-RED's editor, as it is there in 4.1 and 5.0. Narrower than `@types/node-red__editor-client`:
 * that would bring the runtime's types, and with them all of Node.js, into code that runs in a browser.
 */

/** A node as the editor holds it. What a flow stores may be anything: properties are read as `unknown`. */
interface EditorNode {
  readonly id: string;
  readonly type: string;
  /** Something of it is not deployed yet. */
  readonly changed?: boolean;
  /** Disabled. */
  readonly d?: boolean;
  /** To be drawn anew. */
  dirty?: boolean;
  /** Fetched with the dialog; of a password only `has_…` is told. */
  readonly credentials?: Readonly<Record<string, unknown>>;
  readonly _def: {
    readonly defaults: Readonly<Record<string, { readonly value?: unknown }>>;
    /** Absent of a subflow's instance. */
    readonly set?: { readonly module: string };
  };
}

/** A type of a typedInput: a word of Node-RED's, or one of our own. */
type TypedInputType =
  | string
  | { readonly value: string; readonly label: string; readonly validate: (value: string) => boolean };

interface TypedInputOptions {
  readonly default: string;
  readonly types: readonly TypedInputType[];
  readonly typeField: string;
}

interface JQuery {
  typedInput(options: TypedInputOptions): this;
  typedInput(method: 'type' | 'value'): string;
  typedInput(method: 'value' | 'width', value: string): this;
  searchBox(options: { readonly delay: number; readonly change: () => void }): this;
  sortable(options: { readonly items: string; readonly tolerance: string; readonly stop: () => void }): this;
}

declare const RED: {
  _(key: string, values?: Readonly<Record<string, unknown>>): string;
  readonly nodes: {
    /** Any value that a flow may hold where an id belongs. */
    node(id: unknown): (EditorNode & Readonly<Record<string, unknown>>) | null | undefined;
    eachNode(visit: (node: EditorNode & Readonly<Record<string, unknown>>) => void): void;
    eachConfig(visit: (node: EditorNode & Readonly<Record<string, unknown>>) => void): void;
    /** What is deployed, as it was fetched. */
    originalFlow(): unknown;
  };
  readonly settings: {
    readonly apiRootUrl?: string;
    readonly httpNodeRoot: string | false;
    /** Exported by our own nodes; an older runtime has none. */
    readonly actionUrlInAdminRoot?: string;
  };
  readonly user: { hasPermission(permission: string): boolean };
  readonly editor: { validateNode(node: EditorNode): boolean };
  readonly view: { redraw(): void };
  readonly sidebar: { readonly config: { refresh(): void } };
  readonly clipboard: { copyText(text: string, button: JQuery, message: string): void };
  readonly utils: { validatePropertyExpression(value: string): boolean };
  readonly i18n: { lang?(): string };
};

/** What the loader gives the scripts in the nodes' html; there once one of them has run. */
declare var voipPhoneEditor: Partial<import('./loader').Loader> | undefined;
