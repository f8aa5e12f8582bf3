import { posix } from 'node:path';
import { type Part, type Process, partOf, readProcess, readRun, slicePart } from '../languages/docker';
import { readInstall } from '../languages/python';
import { type StartedCommand, type Word, wordText } from '../languages/shell';
import type { Span } from '../text/span';
import { configuredProcesses } from './accelerate';
import { worldOf } from './container';
import { callerOf, hostOf } from './host';
import { innerCommands } from './inner-script';
import {
  harmlessPrograms,
  type LauncherUse,
  launcherModule,
  launcherWords,
  processesOf,
  pythonValues,
  readLauncher,
  skipOptions,
  unwrapped,
  uvValues,
} from './launchers';
import { query } from './query';
import { commandsIn } from './shell-text';
import { addStart, firstSurroundings, type Surroundings, setFolder, setVariable, valueIn } from './surroundings';
import type { ContainerStart, Image, Launch, Script, Start, World } from './targets';
import { wordAt, writtenCommand } from './written-command';

/** The Python programs that a launch's command starts, in order. Empty if it starts none, or that isn't known. */
export const startsOfLaunch = query('launch.starts', (launch: Launch): readonly ContainerStart[] => {
  const { process, container, script, command } = launch;
  if (!process) return [];
  const surroundings = firstSurroundings({ script, launch, command, world: container });
  followProcess(process, surroundings);
  return surroundings.starts as readonly Start[] as readonly ContainerStart[];
});

/** The Python programs that an image starts by itself. Whoever runs it may add words to those of an entry point without a command. */
export function startsOfImage(script: Script, image: Image): readonly Start[] {
  const { view } = image;
  const written = view?.entrypoint ?? view?.cmd;
  if (!view || !written) return [];
  const { span } = written;
  const process = readProcess(readRun([wordAt('image', span)], { verb: 'run', engine: 'docker', at: span }), view);
  if (!process) return [];
  const isOpen = view.entrypoint?.form === 'exec' && view.cmd === undefined;
  const cwd = view.workdir === undefined ? anyWords(span) : wordAt(view.workdir, span);
  const words = [...process.words, ...(isOpen ? [partOf(anyWords(span))] : [])];
  const command = writtenCommand(
    words.map(({ word }) => word),
    cwd,
    span,
  );
  const surroundings = firstSurroundings({ script, launch: undefined, command, world: worldOf(image, script.repository) });
  followProcess({ ...process, words }, surroundings);
  return surroundings.starts;
}

/** Words that whoever starts something may add. */
const anyWords = (span: Span): Word => ({
  segments: [{ text: null, span, unknown: { reason: 'placeholder', name: '@' } }],
  span,
  many: true,
});

/** The Python programs that a script starts on the machine that runs it, in order. */
export const hostStartsOf = query('script.hostStarts', (script: Script): readonly Start[] =>
  script.hostCommands.flatMap((command) => startsOnHost(script, command, () => callerFolder(script, command))),
);

/** A reader types each command of a document in the folder in which it works. */
const callerFolder = (script: Script, command: StartedCommand): string | undefined =>
  (script.language === 'markdown' ? callerOf(script, startsOnHost(script, command, nowhere)) : undefined) ??
  callerFolderOf(script);

const nowhere = (): undefined => undefined;

/** The folder, from the root, in which a script has to start. Undefined if unknown. */
const callerFolderOf = query('script.callerFolder', (script: Script) =>
  callerOf(
    script,
    script.hostCommands.flatMap((command) => startsOnHost(script, command, nowhere)),
  ),
);

function startsOnHost(script: Script, command: StartedCommand, caller: () => string | undefined): readonly Start[] {
  const surroundings = firstSurroundings({ script, launch: undefined, command, world: worldAt(command, script, caller) });
  for (const [name, word] of command.environment) surroundings.variables.set(name, wordText(word));
  follow(command.argv.map(partOf), surroundings);
  return surroundings.starts;
}

/** The commands of a development container run in it, where the folder that is opened is what the repository has. */
const worldAt = (command: StartedCommand, { language }: Script, caller: () => string | undefined): World => ({
  ...hostOf(command, caller),
  kind: language === 'devcontainer' ? 'container' : 'host',
});

/**
 * An image's entry point that is a script usually prepares something and then runs its arguments. It's taken to do so unless the
 * repository has the script.
 */
function followProcess({ words, entrypoint, commandAt }: Process, surroundings: Surroundings): void {
  const [first] = words;
  const isGivenScript = entrypoint !== undefined && entrypoint !== 'flag' && entrypoint.form !== 'shell' && isScript(first);
  if (!isGivenScript) follow(words, surroundings);
  else if (!followFile(first, words.slice(1), surroundings)) follow(words.slice(commandAt), surroundings);
}

