import type { Evaluation } from './evaluation';
import type { CommandCertainty, EvaluatedCommand } from './state/evaluated-command';
import { sameConditions } from './values/condition';
import { known } from './values/text';
import type { Word } from './values/word';

/** Joins the evaluations for both answers to a question. Commands that are in both lose the condition. */
export function mergeEvaluations(key: string, yes: Evaluation, no: Evaluation): Evaluation {
  const incomplete = [...new Set([...yes.incomplete, ...no.incomplete])];
  const reached = [...new Set([...yes.reached, ...no.reached])];
  const commands: EvaluatedCommand[] = [];
  let next = 0;
  for (const command of yes.commands) {
    const twin = no.commands.findIndex((other, index) => index >= next && sameCommand(command, other));
    if (twin < 0) {
      commands.push(command);
      continue;
    }
    commands.push(...no.commands.slice(next, twin));
    next = twin + 1;
    const when = command.when.filter((one) => one.key !== key);
    const certainty: CommandCertainty = when.length > 0 ? 'sometimes' : command.certainty === 'unknown' ? 'unknown' : 'always';
    commands.push({ ...command, when, certainty });
  }
  commands.push(...no.commands.slice(next));
  const variables = new Map(
    [...yes.variables].filter(([name, word]) => known(no.variables.get(name)?.segments ?? []) === known(word.segments)),
  );
  return { commands, incomplete, reached, variables };
}

function sameCommand(a: EvaluatedCommand, b: EvaluatedCommand): boolean {
  if (a.span.start !== b.span.start || a.span.file !== b.span.file || a.argv.length !== b.argv.length) return false;
  return a.argv.every((word, index) => {
    const other = b.argv[index]!;
    const text = (one: Word): string =>
      one.segments.map((segment) => segment.text ?? `\0${segment.unknown?.reason}${segment.unknown?.name ?? ''}`).join('');
    return text(word) === text(other) && word.many === other.many && sameConditions(word.when, other.when);
  });
}
