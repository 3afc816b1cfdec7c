/**
 * Builds an element. Text becomes text nodes, never markup: names and addresses may come from anywhere.
 *
 * @param {string} tag 'div', or with classes 'div.voip-note.voip-bad'
 * @param {object} [attributes] `on…` functions are listeners, true is an empty attribute, false and undefined are none
 * @param {...(Node|string|undefined|false|null)} children
 */
export function element(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split('.');
  const node = document.createElement(name);
  if (classes.length > 0) node.className = classes.join(' ');
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value === undefined || value === false || value === null) continue;
    if (attribute.startsWith('on')) node.addEventListener(attribute.slice(2), value);
    else node.setAttribute(attribute, value === true ? '' : value);
  }
  node.append(...children.filter((child) => child !== undefined && child !== false && child !== null && child !== ''));
  return node;
}

/** A Font Awesome icon of the editor's own font; says nothing to a screen reader. */
export const icon = (name) => element(`i.fa.fa-${name}`, { 'aria-hidden': 'true' });

let lastId = 0;
/** An id for aria attributes, unique in the page. */
export const freshId = (prefix) => {
  lastId += 1;
  return `${prefix}-${lastId}`;
};
