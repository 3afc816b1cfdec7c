/**
 * The built package's own port with a hundred phones and what is known of them, but no Node-RED and no flow around it.
 * Tells its port.
 */
import { join } from 'node:path';
import { phoneSettings } from '../test/lib/phones/phones';
import { ROOT } from '../test/support/package';
import { addressOf, macOf } from './phones';

const PHONES = 100;

/** As it is installed: what tsx makes of the sources is slower. */
const built = (file: string): unknown => require(join(ROOT, 'dist/nodes/lib', file));
const { Listener } = built('events/own-port/listener.js') as typeof import('../nodes/lib/events/own-port/listener');
const { Reception } = built('events/reception.js') as typeof import('../nodes/lib/events/reception');
const { Routes } = built('events/routes.js') as typeof import('../nodes/lib/events/routes');
const { Installation } = built(
  'installation/installation.js',
) as typeof import('../nodes/lib/installation/installation');

const installation = new Installation({ load: () => Promise.resolve() });
for (let index = 0; index < PHONES; index++) {
  const [id, name, host, mac] = [`phone${index}`, `Phone ${index}`, addressOf(index), macOf(index)];
  installation.addPhone(phoneSettings({ id, name, host, mac, vendor: 'atcom', model: 'A41W' }));
}
// As after a start: no deploy is under way.
installation.states.release();
const routes = new Routes(installation.vendors);
const settings = { path: '/phone', events: undefined, allow: '', unknownEvents: false };
const reception = new Reception(settings, {
  findPhone: (mac, address) => installation.findPhone(mac, address),
  onBelief: (belief, done) => installation.believe(belief, done),
  deliver: () => {},
});
routes.add(settings.path, reception);
const listener = new Listener(routes);
void listener.listen({ port: 0, address: '127.0.0.1' }).then(({ port }) => process.send?.(port));
process.on('disconnect', () => process.exit());
