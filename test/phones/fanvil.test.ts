import assert from 'node:assert/strict';
import { FanvilPhone } from './fanvil';
import { ask, EventServer } from './probe';

/** Fanvil's "Action URL & Active URI". */
describe('simulated Fanvil phone', () => {
  let server: EventServer;
  let phone: FanvilPhone;
  const begin = async (options: ConstructorParameters<typeof FanvilPhone>[0] = {}): Promise<void> => {
    server = await new EventServer().start();
    phone = await new FanvilPhone({ account: { user: '3583', host: '10.2.1.48', name: 'Desk' }, ...options }).start();
  };
  const send = (query: string): Promise<number | undefined> => ask(phone, `/cgi-bin/ConfigManApp.com?${query}`);
  afterEach(() => Promise.all([phone.stop(), server.stop()]));

  it('counts calls from 1, as the example of section 2.3', async () => {
    await begin();
    phone.configure({ 'Incoming call': `${server.url}/newcall.xml?num=$call_id` });
    phone.receiveCall({ number: '1234' });
    await phone.reported('Incoming call');
    phone.remoteHangup();
    phone.receiveCall({ number: '1234' });
    await phone.reported('Incoming call');
    for (const request of server.requests)
      assert.match(request, /^GET \/newcall\.xml\?num=1 HTTP\/1\.1\r\nHost: 127\.0\.0\.1:/);
    assert.equal(server.requests.length, 2);
  });

  for (const [model, incoming, talking] of [
    ['X4U', 'l=3583&r=sip:1234@10.2.1.48&dl=Desk&dr=Bob&d=', 'l=&r=&dl=&dr=&d='],
    [
      'X6',
      'l=sip:3583@10.2.1.48&r=sip:1234@10.2.1.48&dl=Desk&dr=Bob&d=',
      'l=sip:3583@10.2.1.48&r=sip:1234@10.2.1.48&dl=&dr=&d=',
    ],
  ] as const) {
    it(`fills the variables of section 2.5 as series ${model} does`, async () => {
      let now = 0;
      await begin({ model, clock: () => new Date(now) });
      const query = '?l=$local&r=$remote&dl=$display_local&dr=$display_remote&d=$duration';
      phone.configure({
        'Incoming call': `${server.url}/${query}`,
        'Call established': `${server.url}/${query}`,
        'Call terminated': `${server.url}/?d=$duration&n=$remote_number&t=$date_time&f=$flash_free`,
      });
      phone.receiveCall({ number: '1234', name: 'Bob' });
      await send('key=OK');
      now += 73_000;
      await send('key=RELEASE');
      await phone.reported('Call terminated');
      assert.deepEqual(
        phone.reports.map((report) => report.target),
        [`/?${incoming}`, `/?${talking}`, '/?d=73&n=1234&t=1970-01-01 00:01:13&f='],
      );
    });
  }

  it('dials, transfers and holds as sections 3.3 and 3.5 press it', async () => {
    await begin();
    await send('key=SPEAKER;0000;ENTER');
    assert.equal(phone.calls[0]?.number, '0000');
    phone.remoteAnswer();
    await send('key=F_HOLD');
    assert.equal(phone.state.status, 'held');
    await send('key=F_HOLD');
    assert.equal(phone.state.status, 'talking');
    await send('key=1234');
    assert.equal(phone.state.dtmf, '1234');
    await send('key=F_TRANSFER;000;F_TRANSFER');
    assert.equal(phone.state.status, 'idle');

    await send('key=0000;ENTER;');
    phone.remoteAnswer();
    await send('key=F_TRANSFER;0001;OK');
    assert.equal(phone.calls[1]?.number, '0001');
    phone.remoteAnswer();
    await send('key=OK');
    assert.deepEqual(phone.calls, []);
  });

  it('answers a second call, switches by F_FLASH, or by next_call and F_HOLD (section 3.6)', async () => {
    await begin();
    phone.receiveCall({ number: 'A' });
    await send('key=OK');
    phone.receiveCall({ number: 'B' });
    await send('key=OK');
    assert.equal(phone.state.talking?.number, 'B');
    assert.equal(phone.state.find('held')?.number, 'A');
    await send('key=F_FLASH');
    assert.equal(phone.state.talking?.number, 'A');
    await send('key=next_call');
    await send('key=F_HOLD');
    assert.equal(phone.state.talking?.number, 'B');
    assert.equal(phone.state.find('held')?.number, 'A');
  });

  it('opens the door for the right code alone, and reports it', async () => {
    await begin({ model: 'i31S', doorCode: '4711' });
    phone.configure(FanvilPhone.actionUrlsFor(server.url));
    await send('key=F_LOCK&code=4712');
    assert.equal(phone.state.doorOpen, false);
    assert.equal(phone.wrongCodes, 1);
    await send('Key=F_LOCK&code=4711');
    assert.match((await phone.reported('Open The Door')).target, /^\/OpenTheDoor\?/);
    phone.closeDoor();
    await phone.reported('Close The Door');
    phone.triggerDoorSensor(2);
    await phone.reported('Door Sensor 2');
    phone.tamper();
    await phone.reported('Tamper');
  });

  it('switches DND, names a line, mutes, and sends only what is configured', async () => {
    await begin();
    phone.configure({ 'DND Enabled': `${server.url}/dnd` });
    await send('key=DND');
    await send('key=DND');
    await send('key=DNDON');
    assert.equal(phone.state.dnd, true);
    assert.equal(phone.receiveCall({ number: '1' }), undefined);
    await send('key=DNDOFF');
    await send('line=1;displayname=Front%20desk');
    assert.equal(phone.accounts[0]?.name, 'Front desk');
    await phone.drained();
    assert.deepEqual(
      phone.reports.map(({ event, status }) => [event, status]),
      [
        ['DND Enabled', 200],
        ['DND Enabled', 200],
      ],
    );
  });

  it('has the keys of its series only', async () => {
    await begin({ model: 'X4U' });
    await send('key=L1;F_D12;DSS1;prev_line;F_AUTOREDIAL');
    assert.deepEqual(phone.ignored, ['DSS1', 'prev_line']);
    await phone.stop();
    phone = await new FanvilPhone({ model: 'X6' }).start();
    await send('key=L1;F_D12;DSS12;exit;F_AUTOREDIAL');
    assert.deepEqual(phone.ignored, ['L1', 'F_D12', 'F_AUTOREDIAL']);
    await phone.stop();
    phone = await new FanvilPhone({ model: 'X3S' }).start();
    await send('key=L1;exit;MUTE');
    assert.deepEqual(phone.ignored, ['L1', 'exit']);
  });

  it('takes any address where the source list is empty, else the listed', async () => {
    await begin({ allow: '10.0.0.1' });
    assert.equal(await send('key=DNDON'), 403);
    assert.equal(await ask(phone, '/cgi-bin/other?key=DNDON'), 403);
    await phone.stop();
    phone = await new FanvilPhone({ allow: '10.0.0.1,127.0.0.1' }).start();
    assert.equal(await send('key=DNDON'), 200);
    assert.equal(await ask(phone, '/cgi-bin/other?key=DNDOFF'), 404);
    assert.deepEqual(phone.executed, ['DNDON']);
  });
});
