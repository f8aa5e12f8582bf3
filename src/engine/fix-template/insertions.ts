import type { Edit } from '../../api/rule';
import { type ArgumentList, argumentListAt } from '../../languages/python';
import { pattern } from '../../text/escape';
import type { Span } from '../../text/span';

type Edits = readonly Edit[] | undefined;

/** A line of code above or below a call that is a whole line itself, as far in as it; or above it, so that the call is under it. */
export function lineBeside(added: string, where: 'above' | 'below' | 'under', { file, start, end }: Span, text: string): Edits {
  const from = lineStart(text, start);
  const before = text.slice(from, start);
  const after = text.slice(end, lineEnd(text, end)).replace(/\r$/, '');
  if (!/^[ \t]*(?:\w+\.)*$/.test(before) || !/^(?:\((?:[^()]|\(\))*\))?[ \t]*(?:#.*)?$/.test(after)) return undefined;
  const indent = blanksOf(before);
  if (where === 'above') return insertLine(added, { file, at: from, indent, text });
  if (where === 'under') return insertLine(`${added}${lineBreakOf(text)}    `, { file, at: from, indent, text, isOpen: true });
  const at = end + after.length;
  return [{ file, start: at, end: at, text: `${lineBreakOf(text)}${indent}${added}` }];
}

/** A line above a container start, which the place is in. */
export function lineAboveCommand(added: string, { file, start }: Span, text: string): Edits {
  const at = logicalLineStart(text, start);
  const isCommand = /^[ \t]*(?:(?:exec|sudo|time)[ \t]+)*\S*(?:docker|podman|nerdctl)[ \t]/.test(
    text.slice(at, lineEnd(text, at)),
  );
  if (!isCommand || /(?:[|]|&&)\s*$/.test(text.slice(Math.max(0, at - 80), at))) return undefined;
  return insertLine(added, { file, at, indent: blanksOf(text.slice(at)), text });
}

/** A flag of a container start: after its `run`, or before the word of it at the place, which is the image. */
export function engineFlag(flag: string, { file, start, end }: Span, text: string): Edits {
  if (flag.includes('$') && /(?:^|\/)(?:GNU)?makefile$|\.mk$/i.test(file)) return undefined;
  const command = /^\S+[ \t]+(?:container[ \t]+)?(?:run|create)(?=\s)/.exec(text.slice(start, end));
  if (command) {
    const at = start + command[0].length;
    return [{ file, start: at, end: at, text: ` ${flag}` }];
  }
  const before = text.slice(logicalLineStart(text, start), start);
  if (!/\s$/.test(before) || !/\s(?:run|create)\s/.test(before) || /["']/.test(text[end] ?? '')) return undefined;
  const onLine = text.slice(lineStart(text, start), start);
  const isFirst = onLine.trim() === '';
  return [{ file, start, end: start, text: isFirst ? `${flag} \\${lineBreakOf(text)}${onLine}` : `${flag} ` }];
}

/** The flag whose value is at the place, such as `-e NAME=value`, becomes something else. */
export function replacedFlag(by: string, { file, start, end }: Span, text: string): Edits {
  const flag = /(?<=\s)--?[a-z][\w-]*(?:=|[ \t]+)$/.exec(text.slice(lineStart(text, start), start));
  return flag ? [{ file, start: start - flag[0].length, end, text: by }] : undefined;
}

/** An argument by keyword for the call at the place, or in place of the argument of that keyword that is at the place. */
export function keywordArgument(argument: string, { file, start, end }: Span, text: string): Edits {
  const keyword = argument.slice(0, argument.indexOf('='));
  const isWritten = pattern`^${keyword}\s*=(?!=)`.test(text.slice(start, end));
  if (isWritten) return [{ file, start, end, text: argument }];
  if (/^\w+\s*=(?!=)/.test(text.slice(start, end))) return [{ file, start: end, end, text: `, ${argument}` }];
  const list = argumentsOf({ start, end }, text);
  if (!list || list.isGenerator || pattern`\b${keyword}\s*=(?!=)`.test(text.slice(list.start, list.end))) return undefined;
  return afterLastArgument(argument, file, list, text);
}

/** The arguments of the call whose name is at the place, or that is the place. */
function argumentsOf({ start, end }: Pick<Span, 'start' | 'end'>, text: string): ArgumentList | undefined {
  const own = argumentListAt(text, end);
  if (own || text[end - 1] !== ')') return own;
  for (let open = text.indexOf('(', start); open >= 0 && open < end; ) {
    const list = argumentListAt(text, open);
    if (list?.end === end - 1) return list;
    open = text.indexOf('(', (list?.end ?? open) + 1);
  }
  return undefined;
}

/** What is written instead of the call whose name is at the place, if it has no arguments. */
export function replacedCall(by: string, { file, start, end }: Span, text: string): Edits {
  const list = argumentListAt(text, end);
  return list && list.lastEnd === list.start ? [{ file, start, end: list.end + 1, text: by }] : undefined;
}

function afterLastArgument(argument: string, file: string, { start, end, lastEnd }: ArgumentList, text: string): readonly Edit[] {
  const insert = (at: number, added: string): Edit => ({ file, start: at, end: at, text: added });
  const hasComma = text[lastEnd - 1] === ',';
  if (lastEnd === start) return [insert(start, argument)];
  if (!text.slice(lastEnd, end).includes('\n')) return [insert(lastEnd, hasComma ? ` ${argument}` : `, ${argument}`)];
  // A line of its own, below a comment on the last argument.
  const line = lineEnd(text, lastEnd);
  const at = text[line - 1] === '\r' ? line - 1 : line;
  const indent = blanksOf(text.slice(lineStart(text, lastEnd)));
  const own = insert(at, `${lineBreakOf(text)}${indent}${argument},`);
  if (hasComma) return [own];
  return at === lastEnd ? [{ ...own, text: `,${own.text}` }] : [insert(lastEnd, ','), own];
}

const instruction =
  /^[ \t]*(?:FROM|RUN|CMD|COPY|ADD|ENV|ARG|WORKDIR|ENTRYPOINT|USER|LABEL|EXPOSE|VOLUME|SHELL|HEALTHCHECK|STOPSIGNAL|ONBUILD)[ \t]/i;

/** A line above the instruction of a Dockerfile that the place is in. */
export function instructionAbove(added: string, { file, start }: Span, text: string): Edits {
  const at = instructionAt(text, start, instruction);
  return at === undefined ? undefined : insertLine(added, { file, at, indent: '', text });
}

/** A line below the FROM of the stage that the place is in. */
export function instructionInStage(added: string, { file, start }: Span, text: string): Edits {
  const from = instructionAt(text, start, /^[ \t]*FROM[ \t]/i);
  if (from === undefined) return undefined;
  let end = lineEnd(text, from);
  while (/\\\r?$/.test(text.slice(lineStart(text, end), end)) && end < text.length) end = lineEnd(text, end + 1);
  return end === text.length ? undefined : insertLine(added, { file, at: end + 1, indent: '', text });
}

/** Where the closest line at an offset or above it starts that is such an instruction, and doesn't continue another line. */
function instructionAt(text: string, offset: number, wanted: RegExp): number | undefined {
  for (let from = lineStart(text, offset); ; from = lineStart(text, from - 1)) {
    const isContinued = from > 0 && /[\\`][ \t]*\r?\n$/.test(text.slice(Math.max(0, from - 80), from));
    if (!isContinued && wanted.test(text.slice(from, lineEnd(text, from)))) return from;
    if (from === 0) return undefined;
  }
}

/** A line above the first one that is neither empty nor a comment. */
export function lineAtTop(added: string, file: string, text: string): readonly Edit[] {
  let at = 0;
  while (at < text.length && /^[ \t]*(?:#|\r?$)/.test(text.slice(at, lineEnd(text, at))))
    at = Math.min(text.length, lineEnd(text, at) + 1);
  return insertLine(added, { file, at, indent: '', text });
}

interface Line {
  readonly file: string;
  readonly at: number;
  readonly indent: string;
  readonly text: string;
  /** What is there goes on in the line. */
  readonly isOpen?: boolean;
}

const insertLine = (added: string, { file, at, indent, text, isOpen }: Line): readonly Edit[] => [
  { file, start: at, end: at, text: `${indent}${added}${isOpen ? '' : lineBreakOf(text)}` },
];

const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;

const lineEnd = (text: string, offset: number): number => {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
};

/** Where the first of the lines starts that backslashes join with the line of an offset. */
function logicalLineStart(text: string, offset: number): number {
  let from = lineStart(text, offset);
  while (from > 0 && /\\\r?\n$/.test(text.slice(Math.max(0, from - 3), from))) from = lineStart(text, from - 1);
  return from;
}

const blanksOf = (line: string): string => /^[ \t]*/.exec(line)?.[0] ?? '';

const lineBreakOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');
