/**
 * Shapes of JSON, written once and used twice: as the JSON schema that editors complete and check with, and to check what
 * a user's file holds before anything reads it. The words are JSON schema's own; each shape carries the type that it is.
 */

/** The type of what fits a shape. */
export type Of<S> = S extends { readonly of?: infer T } ? T : never;
export interface Typed<T> {
  /** Of the type alone: no shape has it. */
  readonly of?: T;
}

export interface Text<T = string> extends Typed<T> {
  readonly type: 'string';
  readonly minLength: number;
  readonly maxLength: number;
  readonly pattern: string;
}
export interface Choice<T = unknown> extends Typed<T> {
  readonly enum: readonly (string | number | boolean)[];
}
export interface Whole<T = number> extends Typed<T> {
  readonly type: 'integer';
  readonly minimum: number;
  readonly maximum: number;
}
export interface List<T = unknown> extends Typed<T> {
  readonly type: 'array';
  readonly maxItems: number;
  readonly items: Shape;
}
export interface Named<T = unknown> extends Typed<T> {
  readonly type: 'object';
  readonly maxProperties: number;
  readonly propertyNames: Pick<Text, 'pattern' | 'maxLength'>;
  readonly additionalProperties: Shape;
}
export interface Whose<T = unknown> extends Typed<T> {
  readonly type: 'object';
  /** The type in `profile.ts` whose comments describe the properties. */
  readonly title: string;
  readonly properties: Readonly<Record<string, Shape>>;
  readonly required: readonly string[];
  readonly additionalProperties: false;
}
export interface Either<T = unknown> extends Typed<T> {
  readonly anyOf: readonly Whose[];
}
export type Shape = Text | Choice | Whole | List | Named | Whose | Either;

/** Neither control characters nor what JavaScript or a reader takes for a line's end: no text of a file begins a line. */
const PLAIN = '^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]*$';
/** Lower-case words with dashes between, and none that every object has. */
const ID = '^(?!constructor$|prototype$)[a-z0-9]+(?:-[a-z0-9]+)*$';
const NAME = '^(?!__proto__$|constructor$|prototype$)[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]+$';

export const text = (maxLength = 300, minLength = 0): Text => ({
  type: 'string',
  minLength,
  maxLength,
  pattern: PLAIN,
});
export const id: Text = { type: 'string', minLength: 1, maxLength: 60, pattern: ID };
export const oneOf = <const C extends string | number | boolean>(...choices: readonly C[]): Choice<C> => ({
  enum: choices,
});
export const whole = (minimum: number, maximum: number): Whole => ({ type: 'integer', minimum, maximum });
export const list = <S extends Shape>(items: S, maxItems = 100): List<Of<S>[]> => ({ type: 'array', maxItems, items });
/** Names that the file chooses. */
export const named = <S extends Shape>(each: S, maxProperties = 200): Named<Record<string, Of<S>>> => ({
  type: 'object',
  maxProperties,
  propertyNames: { pattern: NAME, maxLength: 300 },
  additionalProperties: each,
});

type Properties = Readonly<Record<string, Shape>>;
type TypeOf<R extends Properties, O extends Properties> = { [K in keyof R]: Of<R[K]> } & { [K in keyof O]?: Of<O[K]> };

/** @param title of the type in `profile.ts` that has these properties */
export function object<R extends Properties, O extends Properties>(
  title: string,
  required: R,
  optional: O,
): Whose<TypeOf<R, O>> {
  return {
    type: 'object',
    title,
    properties: { ...required, ...optional },
    required: Object.keys(required),
    additionalProperties: false,
  };
}

export const either = <const S extends readonly Whose[]>(...anyOf: S): Either<Of<S[number]>> => ({ anyOf });
