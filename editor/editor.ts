/**
 * The dialogs' code, fetched by loader.ts, which the nodes' html holds: whatever becomes of this file, the editor loads.
 * A module, so that the browser loads it once, however many nodes ask for it. A further dialog is a file and a line here:
 * the loader is told by the build what is exported.
 */
import { watchPhones } from './all-phones';
import { vendorOf, whenLoaded } from './catalogue';
import { judgeAgain, watchTwins } from './judge-again';

export { judgeAgain } from './judge-again';
export * as captions from './captions';
export * as command from './command-dialog';
export * as events from './event-dialog';
export * as home from './home-assistant-dialog';
export * as listener from './listener-dialog';
export * as listenerSetup from './listener-setup';
export * as phone from './phone-dialog';
export * as phones from './phone-choice';
export * as valid from './valid';

const style = document.createElement('link');
style.rel = 'stylesheet';
style.href = new URL('./editor.css', import.meta.url).href;
document.head.append(style);

/** What a phone without a name is called by its make; '' of any make. */
export function vendorLabel(id: unknown): unknown {
  const vendor = vendorOf(id);
  return vendor?.anyMake ? '' : (vendor?.label ?? id);
}

watchPhones();
watchTwins();
whenLoaded(document.head, judgeAgain);
