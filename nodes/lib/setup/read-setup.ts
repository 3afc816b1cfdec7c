import { readBaseUrl } from '../base-url';
import { canDerive } from '../derived-keys';
import type { AccessReading } from '../events/read-access';
import { normalisePath } from '../events/routes';
import { aside, type Sentence, sentence } from '../sentences/sentence';
import { describeFault, type LookUp, readStored, type SettingName, type StoredNode } from '../stored-text';
import type { EventId, VendorCatalogue } from '../vendors';
import { type KeySecret, keySecrets } from './key-ring';
import type { FileSettings } from './types';
import { isCommandsFrom, SETUP_MODES, type SetupMode, tidyCommandsFrom } from './words';

/** What a `phone-listener` was set to, as far as it sets phones up. */
export interface SetupReading {
  readonly mode: SetupMode;
  readonly files: FileSettings;
  readonly keys: readonly KeySecret[];
  /** Up to the path, as phones reach it; '': by the address that they come to. */
  readonly baseUrl: string;
  /** Phones that ask the network are answered, too, where it was only inferred that they keep their other settings. */
  readonly answersUntried: boolean;
  /** Why nothing is served though it is on. */
  readonly troubles: readonly Sentence[];
  /** To be said; nothing is kept back by it. */
  readonly notes: readonly Sentence[];
}

/** @param access of the same node */
export function readSetup(
  { properties, credentials }: StoredNode,
  access: AccessReading,
  lookUp: LookUp,
  vendors: VendorCatalogue,
): SetupReading {
  const troubles: Sentence[] = [];
  const note = (name: SettingName, why: Sentence): void => void troubles.push(aside(sentence(`setting.${name}`), why));
  const read = (name: SettingName, value: unknown, isSecret = false): string => {
    const { text, fault } = readStored(value, lookUp);
    if (fault) troubles.push(describeFault(sentence(`setting.${name}`), fault, isSecret));
    return text.trim();
  };
  const asked = read('setup', properties['setup']).toLowerCase() || 'off';
  const mode = SETUP_MODES.find((each) => each === asked);
  if (!mode) note('setup', sentence('setup.no-mode'));
  // An odd word opens nothing, and that it is one is all that need be said.
  const oddWord = [...troubles];
  const setupKey = read('setupKey', credentials['setupKey'], true);
  const commandsFrom = tidyCommandsFrom(read('commandsFrom', properties['commandsFrom']));
  const asBase = read('baseUrl', properties['baseUrl']);
  const baseUrl = asBase === '' ? '' : readBaseUrl(asBase);
  if (!isCommandsFrom(commandsFrom)) note('commandsFrom', sentence('setup.no-addresses'));
  const { events, strange, fault } = eventsOf(properties['setupEvents'], vendors);
  if (fault) note('setupEvents', fault);
  if (baseUrl === undefined) note('baseUrl', sentence('setup.no-base'));
  if (access.port === '') note('port', sentence('setup.no-port'));
  if (!canDerive(access.token)) note('token', sentence('setup.short'));
  if (setupKey !== '' && !canDerive(setupKey)) note('setupKey', sentence('setup.short'));
  return {
    mode: mode ?? 'off',
    files: {
      ...{ path: normalisePath(access.path), token: access.token, events, commandsFrom },
      digestKey: setupKey || access.token,
    },
    keys: keySecrets(setupKey, access.token, access.previous),
    baseUrl: baseUrl ?? '',
    answersUntried: properties['answerUntried'] === true,
    troubles: oddWord.length > 0 ? oddWord : mode === 'off' ? [] : [...access.faults, ...troubles],
    notes: strange !== '' && mode !== 'off' ? [sentence('event.strange', { events: strange })] : [],
  };
}

interface SetupEvents {
  readonly events: readonly EventId[];
  /** Those that nobody knows, quoted, beside others; '' for none. */
  readonly strange: string;
  readonly fault?: Sentence;
}

const NO_EVENTS: SetupEvents = { events: [], strange: '' };

function eventsOf(stored: unknown, vendors: VendorCatalogue): SetupEvents {
  if (stored === undefined || stored === null || stored === '') return NO_EVENTS;
  if (!Array.isArray(stored)) return { ...NO_EVENTS, fault: sentence('fault.no-list') };
  const isKnown = (id: unknown): id is EventId => typeof id === 'string' && vendors.eventTerms.has(id);
  const events = stored.filter(isKnown);
  // Ids that nobody knows must not turn into all events.
  if (stored.length > 0 && events.length === 0) return { ...NO_EVENTS, fault: sentence('setup.no-events') };
  const strange = stored.filter((id) => !isKnown(id)).map((id) => `"${String(id).slice(0, 60)}"`);
  return { events, strange: strange.join(', ').slice(0, 600) };
}
