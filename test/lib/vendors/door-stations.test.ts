import assert from 'node:assert/strict';
import { composePlan } from '../../../nodes/lib/commands/compose';
import { PhoneError } from '../../../nodes/lib/errors';
import { eventsOf, findKey, lacksKey, rowsOn, seriesOf } from '../../../nodes/lib/vendors';
import { builtIn } from '../../support/vendors';

/** What opens the door of a model, or why nothing does. */
function opening(vendor: string, model: string): string {
  const profile = builtIn.profile(vendor);
  assert.ok(profile);
  const settings = { path: '', separator: '', transport: 'http', disruptive: false } as const;
  try {
    composePlan(
      { action: 'open-door', ...(vendor === 'fanvil' && { code: '12' }) },
      { vendors: builtIn, profile, model, ...settings, credentials: {} },
    );
    return 'opens';
  } catch (error) {
    if (!(error instanceof PhoneError)) throw error;
    return error.code;
  }
}

function eventsFor(vendor: string, model: string | undefined): Set<string> {
  const profile = builtIn.profile(vendor);
  assert.ok(profile);
  return new Set(rowsOn(profile.events, seriesOf(profile, model)).flatMap(eventsOf));
}

describe('door stations and desk phones of one make', () => {
  const DOORS: readonly (readonly [vendor: string, model: string, opens: string])[] = [
    ['fanvil', 'i31S', 'opens'],
    ['fanvil', 'Fanvil i16SV', 'opens'],
    ['fanvil', 'X4U', 'UNSUPPORTED_BY_MODEL'],
    ['fanvil', 'X3SG', 'UNSUPPORTED_BY_MODEL'],
    ['fanvil', 'X6U', 'UNSUPPORTED_BY_MODEL'],
    // In no series: nothing is ruled out.
    ['fanvil', 'X7', 'opens'],
    ['fanvil', '', 'opens'],
    ['akuvox', 'R53P', 'UNSUPPORTED_BY_MODEL'],
    ['akuvox', 'R29', 'opens'],
    ['2n', 'IP Verso', 'opens'],
  ];
  for (const [vendor, model, opens] of DOORS) {
    it(`${vendor} ${model || 'without a model'}: open-door ${opens}`, () => {
      assert.equal(opening(vendor, model), opens);
    });
  }

  const EVENTS: readonly (readonly [vendor: string, model: string | undefined, has: string[], lacks: string[]])[] = [
    ['fanvil', 'i31S', ['incoming-call', 'door-opened', 'door-sensor-1', 'tamper'], []],
    [
      'fanvil',
      'X4U',
      ['incoming-call', 'dnd-on'],
      ['door-opened', 'door-closed', 'door-sensor-2', 'output-1', 'tamper'],
    ],
    ['fanvil', undefined, ['incoming-call', 'door-opened'], []],
    ['akuvox', 'R29', ['outgoing-call', 'call-terminated', 'relay-a-opened', 'tamper'], ['dnd-on', 'hold']],
    ['akuvox', 'R53P', ['outgoing-call', 'call-terminated', 'dnd-on'], ['relay-a-opened', 'tamper', 'input-a-closed']],
    ['akuvox', 'C317', ['dnd-on', 'relay-a-opened'], []],
  ];
  for (const [vendor, model, has, lacks] of EVENTS) {
    it(`${vendor} ${model ?? 'without a model'} reports its own`, () => {
      const events = eventsFor(vendor, model);
      for (const event of has) assert.equal(events.has(event), true, event);
      for (const event of lacks) assert.equal(events.has(event), false, event);
    });
  }

  it('Fanvil: a door station has no line keys, DSS keys or soft keys', () => {
    const profile = builtIn.profile('fanvil');
    assert.ok(profile);
    const station = seriesOf(profile, 'i31S');
    for (const [key, isLacking] of Object.entries({
      L1: true,
      F_D1: true,
      DSS1: true,
      D1: true,
      F1: true,
      OK: false,
      F_LOCK: false,
    })) {
      const found = findKey(profile, key);
      assert.ok(found, key);
      assert.equal(lacksKey(profile, station, found), isLacking, key);
    }
  });
});
