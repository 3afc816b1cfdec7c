/**
 * The dialogs' code: loaded by the nodes' html, found by their inline scripts as `voipPhoneEditor`.
 * A module, so that the browser loads it once, however many nodes ask for it.
 */
import { vendorOf } from './catalogue.js';
import * as command from './command-dialog.js';
import * as events from './event-dialog.js';
import * as phone from './phone-dialog.js';
import * as valid from './valid.js';

const style = document.createElement('link');
style.rel = 'stylesheet';
style.href = new URL('./editor.css', import.meta.url).href;
document.head.append(style);

globalThis.voipPhoneEditor = {
  command,
  events,
  phone,
  valid,
  vendorLabel: (id) => (id === 'generic' ? '' : (vendorOf(id)?.label ?? id)),
};
