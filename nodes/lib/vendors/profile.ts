import type { CallPhase, EventId, EventTerm, RecipeAction } from '../vocabulary';
import type { ProvisioningForm } from './provisioning';

/**
 * The form of a vendor profile: data, so that a new vendor is one file. Code appears nowhere in it; what a vendor
 * needs and data cannot say is a new field here, read by `events/` or `commands/` for every vendor alike.
 */

/** Where a fact comes from: a key of the profile's `sources`, with a place in it where that helps ('seed-a ch. 3'). */
export interface Fact {
  readonly source: string;
  /** Set where no document says it: an inference, to be checked on a real phone. */
  readonly guess?: true;
}

/** The part of a message that a variable fills. */
export type MessageField =
  | `phone.${'mac' | 'ip' | 'model' | 'firmware' | 'time' | 'memoryFree' | 'flashFree'}`
  | `account.${'uri' | 'user' | 'host'}`
  | `call.${'id' | 'line' | 'direction' | 'callerId' | 'calledNumber' | 'duration'}`
  | `local.${'uri' | 'user' | 'host' | 'number' | 'name' | 'domain'}`
  | `remote.${'uri' | 'user' | 'host' | 'number' | 'name'}`;

/** Models that share keys and habits. */
export interface Series extends Fact {
  readonly id: string;
  readonly label: string;
  /** A model belongs to the series whose longest prefix it starts with, in any case. */
  readonly prefixes: readonly string[];
  /** Models of the series as the dialog offers them. */
  readonly models: readonly string[];
}

export interface EventRow extends Fact {
  readonly event: EventId;
  /** Of an event that none of our ids means: what `event`, an id of the vendor's own, is about. */
  readonly category?: EventTerm['category'];
  /** As the vendor's web page or document prints it. */
  readonly label: string;
  /** Every other spelling that a document of this vendor prints: table variants, the example URLs' file names. */
  readonly names?: readonly string[];
}

/** The phases in which a variable is filled; `always` means all of them. */
export interface Filled {
  readonly phases: readonly (CallPhase | 'always')[];
  /** Only on these series; absent: on all. */
  readonly series?: readonly string[];
  /** What the value then is, where it differs between series ('phone number', 'SIP URI'). */
  readonly as?: string;
}

export interface VariableRow extends Fact {
  /** The name without its marks: `active_user`. */
  readonly name: string;
  /** Other spellings a document prints. Case, `_` and `-` never matter on receive. */
  readonly aliases?: readonly string[];
  /** Absent: the value stays in `msg.variables` alone. */
  readonly field?: MessageField;
  readonly label: string;
  readonly filled: readonly Filled[];
  /** A person or a peer chooses the text (display names, SIP URIs): it may hold every separator. */
  readonly freeText?: true;
  /** The name means this at this vendor's phones alone: at a stranger's it means what other vendors say. */
  readonly ownPhonesOnly?: true;
  /** A PIN or password: left out of messages and lists, and of generated URLs. */
  readonly secret?: true;
}

/** A key as the vendor's document prints it. */
export interface KeyRow extends Fact {
  /** The name; of a numbered key, the part before the number ('LINEKEY' of LINEKEY1..6). */
  readonly key: string;
  /** Other names of the same key, as well documented: sent as the user wrote them. */
  readonly aliases?: readonly string[];
  /** Spellings in doubt (misread print): understood, but `key` is sent. */
  readonly doubtful?: readonly string[];
  readonly label: string;
  /** LINEKEY1..LINEKEY6: the highest number of all, and per series where they differ (0: the series has none). */
  readonly numbered?: {
    readonly from: number;
    readonly to: number;
    readonly perSeries?: Readonly<Record<string, number>>;
  };
  /** Only these series have the key; absent: all. */
  readonly series?: readonly string[];
  /** Reboots, reprovisions or erases: refused unless the node allows disruptive commands. */
  readonly disruptive?: true;
}

/**
 * How an action is done, one of:
 * - `keys`: key presses. An element is a template; `[…]` around it makes the element vanish when a parameter it
 *   names was not given: `['SPEAKER', '[LINEKEY{line}]', '{number}', 'DIAL']`.
 * - `request`: a request of its own, for vendors (or actions) without keys. `?…` replaces the query of the profile's
 *   path and can go by SIP too; `/…` is a whole target, for HTTP alone.
 * In both, `{number}` is a checked, percent-encoded value, `{username}` and `{password}` the phone's login (masked wherever
 * shown),
 * `[&line={line}]` a part that vanishes with its value.
 */
