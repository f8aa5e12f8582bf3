import type { Problem, SourceFile } from '../../text/span';
import { readArgument, readAssignments } from './assignments';
import { readCopy, resolvePath } from './copies';
import { expandWord } from './expand';
import type { Instruction, InstructionList } from './instructions';
import type { Assignment, BuildArguments, Command, ExpandedWord, Stage, StageList } from './model';
import { shellBody } from './shell-body';
import { type DockerWord, jsonWords, listedWords, plainWords, quotedWords, sliceText, spanOf } from './text';

type Draft = { -readonly [Key in keyof Stage]: Stage[Key] extends readonly (infer Item)[] ? Item[] : Stage[Key] } & {
  variables: Map<string, string | undefined>;
};

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
      const copy = readCopy({ ...reading, workdir: stage.workdir }, instruction, expand);
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
