import type { Problem, SourceFile } from '../../../text/span';
import { readArgument, readAssignments } from './assignments';
import { readCopy, resolvePath } from './copies';
import { expandWord, type Variables } from './expand';
import type { Instruction, InstructionList } from './instructions';
import type { Assignment, BuildArguments, Command, ExpandedWord, Stage, StageList } from './model';
import { shellBody } from './shell-body';
import { type DockerWord, jsonWords, listedWords, plainWords, quotedWords, sliceText, spanOf } from './text';

type Draft = { -readonly [Key in keyof Stage]: Stage[Key] extends readonly (infer Item)[] ? Item[] : Stage[Key] } & {
  variables: Map<string, string | undefined>;
};

/** What is known of a stage while it is read. */
interface StageState {
  readonly stage: Draft;
  /** ENV alone, inherited values included: it wins over ARG, and is what later stages inherit. */
  readonly environment: Map<string, string | undefined>;
  readonly inherited: Variables;
  /** Every value set, in order. */
  readonly history: (readonly [name: string, value: string | undefined])[];
}

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
  readonly states: Map<string, StageState>;
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
    states: new Map(),
    problems: [],
  };
  let state: StageState | undefined;
  for (const instruction of list.instructions) {
    if (instruction.keyword === 'FROM') {
      state = startStage(reading, instruction);
      reading.stages.push(state.stage);
      if (state.stage.name !== undefined) reading.states.set(state.stage.name, state);
    } else if (!state) readGlobal(reading, instruction);
    else {
      state.stage.instructions.push(instruction);
      state.stage.span = { ...state.stage.span, end: instruction.span.end };
      addToStage(reading, state, instruction);
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

function startStage(reading: Reading, instruction: Instruction): StageState {
  const words = plainWords(instruction.text);
  const base = words[0] ?? sliceText(instruction.text, 0, instruction.text.text.length);
  const value = expandWord(base.text, reading.globals, { escapeCharacter: reading.escapeCharacter, closed: true });
  const name = words.length === 3 && /^as$/i.test(words[1]!.text) ? words[2]!.text.toLowerCase() : undefined;
  const below = value === undefined ? undefined : reading.states.get(value.toLowerCase());
  const platform = instruction.flags.find((flag) => flag.name === 'platform');
  const inherited = new Map(below?.environment);
  const stage: Draft = {
    index: reading.stages.length,
    name,
    from: { ...base, value, stage: below?.stage, platform },
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
    workdir: below ? below.stage.workdir : value === 'scratch' ? '/' : undefined,
    variables: new Map(inherited),
  };
  return { stage, environment: new Map(inherited), inherited, history: [] };
}

function setVariable({ stage, history }: StageState, name: string, value: string | undefined): void {
  stage.variables.set(name, value);
  history.push([name, value]);
}

function addToStage(reading: Reading, state: StageState, instruction: Instruction): void {
  const { stage, environment, inherited, history } = state;
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
        if (!environment.has(argument.name)) setVariable(state, argument.name, argument.value);
      }
      return;
    case 'ENV': {
      const assignments = readAssignments(text, stage.variables, escapeCharacter);
      for (const { name, value } of assignments) {
        setVariable(state, name, value);
        environment.set(name, value);
      }
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
    case 'RUN': {
      const seen = history.length;
      stage.runs.push({
        ...readForm(reading, instruction),
        mounts: instruction.flags.filter((flag) => flag.name === 'mount'),
        heredocs: instruction.heredocs,
        workdir: stage.workdir,
        get variables() {
          return new Map([...inherited, ...history.slice(0, seen)]);
        },
      });
      return;
    }
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
    brokenJson: !json && /^\[\s*["'\]]/.test(text.text) && text.text.endsWith(']'),
    span: spanOf(text, 0, text.text.length),
    instruction,
  };
}
