import assert from 'node:assert/strict';
import { ask, EventServer } from './probe';
import { SnomPhone } from './snom';

/** Snom's wiki, "Action URLs" and "Remote phone control". */
describe('simulated Snom phone', () => {
  let server: EventServer;
  let phone: SnomPhone;
  const begin = async (options: ConstructorParameters<typeof SnomPhone>[0] = {}): Promise<void> => {
    server = await new EventServer().start();
    phone = await new SnomPhone({ account: { user: '1001', host: 'pbx.example' }, ...options }).start();
  };
  const send = (query: string): Promise<number | undefined> => ask(phone, `/command.htm?${query}`);
  afterEach(() => Promise.all([phone.stop(), server.stop()]));

  it('fills its own variables, $call-id among them, and knows no others', async () => {
    await begin({ ip: '192.0.2.7' });
    phone.configure({
      'Incoming Call': `${server.url}/in?$mac-$phone_ip&type=$phone_type&id=$call-id&model=$model&remote=$remote`,
      'Log on': `${server.url}/on?who=$context_url`,
    });
    phone.boot();
    phone.receiveCall({ number: '6040', host: 'pbx.example' });
    await phone.reported('Incoming Call');
    assert.deepEqual(
      server.requests.map((request) => request.split(' ', 2)[1]),
      [
        '/on?who=sip:1001@pbx.example',
        '/in?00041396D9B4-192.0.2.7&type=snomD785&id=3000015f-x9kz1fgc4h2r&model=&remote=sip:6040@pbx.example',
      ],
    );
  });

  it('dials from the identity that outgoing_uri names, sends DTMF, ends all calls', async () => {
    await begin({
      accounts: [
        { user: '1001', host: 'a.example' },
        { user: '1002', host: 'b.example' },
      ],
    });
    await send('number=6040&outgoing_uri=1002@b.example');
    assert.deepEqual([phone.calls[0]?.number, phone.calls[0]?.line], ['6040', 2]);
    phone.remoteAnswer();
    await send('key_dtmf=12%23');
    await send('RELEASE_ALL_CALLS');
    assert.equal(phone.state.status, 'idle');
    await send('number=6040&outgoing_uri=nobody@b.example');
    assert.equal(phone.state.status, 'idle');
    assert.deepEqual(phone.executed, ['number=6040', 'key_dtmf=12#', 'RELEASE_ALL_CALLS']);
    assert.deepEqual(phone.ignored, ['number=6040']);
  });

  it('takes keys one by one, digits too, with the time that they are pressed', async () => {
    await begin();
    await send('key=OFFHOOK;6;0;4;0;%23;ENTER,100,50');
    assert.equal(phone.calls[0]?.number, '6040#');
    await send('key=CANCEL;enter;ENTER,1,2,3');
    assert.equal(phone.state.status, 'idle');
    assert.deepEqual(phone.ignored, ['enter', 'ENTER,1,2,3']);
  });

  it('answers, holds, transfers blind and after a consultation', async () => {
    await begin();
    const incidents: string[] = [];
    phone.on('incident', (incident) => incidents.push(incident));
    phone.receiveCall({ number: '6040' });
    await send('key=ENTER');
    assert.equal(phone.state.status, 'talking');
    await send('key=F_HOLD');
    assert.equal(phone.state.status, 'held');
    await send('key=F_HOLD');
    await send('key=TRANSFER;6;0;4;1;ENTER');
    assert.equal(phone.state.status, 'idle');
    assert.ok(incidents.includes('blind transfer'));
    phone.receiveCall({ number: '6040' });
    await send('key=ENTER');
    await send('key=F_HOLD;6;0;4;1;ENTER');
    phone.remoteAnswer();
    await send('key=TRANSFER;ONHOOK');
    assert.equal(phone.state.status, 'idle');
    assert.ok(incidents.includes('attended transfer'));
  });

  it('has as many function keys as the model, and an 870 no soft keys', async () => {
    await begin({ model: 'D713' });
    await send('key=P4;P5;F1');
    assert.deepEqual([phone.executed, phone.ignored], [['P4', 'F1'], ['P5']]);
    await phone.stop();
    phone = await new SnomPhone({ model: '870' }).start();
    await send('key=P15;P16;F1');
    assert.deepEqual([phone.executed, phone.ignored], [['P15'], ['P16', 'F1']]);
  });

  it('restarts by its own page; a D8xx has no page for commands', async () => {
    await begin();
    assert.equal(await ask(phone, '/advanced_update.htm?reboot=Reboot'), 200);
    assert.equal(await ask(phone, '/advanced_update.htm?reboot=later'), 404);
    assert.deepEqual(phone.executed, ['reboot=Reboot']);
    await phone.stop();
    phone = await new SnomPhone({ model: 'D865' }).start();
    assert.equal(await send('key=ENTER'), 404);
  });
});
