import { type Plan, toldRequest } from '../../commands/plan';
import { PhoneError } from '../../errors';
import { aside, sentence, type Words } from '../../sentences/sentence';
import type { TransportOptions } from '../../transports/transport';
import type { VendorProfile } from '../../vendors/profile';
import type { Guard } from '../guard';
import type { Link, LinkId, LinkRequest } from '../links/link';
import { carriesPassword } from '../login';
import type { PhoneSettings } from '../settings';
import type { CommandResult, Sending } from './command';
import { isLoginRefused, isUnknownRequest, judgeAnswer, withAdvice } from './judge';
import { readsBody } from './refusal';
import { retryUnsent } from './retry';

/** The way on which a plan goes, and who watches over it. */
export interface DeliveryWay {
  readonly link: Link;
  readonly transport: LinkId;
  readonly guard: Guard;
  readonly profile: VendorProfile;
  readonly settings: PhoneSettings;
  /** The phone as errors name it: `10.0.0.12`. */
  readonly address: Words;
}

export interface DeliveryOptions {
  /** Milliseconds for one attempt. */
  readonly timeout: number;
  readonly retries: number;
  readonly signal: AbortSignal;
  /** By `performance.now()`: what has not begun by then does not begin. Absent: any time. */
  readonly until?: number;
  readonly sending?: Sending | undefined;
}

/** What a delivery can say of its command's outcome; `status` is of the last answer, a success by the vendor's rule. */
export type Delivered = Pick<CommandResult, 'action' | 'keys' | 'sent' | 'transport' | 'status' | 'attempts'>;

/**
 * Sends a plan's requests one after the other, tries again what was never sent, and judges each answer by the vendor's
 * rule. The first refusal ends it.
 * @throws PhoneError in words for the phone's owner; of several requests with how many were done
 */
export async function deliver(plan: Plan, way: DeliveryWay, options: DeliveryOptions): Promise<Delivered> {
  const { link, transport, guard, profile, settings, address } = way;
  const { retries, signal, timeout, sending } = options;
  const context = { profile, transport, address, plan };
  const wantBody = transport === 'http' && profile.http !== undefined && readsBody(profile.http.answer);
  const send = (request: LinkRequest, until: Pick<TransportOptions, 'until'> = {}) =>
    retryUnsent(
      () => {
        sending?.([...shown.slice(0, done), toldRequest(request)].join(' '), done === 0);
        return link.send(request, { timeout, signal, wantBody, ...until });
      },
      { retries, signal, ...until },
    );
  const requests = requestsOf(plan);
  const shown = requests.map(toldRequest);
  let done = 0;
  let attempts = 0;
  let status = 0;
  try {
    for (const request of requests) {
      // The first request decides whether the command comes too late; what it began is brought to its end.
      const until = done === 0 && options.until !== undefined ? { until: options.until } : {};
      let carried: LinkRequest = request;
      let sent = await send(request, until);
      if (request.otherwise && isUnknownRequest(sent.value, context)) {
        carried = request.otherwise;
        sent = await send(carried);
        shown[done] = carried.shown;
      }
      const isPasswordInUrl = plan.notify === undefined && carriesPassword(carried, settings);
      guard.answered(sent.value, isPasswordInUrl);
      if ((isPasswordInUrl || sent.value.isLoginCarried) && isLoginRefused(sent.value, context))
        guard.refusedWithin(sent.value);
      judgeAnswer(sent.value, context);
      status = sent.value.status;
      attempts = Math.max(attempts, sent.attempts);
      done += 1;
    }
  } catch (error) {
    if (!(error instanceof PhoneError)) throw error;
    const told = withAdvice(error, context);
    if (done === 0) throw told;
    // UNREACHABLE promises that nothing was sent, so that flows may try again.
    const code = told.code === 'UNREACHABLE' ? 'TIMEOUT' : told.code;
    const part = sentence('phone.partly-done', { done, total: requests.length });
    throw new PhoneError(code, aside(told.words, part), told.cause);
  }
  const keys = [...plan.keys];
  return { action: plan.action, keys, sent: shown.join(' '), transport, status, attempts };
}

/** A vendor that takes one key a request gets a sequence as several requests; a NOTIFY carries it whole. */
function requestsOf({ notify, requests }: Plan): readonly LinkRequest[] {
  if (!notify) return requests;
  const { event, contentType, body } = notify;
  return [{ ...body, notify: { event, contentType } }];
}
