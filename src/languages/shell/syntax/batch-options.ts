import type { Span } from '../../../text/span';
import type { ShellScript } from './parse';

/** An option in a `#SBATCH` line, as sbatch(1) reads it: https://slurm.schedmd.com/sbatch.html */
export interface BatchOption {
  /** `--gres`; a short option as it is written. */
  readonly name: string;
  /** Undefined where nothing follows it. */
  readonly value: string | undefined;
  readonly span: Span;
}

/** A comment that begins with `#SBATCH`, or looks as if it should. */
export interface BatchLine {
  readonly span: Span;
  readonly text: string;
  /** What it begins with: `#SBATCH`, `# SBATCH`, `#sbatch`. */
  readonly word: string;
  /** Slurm reads it: it's spelled right, and no command comes before it. */
  readonly isRead: boolean;
  readonly options: readonly BatchOption[];
}

const line = /^(#[ \t]*[A-Za-z]{5,7})(?=[ \t]+-)/;

/** The lines of a script that give options to Slurm, or look as if they should. */
export function batchLines(script: ShellScript): readonly BatchLine[] {
  const { text } = script.file;
  if (!/#[ \t]*S?B[A-Z]{3,5}[ \t]+-/i.test(text)) return [];
  const first = script.tree.commands[0]?.pos ?? text.length;
  return script.comments.flatMap(({ span, text: written }) => {
    const word = line.exec(written)?.[1];
    const isAlone = /(?:^|\n)$/.test(text.slice(0, span.start));
    if (word === undefined || !isAlone || !isLike(word) || isCommand(word, written)) return [];
    const [rest = ''] = written.slice(word.length).split(/[ \t]#/, 1);
    const options = [...rest.matchAll(option)].map(({ 0: whole, 1: name = '', 2: value, index }) => {
      const start = span.start + word.length + index;
      return { name, value: value?.replace(/^["']|["']$/g, ''), span: { ...span, start, end: start + whole.length } };
    });
    return [{ span, text: written, word, isRead: word === '#SBATCH' && span.start < first, options }];
  });
}

const option = /(?<=[ \t])(--[a-z][\w-]{0,40}|-[A-Za-z])(?:(?:=|[ \t]*(?=[^\s=-]))((?:"[^"\n]*"|'[^'\n]*'|[^\s"'])+))?/g;

/** `#SBATCH`, also in lower case, with a blank, or with two letters swapped. */
const isLike = (word: string): boolean => /^#[ \t]*(?:SBATCH|SBACTH|SBTACH|SABTCH|SBATHC|SBATH|SBACH|BATCH)$/i.test(word);

/** `# sbatch --nodes=2 train.sh` tells a reader what to type. */
const isCommand = (word: string, written: string): boolean =>
  word.endsWith('sbatch') && (word !== '#sbatch' || /\.(?:sh|bash|slurm|sbatch|job)\b/.test(written));