const isScript = (word: Part | undefined): word is Part => word?.text !== undefined && /\.(ba)?sh$/.test(word.text);

/** Follows a script of the repository that the world runs. False, and anything may be done, if it isn't one. */
function followFile(path: Part, args: readonly Part[], surroundings: Surroundings): boolean {
  const commands = innerCommands(path, args, surroundings);
  for (const inner of commands ?? []) follow(inner.command.argv.map(partOf), inner.surroundings);
  surroundings.preceded = true;
  return commands !== undefined;
}

/** Follows a simple command to the Python that it starts, or records what it changes for later commands. */
function follow(given: readonly Part[], surroundings: Surroundings): void {
  let words = given;
  while (words[0]?.text !== undefined && /^[A-Za-z_]\w*=/.test(words[0].text)) {
    setVariable(words[0], surroundings);
    words = words.slice(1);
  }
  const [first, ...rest] = words;
  if (!first) return;
  if (first.text === undefined) {
    surroundings.preceded = true;
    return;
  }
  const program = posix.basename(first.text);
  const wrapped = unwrapped(program, rest);
  const launcher = launcherWords(program, rest);
  if (wrapped && program === 'sbatch') followJob(rest, wrapped, surroundings);
  else if (wrapped) followWrapped(wrapped, surroundings);
  else if (launcher) followLauncher(launcher, surroundings);
  else if (/^(bash|sh|zsh)$/.test(program)) followShell(rest, surroundings);
  else if (/^python[\d.]*$/.test(program)) followPython(rest, surroundings);
  else if (program === 'uv' && rest[0]?.text === 'run') followUv(rest.slice(1), surroundings);
  else if (/^(jupyter|papermill)$/.test(program)) followNotebook(program, rest, surroundings);
  else if (program === 'cd') setFolder(rest[0], surroundings);
  else if (program === 'export') for (const word of rest) setVariable(word, surroundings);
  else if (isScript(first)) followFile(first, rest, surroundings);
  else prepare(program, words, surroundings);
}

function followWrapped({ words, folder }: NonNullable<ReturnType<typeof unwrapped>>, surroundings: Surroundings): void {
  const { workdir } = surroundings;
  if (folder) setFolder(folder === 'unknown' ? undefined : folder, surroundings);
  follow(words, surroundings);
  if (folder) surroundings.workdir = workdir;
}

/** Handles `sbatch SCRIPT`, and `sbatch --wrap COMMAND`. */
function followJob(
  words: readonly Part[],
  { words: [script, ...args], folder }: NonNullable<ReturnType<typeof unwrapped>>,
  surroundings: Surroundings,
): void {
  const { workdir } = surroundings;
  if (folder) setFolder(folder === 'unknown' ? undefined : folder, surroundings);
  const at = words.findIndex(({ masked }) => masked === '--wrap' || masked.startsWith('--wrap='));
  const option = words[at];
  const text = option?.masked === '--wrap' ? words[at + 1] : option && slicePart(option, '--wrap='.length);
  if (text) for (const command of commandsIn(text)) follow(command, surroundings);
  else if (script) followFile(script, args, surroundings);
  surroundings.workdir = workdir;
}

/** Whether a launcher's word can be a program: a path, a module, or something that isn't known. */
const isProgram = ({ text }: Part, { options }: LauncherUse): boolean =>
  text === undefined ||
  /[./$]/.test(text) ||
  options.some((option) => /^(?:-m|--module|--no[-_]python)$/.test(option.text ?? ''));

/** Handles `jupyter nbconvert --execute` and `papermill`. */
function followNotebook(program: string, words: readonly Part[], surroundings: Surroundings): void {
  if (program === 'jupyter' && !words.some(({ text }) => text === '--execute' || text === 'execute')) return;
  const at = words.findIndex(({ text }) => text?.endsWith('.ipynb'));
  const notebook = words[at];
  if (notebook) addStart(program, { kind: 'notebook', part: notebook }, words.slice(at + 1), surroundings);
}

/** Handles a command that starts no Python: it installs packages, changes nothing, or could do anything. */
function prepare(program: string, words: readonly Part[], surroundings: Surroundings): void {
  const install = readInstall(words.map(({ text, span }) => ({ text, span })));
  if (install) surroundings.installs.push(install);
  else if (!harmlessPrograms.has(program) && !isPipInquiry(program, words[1]?.text)) surroundings.preceded = true;
}

