import assert from 'node:assert/strict';
import { Deploys } from '../../../nodes/lib/deploys';
import { fileKey } from '../../../nodes/lib/derived-keys';
import { type Entrance, OwnPort } from '../../../nodes/lib/events/entrance';
import { Listeners } from '../../../nodes/lib/events/own-port/listeners';
import { readAccess } from '../../../nodes/lib/events/read-access';
import { say, type Words } from '../../../nodes/lib/sentences/sentence';
import { SetupDesk } from '../../../nodes/lib/setup/desk';
import type { ListedPhone } from '../../../nodes/lib/setup/listed';
import { listSetup } from '../../../nodes/lib/setup/listing';
import { readSetup } from '../../../nodes/lib/setup/read-setup';
import { answerWish, readSetupWish } from '../../../nodes/lib/setup/wish';
import { freePort } from '../../support/node-red';
import { own } from '../../support/own';
import { builtIn } from '../../support/vendors';
import { KEY, MAC, phone, TOKEN } from './fixtures';

const NEXT = 'Canary-next-token-1';

describe('setting phones up, told', () => {
  let desk: SetupDesk;
  let port: number;
  let said: string[];
  let listeners: Listeners;
  /** Where the phone is known to be. */
  let at: string | undefined;
  beforeEach(async () => {
    const places = { addressOf: () => at, isOthers: () => false, nodeOf: () => undefined };
    desk = new SetupDesk(new Deploys(), builtIn, { places });
    port = await freePort();
    said = [];
    listeners = new Listeners({ vendors: builtIn });
  });

  function open(changes: object = {}, credentials: object = { token: TOKEN, setupKey: KEY }): void {
    const stored = {
      properties: { path: '/phone', port: `127.0.0.1:${port}`, setup: 'watch', ...changes },
      credentials: { ...credentials },
    };
    const access = readAccess(stored, () => undefined);
    const reading = readSetup(stored, access, () => undefined, builtIn);
    const entrance = (): Entrance => new OwnPort(listeners, access.port);
    const warn = (words: Words): void => void said.push(say(words));
    const leave = desk.open({ id: 'shared', name: 'Building', access, reading, isTls: false }, entrance, warn);
    own(() => leave(false));
  }
  const list = (whereIs?: string): ReturnType<typeof listSetup> => {
    at = whereIs;
    return listSetup(desk, 0);
  };
  const [only] = [(whereIs?: string): Partial<ListedPhone> => list(whereIs).phones[0] ?? {}];
  /** Resolves when the port is open. */
  async function listening(): Promise<void> {
    const lease = listeners.acquire({ address: '127.0.0.1', port });
    own(() => lease.release());
    await new Promise<void>((resolve) => lease.onState(({ kind }) => kind === 'listening' && resolve()));
  }
  async function fetchFile(key = KEY): Promise<string> {
    await listening();
    return (await fetch(`http://127.0.0.1:${port}/phone/setup/${fileKey(key, MAC)}/${MAC}.cfg`)).text();
  }

  it('is due, then fetched, then reports, and due again when its file is another', async () => {
    open();
    desk.adoptions.add('shared', phone());
    assert.equal(only().standing, 'due');
    await fetchFile();
    const { standing, fetched, address, leavesCommands } = only();
    assert.deepEqual([standing, address, leavesCommands], ['fetched', '127.0.0.1', undefined]);
    assert.ok(!Number.isNaN(Date.parse(fetched ?? '')));
    desk.ledger.reported(MAC, Date.now() + 1, false);
    assert.equal(only().standing, 'reports');
    desk.ledger.reported(MAC, Date.now() + 2, true);
    assert.equal(only().standing, 'old');
    desk.ledger.reported(MAC, Date.now() + 3, false);
    open({ commandsFrom: '-' }, { token: NEXT, setupKey: KEY });
    assert.deepEqual([only().standing, only().leavesCommands], ['due', true]);
  });

  it('marks a phone that fetched from elsewhere, or whose file another device asked for', async () => {
    open();
    desk.adoptions.add('shared', phone());
    await fetchFile();
    assert.deepEqual(
      [only('192.168.5.40').elsewhere, only('127.0.0.1').elsewhere, only().elsewhere],
      [true, undefined, undefined],
    );
    desk.ledger.askedByOther(MAC, '001565ffffff');
    assert.equal(only().otherMac, '001565ffffff');
  });

  it('says why a phone gets none, and what its listener lacks', () => {
    desk.adoptions.add('shared', phone({ vendor: 'mitel' }));
    open();
    assert.equal(only().lacks, 'partial');
    open({}, { token: 'short' });
    const [listener] = list().listeners;
    assert.match(listener?.trouble ?? '', /16 characters/);
    assert.match(said.at(-1) ?? '', /gives phones no files: .*16 characters/);
    assert.equal(only().lacks, 'listener');
    open({ setup: 'off' });
    assert.deepEqual(
      [list().listeners[0]?.mode, list().listeners[0]?.trouble, only().lacks],
      ['off', undefined, 'listener'],
    );
    open({ setup: 'answer' });
    assert.equal(list().listeners[0]?.mode, 'answer');
  });

  it('says since when a phone says nothing that used to report', async () => {
    open();
    desk.adoptions.add('shared', phone());
    await fetchFile();
    const now = Date.now();
    const quietAfter = (minutes: number): string | undefined => {
      desk.ledger.reported(MAC, now - 60 * 60_000, false);
      desk.ledger.fetched(MAC, { ...desk.ledger.of(MAC), ...fetchedAt(now - minutes * 60_000) });
      return only().quiet;
    };
    const fetchedAt = (fetched: number): { fetched: number; address: string; digest: string } => {
      const { address = '', digest = '' } = desk.ledger.of(MAC);
      return { fetched, address, digest };
    };
    assert.equal(quietAfter(9), undefined);
    assert.equal(quietAfter(11), new Date(now - 11 * 60_000).toISOString());
  });

  it('lists phones whose listener is not there', () => {
    desk.adoptions.add('gone', phone());
    assert.deepEqual([only().id, only().listener, only().lacks], ['desk', 'gone', 'listener']);
    desk.adoptions.add('gone', phone({ id: 'nameless', mac: '' }));
    assert.equal(list().phones.length, 2);
  });

  it('lists who tries keys', async () => {
    open();
    for (let n = 0; n < 20; n++) await fetchFile(`${KEY}${n}`);
    const { guessing } = listSetup(desk, performance.now());
    // Nobody's MAC: only adopted phones have keys.
    assert.deepEqual(
      guessing.map(({ address }) => address),
      ['127.0.0.1'],
    );
    assert.ok((guessing[0]?.seconds ?? 0) > 590 && (guessing[0]?.seconds ?? 0) <= 600);
  });

  it('holds no secret', async () => {
    open();
    desk.adoptions.add('shared', phone());
    await fetchFile();
    const text = JSON.stringify(list());
    for (const secret of [TOKEN, KEY, fileKey(KEY, MAC)]) assert.ok(!text.includes(secret));
  });

  describe('a wish', () => {
    const wish = { phone: 'desk', make: 'address', host: '192.168.5.2' };
    const answer = (changes: object = {}): unknown => {
      const read = readSetupWish({ ...wish, ...changes });
      assert.ok(read);
      const made = answerWish(read, phone(), desk.listener('shared'), desk);
      return made.outcome === 'address' ? made.url.slice(0, made.url.indexOf('/setup/')) : made.outcome;
    };

    it('is read with care', () => {
      for (const wrong of [
        null,
        'x',
        [],
        { ...wish, phone: 1 },
        { ...wish, make: 'all' },
        { ...wish, host: 'a b' },
        { ...wish, host: 'a/b' },
        { ...wish, make: 'copy', pbx: '__proto__' },
      ])
        assert.equal(readSetupWish(wrong), undefined);
      assert.deepEqual(readSetupWish({ phone: 'desk', make: 'address' }), { phone: 'desk', make: 'address', host: '' });
      assert.deepEqual(readSetupWish({ ...wish, host: '[::1]' })?.host, '[::1]');
    });

    it('names the server URL, else the listener’s own address, else where the editor is open', () => {
      open({ baseUrl: 'https://phones.example' });
      assert.equal(answer(), 'https://phones.example/phone');
      open();
      assert.equal(answer(), `http://127.0.0.1:${port}/phone`);
      open({ port: String(port) });
      assert.equal(answer(), `http://192.168.5.2:${port}/phone`);
      assert.equal(answer({ host: '' }), 'no-base');
    });

    it('is refused where there is no listener, or it serves nothing', () => {
      assert.equal(answer(), 'not-adopted');
      open({ setup: 'off' });
      assert.equal(answer(), 'not-served');
    });
  });
});
