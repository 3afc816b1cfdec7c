import type { NodeAPI } from 'node-red';
import type { Language } from './lib/sentences/sentence';
import type { StatusDisplay } from './lib/status';

/** Where the build puts the sentences of `locales/<language>/runtime.json`. */
const SENTENCES = 'node-red-contrib-voip-phone/voip-phone:runtime.';

/** 1: the types of Node-RED know no booleans here. */
const UNFILLED = { defaultValue: '', skipInterpolation: 1 };

/**
 * The runtime's own language (`lang` in its settings, else the system's), sentence by sentence. Only texts are asked for:
 * places are filled by us, since i18next looks for its own marks in what it fills in, and phones choose their names. Each
 * is asked for once, by when Node-RED has its catalogues: i18next takes longer for a sentence than a sidebar's row does.
 */
export function languageOf(RED: NodeAPI): Language {
  const known = new Map<string, string | undefined>();
  return (key) => {
    if (!known.has(key)) known.set(key, textOf(RED, `${SENTENCES}${key}`));
    return known.get(key);
  };
}

/** A status as a person reads it. Its keys stand in the catalogue of its node; what is none stays as it is. */
export function inWords(RED: NodeAPI, display: StatusDisplay): StatusDisplay {
  const { text = '' } = display;
  return /^status\.[a-z-]+$/.test(text) ? { ...display, text: textOf(RED, text) ?? text } : display;
}

/** A text of the node file's own catalogue, as its dialog has it. @returns undefined where neither this language nor English has it, or there are no catalogues */
export function textOf(RED: NodeAPI, key: string): string | undefined {
  const text: unknown = RED._(key, UNFILLED);
  return typeof text === 'string' && text !== '' && text !== key ? text : undefined;
}