const isPipInquiry = (program: string, verb: string | undefined): boolean =>
  /^pip3?$/.test(program) && /^(list|freeze|show|check|--version)$/.test(verb ?? '');

function followPython(words: readonly Part[], surroundings: Surroundings): void {
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as Part;
    const { text } = word;
    if (text === '-' || text === '--version' || text === '-V') {
      if (text === '-') addInput(words.slice(at + 1), surroundings);
      return;
    }
    if (text === undefined ? /\.py$/.test(word.masked) && !word.masked.startsWith('-') : !text.startsWith('-')) {
      addStart('python', { kind: 'file', part: word }, words.slice(at + 1), surroundings);
      return;
    }
    if (text === undefined) return;
    const [joined] = /^-[bBdEiIOPqsSuvx]*m(?=.)/.exec(text) ?? [];
    if (joined !== undefined) {
      followModule(slicePart(word, joined.length), words.slice(at + 1), surroundings);
      return;
    }
    const [, ending] = /^-[a-zA-Z]*([mc])$/.exec(text) ?? [];
    const next = words[at + 1];
    if (pythonValues.includes(text)) at++;
    else if (ending) {
      const rest = words.slice(at + 2);
      if (next && ending === 'm') followModule(next, rest, surroundings);
      else if (next) addStart('python', { kind: 'code', part: next }, rest, surroundings);
      return;
    }
  }
  addInput([], surroundings);
}

/** Handles `python -`: runs what a here-document or the like says. */
function addInput(rest: readonly Part[], surroundings: Surroundings): void {
  const { stdin } = surroundings.command;
  if (stdin) addStart('python', { kind: 'code', part: partOf(stdin) }, rest, surroundings);
}

/** Handles `python -m`: the module can be a launcher, or `pip install`. */
function followModule(module: Part, rest: readonly Part[], surroundings: Surroundings): void {
  const launcher = launcherModule(module.text, rest);
  if (launcher) followLauncher(launcher, surroundings);
  else if (module.text === 'pip') {
    const install = readInstall([{ text: 'pip', span: module.span }, ...rest.map(({ text, span }) => ({ text, span }))]);
    if (install) surroundings.installs.push(install);
  } else addStart('python', { kind: 'module', part: module }, rest, surroundings);
}

function followLauncher(
  { runner, words, launcher }: NonNullable<ReturnType<typeof launcherWords>>,
  surroundings: Surroundings,
): void {
  const { use, script: from } = readLauncher({ runner, words, launcher });
  const target = words[from];
  const { options } = use;
  if (!target || (target.text === undefined && target.word.many)) return;
  // A table or a sentence of a document can begin with the name of a launcher.
  const isDoubtful = launcher.shared || surroundings.script.language === 'markdown';
  if (isDoubtful && !launcher.command && !isProgram(target, use)) return;
  const configured = runner === 'accelerate' ? configuredProcesses(options, surroundings) : undefined;
  surroundings.processes = processesOf(launcher, options) ?? configured;
  surroundings.launcher = launcher.command ? undefined : use;
  const isModule = options.some(({ text }) => text !== undefined && /^(?:-m|--module(?:_mode)?)$/.test(text));
  if (launcher.command) follow(words.slice(from), surroundings);
  else addStart(runner, { kind: isModule ? 'module' : 'file', part: target }, words.slice(from + 1), surroundings);
  surroundings.processes = undefined;
  surroundings.launcher = undefined;
}

function followUv(words: readonly Part[], surroundings: Surroundings): void {
  const [first, ...rest] = words.slice(skipOptions(words, uvValues));
  if (first?.text?.endsWith('.py')) addStart('python', { kind: 'file', part: first }, rest, surroundings);
  else if (first) follow([first, ...rest], surroundings);
}

/** Handles `bash -c text`: follows its simple commands one by one, but no compound commands. Handles `bash SCRIPT` as well. */
function followShell(words: readonly Part[], surroundings: Surroundings): void {
  const flag = words.findIndex(({ text }) => text !== undefined && /^-[a-zA-Z]*c$/.test(text));
  const text = flag < 0 ? undefined : words[flag + 1];
  if (flag < 0) {
    const at = words.findIndex((word) => !word.masked.startsWith('-'));
    const file = words[at];
    if (file) followFile(file, words.slice(at + 1), surroundings);
    return;
  }
  if (!text || words.slice(0, flag).some((word) => word.text === undefined)) {
    surroundings.preceded = true;
    return;
  }
  if (/\$\(|`|<<|\b(?:for|while|case|function)\b/.test(text.masked)) surroundings.preceded = true;
  for (const command of commandsIn(text, (name) => valueIn(surroundings, name))) follow(command, surroundings);
}
