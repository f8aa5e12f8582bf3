import type { Problem, SourceFile } from '../../../text/span';
import { readArgument, readAssignments } from './assignments';
import { readCopy, resolvePath } from './copies';
import { expandWord, type Variables } from './expand';
import type { Instruction } from './instructions';
import type { Assignment, BuildArguments, Command, ExpandedWord, Stage } from './model';
import { shellBody } from './shell-body';
import { type DockerWord, jsonWords, listedWords, plainWords, quotedWords, sliceText, spanOf } from './text';

/** A stage whose lists still grow. */
export type StageDraft = { -readonly [Key in keyof Stage]: Stage[Key] extends readonly (infer Item)[] ? Item[] : Stage[Key] } & {
  variables: Map<string, string | undefined>;
};

/** What is known of a stage while it is read. */
export interface StageState {
  readonly stage: StageDraft;
  /** The ENV values, including inherited ones. They override ARG, and later stages inherit them. */
  readonly environment: Map<string, string | undefined>;
  readonly inherited: Variables;
  /** Every value set, in order. */
  readonly history: (readonly [name: string, value: string | undefined])[];
}

/** A Dockerfile while its stages are read. */
export interface Reading {
  readonly file: SourceFile;
  readonly escapeCharacter: string;
  readonly buildArgs: BuildArguments;
  readonly globals: Map<string, string | undefined>;
  readonly globalArgs: Assignment[];
  readonly stages: Stage[];
  readonly states: Map<string, StageState>;
  readonly problems: Problem[];
}

function setVariable({ stage, history }: StageState, name: string, value: string | undefined): void {
  stage.variables.set(name, value);
  history.push([name, value]);
}

/** Adds what one instruction does to the stage. Instructions without a reader, such as HEALTHCHECK, add nothing. */
export function addToStage(reading: Reading, state: StageState, instruction: Instruction): void {
  readers.get(instruction.keyword)?.(reading, state, instruction);
}

type Reader = (reading: Reading, state: StageState, instruction: Instruction) => void;

const readers: ReadonlyMap<string, Reader> = new Map(
  Object.entries<Reader>({
    ARG: readArg,
    ENV: readEnv,
    LABEL: ({ escapeCharacter }, { stage }, { text }) => {
      stage.labels.push(...readAssignments(text, stage.variables, escapeCharacter));
    },
    WORKDIR: readWorkdir,
    USER: (reading, state, { text }) => {
      state.stage.users.push(...wholeText(text).map(expander(reading, state)));
    },
    EXPOSE: (reading, state, { text }) => {
      state.stage.exposed.push(...plainWords(text).map(expander(reading, state)));
    },
    VOLUME: (reading, state, { text }) => {
      state.stage.volumes.push(...listedWords(text).map(expander(reading, state)));
    },
    COPY: addCopy,
    ADD: addCopy,
    RUN: readRun,
    CMD: (reading, { stage }, instruction) => {
      stage.commands.push(readForm(reading, instruction));
    },
    ENTRYPOINT: (reading, { stage }, instruction) => {
      stage.entrypoints.push(readForm(reading, instruction));
    },
    SHELL: (_reading, { stage }, { text }) => {
      stage.shells.push(listedWords(text));
    },
  }),
);

const expander =
  ({ escapeCharacter }: Reading, { stage }: StageState) =>
  (word: DockerWord): ExpandedWord => ({ ...word, value: expandWord(word.text, stage.variables, { escapeCharacter }) });

/** The text of an instruction as one word. None where it is empty. */
const wholeText = (text: Instruction['text']): DockerWord[] => (text.text === '' ? [] : [sliceText(text, 0, text.text.length)]);

function readArg(reading: Reading, state: StageState, { text }: Instruction): void {
  const { stage, environment } = state;
  for (const word of quotedWords(text, reading.escapeCharacter)) {
    const argument = readArgument(reading, word, stage.variables, reading.globals);
    stage.args.push(argument);
    if (!environment.has(argument.name)) setVariable(state, argument.name, argument.value);
  }
}

function readEnv({ escapeCharacter }: Reading, state: StageState, { text }: Instruction): void {
  const assignments = readAssignments(text, state.stage.variables, escapeCharacter);
  for (const { name, value } of assignments) {
    setVariable(state, name, value);
    state.environment.set(name, value);
  }
  state.stage.env.push(...assignments);
}

function readWorkdir(reading: Reading, state: StageState, { text }: Instruction): void {
  const { stage } = state;
  for (const word of wholeText(text).map(expander(reading, state))) {
    stage.workdir = resolvePath(stage.workdir, word.value)?.replace(/(.)\/$/, '$1');
    stage.workdirs.push({ ...word, path: stage.workdir });
  }
}

function addCopy(reading: Reading, state: StageState, instruction: Instruction): void {
  const copy = readCopy({ ...reading, workdir: state.stage.workdir }, instruction, expander(reading, state));
  if (copy) state.stage.copies.push(copy);
}

function readRun(reading: Reading, { stage, inherited, history }: StageState, instruction: Instruction): void {
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
