import type { Evaluation } from './evaluation';
import type { CommandCertainty, StartedCommand } from './state/evaluated-command';
import { sameConditions } from './values/condition';
import { known } from './values/text';
import type { Word } from './values/word';

/** Joins the evaluations for both answers to a question. Commands that are in both lose the condition. */
export function mergeEvaluations(key: string, yes: Evaluation, no: Evaluation): Evaluation {
  const incomplete = [...new Set([...yes.incomplete, ...no.incomplete])];
  const reached = [...new Set([...yes.reached, ...no.reached])];
  const commands = mergeCommands(key, yes.commands, no.commands);
  const starts = mergeCommands(key, yes.starts, no.starts);
  const variables = new Map(
    [...yes.variables].filter(([name, word]) => known(no.variables.get(name)?.segments ?? []) === known(word.segments)),
  );
  return { commands, starts, incomplete, reached, variables };
}

function mergeCommands<Command extends StartedCommand>(key: string, yes: readonly Command[], no: readonly Command[]): Command[] {
  const merged: Command[] = [];
  let next = 0;
  for (const command of yes) {
    const twin = no.findIndex((other, index) => index >= next && sameCommand(command, other));
    if (twin < 0) {
      merged.push(command);
      continue;
    }
    merged.push(...no.slice(next, twin));
    next = twin + 1;
    const when = command.when.filter((one) => one.key !== key);
    const certainty: CommandCertainty = when.length > 0 ? 'sometimes' : command.certainty === 'unknown' ? 'unknown' : 'always';
    merged.push({ ...command, when, certainty });
  }
  merged.push(...no.slice(next));
  return merged;
}

function sameCommand(a: StartedCommand, b: StartedCommand): boolean {
  if (a.span.start !== b.span.start || a.span.file !== b.span.file || a.argv.length !== b.argv.length) return false;
  return a.argv.every((word, index) => {
    const other = b.argv[index]!;
    const text = (one: Word): string =>
      one.segments.map((segment) => segment.text ?? `\0${segment.unknown?.reason}${segment.unknown?.name ?? ''}`).join('');
    return text(word) === text(other) && word.many === other.many && sameConditions(word.when, other.when);
  });
}
