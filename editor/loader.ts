/**
 * What the nodes' html needs of the dialogs' code before that has come, or where it never comes. The build writes it
 * into each of them: of a script with an address of its own Node-RED's editor waits for the end, and for ever where
 * something in between, a browser's filter or a package that was removed keeps it from coming.
 */
import { makeFindable } from './findable';
import { guardByToken, showGuard } from './guard';
import { showMissing } from './missing-choice';
import { addPhonesTab } from './sidebar-tab';
import { keepUntouched, showSwitches } from './untouched';

/** What `editor.ts` exports. */
type Code = typeof import('./editor');

/** The names of its exports, put here by the build. */
declare const PARTS: readonly (keyof Code)[];

/** What of it is there already. */
let code: Code | undefined;
/** What waits for it. */
const waiting: ((come: Code) => void)[] = [];

function ask<Answer>(question: (come: Code) => Answer): Answer | true;
function ask<Answer, Otherwise>(question: (come: Code) => Answer, otherwise: Otherwise): Answer | Otherwise;
/** The code's answer, or `otherwise` as long as it is not there: validators then find everything right. */
function ask(question: (come: Code) => unknown, otherwise: unknown = true): unknown {
  return code ? question(code) : otherwise;
}

/**
 * Prepares a dialog, at once or when the code has come, if the dialog is still open then.
 *
 * @param note id of the element that says in the dialog that something is missing
 */
function open(note: string, prepare: (come: Code) => void): void {
  const dialog = document.getElementById(note);
  const show = (come: Code): void => {
    if (dialog?.isConnected) prepare(come);
  };
  if (code) show(code);
  else waiting.push(show);
}

const loader = { ask, open, showSwitches, keepUntouched, showGuard, guardByToken, showMissing, makeFindable };

/** What the scripts in the nodes' html are given, as `voipPhoneEditor`. */
export type Loader = typeof loader;

async function load(): Promise<void> {
  const address = `${RED.settings.apiRootUrl ?? ''}resources/node-red-contrib-voip-phone/editor.js`;
  const come: unknown = await import(new URL(address, document.baseURI).href);
  // Another version of it, where the package was replaced under a running Node-RED, is as good as none.
  if (!isWhole(come)) return;
  code = come;
  for (const show of waiting.splice(0)) show(come);
  come.judgeAgain();
}

const isWhole = (come: unknown): come is Code => PARTS.every((part) => (come as Partial<Code>)[part] !== undefined);

// The html of each node brings it; and an older version of this package may have left its own, since the page outlives
// an update.
if (!('showMissing' in Object(globalThis.voipPhoneEditor))) {
  globalThis.voipPhoneEditor = loader;
  // Each dialog says so.
  load().catch(() => {});
  addPhonesTab();
}
