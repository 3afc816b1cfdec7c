import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readSipAddress } from '../../../../nodes/lib/events/report/sip-address';
import type { Party } from '../../../../nodes/lib/events/types';

describe('readSipAddress', () => {
  const cases: readonly (readonly [text: string, party: Party])[] = [
    ['sip:6040@172.16.0.1', { uri: 'sip:6040@172.16.0.1', user: '6040', host: '172.16.0.1', number: '6040' }],
    ['sip:6040@172.16.0.1:5060', { uri: 'sip:6040@172.16.0.1:5060', user: '6040', host: '172.16.0.1', number: '6040' }],
    ['SIPS:bob@pbx.example', { uri: 'SIPS:bob@pbx.example', user: 'bob', host: 'pbx.example' }],
    ['6040@pbx.example', { uri: '6040@pbx.example', user: '6040', host: 'pbx.example', number: '6040' }],
    ['<sip:6040@pbx>', { uri: 'sip:6040@pbx', user: '6040', host: 'pbx', number: '6040' }],
    [
      '"John & Co" <sip:1@h;user=phone>',
      { uri: 'sip:1@h;user=phone', user: '1', host: 'h', number: '1', name: 'John & Co' },
    ],
    ['"John & Co"<sip:1@h>;tag=7', { uri: 'sip:1@h', user: '1', host: 'h', number: '1', name: 'John & Co' }],
    ['John Smith <sip:bob@h>', { uri: 'sip:bob@h', user: 'bob', host: 'h', name: 'John Smith' }],
    ['"John \\"JJ\\" <x>" <sip:bob@h>', { uri: 'sip:bob@h', user: 'bob', host: 'h', name: 'John "JJ" <x>' }],
    ['"John <sip:bob@h>', { uri: 'sip:bob@h', user: 'bob', host: 'h', name: 'John' }],
    ['"" <sip:bob@h>', { uri: 'sip:bob@h', user: 'bob', host: 'h' }],
    ['<sip:bob@h', { uri: 'sip:bob@h', user: 'bob', host: 'h' }],
    ['"John" sip:bob@h', { uri: 'sip:bob@h', user: 'bob', host: 'h', name: 'John' }],
    ['"John"', { name: 'John' }],
    ['"John', { name: 'John' }],
    ['"', {}],
    ['', {}],
    ['6044', { number: '6044' }],
    ['+49301234', { number: '+49301234' }],
    ['0049301234', { number: '0049301234' }],
    ['#31#', { number: '#31#' }],
    ['<6044>', { number: '6044' }],
    ['sip:%2331%23@h', { uri: 'sip:%2331%23@h', user: '#31#', host: 'h', number: '#31#' }],
    ['sip:bob@example.com@h', { uri: 'sip:bob@example.com@h', user: 'bob@example.com', host: 'h' }],
    ['bob@example.com@h:5060', { uri: 'bob@example.com@h:5060', user: 'bob@example.com', host: 'h' }],
    ['sip:1@h;x=a@b', { uri: 'sip:1@h;x=a@b', user: '1', host: 'h', number: '1' }],
    ['sip:1@h?a=b@c', { uri: 'sip:1@h?a=b@c', user: '1', host: 'h', number: '1' }],
    ['sip:%zz@h', { uri: 'sip:%zz@h', user: '%zz', host: 'h' }],
    [
      'sip:+4930;phone-context=x@h',
      { uri: 'sip:+4930;phone-context=x@h', user: '+4930;phone-context=x', host: 'h', number: '+4930' },
    ],
    ['sip:bob:secret@h', { uri: 'sip:bob:secret@h', user: 'bob', host: 'h' }],
    ['sip:h;transport=udp', { uri: 'sip:h;transport=udp', host: 'h' }],
    ['sip:1@[2001:db8::1]:5060', { uri: 'sip:1@[2001:db8::1]:5060', user: '1', host: '2001:db8::1', number: '1' }],
    ['sip:1@2001:db8::1', { uri: 'sip:1@2001:db8::1', user: '1', host: '2001:db8::1', number: '1' }],
    ['sip:1@[2001:db8::1', { uri: 'sip:1@[2001:db8::1', user: '1', host: '2001:db8::1', number: '1' }],
    ['sip:1@h:5060:9', { uri: 'sip:1@h:5060:9', user: '1', host: 'h', number: '1' }],
    ['sip:@', { uri: 'sip:@' }],
    ['tel:+49-30-1234;ext=5', { uri: 'tel:+49-30-1234;ext=5', number: '+49301234' }],
    ['tel:x', { uri: 'tel:x' }],
    ['172.16.0.7', { host: '172.16.0.7' }],
    ['alice', { user: 'alice' }],
    ['John Smith', { name: 'John Smith' }],
    ['call me @ home', { name: 'call me @ home' }],
    ['"Anonymous" <sip:1@h>', { uri: 'sip:1@h', user: '1', host: 'h', number: '1' }],
    ['Anonymous <withheld>', {}],
  ];
  for (const [text, party] of cases) {
    it(JSON.stringify(text), () => assert.deepEqual(readSipAddress(text), party));
  }
});
