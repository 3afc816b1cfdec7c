import assert from 'node:assert/strict';
import { once } from 'node:events';
import { ask, EventServer, exchange } from './probe';
import { YealinkPhone } from './yealink';

/** Yealink's Administrator's Guide, pp. 507-530. */
describe('simulated Yealink phone', () => {
  let server: EventServer;
  let phone: YealinkPhone;
  const begin = async (options: ConstructorParameters<typeof YealinkPhone>[0] = {}): Promise<void> => {
    server = await new EventServer().start();
    phone = await new YealinkPhone({ account: { user: '1006', host: '10.3.5.199' }, allow: 'any', ...options }).start();
  };
  const press = (keys: string): Promise<number | undefined> => ask(phone, `/servlet?key=${keys}`);
  afterEach(() => Promise.all([phone.stop(), server.stop()]));

  it("fills the table's variables: SIP URIs while calls are set up, the caller's name in $callerID", async () => {
    await begin();
    const query = '?id=$call_id&l=$local&r=$remote&c=$callerID&n=$calledNumber';
    phone.configure({ 'Incoming Call': `${server.url}/in${query}`, 'Outgoing Call': `${server.url}/out${query}` });
    phone.receiveCall({ number: '6040', name: 'Bob' });
    await phone.reported('Incoming Call');
    await press('CALLEND');
    phone.remoteHangup();
    await press('number=6041');
    await phone.reported('Outgoing Call');
    assert.deepEqual(
      phone.reports.map((report) => report.target),
      [
        '/in?id=33093&l=sip:1006@10.3.5.199&r=sip:6040@10.3.5.199&c=Bob&n=',
        '/out?id=33094&l=sip:1006@10.3.5.199&r=sip:6041@10.3.5.199&c=&n=6041',
      ],
    );
  });

  it('dials from the account that is asked for, and from no other', async () => {
    await begin({
      accounts: [
        { user: '1006', host: 'a.example' },
        { user: '2006', host: 'b.example' },
      ],
    });
    await press('number=1234&outgoing_uri=2006@b.example');
    assert.deepEqual(
      phone.calls.map(({ number, line }) => [number, line]),
      [['1234', 2]],
    );
    await press('number=1235&outgoing_uri=3006@b.example');
    assert.deepEqual(phone.ignored, ['number=1235']);
  });

  it('answers, holds, resumes and ends the call that is named', async () => {
    await begin();
    const first = phone.receiveCall({ number: '6040' });
    const second = phone.receiveCall({ number: '6041' });
    await press('ASW:33094');
    assert.deepEqual([first?.state, second?.state], ['ringing', 'talking']);
    await press('HOLD:33094');
    await press('ASW:33093');
    assert.deepEqual([first?.state, second?.state], ['talking', 'held']);
    await press('UNHOLD:33094');
    await press('CANCEL:33093');
    assert.deepEqual([first?.state, second?.state], ['ended', 'talking']);
    await press('CANCEL:99');
    assert.deepEqual(phone.ignored, ['CANCEL:99']);
  });

  it('transfers blindly and attended, forwards, mutes', async () => {
    await begin();
    phone.receiveCall({ number: '6040' });
    await press('ASW;MUTE');
    assert.equal(phone.state.muted, true);
    await press('BTrans=6044');
    assert.equal(phone.state.status, 'idle');
    phone.receiveCall({ number: '6040' });
    await press('ANSWER');
    await press('ATrans=6044');
    phone.remoteAnswer();
    await press('F_TRANSFER');
    assert.equal(phone.state.status, 'idle');
    await press('NoAnswFwdOn=1001=24');
    assert.deepEqual(phone.state.forwards, { 'no answer': '1001' });
    await press('AlwaysFwdOff;BusyFwdOff;NoAnswFwdOff');
    assert.deepEqual(phone.state.forwards, {});
    assert.deepEqual(phone.ignored, []);
  });

  it('takes the older paths, a question for its settings, and nothing else', async () => {
    await begin();
    assert.equal(await ask(phone, '/cgi-bin/ConfigManApp.com?key=DNDOn'), 200);
    assert.equal(phone.state.dnd, true);
    assert.equal(await ask(phone, '/cgi-bin/cgiServer.exx?key=DNDOff'), 200);
    assert.equal(phone.state.dnd, false);
    assert.equal(await ask(phone, '/servlet?phonecfg=get'), 200);
    assert.equal(await ask(phone, '/cgi-bin/server.cgi?key=DNDOn'), 404);
    assert.deepEqual(phone.executed, ['DNDOn', 'DNDOff']);
  });

  it('lets nobody in while the list is blank, takes ranges, and asks at the first request', async () => {
    await begin({ allow: '' });
    assert.equal(await press('DNDOn'), 403);
    await phone.stop();
    phone = await new YealinkPhone({ allow: '10.10.*.*, 127.0.*.*' }).start();
    const asked = once(phone, 'asked');
    await press('DNDOn');
    assert.deepEqual(await asked, ['127.0.0.1']);
    assert.equal(phone.state.dnd, false);
    phone.confirm();
    await press('DNDOn');
    assert.equal(phone.state.dnd, true);
  });

  it('wants a login by Basic where it has one', async () => {
    await begin({ protection: { scheme: 'basic', username: 'admin', password: 'secret', realm: 'Yealink' } });
    assert.equal(await press('DNDOn'), 401);
    const basic = Buffer.from('admin:secret').toString('base64');
    const text = await exchange(
      phone,
      `GET /servlet?key=DNDOn HTTP/1.1\r\nAuthorization: Basic ${basic}\r\nConnection: close\r\n\r\n`,
    );
    assert.match(text, /^HTTP\/1\.1 200 /);
    assert.deepEqual(phone.executed, ['DNDOn']);
  });

  it('touch models take one value a request, and no model a number as one key of the keypad', async () => {
    await begin({ model: 'SIP-T48S' });
    await press('SPEAKER;6');
    assert.deepEqual(phone.executed, []);
    await press('SPEAKER');
    await press('60');
    assert.deepEqual(phone.executed, ['SPEAKER']);
    assert.deepEqual(phone.ignored, ['SPEAKER', '6', '60']);
  });
});
