import assert from 'node:assert/strict';
import { once } from 'node:events';
import { AtcomPhone } from './atcom';
import { ask, EventServer } from './probe';

/** ATCOM's guide, "Action URL / Active URI". */
describe('simulated ATCOM phone', () => {
  let server: EventServer;
  let phone: AtcomPhone;
  const begin = async (options: ConstructorParameters<typeof AtcomPhone>[0] = {}): Promise<void> => {
    server = await new EventServer().start();
    phone = await new AtcomPhone({ account: { user: '6039', host: '172.16.0.8' }, allow: 'any', ...options }).start();
  };
  const press = (keys: string): Promise<number | undefined> => ask(phone, `/cgi-bin/server.cgi?key=${keys}`);
  afterEach(() => Promise.all([phone.stop(), server.stop()]));

  it('sends what chapter 1 captured: HTTP/1.0, no header, MAC with colons, unknown variables empty', async () => {
    await begin({ ip: '172.16.0.102' });
    phone.configure({
      'Setup Completed': `${server.url}/setupCompletedUrl.xml?ip=$ip&mac=$mac`,
      Registered: `${server.url}/registeredUrl.xml?firmware=$firmware&model=$model`,
      'Idle to Busy': `${server.url}/idleToBusyUrl.xml?action_user=$action_user&action_host=$action_host`,
    });
    phone.boot();
    phone.press('lift');
    await phone.reported('Idle to Busy');
    assert.deepEqual(server.requests, [
      'GET /setupCompletedUrl.xml?ip=172.16.0.102&mac=80:82:87:04:6B:C2 HTTP/1.0\r\n\r\n',
      'GET /registeredUrl.xml?firmware=2.2.5.45698&model=A41W HTTP/1.0\r\n\r\n',
      'GET /idleToBusyUrl.xml?action_user=&action_host= HTTP/1.0\r\n\r\n',
    ]);
  });

  it('reports the captured burst of a call that is dialed and given up', async () => {
    await begin();
    phone.configure(AtcomPhone.actionUrlsFor(`${server.url}/phone`, 'secret'));
    await press('SPEAKER;6040;DIAL;');
    await press('CANCEL');
    await phone.reported('Busy to Idle');
    assert.deepEqual(
      phone.reports.map((report) => report.event),
      ['Off Hook', 'Handfree', 'Idle to Busy', 'Outgoing Call', 'Cancel Call Out', 'On Hook', 'Busy to Idle'],
    );
    const outgoing = phone.reports[3]?.target ?? '';
    assert.match(outgoing, /^\/phone\/OutgoingCall\?token=secret&mac=80:82:87:04:6B:C2&/);
    assert.match(
      outgoing,
      /&called_number=6040&active_url=sip:6039@172\.16\.0\.8&local=sip:6039@172\.16\.0\.8&display_local=[^&]*&~~remote=sip:6040@/,
    );
  });

  it('fills display names unescaped, as UTF-8 or GBK bytes', async () => {
    await begin({ charset: 'gbk' });
    phone.configure({ 'Incoming Call': `${server.url}/in?display_remote=$display_remote&call_id=$call_id` });
    phone.receiveCall({ number: '6040', name: '中 & Co' });
    await phone.reported('Incoming Call');
    assert.equal(server.requests[0], 'GET /in?display_remote=\xd6\xd0 & Co&call_id=33093 HTTP/1.0\r\n\r\n');
  });

  it('answers, holds, calls a second party, transfers and ends as chapter 3 presses it', async () => {
    await begin();
    for (const answer of ['ANSWER;', 'SPEAKER', 'SFK1;', 'HEADSET']) {
      phone.receiveCall({ number: '6040' });
      assert.equal(await press(answer), 200);
      assert.equal(phone.state.status, 'talking', answer);
      await press('ENDCALL;');
      assert.equal(phone.state.status, 'idle', answer);
    }
    phone.receiveCall({ number: '6040' });
    await press('ANSWER');
    await press('HOLD');
    assert.equal(phone.state.status, 'held');
    await press('RESUME;');
    assert.equal(phone.state.status, 'talking');
    await press('HOLD;6041;DIAL;');
    assert.deepEqual(
      phone.calls.map((call) => [call.number, call.state]),
      [
        ['6040', 'held'],
        ['6041', 'dialing'],
      ],
    );
    phone.remoteAnswer();
    await press('FLASH_CALL');
    assert.equal(phone.state.talking?.number, '6040');
    await press('ENDCALL');
    await press('RESUME');
    await press('TRANSFER;6044;SEND;TRANSFER;');
    assert.equal(phone.state.status, 'idle');
  });

  it('forwards and rejects a call that rings, confers, and tells each step', async () => {
    await begin();
    const incidents: string[] = [];
    phone.on('incident', (incident) => incidents.push(incident));
    phone.receiveCall({ number: '6040' });
    await press('FORWARD;6044;SEND;');
    phone.receiveCall({ number: '6041' });
    await press('REJECT');
    assert.deepEqual(incidents, ['busy', 'incoming', 'forwarded', 'idle', 'busy', 'incoming', 'rejected', 'idle']);
    phone.receiveCall({ number: '6042' });
    await press('ANSWER');
    await press('CONFERENCE;6044;SEND');
    phone.remoteAnswer();
    await press('CONFERENCE');
    assert.equal(phone.state.conference, true);
    assert.deepEqual(
      phone.calls.map((call) => call.state),
      ['talking', 'talking'],
    );
    await press('SPLIT');
    assert.equal(phone.state.conference, false);
    assert.equal(phone.state.status, 'talking');
  });

  it('dials on the line that was pressed, and takes DTMF in a call', async () => {
    await begin({
      accounts: [
        { user: '6039', host: 'a.example' },
        { user: '7039', host: 'b.example' },
      ],
    });
    await press('LINEKEY2;6040;SEND');
    assert.equal(phone.calls[0]?.line, 2);
    assert.equal(phone.calls[0]?.host, 'b.example');
    phone.remoteAnswer();
    await press('1;2;34;POUND');
    assert.equal(phone.state.dtmf, '1234#');
  });

  it('lets nobody in while the allow list is blank, and listed addresses only after the question', async () => {
    await begin({ allow: '' });
    assert.equal(await press('DND_ON'), 403);
    await phone.stop();
    phone = await new AtcomPhone({ allow: '172.16.0.235, 127.0.0.1' }).start();
    const asked = once(phone, 'asked');
    assert.equal(await press('DND_ON'), 200);
    assert.deepEqual(await asked, ['127.0.0.1']);
    assert.equal(phone.state.dnd, false);
    phone.confirm();
    assert.equal(phone.state.dnd, false, 'the first request is lost');
    await press('DND_ON');
    assert.equal(phone.state.dnd, true);
    assert.deepEqual(phone.executed, ['DND_ON']);
  });

  it('ignores keys that the model lacks', async () => {
    await begin({ model: 'A21' });
    await press('SOFTKEY3;SOFTKEY4;LINEKEY2;LK3;MEMORY_KEY1;F_HOLD');
    assert.deepEqual(phone.executed, ['SOFTKEY3', 'LINEKEY2']);
    assert.deepEqual(phone.ignored, ['SOFTKEY4', 'LK3', 'MEMORY_KEY1', 'F_HOLD']);
    await phone.stop();
    phone = await new AtcomPhone({ model: 'A68', allow: 'any' }).start();
    await press('LINEKEY6;MK20;SFK4');
    assert.deepEqual(phone.ignored, []);
  });

  it('starts again after REBOOT and registers', async () => {
    await begin();
    phone.configure(AtcomPhone.actionUrlsFor(server.url));
    await ask(phone, '/servlet?Key=REBOOT');
    await phone.reported('Setup Completed');
    await phone.reported('Registered');
    assert.equal(phone.state.status, 'idle');
  });
});
