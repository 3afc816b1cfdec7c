/** This package, as Node-RED names it. */
export const MODULE = 'node-red-contrib-voip-phone';

/** A key of the catalogue in the editor's language, with what goes into it. */
export type Translate = (key: string, values?: Readonly<Record<string, unknown>>) => string;

/**
 * The translator of one node set's catalogue: `words('voip-phone')('hint.model', { count: 2 })`.
 * A word that a language lacks falls back to en-US, as Node-RED does for all its catalogues.
 */
export const words =
  (set: string): Translate =>
  (key, values) =>
    RED._(`${MODULE}/${set}:${key}`, values);
