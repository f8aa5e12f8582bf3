import type { Span } from '../../../text/span';
import { type ShellScript, writtenAt } from './parse';
import { type PlainWord, simpleCommands } from './simple-commands';

/** A command that ends although its author meant it to continue on the next line. */
export interface BrokenLine {
  /** Whitespace or a comment after the backslash, a comment between the lines, two backslashes, or none at all. */
  readonly cause: 'blank' | 'comment' | 'doubled' | 'missing';
  /** What breaks the command: the backslash and what follows it, the comment, both backslashes, or the last word of the line. */
  readonly span: Span;
  /** It isn't only that the next line starts with an option: a line above or below goes on as well. */
  readonly isAmongContinued: boolean;
}

const cached = new WeakMap<ShellScript, readonly BrokenLine[]>();

/** In order of position. Each is certain: a blank after the backslash is a word, and no program's name begins with a hyphen. */
export function brokenLines(script: ShellScript): readonly BrokenLine[] {
  let lines = cached.get(script);
  if (!lines) cached.set(script, (lines = mayBreak.test(script.file.text) ? findBroken(script) : []));
  return lines;
}

const mayBreak = /\\[ \t]+(?:\r?\n|#)|^[ \t]*--?[a-zA-Z]/m;

function findBroken(script: ShellScript): BrokenLine[] {
  const { text } = script.file;
  const found: BrokenLine[] = [];
  for (const command of simpleCommands(script)) {
    for (const word of command.words) {
      const rest = /^\\[ \t]+(\r?\n|#[^\n]*)/.exec(text.slice(word.span.start, word.span.start + 400));
      if (!rest) continue;
      const length = rest[0].trimEnd().length;
      const span = { ...word.span, end: word.span.start + Math.max(length, rest[0].indexOf('\n')) };
      found.push({ cause: rest[1]!.startsWith('#') ? 'comment' : 'blank', span, isAmongContinued: true });
    }
    const [first] = command.words;
    if (first && isOption(first, text)) {
      const cut = cutAbove(text, first);
      if (!cut || !isAdjacent(script, cut.span, first.span) || (script.embedded && isListed(text, cut))) continue;
      const isAmongContinued =
        cut.cause !== 'missing' || goesOn(text, cut.span.start) || goesOn(text, lineEnd(text, first.span.end) + 1);
      found.push({ ...cut, span: { ...first.span, ...cut.span }, isAmongContinued });
    }
  }
  return found.sort((a, b) => a.span.start - b.span.start);
}

/** Whether lines of the text that follow each other do so in the file too: a block of a document doesn't continue the one before. */
function isAdjacent(script: ShellScript, above: Cut['span'], below: Span): boolean {
  if (!script.embedded) return true;
  const linesOf = (text: string): number => text.split('\n').length;
  const [start, end] = [writtenAt(script, above).start, writtenAt(script, below).start];
  return linesOf(script.embedded.whole.slice(start, end)) === linesOf(script.file.text.slice(above.start, below.start));
}

/** Whether what is cut is no command but a list of options, as documents have them. */
function isListed(text: string, { span }: Cut): boolean {
  let start = text.lastIndexOf('\n', span.start) + 1;
  while (start > 0) {
    const above = text.lastIndexOf('\n', start - 2) + 1;
    if (!/^\s*(?:#.*)?$|\\\r?$/.test(text.slice(above, start - 1))) break;
    start = above;
  }
  const written = text.slice(start, span.end).replace(/^[ \t]*#[^\n]*\n?/gm, '');
  return /^\s*--?[a-zA-Z]/.test(written);
}

/** Whether the line above an offset ends in a backslash. */
function goesOn(text: string, offset: number): boolean {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /\\\r?\n$/.test(text.slice(Math.max(0, start - 3), start));
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}

const isOption = ({ span }: PlainWord, text: string): boolean =>
  /^--?[a-zA-Z][\w-]*(?:[=\s\\]|$)/.test(text.slice(span.start, span.end + 1));

/** What a document writes for words that it leaves out. */
const isLeftOut = (line: string): boolean => /^(?:\[\s*)?(?:\.{3}|…)(?:\s*\])?$/.test(line.trim());

interface Cut {
  readonly cause: BrokenLine['cause'];
  readonly span: { readonly start: number; readonly end: number };
}

/**
 * What ended the command above an option that begins a line. Undefined where a blank after the backslash did, which is found by
 * itself.
 */
function cutAbove(text: string, { span }: PlainWord): Cut | undefined {
  const start = text.lastIndexOf('\n', span.start - 1) + 1;
  if (text.slice(start, span.start).trim() !== '') return undefined;
  let end = start - 1;
  let comment: Cut | undefined;
  while (end > 0) {
    const from = text.lastIndexOf('\n', end - 1) + 1;
    const line = text.slice(from, end).trimEnd();
    const indent = line.length - line.trimStart().length;
    if (/^\s*#/.test(line)) comment = { cause: 'comment', span: { start: from + indent, end: from + line.length } };
    else if (line.trim() !== '') {
      if (/(?<!\\)\\\\$/.test(line))
        return { cause: 'doubled', span: { start: from + line.length - 2, end: from + line.length } };
      if (/\\$/.test(line)) return /\\[ \t]+\r?$/.test(text.slice(from, end)) ? undefined : comment;
      if (/\\\s+#/.test(line) || isLeftOut(line)) return undefined;
      const last = line.search(/(?<!\S)\S+$/);
      return { cause: 'missing', span: { start: from + last, end: from + line.length } };
    }
    end = from - 1;
  }
  return undefined;
}

/** Whether part of a script isn't what its author meant: a command in it is cut, or a syntax error begins before its end. */
export function isBroken(script: ShellScript, { start, end }: Span): boolean {
  if (script.embedded) {
    const isInside = (span: Span): boolean => span.start >= start && span.start < end;
    return brokenLines(script).some(({ span, isAmongContinued }) => isAmongContinued && isInside(writtenAt(script, span)));
  }
  const [problem] = script.problems;
  if (problem && problem.span.start < end) return true;
  return brokenLines(script).some(({ span }) => span.start >= start && span.start < end);
}
