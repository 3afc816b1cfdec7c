import assert from 'node:assert/strict';
import { own } from '../support/own';
import { AkuvoxPhone } from './akuvox';
import { AtcomPhone } from './atcom';
import { FanvilPhone } from './fanvil';
import { EventServer } from './probe';

/** How calls end, as the vendors' documents have it: some tell no reason, some not even which call. */
describe('ends that simulated phones report', () => {
  const CALLER = { number: '6042', name: 'Bob' };
  const account = { user: '6040', host: 'pbx.example', name: 'Desk' };

  it('ATCOM and Akuvox: the call’s variables come while it is placed, received and talked, and at no end', async () => {
    const server = own(await new EventServer().start());
    const url = `${server.url}/e?mac=$mac&id=$call_id&remote=$remote`;
    for (const [phone, urls] of [
      [own(await new AtcomPhone({ account }).start()), { 'Incoming Call': url, Terminated: url }],
      [own(await new AkuvoxPhone({ account }).start()), { 'Incoming Call': url, Terminated: url }],
    ] as const) {
      phone.configure(urls);
      phone.receiveCall(CALLER);
      assert.match((await phone.reported('Incoming Call')).target, /&id=\d+&remote=sip:6042@pbx\.example$/);
      phone.press('answer');
      phone.remoteHangup();
      assert.match((await phone.reported('Terminated')).target, /mac=[0-9A-Fa-f:]{12,}&id=&remote=$/);
    }
  });

  it('Fanvil: rejected, given up and busy are all "Call terminated", with the id that comes again', async () => {
    const server = own(await new EventServer().start());
    const phone = own(await new FanvilPhone({ account }).start());
    phone.configure({ 'Call terminated': `${server.url}/e?id=$call_id` });
    const ended = async (): Promise<void> => {
      assert.match((await phone.reported('Call terminated')).target, /\?id=1$/);
    };
    phone.receiveCall(CALLER);
    phone.state.reject();
    await ended();
    phone.state.dial('6042');
    phone.state.hangup();
    await ended();
    phone.state.dial('6042');
    phone.state.remoteBusy();
    await ended();
  });

  it('Akuvox: a busy number is "Terminated", a rejected call has a word of its own', async () => {
    const server = own(await new EventServer().start());
    const phone = own(await new AkuvoxPhone({ account }).start());
    const url = `${server.url}/e`;
    phone.configure({ Terminated: url, 'Reject Incoming Call': url });
    phone.state.dial('6042');
    phone.state.remoteBusy();
    await phone.reported('Terminated');
    phone.receiveCall(CALLER);
    phone.state.reject();
    await phone.reported('Reject Incoming Call');
    assert.equal(phone.reports.length, 2);
  });
});
