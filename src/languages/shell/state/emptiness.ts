import type { Span } from '../../../text/span';
import { describeText, known, type Text } from '../values/text';
import type { Segment } from '../values/word';
import { demandKnown } from './branch';
import { isSetQuestion, type Question, questionOf } from './question';
import type { Shell } from './shell';

/** Whether a text isn't empty, or the question that decides it. */
export function emptiness(shell: Shell, text: Text, span: Span): boolean | Question {
  if (text.some((segment) => segment.text !== null && segment.text !== '')) return true;
  const open = text.filter((segment) => segment.text === null || segment.defaultOf !== undefined);
  if (open.length === 0) return false;
  demandKnown(
    shell,
    open.filter((segment) => segment.unknown?.reason === 'choice'),
  );
  const [only] = open;
  if (open.length > 1 || !only) return unnamed(text, span);
  if (only.defaultOf !== undefined) return isSetQuestion(only.defaultOf, span);
  const { reason, name, when, segments } = only.unknown ?? { reason: 'unsupported' };
  if ((reason === 'variable' || reason === 'argument') && name !== undefined) return isSetQuestion(name, span);
  if (reason === 'command' && name !== undefined && alwaysPrint.has(name)) return true;
  if (reason === 'sometimes' && when?.length === 1 && segments && known(segments)) {
    const question = questionOf(when[0]!);
    return when[0]!.holds ? question : inverse(question);
  }
  return unnamed(text, span);
}

/** Commands that always print something. */
const alwaysPrint: ReadonlySet<string> = new Set(
  'mktemp date id whoami hostname uname nproc arch $ ! RANDOM SECONDS UID EUID HOSTNAME BASHPID PPID EPOCHSECONDS'.split(' '),
);

/** Whether a piece is empty if nothing is given: a value from outside, or text that depends on one. */
function isLikelyEmpty({ defaultOf, unknown }: Segment): boolean {
  if (defaultOf !== undefined || unknown?.reason === 'variable' || unknown?.reason === 'argument') return true;
  return unknown?.reason === 'sometimes' && (unknown.when?.some((one) => one.likely === false) ?? false);
}

const inverse = (question: Question): Question => ({
  ...question,
  key: `!${question.key}`,
  yes: question.no,
  no: question.yes,
  whenTrue: [{ key: question.key, holds: false, words: question.no, otherwise: question.yes, span: question.span }],
  whenFalse: [{ key: question.key, holds: true, words: question.yes, otherwise: question.no, span: question.span }],
});

function unnamed(text: Text, span: Span): Question {
  const shown = describeText(text);
  const origin = text[0]?.span ?? span;
  const likely = text.every(isLikelyEmpty) ? { likely: false } : {};
  return {
    key: `nonempty:${shown}@${origin.file}:${origin.start}`,
    yes: `${shown} is not empty`,
    no: `${shown} is empty`,
    span,
    ...likely,
  };
}
