import { isDeepStrictEqual } from 'node:util';
import { eventIn } from '../../nodes/lib/events/report/event';
import { eventMessage } from '../../nodes/lib/events/report/message';
import { readTarget } from '../../nodes/lib/events/report/target';
import type { EventMessage, KnownPhone } from '../../nodes/lib/events/types';
import { seriesOf, type VariableRow, type VendorProfile } from '../../nodes/lib/vendors';
import { actionUrl, chooseVariables } from '../../nodes/lib/vendors/action-url';
import { Dice } from './dice';
import { honestValue } from './honest';
import { hostileText, isHostile } from './strangers';
import { builtIn } from '../support/vendors';

const TOKEN = 'Fuzz-Token_7c1e9b04d2';
const TIME = new Date('2026-01-31T08:15:30.123Z');

/** What a stranger must not choose by a text of his: behind one it is absent, and listed. */
const STANDS_FIRST = new Set(
  'remote.uri remote.user remote.host remote.number call.callerId call.calledNumber phone.mac phone.ip'.split(' '),
);

export interface ReadingFigures {
  generated: number;
  installers: number;
  /** Properties that were compared with the truth, and of them those that were doubtful. */
  compared: number;
  doubtful: number;
}

/**
 * Reads so many requests of phones that are called by hostile strangers, half by URLs that the dialog gives out, half by
 * installers' own.
 *
 * @throws Error that names the seed and number of the first that comes out otherwise than true, or absent and listed
 */
export function fuzzReading(seed: number, requests: number): ReadingFigures {
  const figures: ReadingFigures = { generated: 0, installers: 0, compared: 0, doubtful: 0 };
  for (let number = 0; number < requests; number++) {
    const dice = new Dice(seed + number * 7919);
    const fail = (what: string): never => {
      throw new Error(`seed ${seed}, request ${number}: ${what}`);
    };
    if (number % 2 === 0) checkGenerated(dice, figures, fail);
    else checkInstallers(dice, figures, fail);
  }
  return figures;
}

type Fail = (what: string) => never;

const knownPhone = (vendor: string): KnownPhone => ({ id: 'n1', name: 'Desk', vendor, learnAddress() {} });

function read(target: string, vendor: string | undefined): EventMessage & { readonly mac: string | undefined } {
  const report = readTarget(target, '/phone', builtIn);
  if (!report) throw new Error(`not below /phone: ${target}`);
  if (!report.tokens.includes(TOKEN)) throw new Error(`without its token: ${target}`);
  const event = eventIn(report, vendor) ?? 'unknown';
  const phone = vendor === undefined ? undefined : knownPhone(vendor);
  return { ...eventMessage(report, { event, time: TIME, phone }), mac: report.sender.mac };
}

/** All properties by their path, `doubtful` included. */
function flat({ payload }: EventMessage): Record<string, unknown> {
  const properties: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(payload)) {
    if (typeof part !== 'object' || Array.isArray(part)) properties[key] = part;
    else for (const [name, value] of Object.entries(part)) properties[`${key}.${name}`] = value;
  }
  return properties;
}

/** Without what the other party's own texts tell. */
function ofPhone(properties: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties).filter(([path]) => !path.startsWith('remote.') && path !== 'call.callerId'),
  );
}

function partOf(properties: Record<string, unknown>, isWanted: (path: string) => boolean): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties).filter(([path]) => /^remote\.|^call\.callerId$/.test(path) && isWanted(path)),
  );
}

interface Readers {
  readonly profile: VendorProfile;
  readonly vendors: readonly (string | undefined)[];
}

/** Vendors whose events are requests of a URL, at some phones at least. */
const IN_URLS = builtIn.profiles.filter(({ eventBody }) => !eventBody || eventBody.series !== undefined);

function readersOf(dice: Dice): Readers {
  const profile = dice.pick(IN_URLS);
  // Known as what it is, known as another, and not known at all.
  return { profile, vendors: [profile.id, dice.pick(builtIn.profiles).id, undefined] };
}

