import { AkuvoxPhone, AtcomPhone, FanvilPhone, SimulatedNetwork } from '../test/phones';

/** The demo's phones, joined by an exchange: 6040 the front desk, 6041 the door station, 6042 security. */
export class DemoPhones {
  readonly desk = new AtcomPhone({
    model: 'A41W',
    mac: '80:82:87:04:6B:C2',
    account: { user: '6040', host: 'pbx.example', name: 'Front desk' },
    allow: 'any',
  });
  readonly door = new FanvilPhone({
    model: 'i31S',
    mac: '0c:38:3e:2a:10:01',
    account: { user: '6041', host: 'pbx.example', name: 'Door station' },
    protection: { scheme: 'basic', username: 'admin', password: 'admin' },
  });
  readonly guard = new AkuvoxPhone({
    model: 'R53P',
    mac: '0C1105A20B37',
    account: { user: '6042', host: 'pbx.example', name: 'Security' },
    allow: '127.0.0.X',
  });
  readonly all = [this.desk, this.door, this.guard];

  async start(): Promise<void> {
    const network = new SimulatedNetwork();
    for (const phone of this.all) network.add(phone.state);
    await Promise.all(this.all.map((phone) => phone.start()));
  }

  /** Pastes the URLs of all events into the phones' web pages. */
  reportTo(base: string, token: string): void {
    this.desk.configure(AtcomPhone.actionUrlsFor(base, token));
    this.door.configure(FanvilPhone.actionUrlsFor(base, token));
    this.guard.configure(AkuvoxPhone.actionUrlsFor(base, token));
  }

  async stop(): Promise<void> {
    await Promise.all(this.all.map((phone) => phone.stop()));
  }
}
