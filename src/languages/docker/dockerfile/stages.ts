import type { Problem, SourceFile } from '../../../text/span';
import { publicImage } from '../bases';
import { readArgument } from './assignments';
import { expandWord } from './expand';
import type { Instruction, InstructionList } from './instructions';
import type { BuildArguments, StageList } from './model';
import { addToStage, type Reading, type StageDraft, type StageState } from './stage';
import { plainWords, quotedWords, sliceText } from './text';

/** Each stage inherits all variables of those below it. */
const MAX_STAGES = 300;

const MAX_INSTRUCTIONS = 5_000;

const TOO_MANY = `More than ${MAX_STAGES} stages or ${MAX_INSTRUCTIONS} instructions aren't read.`;

const platformArgs = ['BUILD', 'TARGET'].flatMap((kind) =>
  ['PLATFORM', 'OS', 'OSVERSION', 'ARCH', 'VARIANT'].map((what) => kind + what),
);

/** Reads instructions as stages. */
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
  const limits: Problem[] = [];
  let state: StageState | undefined;
  for (const [index, instruction] of list.instructions.entries()) {
    if (index >= MAX_INSTRUCTIONS || (instruction.keyword === 'FROM' && reading.stages.length >= MAX_STAGES)) {
      limits.push({ message: TOO_MANY, span: instruction.span });
      break;
    }
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
  if (list.instructions.length === 0 && list.problems.length === 0 && list.limits.length === 0)
    reading.problems.push({ message: 'file with no instructions', span: { file: file.path, start: 0, end: 0 } });
  return { globalArgs: reading.globalArgs, stages: reading.stages, problems: reading.problems, limits };
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
  const stage: StageDraft = {
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
    workdir: below ? below.stage.workdir : workdirOfBase(base.text, value),
    variables: new Map(inherited),
  };
  return { stage, environment: new Map(inherited), inherited, history: [] };
}

/** Where a stage starts. Undefined if that isn't known, as where a build can set the image's name. */
function workdirOfBase(written: string, value: string | undefined): string | undefined {
  if (value === undefined || value === 'scratch') return value && '/';
  return /^[^:]*\$/.test(written) ? undefined : publicImage(value)?.workdir;
}
