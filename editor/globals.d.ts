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
  /** Whether all its properties are right; absent: nobody has looked yet. */
  readonly valid?: boolean;
  /** Of a config node: who refers to it. */
  readonly users?: readonly EditorNode[];
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
  typedInput(method: 'type' | 'value' | 'width', value: string): this;
  searchBox(options: { readonly delay: number; readonly change: () => void }): this;
  sortable(options: { readonly items: string; readonly tolerance: string; readonly stop: () => void }): this;
}

/** As a node's html registers it; `this` is the node. */
interface NodeDefinition {
  readonly category: string;
  /** Of a config node: false where it has a use without another that refers to it. */
  readonly hasUsers?: boolean;
  readonly color: string;
  readonly icon: string;
  readonly paletteLabel?: () => string;
  readonly onpaletteadd?: () => void;
  readonly inputs?: number;
  readonly outputs?: number;
  readonly defaults: Readonly<Record<string, NodeProperty>>;
  readonly credentials?: Readonly<Record<string, { readonly type: 'text' | 'password' }>>;
  readonly inputLabels?: () => string;
  readonly outputLabels?: (index: number) => string;
  readonly label: () => unknown;
  readonly labelStyle: () => string;
  readonly oneditprepare?: () => void;
  readonly oneditsave: () => void;
  readonly oneditcancel?: () => void;
  readonly oneditdelete?: () => void;
}

interface NodeProperty {
  readonly value: unknown;
  /** Of a config node. */
  readonly type?: string;
  readonly required?: boolean;
  /** Which nodes of that type are offered. */
  readonly filter?: (node: StoredNode) => boolean;
  /** Only with two parameters does Node-RED show the sentence. */
  readonly validate?: (value: unknown, options: unknown) => true | string;
}

/** A tab of the sidebar. */
interface SidebarTab {
  readonly id: string;
  /** In the menu, and as a tip. */
  readonly name: string;
  /** On the tab. */
  readonly label: string;
  readonly iconClass: string;
  readonly content: HTMLElement;
  /** It is shown. */
  readonly onchange: () => void;
}

/** What slides in over the workspace, as dialogs do. */
interface TrayOptions {
  readonly title: string;
  readonly width?: number;
  readonly buttons: readonly {
    readonly id: string;
    readonly text: string;
    readonly class?: string;
    readonly click: () => void;
  }[];
  readonly open: (tray: JQuery) => void;
  readonly close?: () => void;
}

/** A node of any type, with what a flow stores in it. */
type StoredNode = EditorNode & Readonly<Record<string, unknown>>;

declare const RED: {
  _(key: string, values?: Readonly<Record<string, unknown>>): string;
  readonly nodes: {
    registerType(
      type: string,
      definition: NodeDefinition & ThisType<StoredNode & { readonly _: (key: string) => string }>,
    ): void;
    /** Any value that a flow may hold where an id belongs. */
    node(id: unknown): StoredNode | null | undefined;
    eachNode(visit: (node: StoredNode) => void): void;
    /** Absent: it is none. */
    subflow(id: unknown): unknown;
    eachConfig(visit: (node: StoredNode) => void): void;
    /** A flow's tab. */
    workspace(id: unknown): { readonly disabled?: boolean } | null | undefined;
    getType(type: string): NodeDefinition;
    /** A fresh one. */
    id(): string;
    add(node: object): StoredNode;
    /** Whether something waits for a deploy. */
    dirty(): boolean;
    dirty(isDirty: boolean): void;
    /** What is deployed, as it was fetched. */
    originalFlow(): unknown;
  };
  readonly settings: {
    readonly apiRootUrl?: string;
    readonly httpNodeRoot: string | false;
    /** The context stores that there are. */
    readonly context?: { readonly stores?: readonly string[] };
    /** Exported by our own nodes; an older runtime has none. */
    readonly actionUrlInAdminRoot?: string;
  };
  readonly user: { hasPermission(permission: string): boolean };
  readonly editor: {
    validateNode(node: EditorNode): boolean;
    editConfig(property: string, type: string, id: string): void;
  };
  /** Steps that *undo* takes back. */
  readonly history: { push(step: object): void };
  readonly events: {
    on(event: 'nodes:add' | 'nodes:change' | 'nodes:remove', listener: (node: EditorNode) => void): void;
    on(event: string, listener: (what: Readonly<Record<string, unknown>>) => void): void;
    emit(event: string, what: object): void;
  };
  /** What the runtime says unasked. */
  readonly comms: {
    subscribe(topic: string, listener: (topic: string, message: unknown) => void): void;
    unsubscribe(topic: string, listener: (topic: string, message: unknown) => void): void;
    on?(event: 'connect', listener: () => void): void;
  };
  readonly tray: { show(options: TrayOptions): void; close(done?: () => void): void };
  readonly view: { redraw(all?: boolean): void };
  readonly sidebar: {
    readonly config: { refresh(): void };
    addTab(options: SidebarTab): void;
    removeTab(id: string): void;
  };
  readonly clipboard: { copyText(text: string, button: JQuery, message: string): void };
  readonly utils: {
    validatePropertyExpression(value: string): boolean;
    getNodeLabel(node: EditorNode, otherwise: string): string;
  };
  readonly i18n: { lang?(): string };
};

/** What the loader gives the scripts in the nodes' html. */
declare var voipPhoneEditor: import('./loader').Loader;
