import type { Command } from '../commands/payload';
import type { CommandResult, Confirmed, Phone, SendOptions } from '../phones/phone';
import type { VendorProfile } from '../vendors';
import { Confirmation, type Finding, type Newsroom, type Reported } from './confirmation';
import { hangUp } from './hang-up';
import type { Sought } from './watch';
import type { Wish } from './wish';
import { notConfirmed, type Waited } from './words';

/** Where commands with a wish go, and how. */
export interface Sender {
  readonly phone: Phone;
  readonly profile: VendorProfile;
  readonly options: SendOptions;
  readonly room: Newsroom;
  /** Told when the phone has answered, and its report is waited for. */
  readonly waiting: () => void;
}

/** One command that was sent, and what was reported of it. */
export interface Sent {
  readonly result: CommandResult;
  readonly finding: Finding;
}

/**
 * Sends a command and waits for what the phone reports.
 * @throws PhoneError as `Phone.send`; CLOSED where the signal aborts while it waits
 */
export async function sendAndWait(
  command: Command,
  confirmation: Confirmation,
  { phone, options, waiting }: Sender,
): Promise<Sent> {
  const result = await phone.send(command, {
    ...options,
    sending: (sent, isFirst) => {
      if (isFirst) confirmation.begin();
      options.sending?.(sent, isFirst);
    },
  });
  waiting();
  return { result, finding: await confirmation.finding(options.signal) };
}

/**
 * Sends one command; resolves when the phone has reported its effect.
 * @throws PhoneError NOT_CONFIRMED where it does not in time, or reports the opposite; else as `sendAndWait`
 */
export async function sendConfirmed(
  command: Command,
  sought: Sought,
  wish: Wish,
  sender: Sender,
): Promise<CommandResult> {
  const { phone, room } = sender;
  const confirmation = new Confirmation(sought, phone.id, wish.within, room);
  try {
    const { result, finding } = await sendAndWait(command, confirmation, sender);
    if (finding.is === 'already') return { ...result, confirmed: { already: true } };
    if (finding.is === 'confirmed') return { ...result, confirmed: confirmedBy(finding) };
    if (finding.is === 'over' && wish.release && confirmation.progress !== 'unreported') {
      const late = await hangUp(confirmation, sender);
      if (late) return { ...result, confirmed: confirmedBy(late) };
    }
    throw notConfirmed(finding, waitedFor(sought, wish, sender), room.calls);
  } finally {
    confirmation.end();
  }
}

/** Its part of the result. */
export function confirmedBy({ event, elapsed, call }: Reported): Confirmed {
  return { event, elapsed, ...(call && { call }) };
}

export function waitedFor({ effect }: Sought, { within }: Wish, { phone, profile }: Sender): Waited {
  return { label: phone.label, phoneId: phone.id, profile, effect, within };
}
