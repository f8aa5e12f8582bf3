import { type CommandBlock, commandBlocks, type Replacement, shellText } from '../languages/markdown';
import { type EmbeddedText, type PlainCommand, parseEmbedded, REPOSITORY, simpleCommands } from '../languages/shell';
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
  if (reading.blocks.length > 0 && first !== undefined && isFromBeginning(reading, first)) restart(reading, true);
  reading.blocks.push(block);
  for (const command of commands) {
    const [program, operand] = command.words;
    if (program?.text !== 'cd') continue;
    const inClone = operand?.text === undefined ? undefined : pathInClone(reading, operand.text);
    if (operand && inClone !== undefined) {
      const { start, end } = spanOf(operand.span.start, operand.span.end);
      reading.replaced.push({ start, end, text: `${REPOSITORY}${inClone}` });
      reading.folder = undefined;
    } else reading.folder = entered(reading, operand?.text);
  }
  if (commands.some(opensShell)) restart(reading, false);
}

function close({ file, blocks, replaced, isAtCaller, sessions }: Reading): void {
  if (blocks.length > 0) sessions.push({ text: shellText(file, blocks, replaced), isAtCaller });
}

function restart(reading: Reading, isAtCaller: boolean): void {
  close(reading);
  reading.blocks = [];
  reading.isAtCaller = isAtCaller;
  reading.folder = isAtCaller ? '' : undefined;
}

const isRelative = (path: string): boolean => !/^[/~$]|^-$/.test(path);

/** Whether a folder is there only from where the reader began. */
const isFromBeginning = (reading: Reading, path: string): boolean =>
  isRelative(path) &&
  reading.folder !== '' &&
  isFolder(reading, path) &&
  (reading.folder === undefined || !isFolder(reading, joinPath(reading.folder, path)));

function entered({ folder }: Reading, path: string | undefined): string | undefined {
  if (folder === undefined || path === undefined || !isRelative(path)) return undefined;
  return normalizePath(joinPath(folder, path));
}

/** Whether the repository has a folder, from that of the document or one above it. */
const isFolder = ({ repository, file }: Reading, path: string): boolean =>
  foldersFrom(folderOf(file.path)).some((folder) => {
    const whole = normalizePath(joinPath(folder, path));
    return whole !== undefined && repository.kind(whole) === 'folder';
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
