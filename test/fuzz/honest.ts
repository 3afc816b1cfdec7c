import type { MessageField } from '../../nodes/lib/vendors';
import type { Dice } from './dice';

/** What an honest phone says of itself, and what a message must then hold: by the field that a variable fills. */
export interface Honest {
  readonly sent: string;
  /** The properties that it fills, as a message has them. */
  readonly fills: Readonly<Record<string, unknown>>;
}

const digits = (dice: Dice, length: number): string => dice.text(length, '0123456789');

function address(party: 'account' | 'local' | 'remote', dice: Dice): Honest {
  const user = `6${digits(dice, 3)}`;
  const uri = `sip:${user}@pbx.example${dice.pick(['', ':5060', ';user=phone', ';transport=tcp'])}`;
  const number = party === 'account' ? {} : { [`${party}.number`]: user };
  return {
    sent: uri,
    fills: { [`${party}.uri`]: uri, [`${party}.user`]: user, [`${party}.host`]: 'pbx.example', ...number },
  };
}

const alike = (field: string, sent: string): Honest => ({ sent, fills: { [field]: sent } });

/** @param field what the variable fills, if anything */
export function honestValue(dice: Dice, field: MessageField | undefined): Honest {
  switch (field) {
    case undefined:
      return { sent: digits(dice, 3), fills: {} };
    case 'phone.mac': {
      const mac = `80828704${digits(dice, 4)}`;
      const pairs = mac.replace(/..(?=.)/g, '$&:');
      return { sent: dice.pick([mac, pairs, pairs.toUpperCase()]), fills: { [field]: pairs } };
    }
    case 'phone.ip':
      return alike(field, `172.16.0.${dice.between(1, 254)}`);
    case 'account.uri':
      return address('account', dice);
    case 'local.uri':
      return address('local', dice);
    case 'remote.uri':
      return address('remote', dice);
    case 'call.line':
    case 'call.duration':
    case 'phone.memoryFree':
    case 'phone.flashFree': {
      const sent = digits(dice, 2);
      return { sent, fills: { [field]: Number(sent) } };
    }
    case 'call.direction':
      return { sent: 'in', fills: {} };
    case 'local.name':
      return alike(field, dice.pick(['Front desk', 'Tom & Jerry', 'Reception', 'A. B-C']));
    case 'remote.name':
      return alike(field, dice.pick(['Ann', 'Ann & Bob', 'Café']));
    case 'phone.time':
      return alike(field, '2026-01-31 09:15:30');
    default:
      return alike(field, digits(dice, 4));
  }
}
