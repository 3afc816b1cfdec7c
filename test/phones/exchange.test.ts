import assert from 'node:assert/strict';
import { AkuvoxPhone } from './akuvox';
import { AtcomPhone } from './atcom';
import { SimulatedNetwork } from './exchange';
import { FanvilPhone } from './fanvil';
import { EventServer } from './probe';

describe('simulated exchange', () => {
  let server: EventServer;
  const host = 'pbx.example';
  let one: AtcomPhone;
  let two: FanvilPhone;
  let three: AkuvoxPhone;
  beforeEach(async () => {
    server = await new EventServer().start();
    one = await new AtcomPhone({ account: { user: '6040', host, name: 'Front desk' } }).start();
    two = await new FanvilPhone({ account: { user: '6041', host } }).start();
    three = await new AkuvoxPhone({ account: { user: '6042', host } }).start();
    const network = new SimulatedNetwork();
    for (const phone of [one, two, three]) network.add(phone.state);
    one.configure(AtcomPhone.actionUrlsFor(server.url));
    two.configure(FanvilPhone.actionUrlsFor(server.url));
    three.configure(AkuvoxPhone.actionUrlsFor(server.url));
  });
  afterEach(() => Promise.all([one.stop(), two.stop(), three.stop(), server.stop()]));

  const dial = (number: string): void => {
    one.press('digits', number);
    one.press('dial');
  };

  it('rings the phone that was dialed, joins and releases both', async () => {
    dial('6041');
    assert.match((await two.reported('Incoming call')).target, /display_remote=Front desk/);
    two.press('ok');
    await Promise.all([one.reported('Established'), two.reported('Call established')]);
    two.press('release');
    await Promise.all([one.reported('Terminated'), one.reported('Busy to Idle'), two.reported('Busy To Idle')]);
  });

  it('tells busy, refusal and a caller who gave up', async () => {
    two.setDnd(true);
    dial('6041');
    await one.reported('Remote busy');
    dial('9999');
    await one.reported('Remote busy');
    dial('6042');
    await three.reported('Incoming Call');
    three.press('reject');
    await one.reported('Remote busy');
    dial('6042');
    await three.reported('Incoming Call');
    one.press('end call');
    await three.reported('Missed Call');
    await one.reported('Cancel Call Out');
  });

  it('transfers, blind and attended, and forwards', async () => {
    dial('6041');
    await two.reported('Incoming call');
    two.press('ok');
    await one.reported('Established');
    two.press('transfer');
    two.press('digits', '6042');
    two.press('blind transfer');
    await two.reported('Unattended Call Transfer');
    await three.reported('Incoming Call');
    assert.equal(two.state.status, 'idle');
    assert.equal(one.state.status, 'talking');
    three.press('ok');
    await three.reported('Established');
    three.press('transfer');
    three.press('digits', '6041');
    three.press('dial');
    await two.reported('Incoming call');
    two.press('ok');
    await three.reported('Established');
    three.press('ok');
    await three.reported('Attended Transfer');
    assert.equal(three.state.status, 'idle');
    two.press('release');
    await one.reported('Terminated');
    two.state.setForward('always', '6042');
    dial('6041');
    await three.reported('Incoming Call');
  });
});
