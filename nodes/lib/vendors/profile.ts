import type { CallPhase, EventId, EventTerm, RecipeAction } from '../vocabulary';

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
  /** Only these series report it; absent: all. Yealink's CP phones have no headset, few of Snom's a VPN. */
  readonly series?: readonly string[];
  /**
   * Where one URL stands for several events, and a variable in it says which (registration at Mitel and VTech): its value,
   * in any case, → the event. `event` stays the URL's own name, and what a value that is not listed means.
   */
  readonly byVariable?: { readonly variable: string; readonly values: Readonly<Record<string, EventId>> };
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
  /**
   * In place of `field` where the direction of the call decides: caller and callee (Snom's and Gigaset's local and remote).
   * Where the direction is not known the value stays in `msg.variables` alone.
   */
  readonly fieldBy?: { readonly inbound: MessageField; readonly outbound: MessageField };
  readonly label: string;
  readonly filled: readonly Filled[];
  /** A person or a peer chooses the text (display names, SIP URIs): it may hold every separator. */
  readonly freeText?: true;
  /** The name means this at this vendor's phones alone: at a stranger's it means what other vendors say. */
  readonly ownPhonesOnly?: true;
  /** The vendor's documents leave open whether the other party chose the text: from a phone of unknown make the name means nothing. */
  readonly mayBeTheirs?: true;
  /** A PIN or password: left out of messages and lists, and of generated URLs. */
  readonly secret?: true;
  /** Understood, but in no generated URL: any setting at Snom, what few want to know at Grandstream. */
  readonly rare?: true;
}

export interface KeyArgument {
  /** Between the key and each value. */
  readonly mark: ':' | ',' | '=';
  readonly of: 'call' | 'milliseconds' | 'number';
  /** How many values at most; absent: one. */
  readonly most?: number;
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
  /**
   * LINEKEY1..LINEKEY6: the highest number of all, and per series where they differ (0: the series has none). A series that
   * is left out has a number that no document tells: then only the highest of all counts.
   */
  readonly numbered?: {
    readonly from: number;
    readonly to: number;
    readonly perSeries?: Readonly<Record<string, number>>;
  };
  /** Only these series have the key; absent: all. */
  readonly series?: readonly string[];
  /** These series do not have it (Yealink: OK on a T57W; Snom: F1 to F4 on an 870). */
  readonly notOn?: readonly string[];
  /**
   * What may follow the key in the message: the id of a call (Yealink: ASW:33093), how long it is pressed (Snom: F1,500,200)
   * or a number (Yealink: AlwaysFwdOn=6040). The key alone goes, too.
   */
  readonly argument?: KeyArgument;
  /** Reboots, reprovisions or erases: refused unless the node allows disruptive commands. */
  readonly disruptive?: true;
}

/**
 * What a POST carries. In `text` values stand as in `Recipe`, each escaped for the format, so that none becomes another
 * property, element or parameter: inside a string of JSON (`{"data":{"Dest":"{number}"}}`), in a text or an attribute of
 * XML, behind the `=` of a form's parameter.
 */
export interface PostBody {
  readonly format: 'json' | 'xml' | 'form';
  readonly text: string;
  /** The whole text is the value of this parameter of a form (Cisco: `XML=<CiscoIPPhoneExecute>…`). */
  readonly parameter?: string;
  /** It stands there as it is, not percent-encoded, and is of its own type (Mitel, and Yealink's XML push: `text/xml`). */
  readonly asIs?: true;
  /** Absent: `application/json`, `text/xml`, `application/x-www-form-urlencoded` (of a parameter, too). */
  readonly contentType?: string;
}

/**
 * How an action is done, one of:
 * - `keys`: key presses. An element is a template; `[…]` around it makes the element vanish when a parameter it
 *   names was not given: `['SPEAKER', '[LINEKEY{line}]', '{number}', 'DIAL']`.
 * - `request`: a request of its own, for vendors (or actions) without keys. `?…` replaces the last parameter of the path
 *   (`key=`; a login before it stays) and can go by SIP too; `/…` is a whole target, for HTTP alone, by POST where it has a
 *   body.
 * In both, `{number}` is a checked, percent-encoded value, `{username}` and `{password}` the phone's login (masked wherever
 * shown), `[&line={line}]` a part that vanishes with its value. A message's `line` is `{line}` where it is a line's number,
 * `{account}` where it names an account (see `VendorProfile.line`); its `call` is `{call}`, and a recipe that has it in it
 * is done to that call alone.
 */
