import { foldVariableName, KNOWN_VARIABLES, type MessageField, variableOf } from '../vendors';
import { EVENTS, type EventId, type EventTerm } from '../vocabulary';
import { ipOf } from './address';
import { formatMac, normaliseMac } from './mac';
import { readCount, readDirection, readSeconds } from './quantity';
import { readSipAddress } from './sip-address';
import type { EventMessage, EventPayload, KnownPhone, Party, Report } from './types';
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
  attach(payload, 'local', { ...partyPart(told, 'local'), ...present({ domain: told['local.domain'] }) });
  attach(payload, 'remote', partyPart(told, 'remote'));
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
  const mac = normaliseMac(told['phone.mac'] ?? '');
  return present({
    name: name || undefined,
    mac: mac && formatMac(mac),
    ip: ipOf(told['phone.ip'] ?? ''),
    model: told['phone.model'],
    firmware: told['phone.firmware'],
    time: told['phone.time'],
    memoryFree: readCount(told['phone.memoryFree'] ?? ''),
    flashFree: readCount(told['phone.flashFree'] ?? ''),
  });
}

function accountPart(told: Told): NonNullable<EventPayload['account']> {
  const { uri, user, number, host } = readSipAddress(told['account.uri'] ?? '');
  return present({
    uri,
    // An account that is a bare number is that user.
    user: told['account.user'] ?? user ?? number,
    host: told['account.host'] ?? host,
  });
}

function callPart(told: Told, direction: EventTerm['direction']): NonNullable<EventPayload['call']> {
  return present({
    id: told['call.id'],
    line: readCount(told['call.line'] ?? ''),
    direction: direction ?? readDirection(told['call.direction'] ?? ''),
    callerId: told['call.callerId'],
    calledNumber: told['call.calledNumber'],
    duration: readSeconds(told['call.duration'] ?? ''),
  });
}

/** What the party's address tells, overruled by variables of its own for user, host, number and name. */
function partyPart(told: Told, side: 'local' | 'remote'): Party {
  return {
    ...readSipAddress(told[`${side}.uri`] ?? ''),
    ...present({
      user: told[`${side}.user`],
      host: told[`${side}.host`],
      number: told[`${side}.number`],
      name: told[`${side}.name`],
    }),
  };
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The object without its undefined properties. */
function present<T extends object>(part: T): Present<T> {
  const kept: Partial<T> = {};
  for (const key of Object.keys(part) as (keyof T)[]) {
    if (part[key] !== undefined) kept[key] = part[key];
  }
  return kept as Present<T>;
}

function attach<K extends 'phone' | 'account' | 'call' | 'local' | 'remote'>(
  payload: EventPayload,
  key: K,
  part: NonNullable<EventPayload[K]>,
): void {
  if (Object.keys(part).length > 0) payload[key] = part;
}
