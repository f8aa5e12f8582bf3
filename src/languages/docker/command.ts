import type { Problem, Span } from '../../text/span';
import type { Word } from '../shell';
import { type Arguments, type FlagUse, readArguments, refusedValue } from './arguments';
import { type Engine, isLenient } from './engines';
import type { FlagTable } from './flags';
import type { Part } from './part';
import { checkValue } from './values/checks';
import { parseImage } from './values/image';

/** What all commands but `run` have in common. */
export interface CommandSpec {
  readonly flags: readonly FlagUse[];
  /** Unknown words among the flags. They may hold any flag. */
  readonly open: readonly Part[];
  /** What the client refuses, in its own words. */
  readonly problems: readonly Problem[];
}

export interface CommandOptions {
  readonly engine?: Engine;
  /** The command: where a missing operand is reported if there are no words at all. */
  readonly at?: Span;
}

/** A command while it is read. A reader adds the problems it finds. */
export interface Reading {
  readonly args: Arguments;
  readonly problems: Problem[];
  /** The values of a flag, in order. */
  readonly values: (name: string) => Part[];
  /** The value that counts where a flag is given several times. */
  readonly last: (name: string) => Part | null;
}

/** Reads a command that allows flags after its operands. */
export function readCommand(words: readonly Word[], table: FlagTable, engine: Engine = 'docker'): Reading {
  const args = readArguments(words, table, { lenient: isLenient(engine), interspersed: true });
  const problems: Problem[] = [...args.problems];
  for (const use of args.flags) {
    const reason =
      use.value?.text === undefined || !use.definition ? undefined : checkValue(use.name, use.definition.type, use.value.text);
    if (reason !== undefined) problems.push({ message: refusedValue(use, reason), span: use.value!.span });
  }
  const values = (name: string): Part[] => usesOf(args, name).map((use) => use.value!);
  return { args, problems, values, last: (name) => values(name).at(-1) ?? null };
}

/** The uses of a flag that have a value. */
export const usesOf = ({ flags }: Arguments, name: string): FlagUse[] =>
  flags.filter((use) => use.name === name && use.value !== null);

export const commonSpec = ({ args, problems }: Reading): CommandSpec => ({ flags: args.flags, open: args.open, problems });

/** Adds the client's refusal where a command doesn't have exactly this many operands. */
export function requireOperands(command: string, count: number, { args, problems }: Reading, at?: Span): void {
  const { operands, open, ambiguous, flags } = args;
  const isUncertain = ambiguous || open.length > 0 || operands.some((part) => part.word.many || part.word.when);
  if (isUncertain || problems.length > 0 || operands.length === count || flags.some((use) => use.name === 'help')) return;
  const span = operands[count]?.span ?? operands.at(-1)?.span ?? flags.at(-1)?.span ?? at;
  if (span) problems.push({ message: `'${command}' requires ${count} argument${count === 1 ? '' : 's'}`, span });
}

/** Adds the client's refusal where a known text is no image reference. */
export function requireReference(image: Part, { problems }: Reading, message: (reason: string) => string): void {
  const parsed = image.text === undefined ? undefined : parseImage(image.text);
  if (typeof parsed === 'string') problems.push({ message: message(parsed), span: image.span });
}