export type Recipe = Fact & {
  /** Chosen only when these parameters have these values; the first recipe that fits is taken. */
  readonly when?: {
    readonly via?: 'speaker' | 'headset' | 'handset';
    readonly type?: 'blind' | 'attended' | 'always' | 'busy' | 'no-answer';
    /** On this way alone, whatever the message says (Snom, Grandstream: a request by HTTP, keys by NOTIFY). */
    readonly transport?: 'http' | 'sip';
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
        /** Sent by POST, with this. A request that a phone does not know has no other form then. */
        readonly post?: PostBody;
      }
  );

/** How the phone says that it obeyed. */
export interface AnswerRule extends Fact {
  /** Absent: a 2xx status is success, nothing else is. */
  readonly json?: { /** Dotted path of the deciding property. */ readonly property: string; readonly success: string };
  /** Of phones that answer 2xx and refuse in the body: the first that fits decides. Absent: the body is not read. */
  readonly refusals?: readonly Refusal[];
  /** A redirect to a page of the phone's own that is no login page says it, too (Snom: to its start page). */
  readonly redirect?: Fact;
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
    | {
        readonly xml: string;
        /** The value of this attribute of the element, in place of its text. */
        readonly attribute?: string;
        readonly is?: readonly string[];
        readonly not?: readonly string[];
      }
  );

