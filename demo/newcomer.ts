import { setTimeout as pause } from 'node:timers/promises';
import { YealinkPhone, type YealinkLabel } from '../test/phones';
import { PluggedPhone } from '../test/phones/plugged';

/** In milliseconds: somebody pulls its cable and plugs it in again. */
const AGAIN = 5000;
const PATIENCE = 1000;
/** No phone else is there: who asks from another phone's address is not answered. */
const ADDRESS = '127.0.0.43';

/** What the file sets, as the phone's web page names it. */
const FIELDS: Readonly<Record<string, YealinkLabel>> = {
  setup_completed: 'Setup Completed',
  registered: 'Registered',
  incoming_call: 'Incoming Call',
  outgoing_call: 'Outgoing Call',
  call_established: 'Established',
  call_terminated: 'Terminated',
  missed_call: 'Missed Call',
  dnd_on: 'Open DND',
  dnd_off: 'Close DND',
  hold: 'Hold',
  unhold: 'UnHold',
  idle_to_busy: 'Idle To Busy',
  busy_to_idle: 'Busy To Idle',
};

/** A phone fresh out of its box: it is on the network, and has no Action URL. */
export class Newcomer {
  readonly mac = '805ec0a10043';
  readonly model = 'SIP-T46S';
  readonly phone = new YealinkPhone({
    host: ADDRESS,
    mac: '80:5e:c0:a1:00:43',
    model: this.model,
    account: { user: '6043', host: 'pbx.example', name: 'Reception' },
  });
  readonly #plugged = new PluggedPhone({
    ...{ make: 'yealink', mac: this.mac, model: this.model, address: ADDRESS, pace: { patience: PATIENCE } },
  });
  /** It has fetched its settings. */
  isSetUp = false;

  async start(): Promise<void> {
    await this.phone.start();
  }

  /** Asks the network until somebody tells it where its settings are, fetches them, and starts with them. */
  async settle(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const outcome = await this.#plugged.plugIn(signal);
      if (outcome.kind === 'told' && outcome.fetched.at(-1)?.status === 200) break;
      await pause(AGAIN, undefined, { signal }).catch(() => {});
    }
    if (signal.aborted) return;
    const { settings } = this.#plugged.phone;
    this.phone.configure(
      Object.fromEntries(Object.entries(FIELDS).map(([name, label]) => [label, settings[`action_url.${name}`] ?? ''])),
    );
    this.isSetUp = true;
    this.phone.boot();
  }

  async stop(): Promise<void> {
    await this.#plugged.unplug();
    await this.phone.stop();
  }
}
