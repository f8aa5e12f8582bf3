import { posix } from 'node:path';
import type { Problem, SourceFile, Span } from '../../text/span';
import { expandWord, type Variables } from './expand';
import type { DockerFlag, Heredoc, Instruction, InstructionList } from './instructions';
import { type ShellBody, shellBody } from './shell-body';
import { type DockerWord, jsonWords, type LogicalText, plainWords, quotedWords, sliceText, spanOf } from './text';

/** A word with its variables expanded. */
export interface ExpandedWord extends DockerWord {
  /** Undefined where a variable's value is not known. */
  readonly value: string | undefined;
}

export interface Assignment {
  readonly name: string;
  /** Undefined where unknown; for an ARG without a default too. */
  readonly value: string | undefined;
  /** `NAME=value`, or for an ARG `NAME`. */
  readonly span: Span;
  readonly nameSpan: Span;
  readonly valueSpan: Span | undefined;
}

export interface FromReference extends ExpandedWord {
  /** The earlier stage of that name or number. */
  readonly stage: Stage | undefined;
  readonly platform: DockerFlag | undefined;
}

export interface Copy {
  readonly kind: 'COPY' | 'ADD';
  readonly sources: readonly CopySource[];
  readonly destination: ExpandedWord;
  /** Where the destination lies in the image, with a trailing slash where one is written; undefined where unknown. */
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

export interface Command {
  readonly form: 'exec' | 'shell';
  /** Of the exec form. */
  readonly words: readonly DockerWord[];
  /** Of the shell form. */
  readonly body: ShellBody | undefined;
  /** Written like a JSON array, but none, so the shell runs it: single quotes, mostly. */
  readonly brokenJson: boolean;
  readonly span: Span;
  readonly instruction: Instruction;
}

export interface Run extends Command {
  readonly mounts: readonly DockerFlag[];
  readonly heredocs: readonly Heredoc[];
  /** The folder it runs in; undefined where unknown. */
  readonly workdir: string | undefined;
  /** The values of ENV and ARG that it sees, as far as the file tells. */
  readonly variables: Variables;
}

export interface Workdir extends ExpandedWord {
  /** Absolute; undefined where unknown. */
  readonly path: string | undefined;
}

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
  /** SHELL. */
  readonly shells: readonly (readonly DockerWord[])[];
  /** At the stage's end. */
  readonly workdir: string | undefined;
  readonly variables: Variables;
}

type Draft = { -readonly [Key in keyof Stage]: Stage[Key] extends readonly (infer Item)[] ? Item[] : Stage[Key] } & {
  variables: Map<string, string | undefined>;
};

export interface StageList {
  readonly globalArgs: readonly Assignment[];
  readonly stages: readonly Stage[];
  readonly problems: readonly Problem[];
}

export type BuildArguments = Readonly<Record<string, string>>;

const platformArgs = ['BUILD', 'TARGET'].flatMap((kind) =>
  ['PLATFORM', 'OS', 'OSVERSION', 'ARCH', 'VARIANT'].map((what) => kind + what),
);

interface Reading {
  readonly file: SourceFile;
  readonly escapeCharacter: string;
  readonly buildArgs: BuildArguments;
  readonly globals: Map<string, string | undefined>;
  readonly globalArgs: Assignment[];
  readonly stages: Stage[];
  readonly problems: Problem[];
}

export function readStages(file: SourceFile, list: InstructionList, buildArgs: BuildArguments): StageList {
  const globals = new Map<string, string | undefined>(platformArgs.map((name) => [name, undefined]));
  const reading: Reading = {
    file,
    escapeCharacter: list.escapeCharacter,
    buildArgs,
    globals,
    globalArgs: [],
    stages: [],
    problems: [],
  };
  let stage: Draft | undefined;
  for (const instruction of list.instructions) {
    if (instruction.keyword === 'FROM') {
      stage = startStage(reading, instruction);
      reading.stages.push(stage);
    } else if (!stage) readGlobal(reading, instruction);
    else {
      stage.instructions.push(instruction);
      stage.span = { ...stage.span, end: instruction.span.end };
      addToStage(reading, stage, instruction);
    }
  }
  if (list.instructions.length === 0 && list.problems.length === 0)
    reading.problems.push({ message: 'file with no instructions', span: { file: file.path, start: 0, end: 0 } });
  return { globalArgs: reading.globalArgs, stages: reading.stages, problems: reading.problems };
}

function readGlobal(reading: Reading, instruction: Instruction): void {
  if (instruction.keyword !== 'ARG') return;
  for (const word of quotedWords(instruction.text, reading.escapeCharacter)) {
    const argument = readArgument(reading, word, reading.globals, undefined);
    reading.globalArgs.push(argument);
    reading.globals.set(argument.name, argument.value);
  }
}

