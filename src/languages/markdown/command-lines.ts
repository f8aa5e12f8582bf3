import type { Fence, Line } from './fences';
import table from './tables/shells.yaml';

interface Table {
  readonly shells: readonly string[];
  readonly commands: readonly string[];
}

const { shells: languages, commands } = table as Table;
const shells: ReadonlySet<string> = new Set(languages);
const programs: ReadonlySet<string> = new Set(commands);

/** One command with the lines that continue it, without prompts. */
export type CommandLines = readonly Line[];

/** The commands of a block, without what they print. Empty if it's no block of commands. */
export function commandLines({ language, lines }: Fence): readonly CommandLines[] {
  if (language !== '' && !shells.has(language)) return [];
  // A listing of a script.
  if (lines[0]?.text.startsWith('#!')) return [];
  return closed(commandsOf(lines.map(withoutRemark), language === '')).filter(([first]) => first && !isPrinted(first));
}

/** A line that a program prints, such as `RuntimeError: …`: no command's name ends in a colon. */
const isPrinted = ({ text }: Line): boolean => /^[ \t]*[A-Za-z][\w.-]*:(?=\s|$)/.test(text);

/** Nothing continues the last line of a block, whatever it ends in: the next block is typed on its own. */
function closed(all: readonly CommandLines[]): readonly CommandLines[] {
  const line = all.at(-1)?.at(-1);
  if (!line || !isContinued(line)) return all;
  const last = { start: line.start, end: line.end - 1, text: line.text.slice(0, -1) };
  return [...all.slice(0, -1), [...(all.at(-1) ?? []).slice(0, -1), last]];
}

/** Authors explain the lines of a command, as in `--rm \\ # delete it afterwards`, where a shell would end the command. */
function withoutRemark(line: Line): Line {
  const text = /^(.*[ \t]\\)[ \t]+#/.exec(line.text)?.[1];
  return text === undefined ? line : { start: line.start, end: line.start + text.length, text };
}

function commandsOf(lines: readonly Line[], isUnmarked: boolean): readonly CommandLines[] {
  if (lines.some(({ text }) => prompt.test(text))) return prompted(lines, prompt);
  const [angle] = continued.exec(lines[0]?.text ?? '') ?? [];
  if (angle !== undefined && startsCommand(lines[0]?.text.slice(angle.length) ?? '')) return prompted(lines, continued);
  const all = joined(lines);
  if (!isUnmarked) return all;
  // Without its backslashes, a command goes on in lines of options, and isn't whole.
  return all.filter(([first], index) => first && startsCommand(first.text) && !/^\s*--?\w/.test(all[index + 1]?.[0]?.text ?? ''));
}

/** `$ `, `(venv) $ `, `user@host:~/project$ `, `root@3f2a:/workspace# ` */
const prompt = /^[ \t]*(?:\([\w.-]{1,40}\)[ \t]*)?(?:[\w.-]{1,40}@[\w.-]{1,60}[: ][^\s$#]{0,200}[$#]|[$%❯➜])[ \t]+(?=\S)/u;

/** The prompt of a line that continues the one before, and of some terminals that of each command. */
const continued = /^[ \t]*>[ \t]+/;

/** With prompts, every line without one is what a command prints, except those that continue a command. */
function prompted(lines: readonly Line[], first: RegExp): readonly CommandLines[] {
  const commands: Line[][] = [];
  let isOpen = false;
  for (const line of lines) {
    const start = isOpen ? (continued.exec(line.text)?.[0].length ?? 0) : first.exec(line.text)?.[0].length;
    if (start === undefined) continue;
    const command = { start: line.start + start, end: line.end, text: line.text.slice(start) };
    if (isOpen) commands.at(-1)?.push(command);
    else commands.push([command]);
    isOpen = isContinued(command);
  }
  return commands;
}

function joined(lines: readonly Line[]): readonly CommandLines[] {
  const commands: Line[][] = [];
  let isOpen = false;
  for (const line of lines) {
    if (isOpen) commands.at(-1)?.push(line);
    else commands.push([line]);
    isOpen = isContinued(line);
  }
  return commands;
}

const isContinued = ({ text }: Line): boolean => /(?:^|[^\\])(?:\\\\)*\\$/.test(text.slice(-20));

/** Whether a line starts a program that is known, or one of the folder. */
function startsCommand(text: string): boolean {
  const words = text.trim().split(/\s+/, 12);
  const first = words.find((word) => !/^[A-Za-z_]\w*=/.test(word)) ?? '';
  return programs.has(first) || /^\.{1,2}\/[\w./-]+$/.test(first) || (first === '' && /^[A-Za-z_]\w*=/.test(words[0] ?? ''));
}
