import type { MessageField } from '../../vendors';
import type { EventTerm } from '../../vocabulary';
import { ipOf } from '../../identity/address';
import { displayMac } from '../../identity/mac';
import type { EventPayload, Party } from '../types';
import { type Property, propertiesOf, reachOf } from './fields';
import { readCount, readDirection, readSeconds } from './quantity';
import type { Reading } from './reading';
import { isWithheld, readSipAddress } from './sip-address';

type Told = Reading['told'];

/** In the order in which messages have them. */
export const PARTS = ['phone', 'account', 'call', 'local', 'remote'] as const;
type Parts = { readonly [Key in (typeof PARTS)[number]]: NonNullable<EventPayload[Key]> };

/** What `msg.payload` says of phone, call and parties. A part that nothing fills is absent. */
export type EventParts = Readonly<Pick<EventPayload, (typeof PARTS)[number] | 'doubtful'>>;

/**
 * @param direction of the event's calls, where it has one
 * @param name of the deployed phone
 */
export function eventParts(reading: Reading, direction: EventTerm['direction'], name: string | undefined): EventParts {
  const { told } = reading;
  const call = callPart(told, direction);
  const parts: Parts = {
    phone: phonePart(told, name),
    account: accountPart(told),
    call,
    local: localPart(told),
    remote: remotePart(reading, call),
  };
  const doubtful = doubtfulOf(reading, parts);
  const filled: Pick<EventPayload, keyof EventParts> = {};
  for (const key of PARTS) attach(filled, key, parts[key]);
  if (doubtful.length > 0) filled.doubtful = doubtful;
  return filled;
}

function attach<K extends (typeof PARTS)[number]>(filled: Pick<EventPayload, K>, key: K, part: Parts[K]): void {
  if (Object.keys(part).length > 0) filled[key] = part;
}

/**
 * The properties that nobody can vouch for: those that a contradiction fills, which are taken out even where something
 * else implies them, and those told behind a text of the other party that nothing else tells.
 */
function doubtfulOf({ told, behind, contradicted }: Reading, parts: Parts): string[] {
  if (behind.size === 0 && contradicted.size === 0) return [];
  const doubtful = new Set<Property>();
  for (const [field, values] of contradicted) {
    for (const property of filledBy(field, values, parts)) {
      const isDerived = splitPath(property)[0] !== splitPath(field)[0];
      if (told[property] === undefined && !isDerived) remove(parts, property);
      doubtful.add(property);
    }
  }
  for (const [field, values] of behind) {
    for (const property of filledBy(field, values, parts)) doubtful.add(property);
  }
  return [...doubtful].filter((property) => valueAt(parts, property) === undefined);
}

/** What values fill through their field, and through what is derived from it. */
function filledBy(field: MessageField, values: readonly string[], { call }: Parts): Property[] {
  const properties = values.flatMap((value) =>
    value === '' ? reachOf(field) : [...propertiesOf(field, value).keys()],
  );
  const tells = call.direction === 'inbound' ? 'call.callerId' : 'call.calledNumber';
  const isNumber = (value: string): boolean => readSipAddress(value).number !== undefined;
  if (field === tells && call.direction && values.some(isNumber)) properties.push('remote.number');
  return properties;
}

function valueAt(parts: Parts, property: Property): unknown {
  const [key, name] = splitPath(property);
  return (parts[key] as Record<string, unknown>)[name];
}

function remove(parts: Parts, property: Property): void {
  const [key, name] = splitPath(property);
  delete (parts[key] as Record<string, unknown>)[name];
}

function splitPath(property: Property): [(typeof PARTS)[number], string] {
  return property.split('.') as [(typeof PARTS)[number], string];
}

function phonePart(told: Told, name: string | undefined): NonNullable<EventPayload['phone']> {
  const part: NonNullable<EventPayload['phone']> = {};
  const mac = read(told, 'phone.mac', displayMac);
  const ip = read(told, 'phone.ip', ipOf);
  const memoryFree = read(told, 'phone.memoryFree', readCount);
  const flashFree = read(told, 'phone.flashFree', readCount);
  if (name) part.name = name;
  if (mac !== undefined) part.mac = mac;
  if (ip !== undefined) part.ip = ip;
  if (told['phone.model'] !== undefined) part.model = told['phone.model'];
  if (told['phone.firmware'] !== undefined) part.firmware = told['phone.firmware'];
  if (told['phone.time'] !== undefined) part.time = told['phone.time'];
  if (memoryFree !== undefined) part.memoryFree = memoryFree;
  if (flashFree !== undefined) part.flashFree = flashFree;
  return part;
}

