import type { SourceFile } from '../../../text/span';
import { deepCommands } from './commands';
import { type ParserDirective, readInstructions } from './instructions';
import type { BuildArguments, Dockerfile } from './model';
import { readStages } from './stages';
import { syntaxProblems } from './syntax';

/** Never throws. `buildArgs` are those of the command line. Without them, defaults are followed. */
export function parseDockerfile(file: SourceFile, buildArgs: BuildArguments = {}): Dockerfile {
  const list = readInstructions(file);
  const stages = readStages(file, list, buildArgs);
  const problems = [...list.problems, ...stages.problems, ...syntaxProblems(list, stages)];
  const { instructions, comments, directives, escapeCharacter } = list;
  return {
    file,
    instructions,
    globalArgs: stages.globalArgs,
    stages: stages.stages,
    comments,
    directives,
    escapeCharacter,
    get limits() {
      return [...list.limits, ...stages.limits, ...deepCommands(stages.stages, file)];
    },
    problems: isOwnSyntax(directives) ? [] : problems.sort((a, b) => a.span.start - b.span.start),
  };
}

/** Whether `# syntax=` names a frontend other than Docker's own, whose language isn't known. */
function isOwnSyntax(directives: readonly ParserDirective[]): boolean {
  const syntax = directives.find((directive) => directive.name === 'syntax');
  return syntax !== undefined && !/^(docker\.io\/)?docker\/dockerfile(-upstream)?([:@]|$)/.test(syntax.value.trim());
}
