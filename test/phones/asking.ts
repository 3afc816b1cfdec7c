import type { Make } from './provisioned';

/** Which make's words a phone asks in; `yealink-dect`: the older form, which sets no colon behind MAC. */
export type Wording = Make | 'yealink-dect';

/** What stands in one phone's question. */
export interface Question {
  /** 12 lower-case hex digits. */
  readonly mac: string;
  readonly model: string;
  readonly group: string;
  /** `address:port` of the phone. */
  readonly own: string;
  readonly address: string;
  /** Digits; another one for each question, the same for its copies. */
  readonly number: string;
  /** A copy is another request by its CSeq, where the make counts. */
  readonly sequence: number;
}

interface AskingHabits {
  /** The captured lines, letter by letter but for what is this phone's. */
  readonly words: (question: Question) => readonly string[];
  /** Its source port: so much beside the group's own. */
  readonly portBeside: number;
  readonly tries: number;
  /** Milliseconds between two of them. */
  readonly every: number;
  /** Whether a status ends its asking. */
  readonly endedBy: (status: number) => boolean;
  /** Milliseconds after which it asks once more, whatever it was told. */
  readonly again?: number;
}

/** RFC 3261 17.1.2.2: a final answer ends the copies of a request. Inferred where a make's document says nothing. */
const FINAL = (status: number): boolean => status >= 200;
/** "up to 5, ended by 200 or 500" (Grandstream's and Htek's guides). */
const OK_OR_500 = (status: number): boolean => status === 200 || status === 500;

const eventOf = (vendor: string, model: string, version: string): string =>
  `ua-profile;profile-type="device";vendor="${vendor}";model="${model}";version="${version}"`;

/** As Yealink's phones were captured: a W52P as it stands, a desk phone by its Request-URI and Event. */
function yealink({ own, address, number, group }: Question, user: string, says: string, event: string): string[] {
  const uri = `sip:${user}@${group}`;
  return [
    ...[`SUBSCRIBE ${uri} SIP/2.0`, `Via: SIP/2.0/UDP ${own};branch=z9hG4bK${number}`],
    ...[`From: <${uri}>;tag=${number}`, `To: <${uri}>`, `Call-ID: ${number}@${address}`, 'CSeq: 1 SUBSCRIBE'],
    ...[`Contact: <sip:${user}@${own}>`, 'Max-Forwards: 70', `User-Agent: ${says}`, 'Expires: 0', `Event: ${event}`],
    ...['Accept: application/url', 'Content-Length: 0'],
  ];
}

/** A capture of a GRP2612W. */
function grandstream(
  { own, number, group, sequence, mac, model }: Question,
  { vendor, version, escape, upper }: { vendor: string; version: string; escape: string; upper: boolean },
): string[] {
  const uri = `sip:MAC${escape}${upper ? mac.toUpperCase() : mac}@${group}`;
  return [
    ...[`SUBSCRIBE ${uri} SIP/2.0`, `Via: SIP/2.0/UDP ${own};branch=z9hG4bK${number};rport`],
    ...[`From: <${uri}>;tag=3${number.slice(1)}`, `To: <${uri}>`, `Call-ID: ${number}-5080-1@BJC.BGI.IG.DA`],
    ...[`CSeq: ${20_000 + sequence} SUBSCRIBE`, `Contact: <sip:${own}>`, 'Max-Forwards: 70'],
    ...[`User-Agent: ${vendor} ${model} ${version}`, 'Expires: 0', 'Supported: replaces, path'],
    ...[`Event: ${eventOf(vendor, model, version)}`, 'Accept: application/url'],
    'Allow: INVITE, ACK, OPTIONS, CANCEL, BYE, SUBSCRIBE, NOTIFY, INFO, REFER, UPDATE, MESSAGE',
    'Content-Length: 0',
  ];
}

export const ASKING: Readonly<Record<Wording, AskingHabits>> = {
  yealink: {
    words: (question) =>
      yealink(
        question,
        `MAC%3a${question.mac}`,
        `Yealink ${question.model} 28.72.0.1`,
        eventOf('Yealink', question.model.replace('SIP-', ''), '28.72.0.1'),
      ),
    ...{ portBeside: 0, tries: 4, every: 1000, endedBy: FINAL },
  },
  'yealink-dect': {
    words: (question) =>
      yealink(
        question,
        `MAC${question.mac}`,
        `Yealink ${question.model} 25.81.0.10`,
        eventOf('yealink', question.model, '25.81.0.10'),
      ),
    ...{ portBeside: -1, tries: 4, every: 1000, endedBy: FINAL },
  },
  flyingvoice: {
    // No capture: Yealink's words, as its files are, under its own name.
    words: (question) =>
      yealink(
        question,
        `MAC%3a${question.mac}`,
        `Flyingvoice ${question.model} V0.6.24`,
        eventOf('Flyingvoice', question.model, 'V0.6.24'),
      ),
    ...{ portBeside: 0, tries: 4, every: 1000, endedBy: FINAL },
  },
  snom: {
    // Snom's own trace: no branch, no Max-Forwards, no User-Agent, neither vendor nor model.
    words: ({ mac, own, address, number }) => {
      const uri = `sip:MAC%3a${mac.toUpperCase()}@intern.snom.de`;
      return [
        ...[`SUBSCRIBE ${uri} SIP/2.0`, `Via: SIP/2.0/UDP ${own};rport`, `From: <${uri}>;tag=${number}`],
        ...[`To: <${uri}>`, `Call-ID: ${number}@${address}`, 'CSeq: 1 SUBSCRIBE'],
        ...[`Event: ${eventOf('OEM', 'OEM', '10.1.169.16')}`, 'Expires: 0', 'Accept: application/url'],
        ...[`Contact: <sip:${own}>`, 'Content-Length: 0'],
      ];
    },
    ...{ portBeside: 0, tries: 4, every: 1000, endedBy: FINAL },
  },
  fanvil: {
    // A maker's manual of the same phones: no tag in From, no blank behind `Event:`.
    words: ({ mac, own, address, number, group, sequence }) => {
      const uri = `sip:MAC=${mac}@${group}`;
      return [
        ...[`SUBSCRIBE ${uri} SIP/2.0`, `Via: SIP/2.0/UDP ${own};branch=z9hG4bK${number}`],
        ...[`From: <${uri}>`, `To: <${uri}>`, `Call-ID: ${number}-163241588724467@${address}`],
        ...[`CSeq: ${sequence} SUBSCRIBE`, `Contact: <sip:${own}>`, 'Max-Forwards: 70', 'User-Agent: Fanvil'],
        ...['Expires: 0', `Event:${eventOf('Fanvil', 'VOIP PHONE', '2.0.3.2991')}`, 'Accept: application/url'],
        'Content-Length: 0',
      ];
    },
    ...{ portBeside: 0, tries: 4, every: 1000, endedBy: FINAL, again: 3_600_000 },
  },
  grandstream: {
    words: (question) =>
      grandstream(question, { vendor: 'Grandstream', version: '1.0.5.67', escape: '%3A', upper: true }),
    ...{ portBeside: 20, tries: 5, every: 1000, endedBy: OK_OR_500 },
  },
  htek: {
    // No capture: the words of its family under its own name.
    words: (question) => grandstream(question, { vendor: 'Htek', version: '2.0.4.2', escape: '%3a', upper: false }),
    ...{ portBeside: 0, tries: 5, every: 1000, endedBy: OK_OR_500 },
  },
};
