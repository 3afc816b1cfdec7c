import { type Sentence, sentence, type Words } from '../../sentences/sentence';
import { isNearly } from '../check/words';
import type { Shape } from './shape';

/** What is wrong at a place of a file, and what to do there. */
export interface Misfit {
  /** `events row 3 label`; '' for the whole. */
  readonly place: Words;
  readonly why: Sentence;
}

/** Of more only the first are told: whoever has the first wrong will look again. */
const MOST = 20;

/** @returns what of it has another shape; none: it may be read as what the shape says */
export function misfitsOf(value: unknown, shape: Shape): Misfit[] {
  const misfits: Misfit[] = [];
  fit(value, shape, '', (place, why) => {
    if (misfits.length < MOST) misfits.push({ place, why });
  });
  return misfits;
}

type Tell = (place: Words, why: Sentence) => void;

function fit(value: unknown, shape: Shape, place: Words, tell: Tell): void {
  if ('enum' in shape) {
    if (!shape.enum.some((choice) => choice === value))
      tell(place, sentence('own.choice', { choices: shape.enum.map((choice) => JSON.stringify(choice)).join(', ') }));
  } else if ('anyOf' in shape) fitEither(value, shape.anyOf, place, tell);
  else if (shape.type === 'string') fitText(value, shape, place, tell);
  else if (shape.type === 'integer') {
    const { minimum: from, maximum: to } = shape;
    if (!Number.isInteger(value) || Number(value) < from || Number(value) > to)
      tell(place, sentence('own.whole', { from, to }));
  } else if (shape.type === 'array') {
    if (!Array.isArray(value)) tell(place, sentence('own.list'));
    else if (value.length > shape.maxItems) tell(place, sentence('own.too-many', { most: shape.maxItems }));
    else
      for (const [index, item] of value.entries())
        fit(item, shape.items, sentence('own.row', { place, row: index + 1 }), tell);
  } else if (!isObject(value)) tell(place, sentence('own.object'));
  else if ('properties' in shape) fitProperties(value, shape, place, tell);
  else fitNamed(value, shape, place, tell);
}

function fitText(
  value: unknown,
  { minLength, maxLength, pattern }: Extract<Shape, { type: 'string' }>,
  place: Words,
  tell: Tell,
): void {
  if (typeof value !== 'string') tell(place, sentence('own.text'));
  else if (value.length > maxLength) tell(place, sentence('own.too-long', { most: maxLength }));
  else if (value.length < minLength) {
    tell(place, minLength === 1 ? sentence('own.empty') : sentence('own.too-short', { least: minLength }));
  } else if (!new RegExp(pattern, 'u').test(value)) {
    tell(place, pattern.includes('a-z0-9') ? sentence('own.id') : sentence('own.signs'));
  }
}

type Whose = Extract<Shape, { title: string }>;

function fitProperties(value: object, { properties, required }: Whose, place: Words, tell: Tell): void {
  for (const name of required) {
    if (!Object.hasOwn(value, name)) tell(place, sentence('own.missing', { name }));
  }
  for (const [name, part] of Object.entries(value)) {
    const shape = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (shape) fit(part, shape, step(place, name), tell);
    else tell(place, unknown(name, Object.keys(properties)));
  }
}

function fitNamed(
  value: object,
  { maxProperties, propertyNames, additionalProperties }: Extract<Shape, { propertyNames: object }>,
  place: Words,
  tell: Tell,
): void {
  const parts = Object.entries(value);
  if (parts.length > maxProperties) {
    tell(place, sentence('own.too-many', { most: maxProperties }));
    return;
  }
  const isName = new RegExp(propertyNames.pattern, 'u');
  for (const [name, part] of parts) {
    if (name.length > propertyNames.maxLength || !isName.test(name)) {
      tell(place, sentence('own.name', { name: shown(name) }));
    } else fit(part, additionalProperties, step(place, name), tell);
  }
}

/** Which of several is meant, a property tells that only it needs. */
function fitEither(value: unknown, shapes: readonly Whose[], place: Words, tell: Tell): void {
  if (!isObject(value)) {
    tell(place, sentence('own.object'));
    return;
  }
  const meant = shapes.find(({ required }) => required.every((name) => Object.hasOwn(value, name)));
  if (meant) fitProperties(value, meant, place, tell);
  else tell(place, sentence('own.one-of', { names: shapes.flatMap(({ required }) => required).join(', ') }));
}

function unknown(name: string, known: readonly string[]): Sentence {
  const folded = name.toLowerCase();
  const near = known.find((each) => each.toLowerCase() === folded || isNearly(folded, each.toLowerCase()));
  const what = { name: shown(name) };
  return near === undefined ? sentence('own.unknown', what) : sentence('own.unknown-near', { ...what, near });
}

/** A name of a stranger's file as a log may have it. */
export function shown(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function step(place: Words, name: string): Words {
  if (typeof place !== 'string') return sentence('own.within', { place, name });
  return place === '' ? name : `${place} ${name}`;
}
