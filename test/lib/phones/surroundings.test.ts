import assert from 'node:assert/strict';
import { networkInterfaces } from 'node:os';
import { HostSurroundings, type SystemView } from '../../../nodes/lib/phones/surroundings';
import { Clock, SECOND } from './phones';

const IPV4 = `Iface	Destination	Gateway 	Flags	RefCnt	Use	Metric	Mask		MTU	Window	IRTT
eth0	00000000	FE05A8C0	0003	0	0	100	00000000	0	0	0
eth1	00000000	0111a8c0	0003	0	0	200	00000000	0	0	0
wg0	00000000	00000000	0001	0	0	300	00000000	0	0	0
eth0	0005A8C0	00000000	0001	0	0	100	00FFFFFF	0	0	0
eth0	000AA8C0	0905A8C0	0003	0	0	100	00FFFFFF	0	0	0
`;
const ZEROS = '0'.repeat(32);
const IPV6 = `${ZEROS} 00 ${ZEROS} 00 fe800000000000000000000000000001 00000400 00000001 00000000 00450003     eth0
20010db8000000000000000000000000 40 ${ZEROS} 00 20010db8000000000000000000000009 00000100 00000001 00000000 00450003     eth0
${ZEROS} 00 ${ZEROS} 00 ${ZEROS} ffffffff 00000001 00000000 00200200       lo
${ZEROS} 00 ${ZEROS} 00 20010db80000000000000000000000fe 00000400 00000001 00000000 00450003     eth1
`;
const view = (changes: Partial<SystemView> = {}): SystemView => ({
  addresses: () => [],
  ipv4Routes: () => '',
  ipv6Routes: () => '',
  ...changes,
});

describe('phones/surroundings', () => {
  it('knows the default gateways of both families, and no other router', () => {
    const around = new HostSurroundings(view({ ipv4Routes: () => IPV4, ipv6Routes: () => IPV6 }));
    for (const address of ['192.168.5.254', '192.168.17.1', 'fe80::1', '2001:db8::fe'])
      assert.equal(around.isGateway(address), true, address);
    for (const address of ['0.0.0.0', '192.168.5.9', '2001:db8::9', '::', '192.168.5.20', ''])
      assert.equal(around.isGateway(address), false, address);
  });

  for (const table of ['', 'nonsense', 'eth0\t00000000\tXX05A8C0\t0003', 'eth0\t00000000', '\n\n', ZEROS])
    it(`makes nothing of ${JSON.stringify(table.slice(0, 30))}`, () => {
      const around = new HostSurroundings(view({ ipv4Routes: () => table, ipv6Routes: () => table }));
      assert.equal(around.isGateway('192.168.5.254'), false);
    });

  it("knows this host's addresses in their one form, and the loopback's two always", () => {
    const around = new HostSurroundings(view({ addresses: () => ['192.168.5.2', 'FE80::2%eth0', '::ffff:10.0.0.1'] }));
    for (const address of ['192.168.5.2', 'fe80::2', '10.0.0.1', '127.0.0.1', '::1'])
      assert.equal(around.isOwn(address), true, address);
    for (const address of ['127.0.0.2', '192.168.5.20', '']) assert.equal(around.isOwn(address), false, address);
  });

  it('asks again after ten seconds, not before', () => {
    const clock = new Clock();
    let asked = 0;
    const around = new HostSurroundings(view({ addresses: () => [`10.0.0.${(asked += 1)}`] }), clock.now);
    assert.equal(around.isOwn('10.0.0.1'), true);
    clock.advance(10 * SECOND - 1);
    assert.equal(around.isOwn('10.0.0.1'), true);
    clock.advance(1);
    assert.equal(around.isOwn('10.0.0.1'), false);
    assert.equal(around.isOwn('10.0.0.2'), true);
    assert.equal(asked, 2);
  });

  it('asks the real system: its own addresses are known', () => {
    const around = new HostSurroundings();
    for (const address of Object.values(networkInterfaces()).flatMap((of) => of ?? []))
      assert.equal(around.isOwn(address.address), true, address.address);
  });
});
