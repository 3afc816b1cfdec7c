/** `on…`: a listener for that event. */
type Listeners = {
  readonly [Name in keyof HTMLElementEventMap as `on${Name}`]?: (event: HTMLElementEventMap[Name]) => void;
};
type Named =
  | 'id'
  | 'role'
  | 'type'
  | 'value'
  | 'placeholder'
  | 'title'
  | 'label'
  | 'tabindex'
  | 'scope'
  | 'href'
  | 'download'
  | `aria-${string}`
  | `data-${string}`;
/** An undefined one is none. */
export type Attributes = Listeners & { readonly [Name in Named]?: string | undefined } & { readonly hidden?: boolean };

type TagName = keyof HTMLElementTagNameMap;
/** 'div', or with classes 'div.voip-note.voip-bad'. */
type Tag = TagName | `${TagName}.${string}`;
type ElementOf<T extends Tag> = T extends TagName
  ? HTMLElementTagNameMap[T]
  : T extends `${infer Name extends TagName}.${string}`
    ? HTMLElementTagNameMap[Name]
    : HTMLElement;

/** Nothing, where it is neither an element nor a text. */
export type Child = Element | string | undefined | false;

/** Builds an element. Text becomes text nodes, never markup: names and addresses may come from anywhere. */
export function element<T extends Tag>(tag: T, attributes: Attributes = {}, ...children: Child[]): ElementOf<T> {
  const [name = '', ...classes] = tag.split('.');
  const node = document.createElement(name);
  if (classes.length > 0) node.className = classes.join(' ');
  for (const [attribute, value] of Object.entries<Attributes[keyof Attributes]>(attributes)) {
    if (value === undefined || value === false) continue;
    if (typeof value === 'function') node.addEventListener(attribute.slice(2), value as EventListener);
    else node.setAttribute(attribute, value === true ? '' : value);
  }
  node.append(...children.filter(isShown));
  return node as ElementOf<T>;
}

/** Whether there is anything to it. */
const isShown = (child: Child): child is Element | string => child !== undefined && child !== false && child !== '';

/** A Font Awesome icon of the editor's own font; says nothing to a screen reader. */
export const icon = (name: string): HTMLElement => element(`i.fa.fa-${name}`, { 'aria-hidden': 'true' });

/** @throws Error where the open dialog has no such element: the html and this code come from one package */
export function byId(id: string): HTMLElement {
  return found(document.getElementById(id), `#${id}`);
}

/** @throws Error where there is none within */
export function within<T extends keyof HTMLElementTagNameMap>(box: Element, name: T): HTMLElementTagNameMap[T];
export function within(box: Element, selector: string): HTMLElement;
export function within(box: Element, selector: string): HTMLElement {
  return found(box.querySelector<HTMLElement>(selector), selector);
}

function found<T>(node: T | null | undefined, what: string): T {
  if (node === null || node === undefined) throw new Error(`the dialog has no ${what}`);
  return node;
}

let lastId = 0;
/** An id for aria attributes, unique in the page. */
export const freshId = (prefix: string): string => {
  lastId += 1;
  return `${prefix}-${lastId}`;
};
