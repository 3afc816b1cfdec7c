/** A flow's view of the messages, and whether what is shipped says the same as the sources. Compiled, never run. */
import type {
  CallMessage,
  CommandFailure,
  CommandResult,
  Confirmed,
  ErrorCause,
  ErrorCode,
  EventCategory,
  EventId,
  EventMessage,
  EventPayload,
  LinkId,
  Party,
  StateMessage,
  TlsFault,
  TriedNumber,
} from 'node-red-contrib-voip-phone';
import type * as State from 'sources/calls/state-node';
import type * as Errors from 'sources/errors';
import type * as Events from 'sources/events/types';
import type * as Failures from 'sources/outcomes/failure';
import type * as Links from 'sources/phones/links/link';
import type * as Phones from 'sources/phones/phone';
import type * as Words from 'sources/vocabulary';

// oxlint-disable-next-line no-unnecessary-type-parameters -- the one way to compare types that tells `any` from others
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

export const same: readonly [
  Same<EventMessage, Events.EventMessage>,
  Same<EventPayload, Events.EventPayload>,
  Same<Party, Events.Party>,
  Same<EventId, Words.EventId>,
  Same<EventCategory, Words.EventCategory>,
  Same<CommandResult, Phones.CommandResult>,
  Same<LinkId, Links.LinkId>,
  Same<ErrorCode, Errors.ErrorCode>,
  Same<ErrorCause, Errors.ErrorCause>,
  Same<TlsFault, Errors.TlsFault>,
  Same<Confirmed, Phones.Confirmed>,
  Same<CommandFailure, Failures.CommandFailure>,
  Same<TriedNumber, Errors.TriedNumber>,
  Same<StateMessage, State.StateMessage>,
  Same<CallMessage, State.CallMessage>,
] = [true, true, true, true, true, true, true, true, true, true, true, true, true, true, true];

export function caller({ topic, payload, variables }: EventMessage): string {
  if (payload.event === 'incoming-call') return payload.remote?.number ?? payload.remote?.name ?? 'nobody';
  // A vendor's own event is one too.
  if (payload.event === 'pagingStarted') return variables['display_remote'] ?? topic;
  // @ts-expect-error -- a phone may not have told it
  const line: number = payload.call?.line;
  // @ts-expect-error -- no such property
  return payload.caller + String(line);
}

export function state({ topic, payload }: StateMessage): string {
  const [call] = payload.calls;
  // @ts-expect-error -- no such state
  if (payload.state === 'asleep') return topic;
  return payload.state === 'talking' ? (call?.remote?.name ?? topic) : String(payload.forward?.always ?? payload.dnd);
}

export function record({ topic, payload }: CallMessage): number {
  return topic === 'answered' ? (payload.duration ?? 0) : 0;
}

export function outcome(payload: CommandResult, error?: { code: ErrorCode; cause?: ErrorCause }): string {
  switch (error?.code) {
    case undefined:
      return `${payload.action} ${payload.keys.join(';')} ${payload.phone.name} ${payload.status.toFixed()}`;
    case 'UNREACHABLE':
      return error.cause?.tls === 'too-old' ? 'old' : 'gone';
    // @ts-expect-error -- no such code
    case 'OOPS':
      return 'oops';
    default:
      return error?.code ?? '';
  }
}

export function answeredBy({ confirmed }: CommandResult, failure?: CommandFailure): string {
  if (failure?.cause.outcome === 'busy') return failure.advice;
  const tried = confirmed?.tried ?? failure?.cause.tried ?? [];
  return confirmed?.number ?? confirmed?.call?.remote?.number ?? tried.map(({ number }) => number).join();
}