function accountPart(told: Told): NonNullable<EventPayload['account']> {
  const address = readSipAddress(told['account.uri'] ?? '');
  const part: NonNullable<EventPayload['account']> = {};
  // An account that is a bare number is that user.
  const user = told['account.user'] ?? address.user ?? address.number;
  const host = told['account.host'] ?? address.host;
  if (address.uri !== undefined) part.uri = address.uri;
  if (user !== undefined) part.user = user;
  if (host !== undefined) part.host = host;
  return part;
}

function callPart(told: Told, known: EventTerm['direction']): NonNullable<EventPayload['call']> {
  const part: NonNullable<EventPayload['call']> = {};
  const line = read(told, 'call.line', readCount);
  const direction = known ?? read(told, 'call.direction', readDirection);
  const duration = read(told, 'call.duration', readSeconds);
  if (told['call.id'] !== undefined) part.id = told['call.id'];
  if (line !== undefined) part.line = line;
  if (direction !== undefined) part.direction = direction;
  if (told['call.callerId'] !== undefined) part.callerId = told['call.callerId'];
  if (told['call.calledNumber'] !== undefined) part.calledNumber = told['call.calledNumber'];
  if (duration !== undefined) part.duration = duration;
  return part;
}

/** Where a party's own variables stand. */
const LOCAL = {
  uri: 'local.uri',
  user: 'local.user',
  host: 'local.host',
  number: 'local.number',
  name: 'local.name',
} as const;
const REMOTE = {
  uri: 'remote.uri',
  user: 'remote.user',
  host: 'remote.host',
  number: 'remote.number',
  name: 'remote.name',
} as const;

/**
 * What the party's address tells, overruled by variables of its own for user, host, number and name. A variable for its
 * number may hold any form of an address: what is no number in it fills what nothing else does.
 */
function partyPart(told: Told, fields: typeof LOCAL | typeof REMOTE): Party {
  const address = readSipAddress(told[fields.uri] ?? '');
  const written = told[fields.number];
  const spelled = written === undefined ? undefined : readSipAddress(written);
  const part = spelled ? { ...spelled, ...address } : address;
  const number = spelled?.number ?? address.number;
  const { [fields.user]: user, [fields.host]: host, [fields.name]: name } = told;
  if (number !== undefined) part.number = number;
  if (user !== undefined) part.user = user;
  if (host !== undefined) part.host = host;
  if (name !== undefined) part.name = name;
  return part;
}

/** The other party: by its own variables, else by what the call's tell of it. */
function remotePart({ told, behind }: Reading, { direction, callerId, calledNumber }: Parts['call']): Party {
  const part = partyPart(told, REMOTE);
  if (part.name !== undefined && isWithheld(part.name)) {
    delete part.name;
    takeName(part, told['remote.uri']);
  }
  // A name may come with an address that is not believed.
  if (part.name === undefined) takeName(part, behind.get('remote.uri')?.[0]);
  if (part.number === undefined) {
    const other = direction === 'inbound' ? callerId : direction === 'outbound' ? calledNumber : undefined;
    const number = other === undefined ? undefined : readSipAddress(other).number;
    if (number !== undefined) part.number = number;
  }
  return part;
}

function takeName(part: Party, address: string | undefined): void {
  const name = address === undefined ? undefined : readSipAddress(address).name;
  if (name !== undefined) part.name = name;
}

function localPart(told: Told): NonNullable<EventPayload['local']> {
  const part: NonNullable<EventPayload['local']> = partyPart(told, LOCAL);
  if (told['local.domain'] !== undefined) part.domain = told['local.domain'];
  return part;
}

/** What a field's text says; undefined where it was not told, or says nothing for its field. */
function read<T>(told: Told, field: MessageField, of: (text: string) => T | undefined): T | undefined {
  const text = told[field];
  return text === undefined ? undefined : of(text);
}
