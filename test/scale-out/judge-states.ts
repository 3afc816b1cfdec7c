import type { Account, Book, State } from './book';

/** What is said of a phone that a lost instance had, until it is heard of; and of one whose calls another one had. */
const NOT_KNOWN: readonly string[] = ['unattended', 'unknown'];

/**
 * When all is over nobody is said to do what they don't: a phone may be said to be unknown. When each has said its last
 * word, each is known.
 */
export function judgeStates({ afterwards, states }: Book): Account {
  const isWrong = ({ truth, told }: State): boolean => truth !== told;
  const unknown = afterwards.filter((state) => isWrong(state) && NOT_KNOWN.includes(state.told));
  const early = afterwards.filter((state) => isWrong(state) && !NOT_KNOWN.includes(state.told));
  const wrong = states.filter(isWrong);
  const name = (when: string, all: readonly State[]): string[] =>
    all.map(({ phone, truth, told }) => `${when}, phone ${phone} is ${truth}, told ${told}`);
  return {
    violations: [...name('after all', early), ...name('in the end', wrong)],
    forgiven: [],
    table: {
      'states wrong after all incidents': early.length,
      'not known then': unknown.length,
      'states wrong in the end': wrong.length,
    },
  };
}
