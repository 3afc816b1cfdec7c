import assert from 'node:assert/strict';
import { NonceCounts } from '../../../../nodes/lib/transports/authentication/nonce-counts';
import { SipStack } from '../../../../nodes/lib/transports/sip';
import { systemTimers } from '../../../../nodes/lib/timers';
import { ACCOUNT, authorizationOf, isProven } from './support/expected-digest';
import { keyPress, within } from './support/requests';
import { type Behaviour, Uas, type UasRequest } from './support/uas';

type Kind = 'Authorization' | 'Proxy-Authorization';
const KINDS = [
  { status: 401, kind: 'Authorization', header: 'WWW-Authenticate' },
  { status: 407, kind: 'Proxy-Authorization', header: 'Proxy-Authenticate' },
] as const;

const digest = (nonce: string, more = ''): string => `Digest realm="r", nonce="${nonce}", qop="auth"${more}`;

describe('sip: logins and their nonces', () => {
  let stacks: SipStack[];
  let servers: Uas[];
  let done: UasRequest[];

  beforeEach(() => {
    stacks = [];
    servers = [];
    done = [];
  });
  afterEach(() => Promise.all([...stacks, ...servers].map((each) => each.close())));

  async function serving(behave: Behaviour): Promise<Uas> {
    const uas = await Uas.udp(behave);
    servers.push(uas);
    return uas;
  }
  function newStack(nonceCounts = new NonceCounts()): SipStack {
    const stack = new SipStack({ nonceCounts });
    stacks.push(stack);
    return stack;
  }
  const obey = (request: UasRequest): void => {
    done.push(request);
    request.reply(200);
  };
  const send = (stack: SipStack, uas: Uas, changes: object = {}) =>
    stack.notify(keyPress({ uri: `sip:6040@127.0.0.1:${uas.port}`, ...ACCOUNT, ...changes }), within(5000));
  const shown = (request: UasRequest, kind: Kind): string => {
    const { nonce = '', nc = '' } = authorizationOf(request.header(kind));
    return nonce && `${nonce} ${Number.parseInt(nc, 16)}`;
  };

  for (const { status, kind, header } of KINDS) {
    describe(`a nonce that died, asked for by ${status}`, () => {
      /** Takes each nonce once; a second use brings `refuse`. */
      const once = async (refuse: (request: UasRequest, next: string) => void): Promise<Uas> => {
        const used = new Set<string>();
        let number = 0;
        const next = (): string => `n${(number += 1)}`;
        return serving((request) => {
          const nonce = authorizationOf(request.header(kind)).nonce;
          if (nonce === undefined) request.reply(status, { [header]: digest(next()) });
          else if (!isProven(request, kind)) request.reply(status, { [header]: digest(next()) });
          else if (used.has(nonce)) refuse(request, next());
          else {
            used.add(nonce);
            obey(request);
          }
        });
      };

      for (const [name, refuse] of Object.entries<(request: UasRequest, next: string) => void>({
        'no challenge': (request) => request.reply(status),
        'another nonce': (request, next) => request.reply(status, { [header]: digest(next) }),
        'another nonce, stale="FALSE"': (request, next) =>
          request.reply(status, { [header]: digest(next, ', stale="FALSE"') }),
        'another nonce, stale=true': (request, next) =>
          request.reply(status, { [header]: digest(next, ', stale=true') }),
        'the same nonce': (request) =>
          request.reply(status, { [header]: digest(authorizationOf(request.header(kind)).nonce ?? '') }),
        'a challenge of another kind': (request) => request.reply(status, { [header]: 'Bearer realm="r"' }),
      })) {
        it(`is forgotten, and every command is done once: ${name}`, async () => {
          const uas = await once(refuse);
          const stack = newStack();
          for (let command = 1; command <= 4; command += 1) {
            assert.deepEqual(await send(stack, uas), { status: 200 });
            assert.equal(done.length, command);
          }
        });
      }

      for (const other of [403, 404, 480, 500, 503, 603]) {
        it(`is forgotten with ${other}, so that the next command asks anew`, async () => {
          const uas = await once((request) => request.reply(other));
          const stack = newStack();
          await send(stack, uas);
          assert.equal((await send(stack, uas)).status, other);
          const before = uas.requests.length;
          assert.equal((await send(stack, uas)).status, 200);
          assert.equal(uas.requests[before]?.header(kind), '');
          assert.equal(done.length, 2);
        });
      }

      it('costs one command, and no second one, where it brings 403 each time; a deploy begins anew', async () => {
        const uas = await once((request) => request.reply(403));
        const stack = newStack();
        const statuses: number[] = [];
        for (let command = 0; command < 5; command += 1) statuses.push((await send(stack, uas)).status);
        assert.deepEqual(statuses, [200, 403, 200, 200, 200]);
        stack.forget({});
        assert.equal((await send(stack, uas)).status, 200);
        assert.equal((await send(stack, uas)).status, 403, 'remembered once more');
      });

      it('is forgotten where nothing comes back', async () => {
        const uas = await once(() => undefined);
        const stack = newStack();
        await send(stack, uas);
        const lost = stack.notify(keyPress({ uri: `sip:6040@127.0.0.1:${uas.port}`, ...ACCOUNT }), within(100));
        await assert.rejects(lost, { code: 'TIMEOUT' });
        const before = uas.requests.length;
        assert.equal((await send(stack, uas)).status, 200);
        assert.equal(uas.requests[before]?.header(kind), '');
      });

      it('tells a refused password by a nonce of this command', async () => {
        const uas = await once((request) => request.reply(status));
        const stack = newStack();
        assert.deepEqual(await send(stack, uas, { password: 'wrong' }), {
          status,
          login: { refused: true, asked: ['Digest'] },
        });
      });

      it('is not stored by a command that was let in with it, after another brought to light that it had died', async () => {
        let held: UasRequest | undefined;
        const uas = await serving((request, count) => {
          const nonce = authorizationOf(request.header(kind)).nonce;
          if (nonce === undefined) request.reply(status, { [header]: digest(count < 3 ? 'old' : 'new') });
          else if (count === 2 || nonce === 'new') obey(request);
          else if (count === 3) held = request;
          else request.reply(status);
        });
        const stack = newStack();
        await send(stack, uas);
        const first = send(stack, uas);
        await uas.received(3);
        assert.deepEqual(await send(stack, uas), { status: 200 });
        held?.reply(200);
        await first;
        const before = uas.requests.length;
        await send(stack, uas);
        assert.equal(shown(uas.requests[before] as UasRequest, kind), 'new 2');
      });
    });

    describe(`one nonce for all, asked for by ${status}`, () => {
      const strict = (replay: (request: UasRequest) => void): Promise<Uas> => {
        let last = 0;
        return serving((request) => {
          if (!isProven(request, kind)) {
            request.reply(status, { [header]: digest('one') });
            return;
          }
          const nc = Number.parseInt(authorizationOf(request.header(kind)).nc ?? '', 16);
          if (nc <= last) replay(request);
          else {
            last = nc;
            obey(request);
          }
        });
      };

      for (const [name, replay] of Object.entries<(request: UasRequest) => void>({
        '403': (request) => request.reply(403),
        'the same challenge': (request) => request.reply(status, { [header]: digest('one') }),
        'the same challenge, stale=true': (request) =>
          request.reply(status, { [header]: digest('one', ', stale=true') }),
      })) {
        it(`is counted over the phones behind it, at once and one after the other, and over stacks: else ${name}`, async () => {
          const uas = await strict(replay);
          const counts = new NonceCounts();
          const stack = newStack(counts);
          const phones = ['a', 'b', 'c'].map((user) => ({
            uri: `sip:${user}@pbx.example`,
            proxy: `127.0.0.1:${uas.port}`,
            owner: {},
          }));
          await Promise.all(phones.map((phone) => send(stack, uas, phone)));
          for (const phone of phones) assert.equal((await send(stack, uas, phone)).status, 200);
          await stack.close();
          for (const phone of phones) assert.equal((await send(newStack(counts), uas, phone)).status, 200);
          assert.equal(done.length, 9);
          assert.equal(new Set(done.map((request) => authorizationOf(request.header(kind)).cnonce)).size, 1);
        });
      }
    });

    it(`grows old in 30 s, ${status}`, async () => {
      // By the stack's own clock: nothing else is needed of it here.
      let now = 0;
      const stack = new SipStack({ timers: { ...systemTimers, now: () => now }, nonceCounts: new NonceCounts() });
      stacks.push(stack);
      const uas = await serving((request, count) => {
        if (isProven(request, kind)) obey(request);
        else request.reply(status, { [header]: digest(`n${count}`) });
      });
      await send(stack, uas);
      now = 29_999;
      await send(stack, uas);
      now = 30_000;
      await send(stack, uas);
      assert.deepEqual(
        uas.requests.map((request) => shown(request, kind)),
        ['', 'n1 1', 'n1 2', '', 'n4 1'],
      );
    });

    it(`is forgotten with its phone, ${status}`, async () => {
      const uas = await serving((request, count) => {
        if (isProven(request, kind)) obey(request);
        else request.reply(status, { [header]: digest(`n${count}`) });
      });
      const stack = newStack();
      const [mine, other] = ['a', 'b'].map((user) => ({ owner: {}, uri: `sip:${user}@127.0.0.1:${uas.port}` }));
      const first = async (phone: object = {}): Promise<string> => {
        const before = uas.requests.length;
        await send(stack, uas, phone);
        return shown(uas.requests[before] as UasRequest, kind);
      };
      await first(mine);
      await first(other);
      stack.forget(mine?.owner ?? {});
      assert.equal(await first(mine), '');
      // A phone's own nonce is its own; a proxy's is good for all, and so it goes for all.
      assert.notEqual(await first(other), '');
    });

    for (const [name, challenge, asked] of [
      ['NTLM', 'NTLM', 'NTLM'],
      ['Bearer', 'Bearer realm="x"', 'Bearer'],
      ['SHA-512', digest('1', ', algorithm=SHA-512'), 'Digest with SHA-512'],
      ['nothing', '', undefined],
    ] as const) {
      it(`presents nothing to ${status} with ${name}, and says so`, async () => {
        const uas = await serving((request) => request.reply(status, { [header]: challenge }));
        assert.deepEqual(await send(newStack(), uas), {
          status,
          login: { refused: false, asked: asked === undefined ? [] : [asked] },
        });
        assert.equal(uas.requests.length, 1);
      });
    }

    it(`hashes and echoes a realm as it came, ${status}`, async () => {
      for (const realm of ['T\xfcrstation', Buffer.from('Türstation', 'utf8').toString('latin1')]) {
        const seen: boolean[] = [];
        const uas = await serving((request) => {
          const raw = request.raw.toString('latin1');
          if (!raw.includes(`\r\n${kind}: `)) {
            const text = request.response(status, { [header]: 'Digest realm="REALM", nonce="n", qop="auth"' });
            request.send(Buffer.from(text.replace('REALM', realm), 'latin1'));
            return;
          }
          seen.push(raw.includes(`realm="${realm}"`));
          request.reply(200);
        });
        assert.equal((await send(newStack(), uas)).status, 200);
        assert.deepEqual(seen, [true]);
      }
    });
  }

  it('keeps what a proxy let in when the phone behind it refuses by a challenge that is not known', async () => {
    const uas = await serving((request) => {
      if (!isProven(request, 'Proxy-Authorization')) request.reply(407, { 'Proxy-Authenticate': digest('p') });
      else request.reply(401, { 'WWW-Authenticate': 'Bearer realm="x"' });
    });
    assert.deepEqual(await send(newStack(), uas), { status: 401, login: { refused: false, asked: ['Bearer'] } });
    assert.equal(uas.requests.length, 2);
  });

  it('gets by where the nonces of proxy and phone die at the same moment', async () => {
    let generation = 0;
    const uas = await serving((request) => {
      const [proxy, phone] = [
        authorizationOf(request.header('Proxy-Authorization')).nonce,
        authorizationOf(request.header('Authorization')).nonce,
      ];
      if (proxy !== `p${generation}`)
        request.reply(407, proxy ? {} : { 'Proxy-Authenticate': digest(`p${generation}`) });
      else if (phone !== `w${generation}`)
        request.reply(401, phone ? {} : { 'WWW-Authenticate': digest(`w${generation}`) });
      else obey(request);
    });
    const stack = newStack();
    for (generation = 0; generation < 3; generation += 1) assert.equal((await send(stack, uas)).status, 200);
    assert.equal(done.length, 3);
  });
});
