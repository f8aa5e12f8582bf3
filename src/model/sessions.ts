import { type CommandBlock, commandBlocks, type Replacement, shellText } from '../languages/markdown';
import { CALLER, type EmbeddedText, type PlainCommand, parseEmbedded, REPOSITORY, simpleCommands } from '../languages/shell';
import { folderOf, foldersFrom, joinPath, nameOf, normalizePath } from '../text/path';
import type { SourceFile } from '../text/span';
import type { Repository } from './targets';

/** Commands of a document that a reader types into one terminal. */
export interface Session {
  readonly text: EmbeddedText;
  /** False after a command that opens a shell elsewhere, such as `docker run -it demo bash`. */
  readonly isAtCaller: boolean;
}

interface Reading {
  readonly repository: Repository;
  readonly file: SourceFile;
  /** From where the session starts. Undefined if unknown. */
  folder: string | undefined;
  /** Whether a block before entered a folder outside of the repository, or one that isn't known. */
  isAway: boolean;
  blocks: CommandBlock[];
  readonly replaced: Replacement[];
  isAtCaller: boolean;
  readonly sessions: Session[];
}

/**
 * The sessions of a document. One goes on from block to block. A new one starts where the reader is in another shell, and where a `cd` can
 * only be meant from the beginning.
 */
export function sessionsOf(repository: Repository, file: SourceFile): readonly Session[] {
  const reading: Reading = {
    repository,
    file,
    folder: '',
    isAway: false,
    blocks: [],
    replaced: [],
    isAtCaller: true,
    sessions: [],
  };
  for (const block of commandBlocks(file)) readBlock(reading, block);
  close(reading);
  return reading.sessions;
}

function readBlock(reading: Reading, block: CommandBlock): void {
  const commands = simpleCommands(parseEmbedded(shellText(reading.file, [block])));
  const spanOf = shellText(reading.file, [block]).spanOf;
  const first = commands.find((command) => command.words[0]?.text === 'cd')?.words[1]?.text;
  const isAgain = first === undefined ? namesFromBeginning(reading, block) : isFromBeginning(reading, first);
  if (reading.blocks.length > 0 && isAgain) restart(reading, true);
  else if (first === undefined && startsFromBeginning(reading, block)) comeBack(reading, block);
  reading.blocks.push(block);
  for (const command of commands) {
    const [program, operand] = command.words;
    if (program?.text !== 'cd') continue;
    separate(reading, spanOf(program.span.start, program.span.end).start);
    const inClone = operand?.text === undefined ? undefined : pathInClone(reading, operand.text);
    if (operand && inClone !== undefined) {
      const { start, end } = spanOf(operand.span.start, operand.span.end);
      reading.replaced.push({ start, end, text: `${REPOSITORY}${inClone}` });
      reading.folder = undefined;
    } else {
      reading.folder = entered(reading, operand?.text);
      reading.isAway = reading.folder === undefined || (reading.folder !== '' && !isFolder(reading, reading.folder));
    }
  }
  if (commands.some(opensShell)) restart(reading, false);
}

/** Whoever goes on after `git clone … && cd …` is in that folder: the command before it succeeded. */
function separate({ file, replaced }: Reading, at: number): void {
  const [joined] = /&&[ \t]*$/.exec(file.text.slice(Math.max(0, at - 40), at)) ?? [];
  const start = at - (joined?.length ?? 0);
  if (joined !== undefined) replaced.push({ start, end: start + 2, text: ';' });
}

function close({ file, blocks, replaced, isAtCaller, sessions }: Reading): void {
  if (blocks.length > 0) sessions.push({ text: shellText(file, blocks, replaced), isAtCaller });
}

function restart(reading: Reading, isAtCaller: boolean): void {
  close(reading);
  reading.blocks = [];
  reading.isAtCaller = isAtCaller;
  reading.isAway = false;
  reading.folder = isAtCaller ? '' : undefined;
}

/** Whether a block starts a program that is there from where the reader began, although a block before went elsewhere. */
const startsFromBeginning = (reading: Reading, block: CommandBlock): boolean =>
  reading.isAway &&
  block.some((lines) =>
    lines.some(({ text }) => {
      const [, name, path = name && `${name.replaceAll('.', '/')}.py`] = programInWords.exec(text) ?? [];
      return path !== undefined && isThere(reading, path);
    }),
  );

