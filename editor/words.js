const MODULE = 'node-red-contrib-voip-phone';

/**
 * The translator of one node set's catalogue: `words('voip-phone')('hint.model', { count: 2 })`.
 * A word that a language lacks falls back to en-US, as Node-RED does for all its catalogues.
 */
export const words = (set) => (key, values) => RED._(`${MODULE}/${set}:${key}`, values);
