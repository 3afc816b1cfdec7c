import assert from 'node:assert/strict';
import { hasMosquitto, Listener, startMosquitto } from '../../mqtt/mosquitto';
import { own } from '../../support/own';
import { named, type Run } from './stage';

/** Home Assistant's example, as somebody at the broker sees it. */
export const HOME_RUNS: Readonly<Record<string, Run>> = {
  'Phones in Home Assistant': async (stage) => {
    if (!hasMosquitto) {
      assert.notEqual(process.env.CI, 'true', 'mosquitto is missing, and CI must run every suite');
      process.stdout.write('skipped: needs mosquitto\n');
      return;
    }
    const broker = own(await startMosquitto());
    const home = own(await Listener.at(broker));
    await stage.deploy((flow) => {
      named(flow, 'mqtt-broker', "Home Assistant's broker").port = String(broker.port);
    });
    await home.topic('voip/status', 'online');
    const { door } = stage.phones;
    const id = door.mac.replaceAll(':', '').toLowerCase();
    await home.publish(`voip/${id}/set/open_door`, 'PRESS');
    await home.topic(`voip/${id}/door`, 'ON');
    assert.equal(door.state.doorOpen, true);
    // It stands open for whoever comes next.
    await stage.deploy((flow) => flow.splice(1));
  },
};
