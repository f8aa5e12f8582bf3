import type { Problem, SourceFile, Span } from '../../../text/span';
import type { Variables } from './expand';
import type { DockerComment, DockerFlag, Heredoc, Instruction, ParserDirective } from './instructions';
import type { ShellBody } from './shell-body';
import type { DockerWord } from './text';

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
  /** What isn't read, because it's nested too deeply or there's too much of it. */
  readonly limits: readonly Problem[];
}

/** A word with its variables expanded. */
export interface ExpandedWord extends DockerWord {
  /** Undefined where the value of a variable isn't known. */
  readonly value: string | undefined;
}

/** A variable that ARG, ENV or LABEL sets. */
export interface Assignment {
  readonly name: string;
  /** Undefined where unknown, and for an ARG without a default. */
  readonly value: string | undefined;
  /** `NAME=value`, or for an ARG `NAME`. */
  readonly span: Span;
  readonly nameSpan: Span;
  readonly valueSpan: Span | undefined;
}

/** The image or stage that a stage is built from. */
export interface FromReference extends ExpandedWord {
  /** The earlier stage with this name or number. */
  readonly stage: Stage | undefined;
  readonly platform: DockerFlag | undefined;
}

/** One COPY or ADD. */
export interface Copy {
  readonly kind: 'COPY' | 'ADD';
  readonly sources: readonly CopySource[];
  readonly destination: ExpandedWord;
  /** Where the destination is in the image, with a trailing slash if one is written. Undefined where unknown. */
  readonly path: string | undefined;
  /** `--from`: a stage of this file or an image. */
  readonly from: { readonly value: string | undefined; readonly stage: Stage | undefined; readonly span: Span } | undefined;
  readonly flags: readonly DockerFlag[];
  readonly instruction: Instruction;
}

export interface CopySource extends ExpandedWord {
  /** `path` in the context (or in the stage of `--from`), a URL or git repository, or a here-document's content. */
  readonly kind: 'path' | 'remote' | 'heredoc';
  readonly heredoc: Heredoc | undefined;
}

/** What RUN, CMD or ENTRYPOINT runs. */
export interface Command {
  readonly form: 'exec' | 'shell';
  /** Of the exec form. */
  readonly words: readonly DockerWord[];
  /** Of the shell form. */
  readonly body: ShellBody | undefined;
  /** It looks like a JSON array but isn't valid, often because of single quotes, so the shell runs it. */
  readonly brokenJson: boolean;
  readonly span: Span;
  readonly instruction: Instruction;
}

/** One RUN. */
export interface Run extends Command {
  readonly mounts: readonly DockerFlag[];
  readonly heredocs: readonly Heredoc[];
  /** The folder it runs in. Undefined where unknown. */
  readonly workdir: string | undefined;
  /** The ENV and ARG values that it sees, as far as the file shows them. */
  readonly variables: Variables;
}

interface Workdir extends ExpandedWord {
  /** Absolute. Undefined where unknown. */
  readonly path: string | undefined;
}

/** One FROM with its instructions up to the next. */
export interface Stage {
  readonly index: number;
  readonly name: string | undefined;
  readonly from: FromReference;
  readonly span: Span;
  readonly instructions: readonly Instruction[];
  readonly args: readonly Assignment[];
  readonly env: readonly Assignment[];
  readonly labels: readonly Assignment[];
  readonly workdirs: readonly Workdir[];
  readonly users: readonly ExpandedWord[];
  readonly exposed: readonly ExpandedWord[];
  readonly volumes: readonly ExpandedWord[];
  readonly copies: readonly Copy[];
  readonly runs: readonly Run[];
  readonly commands: readonly Command[];
  readonly entrypoints: readonly Command[];
  /** The words of each SHELL instruction. */
  readonly shells: readonly (readonly DockerWord[])[];
  /** The folder at the end of the stage. */
  readonly workdir: string | undefined;
  readonly variables: Variables;
}

export interface StageList {
  readonly globalArgs: readonly Assignment[];
  readonly stages: readonly Stage[];
  readonly problems: readonly Problem[];
  readonly limits: readonly Problem[];
}

/** Values of `--build-arg` by name. */
export type BuildArguments = Readonly<Record<string, string>>;
