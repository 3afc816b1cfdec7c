import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { reportIn } from './read';

describe('the sender that a request names', () => {
  const cases: readonly (readonly [rest: string, sender: object])[] = [
    ['incoming-call?mac=808287046bc2&ip=10.0.0.7', { mac: '808287046bc2', ip: '10.0.0.7' }],
    ['incoming-call?mac=808287046bc2&mac=80:82:87:04:6B:C2', { mac: '808287046bc2' }],
    ['incoming-call?mac=808287046bc2&mac=808287046bc3', { isMacDoubtful: true }],
    ['incoming-call?mac=808287046bc2&ip=10.0.0.7&ip=10.0.0.8', { mac: '808287046bc2' }],
    // The other party may have written what comes behind its name, where there is one or may be one.
    ['incoming-call?display_remote=Max&mac=808287046bc2&ip=10.0.0.7', {}],
    ['incoming-call?display_remote=&mac=808287046bc2', {}],
    ['setup-completed?display_remote=&mac=808287046bc2', { mac: '808287046bc2' }],
    ['incoming-call?mac=808287046bc2&display_remote=Max&mac=808287046bc3&ip=10.0.0.7', { mac: '808287046bc2' }],
    ['incoming-call?mac=808287046bc2&~~remote=sip:1@h&ip=10.0.0.7&~display_remote=Max', { mac: '808287046bc2' }],
  ];
  for (const [rest, sender] of cases) it(rest, () => assert.deepEqual(reportIn(`/phone/${rest}`).sender, sender));
});
