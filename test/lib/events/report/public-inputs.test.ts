import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { at, messageIn, reportIn } from './read';

/** Requests as public set-ups, captures and guides have them: whatever else changes, these are read so. */
const INPUTS: readonly (readonly [source: string, target: string, expected: Readonly<Record<string, unknown>>])[] = [
  [
    'Snom 320 (64characters/Telephone #123)',
    '/phone?event=Incoming call&local=sip:12@192.0.2.1&remote=sip:34@192.0.2.1&active_url=&active_user=&display_local=&display_remote=Max Muster&call-id=3c26a1',
    {
      event: 'incoming-call',
      'remote.number': '34',
      'remote.name': 'Max Muster',
      'local.number': '12',
      'call.id': '3c26a1',
    },
  ],
  [
    'Snom D765',
    '/phone/incomingcall/snom?mac=000413123456&displaylocal=Tom&displayremote=iPhone **621',
    { event: 'incoming-call', 'local.name': 'Tom', 'remote.name': 'iPhone **621', 'phone.mac': '00:04:13:12:34:56' },
  ],
  [
    'grandstream-actionurl-server: literal where not applicable, a raw +',
    '/phone?event=incoming_call&phone_ip=$phone_ip&mac=000b82112233&product=GXP2170&local=+4930123&display_local=$display_local&remote=+49301234567&display_remote=Max&call-id=7',
    {
      event: 'incoming-call',
      'phone.mac': '00:0b:82:11:22:33',
      'local.number': '+4930123',
      'remote.number': '+49301234567',
      'remote.name': 'Max',
      'call.id': '7',
    },
  ],
  [
    'Tine 2.0',
    '/phone/incoming-call?callId=3c2670a1@192.0.2.7&local=sip:12@pbx&remote=sip:034123@pbx;user=phone',
    { 'call.id': '3c2670a1@192.0.2.7', 'remote.number': '034123', 'remote.uri': 'sip:034123@pbx;user=phone' },
  ],
  ['Mitel, a stranger', '/phone/incoming-call?Remote-Number=0301234', { 'remote.number': '0301234' }],
  ['Mitel, a stranger, in small letters', '/phone/incoming-call?remotenumber=0301234', { 'remote.number': '0301234' }],
  ['a number that is empty', '/phone/incoming-call?remotenumber=&call_id=7', { remote: undefined, 'call.id': '7' }],
  [
    'Grandstream, apart by /',
    '/phone/incoming-call/mac=000B82112233/local=101/remote=102',
    { 'phone.mac': '00:0b:82:11:22:33', 'local.number': '101', 'remote.number': '102' },
  ],
  [
    'GXP1760 guide',
    '/phone/incoming-call/mac=000B82112233&local =101&display_remote =John Doe',
    { 'phone.mac': '00:0b:82:11:22:33', 'local.number': '101', 'remote.name': 'John Doe' },
  ],
  ['2N', '/phone/hold?Key=*&mac=7c1eb3112233', { 'variables.Key': '*', 'phone.mac': '7c:1e:b3:11:22:33' }],
  ['2N, the other key', '/phone/hold?Key=#', { 'variables.Key': '#' }],
  [
    'a path that comes twice (home-assistant/core #14933)',
    '/phone/hold/phone/hold?mac=7c1eb3112233',
    { event: 'hold', 'phone.mac': '7c:1e:b3:11:22:33' },
  ],
  [
    "names of the installer's own",
    '/phone/hold?IP=192.0.2.9&Zone=3&Wer=Ann',
    { 'phone.ip': '192.0.2.9', 'variables.Zone': '3', 'variables.Wer': 'Ann' },
  ],
  ['an & behind all', '/phone/incoming-call?mac=7c1eb3112233&display_remote=Max&', { 'remote.name': 'Max' }],
  [
    'escaped brackets',
    '/phone/incoming-call?remote=%22Max%22%20%3Csip:34@h%3E&call_id=7',
    { 'remote.name': 'Max', 'remote.uri': 'sip:34@h', 'call.id': '7' },
  ],
  ['a // in a value', '/phone/hold?u=a//b&line=2', { 'variables.u': 'a//b', 'call.line': 2 }],
  ['a flag alone (ioBroker.doorbird #59)', '/phone/hold?114', { 'variables.114': '' }],
  [
    'CalloraCTI, Yealink',
    '/phone/incoming-call?mac=805EC0112233&vendor=yealink&remotenumber=sip:0301234567@192.0.2.1',
    { 'remote.number': '0301234567', 'variables.vendor': 'yealink' },
  ],
];

describe('public inputs', () => {
  for (const [source, target, expected] of INPUTS) {
    it(source, () => {
      const message = messageIn(target);
      for (const [path, value] of Object.entries(expected)) {
        const [, variable] = path.split('variables.');
        assert.equal(variable === undefined ? at(message, path) : message.variables[variable], value, path);
      }
    });
  }

  it('name the sender where they name a MAC', () => {
    for (const [, target] of INPUTS) {
      if (!/mac=[0-9a-f]{12}/i.test(target)) continue;
      assert.match(reportIn(target).sender.mac ?? '', /^[0-9a-f]{12}$/, target);
    }
  });
});
