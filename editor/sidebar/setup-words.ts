import { formatMac } from '../../nodes/lib/identity/mac';
import type { ListedPhone, NetworkWatch } from './setup-list';

/** How far a phone is that a listener sets up, in words. */

/** Of the editor: handed in, so that this needs none. */
export interface Speech {
  /** Of `voip-phone`. */
  readonly say: (key: string, values?: Readonly<Record<string, unknown>>) => string;
  /** As `Intl` has it; undefined: the browser's. */
  readonly language: string | undefined;
}

export interface SetupLine {
  readonly text: string;
  /** Somebody should look at it. */
  readonly isOdd: boolean;
  /** More, where there is room. */
  readonly more: string;
}

/** The time of day, with the date where it is another day's. @param iso ISO 8601 */
export function moment(iso: string, language: string | undefined, now = new Date()): string {
  const time = new Date(iso);
  const isToday = time.toDateString() === now.toDateString();
  return time.toLocaleString(language, {
    ...(!isToday && { month: 'short', day: 'numeric' }),
    ...{ hourCycle: 'h23', hour: '2-digit', minute: '2-digit' },
  });
}

/**
 * Of a phone that names a listener.
 * @param isDeployed whether it is, as the editor has it
 */
export function setupLine(isDeployed: boolean, told: ListedPhone | undefined, speech: Speech): SetupLine {
  const { say: _ } = speech;
  if (!told || !isDeployed) return { text: _('setup-state.undeployed'), isOdd: false, more: '' };
  const { leavesCommands, tooLong = [] } = told;
  const more = [
    leavesCommands && _('fetch.leaves-commands'),
    tooLong.length > 0 && _('setup-state.too-long', { events: tooLong.join(', ') }),
  ];
  const odd = oddText(told, speech);
  const text = [restartText(told, speech), odd || standingText(told, speech)].filter(Boolean).join(' · ');
  return { text, isOdd: odd !== '' || told.restart?.step === 'failed', more: more.filter(Boolean).join(' ') };
}

function restartText({ restart }: ListedPhone, { say: _ }: Speech): string {
  switch (restart?.step) {
    case 'waiting':
      return _('setup-state.restart-waiting');
    case 'sent':
      return _('setup-state.restart-sent');
    case 'busy':
      return _('setup-state.restart-busy');
    case 'failed':
      return _('setup-state.restart-failed', { why: restart.text ?? '' });
    default:
      return '';
  }
}

/** What is wrong, the worst first; '' for nothing. */
function oddText(
  { lacks, otherMac, elsewhere, address = '', quiet, standing, ...phone }: ListedPhone,
  speech: Speech,
): string {
  const { say: _, language } = speech;
  if (lacks !== undefined) return _(`lacks.${lacks}`);
  if (otherMac !== undefined) return _('setup-state.other', { mac: formatMac(otherMac) });
  if (elsewhere) return _('setup-state.elsewhere', { address });
  if (quiet !== undefined) return _('setup-state.quiet', { time: moment(quiet, language) });
  if (standing === 'due' && phone.silence !== undefined && phone.asked !== undefined && phone.silence !== 'up-to-date')
    return _('setup-state.not-answered', {
      time: moment(phone.asked, language),
      why: silenceText(phone.silence, speech),
    });
  return '';
}

function silenceText(silence: string, { say: _ }: Speech): string {
  switch (silence) {
    case 'watch':
    case 'untried':
    case 'not-allowed':
    case 'other-address':
      return _(`setup-state.silence-${silence}`);
    case 'base':
      return _('lacks.base');
    case 'lacks':
      return _('trouble.incomplete');
    default:
      // A runtime of tomorrow.
      return silence;
  }
}

function standingText({ standing = '', fetched, asked, offered }: ListedPhone, { say: _, language }: Speech): string {
  switch (standing) {
    case 'due':
      if (offered !== undefined && (fetched === undefined || offered > fetched))
        return _('setup-state.offered', { time: moment(offered, language) });
      if (asked !== undefined && fetched === undefined)
        return _('setup-state.asked', { time: moment(asked, language) });
      return _('setup-state.due');
    case 'fetched':
      return fetched === undefined ? standing : _('setup-state.fetched', { time: moment(fetched, language) });
    case 'reports':
      return _('setup-state.reports');
    case 'old':
      return _('setup-state.old');
    default:
      return standing;
  }
}

/** What is to be said of listening to the network; '' where all is well. */
export function networkText({ state, trouble, isDeaf }: NetworkWatch, { say: _ }: Speech): string {
  if (state === 'taken') return trouble || _('asking.taken');
  if (state !== 'open') return _('asking.closed');
  return isDeaf ? _('asking.deaf') : '';
}
