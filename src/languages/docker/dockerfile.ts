import type { Problem, SourceFile } from '../../text/span';
import { type DockerComment, type Instruction, type ParserDirective, readInstructions } from './dockerfile/instructions';
import type { Assignment, BuildArguments, Stage } from './dockerfile/model';
import { readStages } from './dockerfile/stages';
import { syntaxProblems } from './dockerfile/syntax';

export { runCommands } from './dockerfile/commands';
export { findStage } from './dockerfile/copies';
export { finalStage, type ImageView } from './dockerfile/image';
export type { DockerComment, DockerFlag, Heredoc, Instruction, ParserDirective } from './dockerfile/instructions';
export type {
  Assignment,
  BuildArguments,
  Command,
  Copy,
  CopySource,
  ExpandedWord,
  FromReference,
  Run,
  Stage,
  Workdir,
} from './dockerfile/model';
export { bodyAsFile, bodySpan, type ShellBody } from './dockerfile/shell-body';
export type { DockerWord, LogicalText } from './dockerfile/text';

/** A Dockerfile as BuildKit reads it. */
export interface Dockerfile {
  readonly file: SourceFile;
  readonly instructions: readonly Instruction[];
  /** ARG before the first FROM. */
  readonly globalArgs: readonly Assignment[];
  readonly stages: readonly Stage[];
  readonly comments: readonly DockerComment[];
  readonly directives: readonly ParserDirective[];
  readonly escapeCharacter: string;
  /** What the builder refuses, in order of position. */
  readonly problems: readonly Problem[];
}

/** Never throws. `buildArgs` are those of the command line; without them defaults are followed. */
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
    problems: isOwnSyntax(directives) ? [] : problems.sort((a, b) => a.span.start - b.span.start),
  };
}

/** `# syntax=` of another builder than Docker's own: its language is not known. */
function isOwnSyntax(directives: readonly ParserDirective[]): boolean {
  const syntax = directives.find((directive) => directive.name === 'syntax');
  return syntax !== undefined && !/^(docker\.io\/)?docker\/dockerfile(-upstream)?([:@]|$)/.test(syntax.value.trim());
}
