import type { ActionCommand } from '../commands/payload';
import { PhoneError } from '../errors';
import type { Device } from './device';

/** As an `active-uri out` sends where nothing else is set. */
const USUAL = { timeout: 5000, retries: 2, maxAge: 30_000 } as const;

/**
 * Sends a command that was pressed in Home Assistant: in the phone's queue, with its door code.
 * @throws PhoneError as `Phone.send`
 */
export async function obey({ phone, view }: Device, command: ActionCommand, signal: AbortSignal): Promise<void> {
  const disruptive = command.action === 'reboot';
  const meant = withCall(command, view.calls, (one) => phone.check(one, { disruptive }));
  await phone.send(meant, { ...USUAL, disruptive, signal });
}

/** Phones that have to be told which call (2N): the one that rings, or the first there is. */
function withCall(
  command: ActionCommand,
  calls: Device['view']['calls'],
  check: (command: ActionCommand) => void,
): ActionCommand {
  const { action } = command;
  if (action !== 'answer' && action !== 'hangup') return command;
  const call = (calls.find(({ state }) => (state === 'ringing') === (action === 'answer')) ?? calls[0])?.id;
  if (call === undefined) return command;
  try {
    check(command);
  } catch (error) {
    if (error instanceof PhoneError && error.code === 'INVALID_VALUE') return { ...command, call };
    throw error;
  }
  return command;
}
