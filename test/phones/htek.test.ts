import assert from 'node:assert/strict';
import { HtekPhone } from './htek';
import { ask, EventServer } from './probe';

/** Htek's page on Action URL and URI, and Sangoma's on the keys. */
describe('simulated Htek phone', () => {
  let server: EventServer;
  let phone: HtekPhone;
  const begin = async (options: ConstructorParameters<typeof HtekPhone>[0] = {}): Promise<void> => {
    server = await new EventServer().start();
    const accounts = ['205', '207'].map((user) => ({ user, host: 'pbx.example' }));
    phone = await new HtekPhone({ accounts, ...options }).start();
  };
  const send = (rest: string): Promise<number | undefined> => ask(phone, `/Phone_ActionURL${rest}`);
  afterEach(() => Promise.all([phone.stop(), server.stop()]));

  it('dials by the account that is named, else by the first', async () => {
    await begin();
    await send('&Command=1&Number=206&Account=2');
    assert.deepEqual([phone.calls[0]?.number, phone.calls[0]?.line], ['206', 2]);
    await send('&key=CANCEL');
    await send('&Command=1&Number=%2A43');
    assert.deepEqual([phone.calls[0]?.number, phone.calls[0]?.line], ['*43', 1]);
  });

  it('knows its path with `&` alone', async () => {
    await begin();
    assert.equal(await send('?Command=1&Number=206'), 404);
    assert.equal(await ask(phone, '/Phone_ActionURI&key=OK'), 404);
    assert.equal(phone.state.status, 'idle');
  });

  it('presses one key a request, with Command=3 or without, in the case that is printed', async () => {
    await begin();
    for (const key of ['SPEAKER', '2', '0', 'POUND', 'OK']) await send(`&key=${key}`);
    assert.equal(phone.calls[0]?.number, '20#');
    phone.remoteAnswer();
    await send('&Command=3&key=F_HOLD');
    assert.equal(phone.state.status, 'held');
    for (const key of ['60', 'speaker', 'OK;OK']) await send(`&key=${key}`);
    assert.deepEqual(phone.ignored, ['not one key: 60', 'speaker', 'OK;OK']);
  });

  it('asks for its login', async () => {
    await begin({ protection: { scheme: 'basic', username: 'admin', password: 'admin' } });
    assert.equal(await send('&key=DNDOn'), 401);
    assert.equal(phone.state.dnd, false);
  });

  it("reports values without names, as Htek's example writes them", async () => {
    await begin({ ip: '192.168.0.157' });
    phone.configure({ 'Incoming Call': `${server.url}/incoming-call/$mac/$ip` });
    phone.receiveCall({ number: '5' });
    assert.equal((await phone.reported('Incoming Call')).target, '/incoming-call/001fc11a8b6c/192.168.0.157');
  });

  it('lets in who is listed', async () => {
    await begin({ allow: '10.0.0.1' });
    assert.equal(await send('&key=DNDOn'), 403);
  });
});
