/**
 * The dialogs' code, fetched by loader.js, which the nodes' html holds: whatever becomes of this file, the editor loads.
 * A module, so that the browser loads it once, however many nodes ask for it.
 */
import { vendorOf, whenLoaded } from './catalogue.js';

export * as command from './command-dialog.js';
export * as events from './event-dialog.js';
export * as phone from './phone-dialog.js';
export * as valid from './valid.js';

const style = document.createElement('link');
style.rel = 'stylesheet';
style.href = new URL('./editor.css', import.meta.url).href;
document.head.append(style);

export function vendorLabel(id) {
  const vendor = vendorOf(id);
  return vendor?.anyMake ? '' : (vendor?.label ?? id);
}

const OURS = ['voip-phone', 'action-url in', 'active-uri out'];

/** Nodes that Node-RED validated before this code, or the catalogue, was there. */
export function judgeAgain() {
  const found = [];
  const take = (node) => OURS.includes(node.type) && found.push(node);
  RED.nodes.eachNode(take);
  RED.nodes.eachConfig(take);
  if (found.length === 0) return;
  for (const node of found) {
    RED.editor.validateNode(node);
    node.dirty = true;
  }
  RED.view.redraw();
  RED.sidebar.config.refresh();
}

whenLoaded(document.head, judgeAgain);
