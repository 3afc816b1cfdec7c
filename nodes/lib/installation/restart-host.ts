import { CLOCKS } from '../calls/clocks';
import type { CallTracker } from '../calls/tracker';
import { parsePayload } from '../commands/payload';
import type { Phone } from '../phones/phone';
import type { SetupDesk } from '../setup/desk';
import { standingIn } from '../setup/listing';
import type { RestartHost } from '../setup/restarts';

/** As of `active-uri out`, in milliseconds; a phone that is in use by then is not to be restarted. */
const TIMEOUT = 5000;
const MAX_AGE = 5000;

/** @param phoneOf the deployed phone of this node */
export function restartHost(
  setup: SetupDesk,
  calls: Pick<CallTracker, 'stateOf'>,
  phoneOf: (id: string) => Phone | undefined,
): RestartHost {
  return {
    timer: CLOCKS.timer,
    find: (id) => {
      const phone = phoneOf(id);
      const listener = phone && setup.listener(phone.settings.setup);
      if (!phone || !listener || !setup.adoptions.has(listener.id, phone.mac)) return undefined;
      return {
        mac: phone.mac,
        standing: standingIn(setup, listener, phone.settings),
        state: calls.stateOf(id),
        restart: (signal) =>
          // A person has asked for it: that is what the permission is about.
          phone.send(parsePayload({ action: 'reboot' }), {
            ...{ disruptive: true, timeout: TIMEOUT, retries: 0, maxAge: MAX_AGE, signal },
          }),
      };
    },
  };
}