function startStage(reading: Reading, instruction: Instruction): Draft {
  const words = plainWords(instruction.text);
  const base = words[0] ?? sliceText(instruction.text, 0, instruction.text.text.length);
  const value = expandWord(base.text, reading.globals, { escapeCharacter: reading.escapeCharacter, closed: true });
  const name = words.length === 3 && /^as$/i.test(words[1]!.text) ? words[2]!.text.toLowerCase() : undefined;
  const stage = reading.stages.findLast((each) => value !== undefined && each.name === value.toLowerCase());
  const platform = instruction.flags.find((flag) => flag.name === 'platform');
  const variables = new Map(stage ? [...stage.variables].filter(([key]) => stage.env.some((each) => each.name === key)) : []);
  return {
    index: reading.stages.length,
    name,
    from: { ...base, value, stage, platform },
    span: instruction.span,
    instructions: [instruction],
    args: [],
    env: [],
    labels: [],
    workdirs: [],
    users: [],
    exposed: [],
    volumes: [],
    copies: [],
    runs: [],
    commands: [],
    entrypoints: [],
    shells: [],
    workdir: stage ? stage.workdir : value === 'scratch' ? '/' : undefined,
    variables: inheritedVariables(stage, variables),
  };
}

/** ENV of a local stage is inherited, ARG is not. */
function inheritedVariables(stage: Stage | undefined, own: Map<string, string | undefined>): Map<string, string | undefined> {
  for (let base = stage?.from.stage; base; base = base.from.stage)
    for (const { name, value } of base.env.toReversed()) if (!own.has(name)) own.set(name, value);
  return own;
}

function addToStage(reading: Reading, stage: Draft, instruction: Instruction): void {
  const { escapeCharacter } = reading;
  const { text } = instruction;
  const expand = (word: DockerWord): ExpandedWord => ({
    ...word,
    value: expandWord(word.text, stage.variables, { escapeCharacter }),
  });
  const whole = (): ExpandedWord[] => (text.text === '' ? [] : [expand(sliceText(text, 0, text.text.length))]);
  switch (instruction.keyword) {
    case 'ARG':
      for (const word of quotedWords(text, escapeCharacter)) {
        const argument = readArgument(reading, word, stage.variables, reading.globals);
        stage.args.push(argument);
        if (!stage.env.some((each) => each.name === argument.name)) stage.variables.set(argument.name, argument.value);
      }
      return;
    case 'ENV': {
      const assignments = readAssignments(text, stage.variables, escapeCharacter);
      for (const assignment of assignments) stage.variables.set(assignment.name, assignment.value);
      stage.env.push(...assignments);
      return;
    }
    case 'LABEL':
      stage.labels.push(...readAssignments(text, stage.variables, escapeCharacter));
      return;
    case 'WORKDIR':
      for (const word of whole()) {
        stage.workdir = resolvePath(stage.workdir, word.value)?.replace(/(.)\/$/, '$1');
        stage.workdirs.push({ ...word, path: stage.workdir });
      }
      return;
    case 'USER':
      stage.users.push(...whole());
      return;
    case 'EXPOSE':
      stage.exposed.push(...plainWords(text).map(expand));
      return;
    case 'VOLUME':
      stage.volumes.push(...listedWords(text).map(expand));
      return;
    case 'COPY':
    case 'ADD': {
      const copy = readCopy(reading, stage, instruction, expand);
      if (copy) stage.copies.push(copy);
      return;
    }
    case 'RUN':
      stage.runs.push({
        ...readForm(reading, instruction),
        mounts: instruction.flags.filter((flag) => flag.name === 'mount'),
        heredocs: instruction.heredocs,
        workdir: stage.workdir,
        variables: new Map(stage.variables),
      });
      return;
    case 'CMD':
      stage.commands.push(readForm(reading, instruction));
      return;
    case 'ENTRYPOINT':
      stage.entrypoints.push(readForm(reading, instruction));
      return;
    case 'SHELL':
      stage.shells.push(listedWords(text));
      return;
    default:
  }
}

function listedWords(text: LogicalText): readonly DockerWord[] {
  const json = jsonWords(text);
  return json && 'words' in json ? json.words : plainWords(text);
}

