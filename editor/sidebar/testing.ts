import type { Finding } from '../../nodes/lib/phones/finding';
import { findingWords } from '../finding-words';
import { storedText } from '../nodes';
import { secretOf } from '../secrets';
import { CREDENTIALS, isFinding, PROPERTIES } from '../sign-of-life';
import { words } from '../words';
import { inTurns } from './in-turns';

const _ = words('voip-phone');

/** Phones that are asked at the same time: their web servers answer one, and a network may be slow. */
const AT_ONCE = 2;

/** What testing one phone found, in words. */
export interface Found {
  readonly isGood: boolean;
  readonly text: string;
}

/** Tests phones one after the other: each is asked for a sign of life, no key is pressed. */
export class Testing {
  readonly found = new Map<string, Found>();
  #isStopped = false;
  #isRunning = false;
  #done = 0;
  #count = 0;

  /** @param onchange something was found */
  constructor(private readonly onchange: () => void) {}

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** What to say of it; '' before the first. */
  get text(): string {
    if (this.#count === 0) return '';
    if (this.#isRunning) return _('phones.testing', { done: this.#done, count: this.#count });
    const good = [...this.found.values()].filter(({ isGood }) => isGood).length;
    return _('phones.tested', { good, bad: this.found.size - good });
  }

  /** One alone: what was found of others stays. */
  async one(id: string): Promise<void> {
    if (!this.#isRunning) await this.#run([id]);
  }

  async run(ids: readonly string[]): Promise<void> {
    if (this.#isRunning) return;
    this.found.clear();
    await this.#run(ids);
  }

  async #run(ids: readonly string[]): Promise<void> {
    this.#isStopped = false;
    this.#isRunning = true;
    this.#done = 0;
    this.#count = ids.length;
    this.onchange();
    await inTurns(
      ids,
      AT_ONCE,
      async (id) => {
        const found = await test(id);
        if (found) this.found.set(id, found);
        this.#done += 1;
        this.onchange();
      },
      () => this.#isStopped,
    );
    this.#isRunning = false;
    this.onchange();
  }

  /** What is asked already is waited for. */
  stop(): void {
    this.#isStopped = true;
  }
}

/** @returns undefined where the phone is gone meanwhile */
async function test(id: string): Promise<Found | undefined> {
  const node = RED.nodes.node(id);
  if (!node) return undefined;
  if (RED.nodes.node(node['tls'])?.changed) return { isGood: false, text: _('test.deploy-first') };
  // As it is deployed, or as its dialog would show it.
  const found = await (node.changed ? asShown(node) : ask(`voip-phone/${encodeURIComponent(id)}/test`, {}));
  if (typeof found === 'string') return { isGood: false, text: _(found) };
  const { sentence, detail } = findingWords(found, storedText(node['vendor']));
  return { isGood: found.outcome === 'reachable', text: [sentence, detail].filter(Boolean).join(' ') };
}

type Answer = Finding | 'test.not-permitted' | 'test.no-server';

async function asShown(node: StoredNode): Promise<Answer> {
  const credentials = node.credentials ? node : { ...node, credentials: await storedLogin(node.id) };
  const properties = Object.fromEntries(PROPERTIES.map((name) => [name, storedText(node[name])]));
  return ask('voip-phone/test', {
    id: node.id,
    properties: { ...properties, legacyTls: node['legacyTls'] === true },
    credentials: Object.fromEntries(CREDENTIALS.map((name) => [name, secretOf(credentials, name)])),
  });
}

/** Of secrets only that they are there. */
const storedLogin = (id: string): Promise<Record<string, unknown>> =>
  new Promise((resolve) => {
    $.getJSON(`credentials/voip-phone/${encodeURIComponent(id)}`)
      .done(resolve)
      // Asked without, it will say that a login is wanted.
      .fail(() => resolve({}));
  });

const ask = (address: string, body: object): Promise<Answer> =>
  new Promise((resolve) => {
    const data = JSON.stringify(body);
    $.ajax(address, { method: 'POST', contentType: 'application/json', data, dataType: 'json' })
      .done((found: Partial<Finding>) => resolve(isFinding(found) ? found : 'test.no-server'))
      .fail(({ status, responseJSON }: { readonly status: number; readonly responseJSON?: Partial<Finding> }) => {
        if (isFinding(responseJSON)) resolve(responseJSON);
        else resolve(status === 401 || status === 403 ? 'test.not-permitted' : 'test.no-server');
      });
  });