export interface HttpControl extends Fact {
  /** Everything before the keys. With `{key}` in it: takes one key per request; with `{keys}`: all of them, there. */
  readonly path: string;
  /** Between keys of one request; '' where a request takes only one key. */
  readonly separator: string;
  /** Keys go by POST to `path`, one a request: `{key}` stands in the body (Poly, Cisco). */
  readonly post?: PostBody;
  /** Digits are keys of their own: a number goes as a key for each. Absent: a number is one key. */
  readonly digits?: 'each';
  /** Series that take one key a request, whatever the separator (Yealink: T48, T57W, VP59; old Snoms). */
  readonly singleOn?: readonly string[];
  /** Series that take no commands by HTTP (Snom: D8xx; Grandstream: before the CTI firmware). */
  readonly notOn?: readonly string[];
  /**
   * A request that does nothing and is answered as a command is, the login included: the editor's *Test* sends it in place
   * of the bare path (Grandstream: the state of the lines; 2N: the system's info). A whole target, as in `Recipe`. By POST
   * where only one tells who may command, and the phone's pages are open to others (Mitel: a blank URI; Cisco's are so, too).
   */
  readonly probe?: { readonly request: string; readonly post?: PostBody } & Fact;
  /**
   * The first request of an address that the phone does not know may make its display ask its user ("Allow Remote
   * Control?": ATCOM, Yealink, Grandstream): what nobody asked for, such as a sign of life, goes without a request.
   */
  readonly popup?: Fact;
  /** The path on other firmware: the dialog offers it (Yealink, Grandstream). */
  readonly otherPaths?: readonly string[];
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

/** `digit`: what stands before each digit where digits are keys by name (Cisco: KeyPad0, Poly: DialPad0). */
export type Keypad = Readonly<Partial<Record<'*' | '#' | '+' | 'digit', string>>>;

/**
 * What names a line. Digits are a number where the vendor has numbers, else an account; anything else is an account.
 */
export interface LineForms {
  /**
   * `{line}`: we count from 1. `first` is what a request then says for line 1: 0 at Grandstream's GXP (`account=0`) and
   * Flyingvoice; names of keys (`LINE{line}`) are counted as the message counts.
   */
  readonly number?: { readonly first?: 0 | 1 } & Fact;
  /** `{account}`: a user name (ATCOM, Akuvox), or `user@host` (Yealink and Snom: outgoing_uri). */
  readonly account?: { readonly form: 'user' | 'uri' } & Fact;
}

/** One form of a phone's own configuration file, written line by line. In all of it `{server}` is this server's host. */
export interface ProvisioningForm extends Fact {
  readonly id: string;
  readonly label: string;
  /** Models that read it, by the longest prefix; empty: all. */
  readonly prefixes: readonly string[];
  /** `{mac}` or `{MAC}`, 12 hex digits, where each phone fetches a file of its own. */
  readonly fileName: string;
  /** Lines before the URLs, with the settings without which the phone sends nothing. */
  readonly head: readonly string[];
  /**
   * Behind them: what lets `{server}` command the phone, in place of whom the phone has listed. `inDownload`: it stands in
   * the file that the dialog offers, too.
   */
  readonly commands?: { readonly lines: readonly string[]; readonly inDownload?: true } & Fact;
  /** The line of each parameter: `{name} = {url}`. */
  readonly line: string;
  readonly tail: readonly string[];
  /** How URLs are written in the file; absent: as they are. */
  readonly escape?: 'xml';
  /** Whether a phone that reads it keeps its other settings: a document says so, it stands to reason, or it does not. */
  readonly partial: 'documented' | 'inferred' | 'no';
  /** By event: letter by letter as the phone knows them, misspellings included. All of them are written, in this order. */
  readonly parameters: Readonly<Partial<Record<EventId, readonly string[]>>>;
  /** Events whose parameter only its name suggests. */
  readonly guesses?: readonly EventId[];
}

/** How its phones fetch a file of their own from a provisioning server. Absent: nobody knows what they ask for. */
export interface Fetching extends Fact {
  /** The file of one phone: `{mac}` or `{MAC}`, 12 hex digits. */
  readonly file: string;
  /** What the address that a person enters names: a folder, in which the phone looks for its file, or the file. */
  readonly address: 'folder' | 'file';
  /** How the phone's web page wants the scheme: chosen beside the address. Absent: within it. */
  readonly scheme?: 'apart';
  /** Models that get none, by their prefix: what a file of ours did to them was no good. */
  readonly notOn?: { readonly prefixes: readonly string[] } & Fact;
  /** The line that takes ours into another file of the phone's, `{url}` is its address; and where that line stands. */
  readonly include?: { readonly line: string; readonly within: string } & Fact;
}

/**
 * Events that arrive as the body of a POST, at a node's own port; what the URL says beside its token is not read then. The
 * variables are the texts of elements and attributes, or a JSON object's own properties.
 */
export type EventBody = Fact & {
  /** Only phones of these series send it; absent: all. All their events come so. */
  readonly series?: readonly string[];
} & (
    | {
        /** The event is the element that is called so. */
        readonly format: 'xml';
        /** Around it in some editions: `PolycomIPPhone`. */
        readonly within?: string;
      }
    | {
        /** The event is what the value of a property says; `otherwise` where it is not listed or not there. */
        readonly format: 'json';
        readonly property: string;
        readonly values: Readonly<Record<string, EventId>>;
        readonly otherwise: EventId;
      }
  );

/** What its phones show or do as the answer to an Action URL, and take an empty one for a fault: something that does nothing. */
export interface EventReply extends Fact {
  readonly contentType: string;
  /** ASCII. */
  readonly text: string;
}

/** How a URL is written where the usual `http://host/path/event?a=$a&b=$b` is not what the phone takes. */
export interface UrlForm extends Fact {
  /** Before the first variable. */
  readonly start: '?' | '/';
  /** Between two variables. */
  readonly between: '&' | '/';
  /** Without `http://`, which the phone adds (Grandstream, Htek). */
  readonly scheme?: false;
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
  /**
   * The keypad's signs as keys, where the document has names for them: `{ '*': 'STAR', '#': 'POUND' }` (Grandstream, ATCOM).
   * Strings of digits are cut there.
   */
  readonly keypad?: Keypad;
  readonly http?: HttpControl;
  readonly sip?: SipControl;
  /** Actions that are a NOTIFY of their own by SIP, in this vendor's dialect: the Event header, no body. Absent: as most phones. */
  readonly checkSync?: Readonly<Partial<Record<RecipeAction, { readonly event: string } & Fact>>>;
  readonly actions: Readonly<Partial<Record<RecipeAction, readonly Recipe[]>>>;
  /** What a message's `line` may be, one or both: without either no number, name or address of a line can be told. */
  readonly line?: LineForms;
  readonly advice: readonly Advice[];
  /** Absent: `http://…?a=$a&b=$b`. */
  readonly urlForm?: UrlForm;
  /** Absent: every event is the request of a URL. */
  readonly eventBody?: EventBody;
  /** Absent: an event is answered without a body. */
  readonly eventReply?: EventReply;
  /** The first 6 hex digits of the MACs of this vendor's phones, lower case: for the guess of the vendor. */
  readonly ouis?: { readonly prefixes: readonly string[] } & Fact;
  /** The phone's own configuration files that take the events' URLs. */
  readonly provisioning?: readonly ProvisioningForm[];
  readonly fetches?: Fetching;
  /** Where on the phone's web page both directions are set up. */
  readonly setup?: {
    readonly actionUrl: string;
    readonly activeUri: string;
    readonly allowList?: string;
    /** Where the code is set by which a command opens the door, and what it is as delivered. */
    readonly doorCode?: { readonly text: string } & Fact;
  } & Fact;
}

export type { CallPhase, EventId, RecipeAction };
