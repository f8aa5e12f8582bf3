import { type PlainCommand, type ShellScript, simpleCommands } from '../../src/api';
import { isShell, shebangOptions } from './dialect';

/** The first of the programs, given by their first words, that a command runs. */
export const startsWith = ({ words }: PlainCommand, programs: readonly string[]): string | undefined =>
  programs.find((program) => program.split(' ').every((word, index) => words[index]?.text === word));

/** What a script sets with `set`, and with the options of its first line. */
export const settingsOf = (shell: ShellScript): string =>
  [shebangOptions(shell), ...simpleCommands(shell).flatMap(settings)].join(' ');

const settings = ({ words: [first, ...rest] }: PlainCommand): string[] =>
  first?.text === 'set' ? [rest.map(({ text }) => text ?? '').join(' ')] : [];

/** A script of these alone is sourced by another one, whose `set -e` it must not change. */
const settles: ReadonlySet<string> = new Set(
  'export source . declare readonly typeset unset alias echo printf return shopt ulimit module :'.split(' '),
);

/** The commands of a script that decides itself what a failure does; none of one that is only sourced or that Bash can't read. */
export function commandsOf(shell: ShellScript): readonly PlainCommand[] {
  if (!isShell(shell) || shell.problems.length > 0) return [];
  const commands = simpleCommands(shell);
  return commands.every(({ words: [first], substituted }) => substituted || settles.has(first?.text ?? '')) ? [] : commands;
}
