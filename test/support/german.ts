import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { NodeAPI } from 'node-red';
import { ROOT } from './package';

interface I18n {
  t(key: string, options?: object): unknown;
}
interface I18next {
  createInstance(options: object): I18n & { init(options: object): Promise<unknown> };
}

const nodeRedUtil = createRequire(createRequire(__filename).resolve('@node-red/util'));
const words = (file: string): object => JSON.parse(readFileSync(join(ROOT, 'locales', 'de', file), 'utf8')) as object;
const PACKAGE = 'node-red-contrib-voip-phone';

/**
 * A node file for `loadNodes` that gives the nodes after it a German runtime: Node-RED's own i18next with the options that
 * Node-RED sets, which the test helper replaces by a function that returns its key.
 * @param without sections that the language lacks
 */
export async function germanRuntime(without: readonly string[] = []): Promise<(RED: NodeAPI) => void> {
  const i18next = nodeRedUtil('i18next') as I18next;
  const runtime = Object.fromEntries(Object.entries(words('runtime.json')).filter(([name]) => !without.includes(name)));
  const own = i18next.createInstance({ showSupportNotice: false });
  await own.init({
    lng: 'de',
    fallbackLng: 'en-US',
    ns: [`${PACKAGE}/voip-phone`, `${PACKAGE}/active-uri-out`],
    defaultNS: 'runtime',
    showSupportNotice: false,
    interpolation: { unescapeSuffix: 'HTML', escapeValue: false, prefix: '__', suffix: '__' },
    resources: {
      de: {
        [`${PACKAGE}/voip-phone`]: { ...words('voip-phone.json'), runtime },
        [`${PACKAGE}/active-uri-out`]: words('active-uri-out.json'),
      },
    },
  });
  return (RED) => {
    RED._ = ((key: string, options?: object) =>
      own.t(key.includes(':') ? key : `${PACKAGE}/active-uri-out:${key}`, options)) as typeof RED._;
  };
}
