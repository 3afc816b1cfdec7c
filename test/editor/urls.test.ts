import assert from 'node:assert/strict';
import * as urls from '../../editor/urls';

type Settings = Parameters<typeof urls.baseOf>[0];

const SETTINGS: Settings = { baseUrl: '', port: '', tls: false, httpNodeRoot: '/', adminRoot: '/' };

/** The address bar, what differs from SETTINGS, the URL before the event, what the dialog warns of. */
const WAYS: readonly [opened: string, settings: Partial<Settings>, before: string, problem?: string][] = [
  ['http://red.lan:1880/', {}, 'http://red.lan:1880/phone'],
  ['http://red.lan:1880/#flow/1', {}, 'http://red.lan:1880/phone'],
  ['http://red.lan:1880/?access_token=1', {}, 'http://red.lan:1880/phone'],
  ['http://red.lan:1880/admin/', { adminRoot: '/admin/', httpNodeRoot: '/red/' }, 'http://red.lan:1880/red/phone'],
  ['http://red.lan:1880/admin/', { adminRoot: 'admin' }, 'http://red.lan:1880/phone'],
  ['http://red.lan:1880/a%20b/', { adminRoot: '/a b/' }, 'http://red.lan:1880/phone'],
  ['https://red.example.net/', {}, 'https://red.example.net/phone'],
  // Nothing is known of an older runtime, and nothing said.
  ['http://red.lan:1880/red/', { adminRoot: undefined }, 'http://red.lan:1880/phone'],
  ['http://localhost:1880/', {}, 'http://localhost:1880/phone', 'loopback'],
  ['http://[::1]:1880/', {}, 'http://[::1]:1880/phone', 'loopback'],
  // Home Assistant's ingress, at any prefix, and what else hangs Node-RED below a path of its own.
  [
    'http://red.lan:8123/api/hassio_ingress/abc123/',
    { httpNodeRoot: '/endpoint' },
    'http://red.lan:8123/endpoint/phone',
    'other-way',
  ],
  ['https://home.example.net/api/hassio_ingress/x/', {}, 'https://home.example.net/phone', 'other-way'],
  ['http://localhost:8123/api/hassio_ingress/x/', {}, 'http://localhost:8123/phone', 'other-way'],
  ['http://nas.lan/node-red/', {}, 'http://nas.lan/phone', 'other-way'],
  ['http://nas.lan/node-red/admin/', { adminRoot: '/admin/' }, 'http://nas.lan/phone', 'other-way'],
  ['http://red.lan:1880/', { adminRoot: '/admin/' }, 'http://red.lan:1880/phone', 'other-way'],
  // A server URL, and a port of the node's own, do not depend on the way.
  ['http://red.lan:8123/api/hassio_ingress/x/', { baseUrl: 'http://red.lan:1880/' }, 'http://red.lan:1880/phone'],
  ['http://red.lan:8123/api/hassio_ingress/x/', { port: '1881' }, 'http://red.lan:1881/phone'],
  ['http://red.lan:8123/api/hassio_ingress/x/', { port: '10.0.0.2:1881', tls: true }, 'https://10.0.0.2:1881/phone'],
  ['http://red.lan:1880/', { httpNodeRoot: false }, 'http://red.lan:1880/phone', 'no-http-nodes'],
];

describe('the addresses that the dialog gives out', () => {
  for (const [opened, settings, expected, problem] of WAYS) {
    it(`${opened} with ${JSON.stringify(settings)}: ${problem ?? 'no warning'}`, () => {
      const where = urls.baseOf({ ...SETTINGS, ...settings }, new URL(opened));
      assert.equal(urls.eventBase(where, '/phone'), expected);
      assert.equal(where.problem, problem);
    });
  }

  it('propose Node-RED’s usual port where the way is not Node-RED’s own', () => {
    const ingress = new URL('http://red.lan:8123/api/hassio_ingress/x/');
    assert.equal(urls.proposedBase(SETTINGS, ingress), 'http://red.lan:1880');
    assert.equal(urls.proposedBase(SETTINGS, new URL('https://red.lan/')), 'https://red.lan');
  });

  it('write a path as it travels, and what is escaped already stays', () => {
    const where = { base: 'http://red.lan', root: '' };
    assert.equal(urls.eventBase(where, 'Küche 1'), 'http://red.lan/K%C3%BCche%201');
    assert.equal(urls.eventBase(where, '/K%C3%BCche/%'), 'http://red.lan/K%C3%BCche/%25');
    assert.equal(urls.eventBase(where, '/${FLOOR}/a b/x${ROOM}'), 'http://red.lan/${FLOOR}/a%20b/x${ROOM}');
    assert.equal(urls.eventBase(where, '{floor}'), 'http://red.lan/%7Bfloor%7D');
  });
});