export type Recipe = Fact & {
  /** Chosen only when these parameters have these values; the first recipe that fits is taken. */
  readonly when?: {
    readonly via?: 'speaker' | 'headset' | 'handset';
    readonly type?: 'blind' | 'attended' | 'always' | 'busy' | 'no-answer';
  };
  /** Chosen only on these series; an unknown model fits. */
  readonly series?: readonly string[];
  /** Whether the phone is known to do it; said to the user in the dialog. */
  readonly note?: string;
} & (
    | { readonly keys: readonly string[] /** follows the keys: `&code={code}` */; readonly suffix?: string }
    | {
        readonly request: string;
        /**
         * The same for firmware that does not know `request`: sent where the answer says so (404, or a refusal marked
         * `unknownRequest`), which means that nothing was done.
         */
        readonly otherwise?: string;
      }
  );

/** How the phone says that it obeyed. */
export interface AnswerRule extends Fact {
  /** Absent: a 2xx status is success, nothing else is. */
  readonly json?: { /** Dotted path of the deciding property. */ readonly property: string; readonly success: string };
  /** Of phones that answer 2xx and refuse in the body: the first that fits decides. Absent: the body is not read. */
  readonly refusals?: readonly Refusal[];
}

/**
 * What a body says where nothing was done: words anywhere in it, in any case; or the value of a JSON property or an XML
 * element, where it is there: one of `is`, or none of `not`.
 */
export type Refusal = Fact & {
  /** UNAUTHORIZED: the login was refused, as by a 401. Absent: REFUSED. */
  readonly code?: 'UNAUTHORIZED' | 'REFUSED';
  /** The request itself is not known: another form of it may be. */
  readonly unknownRequest?: true;
  /** For the installer. Absent: it says that it did not do the command. */
  readonly text?: string;
} & (
    | { readonly words: string }
    | { readonly json: string; readonly is?: readonly string[]; readonly not?: readonly string[] }
    | { readonly xml: string; readonly is?: readonly string[]; readonly not?: readonly string[] }
  );

export interface HttpControl extends Fact {
  /** Everything before the keys. With `{key}` in it: takes one key per request; with `{keys}`: all of them, there. */
  readonly path: string;
  /** Between keys of one request; '' where a request takes only one key. */
  readonly separator: string;
  /** Digits are keys of their own: a number goes as a key for each. Absent: a number is one key. */
  readonly digits?: 'each';
  readonly answer: AnswerRule;
}

export interface SipControl extends Fact {
  /** The Event header, letter by letter. */
  readonly event: string;
  readonly contentType: string;
}

/** What to tell an installer about an outcome that this vendor's phones are known for. */
export interface Advice extends Fact {
  readonly status?: number;
  readonly code?: 'TIMEOUT' | 'UNREACHABLE' | 'UNREADABLE_ANSWER';
  readonly transport?: 'http' | 'sip';
  readonly text: string;
}

export interface VendorProfile {
  readonly id: string;
  readonly label: string;
  /** Key of a source → where it stands (document title, page, address). */
  readonly sources: Readonly<Record<string, string>>;
  readonly series: readonly Series[];
  readonly events: readonly EventRow[];
  readonly variables: readonly VariableRow[];
  /** No vendor, but stands for phones of any make: these are read with the variables' names of all vendors. */
  readonly anyMake?: true;
  /** How a variable is written in a configured URL: `$mac` or `$$MAC$$`. */
  readonly variableMarks: { readonly before: string; readonly after: string };
  /** The longest URL the phone stores, in characters. */
  readonly urlLimit?: { readonly characters: number } & Fact;
  readonly keys: readonly KeyRow[];
  /** True where no list of keys is known: any well-formed key goes. */
  readonly freeKeys?: true;
  /** `#` as a key name, where the document names it (`POUND`); digits strings are cut there. */
  readonly pound?: string;
  readonly http?: HttpControl;
  readonly sip?: SipControl;
  /** Actions that are a NOTIFY of their own by SIP, in this vendor's dialect: the Event header, no body. Absent: as most phones. */
  readonly checkSync?: Readonly<Partial<Record<RecipeAction, { readonly event: string } & Fact>>>;
  readonly actions: Readonly<Partial<Record<RecipeAction, readonly Recipe[]>>>;
  /** What `line` stands for: a line key's number, or the account's user name. */
  readonly line?: ({ readonly means: 'number' } | { readonly means: 'account user' }) & Fact;
  readonly advice: readonly Advice[];
  /** The phone's own configuration files that take the events' URLs. */
  readonly provisioning?: readonly ProvisioningForm[];
  /** Where on the phone's web page both directions are set up. */
  readonly setup?: { readonly actionUrl: string; readonly activeUri: string; readonly allowList?: string } & Fact;
}

export type { CallPhase, EventId, RecipeAction };