const programInWords = /\bpython[\d.]*[ \t]+(?:-m[ \t]+([\w.]{1,120})|([\w][\w./-]{0,200}\.py)\b)/;

/** What was set before stays. In a shell that was opened elsewhere, it isn't known where that is. */
function comeBack(reading: Reading, block: CommandBlock): void {
  const start = block[0]?.[0]?.start ?? 0;
  reading.replaced.push({ start, end: start, text: `cd ${reading.isAtCaller ? CALLER : '"$FOLDER"'}\n` });
  reading.folder = reading.isAtCaller ? '' : undefined;
  reading.isAway = false;
}

const isRelative = (path: string): boolean => !/^[/~$]|^-$/.test(path);

/** Whether a folder is there only from where the reader began. */
const isFromBeginning = (reading: Reading, path: string): boolean =>
  isRelative(path) &&
  reading.folder !== '' &&
  isFolder(reading, path) &&
  (reading.folder === undefined || !isFolder(reading, joinPath(reading.folder, path)));

/** Whether the paths that a block names are there only from where the reader began. */
function namesFromBeginning(reading: Reading, block: CommandBlock): boolean {
  const { folder } = reading;
  if (folder === '' || folder === undefined) return false;
  const paths = block.flatMap((lines) =>
    lines.flatMap(({ text }) => [...text.matchAll(pathsInWords)].map(([, path = '']) => path)),
  );
  return paths.some((path) => isThere(reading, path)) && !paths.some((path) => isThere(reading, joinPath(folder, path)));
}

/** Relative paths of more than one part, also below the working folder and after a separator. */
const pathsInWords = /(?:(?<![\w./~$})-])|(?<=\$\(pwd\)\/)|(?<=\$PWD\/)|(?<=\$\{PWD\}\/))([\w.-]{1,80}(?:\/[\w.-]{1,80}){1,20})/g;

function entered({ folder }: Reading, path: string | undefined): string | undefined {
  if (folder === undefined || path === undefined || !isRelative(path)) return undefined;
  return normalizePath(joinPath(folder, path));
}

/** Whether the repository has a folder, from that of the document or one above it. */
const isFolder = (reading: Reading, path: string): boolean => kindsOf(reading, path).includes('folder');

const isThere = (reading: Reading, path: string): boolean => kindsOf(reading, path).some((kind) => kind !== undefined);

const kindsOf = ({ repository, file }: Reading, path: string): readonly ('file' | 'folder' | undefined)[] =>
  foldersFrom(folderOf(file.path)).map((folder) => {
    const whole = normalizePath(joinPath(folder, path));
    return whole === undefined ? undefined : repository.kind(whole);
  });

/** What follows the name of the repository's folder in `net/examples/a`, which a reader is in after cloning it. */
function pathInClone(reading: Reading, path: string): string | undefined {
  const [, first = '', rest = ''] = /^(?:\.\/)?([\w.-]+)((?:\/[\w./-]*)?)$/.exec(path) ?? [];
  return first === nameOf(reading.repository.root) && !isFolder(reading, first) ? rest.replace(/\/$/, '') : undefined;
}

const shells = /^(?:.*\/)?(?:ba|z|da)?sh$/;

/** Whether what follows a command is typed into a shell that it opens, in a container or on another machine. */
function opensShell({ words }: PlainCommand): boolean {
  const texts = words.map(({ text }) => text ?? '');
  const [program = '', verb = ''] = texts;
  const last = texts.at(-1) ?? '';
  if (program === 'ssh' || program === 'srun' || program === 'salloc') return words.length === 2 || shells.test(last);
  if (!/^(?:nvidia-)?docker$|^podman$/.test(program) || !/^(?:run|exec|attach|start)$/.test(verb)) return false;
  const flags = texts.filter((text) => /^-[a-z]+$/.test(text)).join('');
  if (flags.includes('d') || !flags.includes('i')) return false;
  return shells.test(last) || (verb === 'run' && !texts.some((text) => /\.(?:py|sh)$|^python/.test(text)));
}
