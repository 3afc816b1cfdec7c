import { PhoneError } from '../errors';
import type { Phone } from './phone';
import { findLife } from './sign-of-life';

/** Milliseconds for one sign of life: its own, and all in all. */
const LIMITS = { timeout: 5000, patience: 10_000, givesWay: true };

/**
 * Asks a phone that nobody is commanding just now whether it lives. What comes of it the phone tells by `onSign`; nothing
 * is thrown, and nobody is told more.
 */
export async function check(phone: Phone): Promise<void> {
  if (phone.isIdle) await (mayShow(phone) ? knockAt(phone) : findLife(phone, LIMITS));
}

/** As `check`, by a connection alone: for a phone that nobody wanted to be checked. */
export async function knockAt(phone: Phone): Promise<void> {
  if (!phone.isIdle) return;
  try {
    await phone.knock({ timeout: LIMITS.timeout, signal: new AbortController().signal });
  } catch (error) {
    if (!(error instanceof PhoneError)) throw error;
  }
}

/** Whether a request may show something on the phone: SIP's OPTIONS never does, and of an unknown make nobody knows. */
function mayShow({ settings, profile }: Phone): boolean {
  if (settings.transport === 'sip') return false;
  return !profile?.http || profile.anyMake === true || profile.http.popup !== undefined || settings.path !== '';
}
