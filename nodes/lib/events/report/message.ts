import { foldVariableName, KNOWN_VARIABLES, type MessageField, variableOf } from '../../vendors';
import { EVENTS, type EventId, type EventTerm } from '../../vocabulary';
import { ipOf } from '../address';
import type { EventMessage, EventPayload, KnownPhone, Party, Report } from '../types';
import { formatMac, normaliseMac } from './mac';
import { readCount, readDirection, readSeconds } from './quantity';
import { readSipAddress } from './sip-address';
import { unsubstitutedName } from './unsubstituted';

/** What the phone told, by the field it fills: never empty, never an unsubstituted name. */
type Told = Partial<Record<MessageField, string>>;

export interface EventContext {
  readonly event: EventId | 'unknown';
  /** When the request was received. */
  readonly time: Date;
  /** The deployed phone that sent it, where one is known. */
  readonly phone?: KnownPhone | undefined;
}

/**
 * The message of an event. What the phone did not send, sent empty or left unsubstituted is absent, and so is what is
 * not of its field's kind (a `line` of `abc`, a `mac` of five pairs): `variables` has it all as sent. Each call returns
 * objects of its own.
 */
export function eventMessage(report: Report, { event, time, phone }: EventContext): EventMessage {
  const term: EventTerm | undefined = event === 'unknown' ? undefined : EVENTS[event];
  const told = readFields(report.variables, phone?.vendor);
  const payload: EventPayload = { event, time: time.toISOString() };
  if (term) payload.category = term.category;
  else if (report.name !== '') payload.name = report.name;
  if (phone?.vendor) payload.vendor = phone.vendor;

  attach(payload, 'phone', phonePart(told, phone?.name));
  attach(payload, 'account', accountPart(told));
  attach(payload, 'call', callPart(told, term?.direction));
  attach(payload, 'local', localPart(told));
  attach(payload, 'remote', partyPart(told, REMOTE));
  return { topic: event, payload, variables: { ...report.variables } };
}

function readFields(variables: Readonly<Record<string, string>>, vendor: string | undefined): Told {
  const told: Told = {};
  for (const name of Object.keys(variables)) {
    const value = (variables[name] ?? '').trim();
    if (value === '') continue;
    const field = variableOf(name, vendor)?.field;
    if (field !== undefined && told[field] === undefined && !isLeftOver(value, field)) told[field] = value;
  }
  return told;
}

/** A caller may call himself `$mart`: in a name only what is some vendor's variable counts as unsubstituted. */
function isLeftOver(value: string, field: MessageField): boolean {
  const name = unsubstitutedName(value);
  if (name === undefined) return false;
  return !field.endsWith('.name') || KNOWN_VARIABLES.has(foldVariableName(name));
}

function phonePart(told: Told, name: string | undefined): NonNullable<EventPayload['phone']> {
  const mac = told['phone.mac'] && normaliseMac(told['phone.mac']);
  const part: NonNullable<EventPayload['phone']> = {};
  put(part, 'name', name || undefined);
  put(part, 'mac', mac && formatMac(mac));
  put(part, 'ip', told['phone.ip'] && ipOf(told['phone.ip']));
  put(part, 'model', told['phone.model']);
  put(part, 'firmware', told['phone.firmware']);
  put(part, 'time', told['phone.time']);
  put(part, 'memoryFree', readCount(told['phone.memoryFree'] ?? ''));
  put(part, 'flashFree', readCount(told['phone.flashFree'] ?? ''));
  return part;
}

function accountPart(told: Told): NonNullable<EventPayload['account']> {
  const { uri, user, number, host } = readSipAddress(told['account.uri'] ?? '');
  const part: NonNullable<EventPayload['account']> = {};
  put(part, 'uri', uri);
  // An account that is a bare number is that user.
  put(part, 'user', told['account.user'] ?? user ?? number);
  put(part, 'host', told['account.host'] ?? host);
  return part;
}

function callPart(told: Told, direction: EventTerm['direction']): NonNullable<EventPayload['call']> {
  const part: NonNullable<EventPayload['call']> = {};
  put(part, 'id', told['call.id']);
  put(part, 'line', readCount(told['call.line'] ?? ''));
  put(part, 'direction', direction ?? readDirection(told['call.direction'] ?? ''));
  put(part, 'callerId', told['call.callerId']);
  put(part, 'calledNumber', told['call.calledNumber']);
  put(part, 'duration', readSeconds(told['call.duration'] ?? ''));
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

/** What the party's address tells, overruled by variables of its own for user, host, number and name. */
function partyPart(told: Told, fields: typeof LOCAL | typeof REMOTE): Party {
  const part = readSipAddress(told[fields.uri] ?? '');
  put(part, 'user', told[fields.user]);
  put(part, 'host', told[fields.host]);
  put(part, 'number', told[fields.number]);
  put(part, 'name', told[fields.name]);
  return part;
}

function localPart(told: Told): NonNullable<EventPayload['local']> {
  const part: NonNullable<EventPayload['local']> = partyPart(told, LOCAL);
  put(part, 'domain', told['local.domain']);
  return part;
}

/** Sets a property that has a value; what has none must not even be there. */
function put<T extends object, K extends keyof T>(part: T, key: K, value: T[K] | undefined): void {
  if (value !== undefined) part[key] = value;
}

function attach<K extends 'phone' | 'account' | 'call' | 'local' | 'remote'>(
  payload: EventPayload,
  key: K,
  part: NonNullable<EventPayload[K]>,
): void {
  if (Object.keys(part).length > 0) payload[key] = part;
}
