import type { Dice } from './dice';

/** What a hostile caller calls himself, or writes into his SIP URI: pieces of the URL that it will stand in. */

const NUMBER = '0900123456';
const PIECES = [
  '&',
  '&amp;',
  '%26',
  ';',
  ':',
  '?',
  '#',
  '/',
  '=',
  '~',
  '~~',
  '%7E',
  '&~',
  '&~~',
  '&~display_remote=',
  '&~remote_displayname=',
  '&~~remote=',
  '&~remote=',
  '&%7Edisplay_remote=',
  '"',
  '%22',
  '<',
  '>',
  '%3C',
  '\\',
  '@',
  ' ',
  '%20',
  '$remote',
  '$display_remote',
  '{x}',
  '%NAME%',
  'Bank',
  'Ann & Co',
  'sip:',
  'sip:100@pbx',
  'http://h/',
  '\xd6\xd0',
  '%D6%D0',
  '\xe4',
  '',
] as const;

/** Of all vendors, and the package's own: as a stranger reads them in the documentation. */
const NAMES =
  'mac ip model firmware active_url active_uri active_user active_host action_url local remote display_local display_remote call_id caller_id callerID called_number duration date_time memory_free flash_free line local_user local_server local_domain local_number local_displayname remote_number remote_displayname remotenumber relay1status code password token event path1 foo';
const VALUES = [
  NUMBER,
  '0c:11:05:de:ad:00',
  '0C1105DEAD00',
  '192.0.2.66',
  'sip:0900123456@evil',
  'Evil',
  '66',
  'evil',
  'incoming-call',
  '',
  '$mac',
] as const;

/** A text, most of which look like more than one variable. */
export function hostileText(dice: Dice): string {
  let text = dice.chance(0.3) ? '' : dice.pick(['Bank', 'sip:6666@pbx', '"Bank" <sip:6666@pbx>', '6666', '"', '&']);
  for (let left = dice.below(6); left > 0; left--) {
    text += dice.chance(0.6)
      ? `${dice.pick(PIECES)}${dice.pick(NAMES.split(' '))}=${dice.pick(VALUES)}`
      : dice.pick(PIECES);
  }
  if (dice.chance(0.02)) text += '&a=1'.repeat(dice.between(150, 250));
  return text;
}

/** What no honest phone of these tests says. */
export const isHostile = (text: string): boolean => /0900123456|dead00|de:ad|192\.0\.2\.66|evil|^"?66"?$/i.test(text);