/** `NAME=default` or `NAME`; the command line wins over the default, and a stage's bare NAME takes the default before the first FROM. */
function readArgument(
  { buildArgs, escapeCharacter }: Reading,
  word: DockerWord,
  variables: Variables,
  globals: Variables | undefined,
): Assignment {
  const equals = word.text.indexOf('=');
  const name = equals < 0 ? word.text : word.text.slice(0, equals);
  const split = word.span.start + name.length;
  const written = equals < 0 ? globals?.get(name) : expandWord(word.text.slice(equals + 1), variables, { escapeCharacter });
  const value = Object.hasOwn(buildArgs, name) ? buildArgs[name] : written;
  const { file } = word.span;
  return {
    name,
    value,
    span: word.span,
    nameSpan: { file, start: word.span.start, end: split },
    valueSpan: equals < 0 ? undefined : { file, start: Math.min(split + 1, word.span.end), end: word.span.end },
  };
}

/** ENV and LABEL: `NAME=value …`, or the old `NAME value`. All values of one instruction see the variables before it. */
function readAssignments(text: LogicalText, variables: Variables, escapeCharacter: string): Assignment[] {
  const words = quotedWords(text, escapeCharacter);
  const [first] = words;
  if (!first) return [];
  const assignment = (nameStart: number, nameEnd: number, valueStart: number, valueEnd: number): Assignment => ({
    name: text.text.slice(nameStart, nameEnd),
    value: expandWord(text.text.slice(valueStart, valueEnd), variables, { escapeCharacter }),
    span: spanOf(text, nameStart, valueEnd),
    nameSpan: spanOf(text, nameStart, nameEnd),
    valueSpan: spanOf(text, valueStart, valueEnd),
  });
  if (!first.text.includes('=')) {
    const gap = /\s+/.exec(text.text);
    return gap ? [assignment(0, gap.index, gap.index + gap[0].length, text.text.length)] : [];
  }
  let at = 0;
  return words.flatMap((word) => {
    const start = text.text.indexOf(word.text, at);
    at = start + word.text.length;
    const equals = word.text.indexOf('=');
    return equals > 0 ? [assignment(start, start + equals, start + equals + 1, at)] : [];
  });
}

function readCopy(
  reading: Reading,
  stage: Draft,
  instruction: Instruction,
  expand: (word: DockerWord) => ExpandedWord,
): Copy | undefined {
  const words = listedWords(instruction.text);
  const isJson = instruction.text.text.startsWith('[');
  if (words.length < 2) return undefined;
  const destination = expand(words.at(-1)!);
  const flag = instruction.flags.find((each) => each.name === 'from');
  const marks = new Map(instruction.heredocs.map((heredoc) => [heredoc.span.start, heredoc]));
  const sources = words.slice(0, -1).map((word): CopySource => {
    const heredoc = isJson ? undefined : marks.get(word.span.start);
    const expanded = expand(word);
    const kind = heredoc ? 'heredoc' : isRemote(instruction.keyword, expanded.value ?? word.text) ? 'remote' : 'path';
    return { ...expanded, kind, heredoc };
  });
  const from = flag?.value
    ? expandWord(flag.value, reading.globals, { escapeCharacter: reading.escapeCharacter, closed: true })
    : undefined;
  return {
    kind: instruction.keyword as 'COPY' | 'ADD',
    sources,
    destination,
    path: resolvePath(stage.workdir, destination.value),
    from: flag && {
      value: from,
      stage: from === undefined ? undefined : findStage(reading.stages, from),
      span: flag.valueSpan ?? flag.span,
    },
    flags: instruction.flags,
    instruction,
  };
}

/** By name, or by number counted from 0. */
export function findStage(stages: readonly Stage[], name: string): Stage | undefined {
  const byName = stages.findLast((stage) => stage.name === name.toLowerCase());
  return byName ?? (/^\d+$/.test(name) ? stages[Number(name)] : undefined);
}

const isRemote = (keyword: string, source: string): boolean =>
  keyword === 'ADD' && /^(https?:\/\/|git:\/\/|ssh:\/\/|git@|github\.com\/)/i.test(source);

function resolvePath(workdir: string | undefined, path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  if (path.startsWith('/')) return posix.normalize(path);
  return workdir === undefined ? undefined : posix.normalize(`${workdir}/${path}${path === '.' ? '/' : ''}`);
}

function readForm({ file, escapeCharacter }: Reading, instruction: Instruction): Command {
  const { text } = instruction;
  const json = jsonWords(text);
  const words = json && 'words' in json ? json.words : undefined;
  return {
    form: words ? 'exec' : 'shell',
    words: words ?? [],
    body: words ? undefined : shellBody(instruction, file.text, escapeCharacter),
    brokenJson: !json && /^\[\s*(["'].*["']|)\s*,?\s*\]$/s.test(text.text),
    span: spanOf(text, 0, text.text.length),
    instruction,
  };
}
