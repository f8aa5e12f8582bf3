import type { Span } from '../../../text/span';
import type { Condition } from '../values/condition';

/** Something that can't be decided without running the script. */
export interface Question {
  readonly key: string;
  /** In words, for either answer: `HF_TOKEN is set`, `HF_TOKEN is not set`. */
  readonly yes: string;
  readonly no: string;
  readonly span: Span;
  /** The answer if nothing is given and defaults are followed. */
  readonly likely?: boolean;
  /** The variable that the likely answer depends on. */
  readonly name?: string;
  /** What else follows from the answer. */
  readonly whenTrue?: readonly Condition[];
  readonly whenFalse?: readonly Condition[];
}

/** The condition that a question has this answer. */
export function condition(question: Question, holds: boolean): Condition {
  const [words, otherwise] = holds ? [question.yes, question.no] : [question.no, question.yes];
  const likely = question.likely === undefined ? {} : { likely: question.likely === holds };
  return { key: question.key, holds, words, otherwise, span: question.span, ...likely };
}

/** The question that a condition answers. */
export const questionOf = (one: Condition): Question => ({
  key: one.key,
  yes: one.holds ? one.words : one.otherwise,
  no: one.holds ? one.otherwise : one.words,
  span: one.span,
  ...(one.likely !== undefined && { likely: one.likely === one.holds }),
});

/** The question whether both conditions hold. */
export function compoundOf(first: Condition, second: Condition, a: Question, b: Question): Question {
  const likely =
    a.likely === undefined || b.likely === undefined ? undefined : a.likely === first.holds && b.likely === second.holds;
  return {
    key: `(${first.holds ? '' : '!'}${first.key}&${second.holds ? '' : '!'}${second.key})`,
    yes: `${first.words} and ${second.words}`,
    no: `${first.otherwise} or ${second.otherwise}`,
    span: first.span,
    name: a.name ?? b.name,
    whenTrue: [first, second],
    ...(likely !== undefined && { likely }),
  };
}

/** The question whether a variable or argument from outside is set. */
export const isSetQuestion = (name: string, span: Span): Question => ({
  key: `nonempty:${name}`,
  yes: name === '@' ? 'arguments are given' : /^\d+$/.test(name) ? `argument ${name} is given` : `${name} is set`,
  no: name === '@' ? 'no arguments are given' : /^\d+$/.test(name) ? `argument ${name} is not given` : `${name} is not set`,
  span,
  likely: false,
  name,
});
