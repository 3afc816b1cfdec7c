import assert from 'node:assert/strict';
import type { NodeAPI } from 'node-red';
import { languageOf } from '../../nodes/language-of';
import { germanRuntime } from '../support/german';
import { type Loaded, loadNodes, messagesAt, statusSaying, unloadNodes } from '../support/nodes';
import { Recorder } from '../support/recorder';

const TAB = { id: 'tab', type: 'tab', label: 'test' };
const PLACE = { z: 'tab', x: 1, y: 1 };
const CATCH = { id: 'catch-1', type: 'catch', ...PLACE, scope: null, uncaught: false, wires: [['caught']] };
const CAUGHT = { id: 'caught', type: 'helper', ...PLACE, wires: [] };
const SEEN = [
  { id: 'status-1', type: 'status', ...PLACE, scope: null, wires: [['seen']] },
  { id: 'seen', type: 'helper', ...PLACE, wires: [] },
];
const phone = (properties: object): object => ({ id: 'phone', type: 'voip-phone', vendor: 'fanvil', ...properties });
const command = {
  id: 'cmd',
  type: 'active-uri out',
  ...PLACE,
  phone: 'phone',
  retries: '0',
  timeout: '2',
  wires: [[]],
};

interface Failure {
  readonly error: { readonly code: string; readonly message: string; readonly cause?: { readonly status?: number } };
}

describe('the language of a runtime', () => {
  it('is asked for each sentence once, whether it has it or not', () => {
    const asked: string[] = [];
    const RED = { _: (key: string) => (asked.push(key), key.endsWith('.there') ? 'da' : key) };
    const language = languageOf(RED as unknown as NodeAPI);
    const keys = ['word.there', 'word.missing', 'word.there', 'word.missing'];
    assert.deepEqual(keys.map(language), ['da', undefined, 'da', undefined]);
    assert.deepEqual(
      asked.map((key) => key.replace(/.*runtime\./, '')),
      ['word.there', 'word.missing'],
    );
  });
});

describe('a German runtime', () => {
  let web: Recorder;
  beforeEach(async () => {
    web = await new Recorder().start();
  });
  afterEach(async () => {
    await unloadNodes();
    await web.stop();
  });
  const load = async (nodes: object[], without: readonly string[] = []): Promise<Loaded> =>
    loadNodes([TAB, ...nodes, command, CATCH, CAUGHT, ...SEEN], {}, {}, [await germanRuntime(without)]);
  async function failure(loaded: Loaded, payload: unknown): Promise<Failure['error']> {
    const arrival = messagesAt(loaded.node('caught'), 1);
    loaded.node('cmd').receive({ payload });
    return ((await arrival)[0] as unknown as Failure).error;
  }

  it('tells errors and statuses in German, codes and causes as ever', async () => {
    const loaded = await load([phone({ name: 'Desk', host: '127.0.0.1', port: String(web.port) })]);
    const done = statusSaying(loaded, /^Desk: erledigt$/);
    loaded.node('cmd').receive({ payload: '1' });
    await done;
    const key = await failure(loaded, 'SPEAKRE');
    assert.equal(key.code, 'UNKNOWN_KEY');
    assert.equal(key.message, 'Telefone von Fanvil haben keine Taste SPEAKRE; gemeint: SPEAKER?');
    web.answer = (_request, response) => response.writeHead(403).end();
    const forbidden = await failure(loaded, '1');
    assert.deepEqual([forbidden.code, forbidden.cause?.status], ['FORBIDDEN', 403]);
    assert.match(
      forbidden.message,
      /^127\.0\.0\.1 hat mit 403 geantwortet: Active URI ist ausgeschaltet, .*\(Active URI Source IP\)$/,
    );
  });

  for (const name of ['$t(runtime.word.it)', '{{y}}', '__key__', '$t(x) & <b>"Tür"</b>', "$&$'"]) {
    it(`says the name ${name} as it is`, async () => {
      const loaded = await load([phone({ name, host: '' })]);
      const { code, message } = await failure(loaded, '1');
      assert.equal(code, 'NO_ADDRESS');
      assert.equal(
        message,
        `${name} hat keine Adresse: die Adresse eintragen (oder die MAC, um die Adresse aus seinen Ereignissen zu lernen)`,
      );
    });
  }

  it('says in English what its language lacks', async () => {
    const loaded = await load([phone({ name: 'Desk', host: '' })], ['where']);
    const { message } = await failure(loaded, '1');
    assert.equal(
      message,
      'Desk hat keine Adresse: enter its address (or its MAC, to learn the address from its events)',
    );
  });

  it('has a word of its own for a phone without name and address', async () => {
    const loaded = await load([phone({ transport: 'sip', sipUri: 'sip:1@127.0.0.1', sipTransport: 'sctp' })]);
    const { code, message } = await failure(loaded, '1');
    assert.equal(code, 'INVALID_VALUE');
    assert.match(
      message,
      /^dieses Telefon: nichts wird gesendet, .* der SIP-Transport \(„sctp“ ist nicht udp oder tcp oder tls\)/,
    );
  });

  it('warns in German', async () => {
    const loaded = await load([phone({ name: 'Desk', host: '127.0.0.1', port: 'achtzig' })]);
    assert.match(loaded.logged(), /nimmt keine Befehle an: nicht lesbar: der Port \(„achtzig“ ist nicht 1 bis 65535\)/);
  });
});