function checkGenerated(dice: Dice, figures: ReadingFigures, fail: Fail): void {
  const { profile, vendors } = readersOf(dice);
  const { event } = dice.pick(profile.events);
  const model = dice.chance(0.5) && profile.series.length > 0 ? dice.pick(dice.pick(profile.series).models) : undefined;
  const chosen = chooseVariables(profile, seriesOf(profile, model), {
    ...builtIn.eventTerms.get(event),
    event,
    brief: dice.chance(0.5),
  });
  // Where a URL has no `?`, an installer would not know where to put the token.
  const isTokenOurs = dice.chance(0.9) || profile.urlForm?.start === '/';
  const url = actionUrl('/phone', event, isTokenOurs ? TOKEN : '', chosen, profile.variableMarks, profile.urlForm);
  const template = url.includes('token=') ? url : url.replace(/\?|$/, (mark) => `?token=${TOKEN}${mark ? '&' : ''}`);

  const truth: Record<string, unknown> = {};
  let honest = template;
  for (const row of chosen.own) {
    const { sent, fills } = honestValue(dice, row.field);
    honest = substitute(honest, row, dice.chance(0.05) ? undefined : sent, profile, (filled) => {
      if (filled) for (const [path, value] of Object.entries(fills)) truth[path] ??= value;
    });
  }
  // Two variables of a URL may fill one property; then the more direct counts, and which that is others have tested.
  const plain = calm(honest, chosen, profile, 'sip:6044@pbx.example', 'Ann');
  const [address, name] = [hostileText(dice), hostileText(dice)];
  const hostile = calm(honest, chosen, profile, address, name);
  figures.generated++;
  for (const vendor of vendors) {
    const calmly = read(plain, vendor);
    const angrily = read(hostile, vendor);
    const [expected, found] = [flat(calmly), flat(angrily)];
    const where = `\n${vendor ?? 'a stranger'} ${hostile}\nis ${JSON.stringify(found)}\nnot ${JSON.stringify(expected)}`;
    if (!isDeepStrictEqual(ofPhone(found), ofPhone(expected))) fail(`a stranger changed what is the phone's${where}`);
    if ('doubtful' in found) fail(`doubtful${where}`);
    if (!isDeepStrictEqual(Object.keys(angrily.variables), Object.keys(calmly.variables)))
      fail(`a stranger chose a variable's name${where}`);
    if (angrily.mac !== calmly.mac) fail(`another sender${where}`);
    if (vendor === profile.id) {
      for (const [path, value] of Object.entries(truth)) {
        figures.compared++;
        const isSecond = chosen.own.filter(({ field }) => field?.startsWith(path.split('.')[0] ?? '')).length > 1;
        if (found[path] === undefined || (!isSecond && found[path] !== value))
          fail(`${path} is not ${String(value)}${where}`);
      }
    }
    if (!chosen.name) continue;
    const byAddress = flat(read(calm(honest, chosen, profile, address, 'Ann'), vendor));
    const byName = flat(read(calm(honest, chosen, profile, 'sip:6044@pbx.example', name), vendor));
    const isAddress = (path: string): boolean => path !== 'remote.name';
    if (!isDeepStrictEqual(partOf(found, isAddress), partOf(byAddress, isAddress)))
      fail(`the name changed the address${where}`);
    if (byName['remote.name'] !== undefined && byName['remote.name'] !== found['remote.name'])
      fail(`the address changed the name${where}`);
  }
}

/** A template with the other party's texts in it. */
function calm(
  template: string,
  { address, name }: ReturnType<typeof chooseVariables>,
  profile: VendorProfile,
  addressText: string,
  nameText: string,
): string {
  let target = template;
  // From the end, so that a text that looks like a variable is not filled in again.
  if (name) target = substitute(target, name, nameText, profile);
  if (address) target = substitute(target, address, addressText, profile);
  return target;
}

/** As a phone fills in a variable; `undefined`: it leaves it as it is. */
function substitute(
  template: string,
  { name }: VariableRow,
  value: string | undefined,
  { variableMarks: { before, after } }: VendorProfile,
  onFilled: (isFilled: boolean) => void = () => undefined,
): string {
  onFilled(value !== undefined);
  if (value === undefined) return template;
  // What stands before the `=` may be called otherwise: behind a mark every vendor's name is.
  const variable = `=${before}${name}${after}`;
  const start = template.search(new RegExp(`${variable.replace(/[$().]/g, '\\$&')}(?=&|$)`));
  if (start < 0) throw new Error(`${variable} is not in ${template}`);
  return `${template.slice(0, start)}=${value}${template.slice(start + variable.length)}`;
}

