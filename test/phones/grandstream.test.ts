import assert from 'node:assert/strict';
import { GrandstreamPhone } from './grandstream';
import { EventServer, exchange } from './probe';

/** "GRP26xx Series CTI Guide" and the administration guides. */
describe('simulated Grandstream phone', () => {
  let server: EventServer;
  let phone: GrandstreamPhone;
  const begin = async (options: ConstructorParameters<typeof GrandstreamPhone>[0] = {}): Promise<void> => {
    server = await new EventServer().start();
    phone = await new GrandstreamPhone({
      account: { user: '2001', host: 'pbx.example' },
      allow: 'any',
      ...options,
    }).start();
  };
  /** The answer's body; each comes with status 200. */
  const send = async (name: string, query: string, passcode = 'admin'): Promise<unknown> => {
    const target = `/cgi-bin/api-${name}?passcode=${passcode}${query && `&${query}`}`;
    const text = await exchange(phone, `GET ${target} HTTP/1.1\r\nConnection: close\r\n\r\n`);
    assert.match(text, /^HTTP\/1\.1 200 /);
    return JSON.parse(text.slice(text.indexOf('\r\n\r\n') + 4));
  };
  const done = { response: 'success', body: 'complete' };
  afterEach(() => Promise.all([phone.stop(), server.stop()]));

  it('makes, holds and ends calls', async () => {
    await begin();
    assert.deepEqual(await send('make_call', 'phonenumber=3501'), done);
    assert.equal(phone.calls[0]?.number, '3501');
    phone.remoteAnswer();
    await send('phone_operation', 'cmd=holdcall');
    assert.equal(phone.state.status, 'held');
    await send('phone_operation', 'cmd=holdcall');
    assert.equal(phone.state.status, 'talking');
    assert.deepEqual(await send('phone_operation', 'cmd=endcall'), done);
    assert.equal(phone.state.status, 'idle');
    assert.deepEqual(await send('phone_operation', 'cmd=endcall'), { response: 'error', body: 'failed' });
  });

  it('counts its accounts from 0', async () => {
    await begin({
      accounts: [
        { user: '2001', host: 'a.example' },
        { user: '2002', host: 'b.example' },
      ],
    });
    await send('make_call', 'phonenumber=3501&account=1');
    assert.equal(phone.calls[0]?.line, 2);
    assert.deepEqual(await send('make_call', 'phonenumber=3501&account=2'), { response: 'error', body: 'failed' });
  });

  it('answers and refuses what rings', async () => {
    await begin();
    phone.receiveCall({ number: '1' });
    await send('phone_operation', 'cmd=acceptcall');
    assert.equal(phone.state.status, 'talking');
    await send('send_key', 'keys=ONHOOK');
    phone.receiveCall({ number: '2' });
    await send('phone_operation', 'cmd=rejectcall');
    assert.equal(phone.state.status, 'idle');
  });

  it('presses keys joined by colons, all or none', async () => {
    await begin();
    assert.deepEqual(await send('send_key', 'keys=6:0:4:0:SEND'), done);
    assert.equal(phone.calls[0]?.number, '6040');
    phone.remoteAnswer();
    await send('send_key', 'keys=1:STAR:POUND');
    assert.equal(phone.state.dtmf, '1*#');
    assert.deepEqual(await send('send_key', 'keys=60;OK'), { response: 'error', body: 'unknown' });
    assert.deepEqual(phone.ignored, ['60;OK']);
  });

  it('does nothing without its passcode', async () => {
    await begin();
    for (const passcode of ['', 'other'])
      assert.deepEqual(await send('make_call', 'phonenumber=1', passcode), { response: 'error', body: 'unauthorized' });
    assert.deepEqual([phone.state.status, phone.wrongPasscodes], ['idle', 2]);
    assert.deepEqual(await send('get_phone_status', ''), { response: 'success', body: 'available' });
  });

  it('reports without a scheme and a question mark in the URL, a dash in a name', async () => {
    await begin();
    const base = server.url.replace('http://', '');
    phone.configure({ 'Hold Call': `${base}/hold/mac=$mac&call-id=$call-id&x=$nothing` });
    phone.receiveCall({ number: '5' });
    await send('phone_operation', 'cmd=acceptcall');
    await send('phone_operation', 'cmd=holdcall');
    assert.equal(
      (await phone.reported('Hold Call')).target,
      '/hold/mac=c074ad0b63ee&call-id=1408001-5060-1@192.168.5.135&x=',
    );
  });

  it('lets in who is listed, or any', async () => {
    await begin({ allow: '10.0.0.1' });
    assert.match(await exchange(phone, 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n'), /^HTTP\/1\.1 403 /);
  });
});
