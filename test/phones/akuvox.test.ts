import assert from 'node:assert/strict';
import { AkuvoxPhone } from './akuvox';
import { ask, EventServer } from './probe';

/** Akuvox' wiki, "How to setup action URL" and "How to setup action URI". */
describe('simulated Akuvox phone', () => {
  let server: EventServer;
  let phone: AkuvoxPhone;
  const begin = async (options: ConstructorParameters<typeof AkuvoxPhone>[0] = {}): Promise<void> => {
    server = await new EventServer().start();
    phone = await new AkuvoxPhone({
      account: { user: '1001', host: 'pbx.example' },
      allow: '127.0.0.1',
      ...options,
    }).start();
  };
  const send = (query: string): Promise<number | undefined> => ask(phone, `/fcgi/do?${query}`);
  afterEach(() => Promise.all([phone.stop(), server.stop()]));

  it('makes calls from the account named, and ends them', async () => {
    await begin({
      accounts: [
        { user: '1001', host: 'a.example' },
        { user: '1002', host: 'b.example' },
      ],
    });
    await send('action=MakeCall&number=6040&line=1002');
    assert.deepEqual([phone.calls[0]?.number, phone.calls[0]?.line], ['6040', 2]);
    phone.remoteAnswer();
    await send('action=Hold');
    assert.equal(phone.state.status, 'held');
    await send('action=UnHold');
    await send('keydown=Mute');
    assert.equal(phone.state.muted, true);
    await send('action=CallEnd');
    assert.equal(phone.state.status, 'idle');
    await send('action=MakeCall&number=6040&line=9999');
    await send('action=MakeCall');
    assert.equal(phone.state.status, 'idle');
    assert.deepEqual(phone.ignored, ['action=MakeCall', 'action=MakeCall']);
  });

  it('opens its door', async () => {
    await begin();
    assert.equal(await ask(phone, '/fcgi/OpenDoor?action=OpenDoor&DoorNum=1'), 200);
    assert.equal(await ask(phone, '/fcgi/OpenDoor?action=OpenDoor&DoorNum=9'), 200);
    assert.deepEqual([phone.executed, phone.ignored], [['OpenDoor=1'], ['OpenDoor=9']]);
  });

  it('answers by OK or Speaker, refuses by Cancel, forwards what rings', async () => {
    await begin();
    for (const key of ['keydown=OK', 'keydown=Speaker', 'keydown=Hook']) {
      phone.receiveCall({ number: '1' });
      await send(key);
      assert.equal(phone.state.status, 'talking', key);
      await send('keyup=Hook');
      assert.equal(phone.state.status, 'idle', key);
    }
    phone.receiveCall({ number: '1' });
    await send('keydown=Cancel');
    assert.equal(phone.state.status, 'idle');
    const incidents: string[] = [];
    phone.on('incident', (incident) => incidents.push(incident));
    phone.receiveCall({ number: '1' });
    for (const key of ['Forward', '6', '0', 'OK']) await send(`keydown=${key}`);
    assert.ok(incidents.includes('forwarded'));
  });

  it('presses one key a request', async () => {
    await begin();
    await send('keydown=OK;1;2');
    assert.deepEqual(phone.executed, []);
    assert.deepEqual(phone.ignored, ['keydown=OK;1;2']);
    for (const key of ['Speaker', '6', '*', 'Pound', 'OK']) await send(`keydown=${key}`);
    assert.equal(phone.calls[0]?.number, '6*#');
  });

  it('reports DND with user@server while there is a call, with nothing while there is none', async () => {
    await begin();
    const url = `${server.url}/e?u=$active_url&m=$mac&x=$duration`;
    phone.configure({ 'Open DND': url, Established: url });
    await send('action=DNDOn');
    await phone.reported('Open DND');
    await send('action=DNDOff');
    phone.receiveCall({ number: '5' });
    await send('keydown=OK');
    await phone.reported('Established');
    assert.deepEqual(
      phone.reports.map((report) => report.target),
      ['/e?u=&m=0C1105A20B37&x=', '/e?u=1001@pbx.example&m=0C1105A20B37&x='],
    );
  });

  it('reads X in the allow list as one digit', async () => {
    await begin({ allow: '10.0.0.1, 127.0.0.X' });
    assert.equal(await send('action=DNDOn'), 200);
    await phone.stop();
    phone = await new AkuvoxPhone({ allow: '127.0.0.XX' }).start();
    assert.equal(await send('action=DNDOn'), 403);
    await phone.stop();
    phone = await new AkuvoxPhone().start();
    assert.equal(await send('action=DNDOn'), 403, 'a blank list lets nobody in');
  });

  it('answers a Digest challenge of the event server, once', async () => {
    await begin({ reportCredentials: { username: 'phone', password: 'pass' } });
    server.answer =
      'HTTP/1.1 401 No\r\nWWW-Authenticate: Digest realm="r", nonce="n", qop="auth"\r\nContent-Length: 0\r\n\r\n';
    phone.configure({ 'Open DND': `${server.url}/dnd` });
    phone.setDnd(true);
    assert.equal((await phone.reported('Open DND')).status, 401);
    assert.equal(server.requests.length, 2);
    assert.match(server.requests[1] ?? '', /Authorization: Digest username="phone", realm="r", nonce="n", uri="\/dnd"/);
  });
});
