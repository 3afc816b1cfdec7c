import type { Meaning, VendorCatalogue } from '../vendors';
import type { EventCategory, EventId } from '../vocabulary';

/** One request as a server received it, before anything is believed about it. */
export interface Arrival {
  readonly method: string;
  /**
   * The request-target below the server's mount point, one character per byte (latin1), undecoded:
   * `/phone/incoming-call?mac=…`. Never contains CR or LF.
   */
  readonly target: string;
  /** The address of the connection's other end, normalised (no `::ffff:`, no zone): the phone's, or a proxy's. */
  readonly address: string;
  /** All `X-Forwarded-For` lines, bounded, in order: worth something only where `address` is a trusted proxy's. */
  readonly forwardedFor?: string;
  readonly time: Date;
  /** The server itself asked for credentials and checked them (httpNodeAuth); that it was set to do so is not enough. */
  readonly authenticated: boolean;
  /** A web page made a browser send it (`Sec-Fetch-Site`, `Origin`): no phone sends such a request. */
  readonly fromWebPage?: boolean;
  /** What the sender says it is, where it asks for a file; latin1. */
  readonly userAgent?: string;
  /** What was posted, one character per byte, on a server that takes it: bounded. */
  readonly body?: string;
}

/** A variable as it stands in a request. */
export interface RawVariable {
  /** Decoded, without blanks around it and without a mark. */
  readonly name: string;
  /** Not decoded: one character per byte. */
  readonly value: string;
  /** What the name means to whoever the text was split for. */
  readonly meaning: Meaning | undefined;
  /** Stands behind a mark: the other party's address or name, and nothing else whatever it holds. */
  readonly marked?: 'address' | 'name' | undefined;
}

/** A request's variables, undecoded: where one ends and what it means depends on who reads. */
export interface RequestText {
  /** In their order, split with the names of a vendor's phones; without a vendor those of phones of unknown make. */
  variablesFor(vendor: string | undefined): readonly RawVariable[];
  /** What lies beyond the most variables that a request may have; '' mostly. */
  readonly unread: string;
  /** False where the event, named before all else, is one that no other party has a part in. */
  readonly mayHaveParty: () => boolean;
}

/** What a request says, before a vendor is known: the sender's own words. */
export interface Report {
  /** Whose words it was read by, and is to be understood by. */
  readonly vendors: VendorCatalogue;
  /** Whose form it has, where the form tells: a body's. Then its names are this vendor's, whoever sent it. */
  readonly vendor?: string;
  /** The event's name as sent; '' where none was. */
  readonly name: string;
  /** Every variable but tokens and secrets, as sent, decoded as a stranger's; the first filled value of a name. */
  readonly variables: Record<string, string>;
  /** Absent where the variables came already apart, so that none can reach into another. */
  readonly text?: RequestText;
  /** Every filled `token` value that was sent, in order. */
  readonly tokens: readonly string[];
  /** Who the request says it comes from, before any vendor is known. */
  readonly sender: Sender;
}

/** The sender's own word for who it is. Claims, all of them: anybody may name any MAC and any address. */
export interface Sender {
  /** 12 lower-case hex digits. */
  readonly mac?: string;
  /** The request names several MACs: then it names nobody. */
  readonly isMacDoubtful?: boolean;
  /** Normalised. */
  readonly ip?: string;
}

/** A deployed phone as events see it. */
export interface KnownPhone {
  readonly id: string;
  readonly name: string;
  readonly vendor: string;
  readonly model?: string;
  /** 12 lower-case hex digits; '' or absent where it is not known. */
  readonly mac?: string;
  /** How its texts are to be decoded; absent: by their bytes. */
  readonly charset?: 'gb18030' | 'windows-1252' | undefined;
  /** Its address is set, not learned: then a request that names this address means it. */
  readonly hasHost?: boolean;
  /** Called with the address of a proved event that named this phone by its MAC. */
  learnAddress(address: string): void;
}

/** Finds a deployed phone by MAC (12 lower-case hex digits), else by address. */
export type FindPhone = (mac: string | undefined, address: string) => KnownPhone | undefined;

export interface Party {
  uri?: string;
  user?: string;
  host?: string;
  number?: string;
  name?: string;
}

/** `msg.payload` of `action-url in`. Absent means: the phone did not send it, or sent it empty or unsubstituted. */
export interface EventPayload {
  event: EventId | 'unknown';
  category?: EventCategory;
  vendor?: string;
  /** The name as sent; only where `event` is 'unknown'. */
  name?: string;
  /** Paths of properties that are absent because it cannot be told who chose them: `['remote.number']`. */
  doubtful?: string[];
  /** ISO 8601, when Node-RED received it. */
  time: string;
  phone?: {
    name?: string;
    mac?: string;
    ip?: string;
    model?: string;
    firmware?: string;
    time?: string;
    memoryFree?: number;
    flashFree?: number;
  };
  account?: { uri?: string; user?: string; host?: string };
  call?: {
    id?: string;
    line?: number;
    direction?: string;
    callerId?: string;
    calledNumber?: string;
    duration?: number;
  };
  local?: Party & { domain?: string };
  remote?: Party;
}

/** A type, no interface: so it is a message of Node-RED's, which may have any property. */
export type EventMessage = {
  topic: string;
  payload: EventPayload;
  variables: Record<string, string>;
};
