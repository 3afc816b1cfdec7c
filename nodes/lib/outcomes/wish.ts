import type { ActionCommand, Command, Order } from '../commands/payload';
import { PhoneError } from '../errors';
import { type Sentence, sentence } from '../sentences/sentence';
import type { VendorCatalogue, VendorProfile } from '../vendors';
import { ACTIONS, type ActionTerm } from '../vocabulary';
import { type ActionParts, answerOf, effectOf, hasEffect, isCalling, reportsAny } from './effects';
import type { Sought } from './watch';

/** What a node waits for where the message does not say. */
export interface NodeWishes {
  readonly confirm: string;
  readonly confirmWithin: number | undefined;
  readonly release: boolean;
}

/** What is waited for beside the phone's answer. */
export interface Wish {
  /** For each of the order's commands. */
  readonly sought: readonly [Sought, ...Sought[]];
  /** Milliseconds from the sending. */
  readonly within: number;
  /** The call that was not answered in time is ended, also where no other number follows. */
  readonly release: boolean;
}

export interface WishContext {
  readonly node: NodeWishes;
  /** The action is the node's own: then so are its keys. */
  readonly isConfigured: boolean;
  readonly profile: VendorProfile;
  readonly vendors: VendorCatalogue;
}

/** Milliseconds. */
const USUAL = { effect: 5_000, answered: 30_000, disruptive: 180_000 } as const;

/**
 * What an order waits for; undefined: the phone's answer is enough.
 * @throws PhoneError INVALID_VALUE for a wish that does not fit, or a list without `answered`; UNSUPPORTED_ACTION where no
 *   phone of the vendor reports it
 */
export function wishFor(order: Order, context: WishContext): Wish | undefined {
  const { node, vendors } = context;
  const word = order.wishes.confirm ?? node.confirm;
  if (!isKnown(word, vendors)) {
    throw new PhoneError('INVALID_VALUE', sentence('confirm.unknown-word'));
  }
  const [command] = order.commands;
  const applies = word !== '' && fits(word, command, order, context);
  if (order.isList && !(applies && word === 'answered')) {
    throw new PhoneError('INVALID_VALUE', sentence('confirm.needs-answered'));
  }
  if (!applies) return undefined;
  const effect = effectFor(word, command, context.profile);
  const untilAnswered = word === 'answered';
  const [first, ...others] = order.commands;
  const seek = (one: Command): Sought => ({ effect, untilAnswered, number: numberOf(one), call: callOf(one) });
  const term: ActionTerm = ACTIONS[command.action];
  const usual = untilAnswered ? USUAL.answered : term.disruptive ? USUAL.disruptive : USUAL.effect;
  const within = order.wishes.within ?? node.confirmWithin ?? usual;
  return {
    sought: [seek(first), ...others.map(seek)],
    within,
    release: untilAnswered && (order.wishes.release ?? node.release),
  };
}

const isKnown = (word: string, { eventTerms }: VendorCatalogue): boolean =>
  word === '' || word === 'effect' || word === 'answered' || eventTerms.has(word);

/** @throws PhoneError where the payload itself wants what its command cannot have: a node's own wish is then left out */
function fits(word: string, command: Command, order: Order, { isConfigured }: WishContext): boolean {
  const isOwn = order.wishes.confirm !== undefined;
  if (!isOwn && order.isSequence && !isConfigured) return false;
  const can =
    word === 'effect'
      ? hasEffect(partsOf(command))
      : word === 'answered'
        ? isCalling(command.action)
        : !hasEffect(partsOf(command));
  if (can || !isOwn) return can;
  const { action } = command;
  if (word === 'effect') {
    throw new PhoneError('UNSUPPORTED_ACTION', sentence('confirm.no-effect', { action }));
  }
  throw new PhoneError(
    'INVALID_VALUE',
    word === 'answered' ? sentence('confirm.nobody-answers', { action }) : sentence('confirm.by-effect', { action }),
  );
}

function effectFor(word: string, command: Command, profile: VendorProfile): Sought['effect'] {
  const { action } = command;
  if (word !== 'effect' && word !== 'answered') {
    if (reportsAny(profile, [word])) return { kind: 'event', by: [word] };
    throw unsupported(profile, sentence('confirm.the-event', { event: word }));
  }
  const effect = word === 'answered' ? answerOf(action, profile) : effectOf(partsOf(command), profile);
  if (effect) return effect;
  throw unsupported(
    profile,
    word === 'answered' ? sentence('confirm.the-answer') : sentence('confirm.the-effect', { action }),
  );
}

function unsupported({ label: vendor }: VendorProfile, what: Sentence): PhoneError {
  return new PhoneError('UNSUPPORTED_ACTION', sentence('confirm.never', { vendor, what }));
}

function partsOf(command: Command): ActionParts {
  const { action } = command;
  if (action === 'press') return { action, hasNumber: false };
  const { number, type } = command as ActionCommand;
  return { action, hasNumber: number !== undefined, type: type === undefined ? undefined : String(type) };
}

/** Only where it is sure whose number it is: a key for a pickup or an intercom may call another one. */
function numberOf(command: Command): string | undefined {
  return command.action === 'dial' && command.number !== undefined ? String(command.number) : undefined;
}

function callOf(command: Command): string | undefined {
  return command.action !== 'press' && command.call !== undefined ? String(command.call) : undefined;
}