interface Written {
  readonly row: VariableRow;
  readonly text: string;
  readonly fills: Readonly<Record<string, unknown>>;
  readonly isHostile: boolean;
  readonly isTheirs: boolean;
}

/** Any of the vendor's variables in any order, joined in any of the ways that installers join them. */
function checkInstallers(dice: Dice, figures: ReadingFigures, fail: Fail): void {
  const { profile } = readersOf(dice);
  const joint = dice.pick(['&', '&', '&', '&amp;', ';', ':']);
  const all = shuffled(
    dice,
    // By other signs than `&` only names that everybody knows are told apart, before the sender is known.
    profile.variables.filter(({ secret, ownPhonesOnly }) => !secret && (joint.startsWith('&') || !ownPhonesOnly)),
  ).slice(0, dice.between(1, 14));
  // Behind a URI `;line=1` is a parameter of it, where nothing else tells that `;` joins.
  const [first, second] = all;
  const isClear =
    joint !== ';' || (first !== undefined && second !== undefined && !first.freeText && !isLikeParameter(second));
  const rows = isClear ? all : all.filter((row) => !isLikeParameter(row));
  const isNameHostile = dice.chance(0.8);
  const written = rows.map((row): Written => {
    const isTheirs = row.freeText === true && row.field?.startsWith('remote.') === true;
    const isHostileRow = isTheirs && (row.field === 'remote.name' ? isNameHostile : dice.chance(0.5));
    const { sent, fills } = honestValue(dice, row.field);
    return { row, text: isHostileRow ? hostileText(dice) : sent, fills, isHostile: isHostileRow, isTheirs };
  });
  const pairs = written.map(({ row, text }) => `${row.name}=${text}`);
  const target = `/phone/incoming-call?token=${TOKEN}&${pairs.join(joint)}`;
  figures.installers++;
  const message = read(target, profile.id);
  const found = flat(message);
  const where = `\n${profile.id} ${target}\nis ${JSON.stringify(found)}`;
  const listed = (found.doubtful ?? []) as readonly string[];
  for (const path of listed) if (found[path] !== undefined) fail(`${path} is listed, but there${where}`);

  const firstTheirs = written.findIndex(({ isTheirs }) => isTheirs);
  const toldBefore = new Set<string>();
  for (const [index, { row, fills, isHostile: isText, isTheirs }] of written.entries()) {
    const isBehind = firstTheirs >= 0 && index > firstTheirs;
    for (const [path, value] of Object.entries(fills)) {
      // What a hostile text fills is his; what is derived has a variable of its own, or is checked with it.
      if (isText || (path !== row.field && !isTheirs)) continue;
      figures.compared++;
      const told = found[path];
      if (isBehind && STANDS_FIRST.has(path)) {
        if (toldBefore.has(path)) continue;
        figures.doubtful++;
        if (told === undefined ? !listed.includes(path) : isHostile(JSON.stringify(told)) && !mayBeHis(written, path))
          fail(`${path} is neither absent and listed, nor true${where}`);
      } else if (isBehind) {
        // Names, ids and lengths behind a stranger's text may be his, but must not be gone.
        if (told === undefined && !listed.includes(path)) fail(`${path} is gone${where}`);
      } else if (!toldBefore.has(path)) {
        if (told !== value) fail(`${path} is not ${String(value)}${where}`);
      }
      if (!isBehind) toldBefore.add(path);
    }
  }
  const mac = written.findIndex(({ row }) => row.field === 'phone.mac');
  const isMacFirst = mac >= 0 && (firstTheirs < 0 || mac < firstTheirs);
  if (isMacFirst ? message.mac === undefined : message.mac !== undefined)
    fail(`the sender's MAC: ${message.mac}${where}`);
}

function isLikeParameter({ field }: VariableRow): boolean {
  return field === undefined || field === 'call.line';
}

/** Whether a stranger's own address may say so: the first text is his to choose. */
function mayBeHis(written: readonly Written[], path: string): boolean {
  const first = written.find(({ isTheirs }) => isTheirs);
  return path.startsWith('remote.') && first?.isHostile === true;
}

function shuffled<T>(dice: Dice, items: readonly T[]): T[] {
  const left = [...items];
  return items.map(() => left.splice(dice.below(left.length), 1)[0] as T);
}
