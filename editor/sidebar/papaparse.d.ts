/** What is used of it. `@types/papaparse` would bring all of Node.js into code that runs in a browser. */
declare module 'papaparse' {
  export interface ParseError {
    readonly type: string;
    readonly code: string;
  }
  export interface ParseStepResult {
    readonly data: string[];
    readonly errors: readonly ParseError[];
    /** `cursor`: how far it has read, in characters. */
    readonly meta: { readonly cursor: number };
  }
  export function parse(
    text: string,
    options: {
      readonly delimiter?: string;
      readonly delimitersToGuess?: readonly string[];
      readonly skipEmptyLines?: boolean;
      readonly step: (result: ParseStepResult) => void;
    },
  ): void;
  export function unparse(rows: readonly (readonly string[])[], options: { readonly newline: string }): string;
}
