import { DockerfileParser } from 'dockerfile-ast';
import { lineStarts } from '../../../text/lines';
import type { Problem, SourceFile, Span } from '../../../text/span';
import { heredocMarks } from './heredoc';
import { normalizeDockerfile } from './normalize';
import { type DockerWord, type LogicalText, logicalText, physicalLines, quotedWords, restOf, spanOf } from './text';

/** A flag of an instruction: `--from=build`. */
export interface DockerFlag {
  /** Without dashes. */
  readonly name: string;
  /** Null where none is given. */
  readonly value: string | null;
  readonly span: Span;
  readonly valueSpan: Span | undefined;
}

/** A here-document of an instruction. */
export interface Heredoc {
  readonly name: string;
  readonly expand: boolean;
  /** For `<<-`, without leading tabs. */
  readonly content: string;
  /** The lines between the line that starts it and the line that ends it. */
  readonly contentSpan: Span;
  /** The word with `<<`. */
  readonly span: Span;
}

/** One instruction of a Dockerfile. */
export interface Instruction {
  /** In upper case: `RUN`. */
  readonly keyword: string;
  readonly keywordSpan: Span;
  /** With here-documents, without the end of the line. */
  readonly span: Span;
  readonly flags: readonly DockerFlag[];
  /** What follows the flags, without here-document contents. */
  readonly text: LogicalText;
  readonly heredocs: readonly Heredoc[];
}

export interface DockerComment {
  /** With its `#`. */
  readonly text: string;
  readonly span: Span;
}

/** A directive at the top of a Dockerfile: `# syntax=docker/dockerfile:1`. */
export interface ParserDirective {
  /** `syntax`, `escape`, `check`. */
  readonly name: string;
  readonly value: string;
  readonly span: Span;
}

export interface InstructionList {
  readonly instructions: readonly Instruction[];
  /** Including those between continued lines, but not those in here-documents. */
  readonly comments: readonly DockerComment[];
  readonly directives: readonly ParserDirective[];
  readonly escapeCharacter: string;
  readonly problems: readonly Problem[];
  /** Why the file isn't read. */
  readonly limits: readonly Problem[];
}

/** Longer files aren't read. */
const LONGEST = 2_000_000;

/** Further flags are taken for arguments. */
const MOST_FLAGS = 100;

const withFlags = ['ADD', 'COPY', 'FROM', 'HEALTHCHECK', 'RUN'];

/** Reads the lines of a Dockerfile as instructions. Never throws. */
export function readInstructions(file: SourceFile): InstructionList {
  const { path, text } = file;
  if (text.length > LONGEST) {
    const limit = {
      message: "The Dockerfile is longer than 2,000,000 characters, so it isn't read.",
      span: { file: path, start: 0, end: 0 },
    };
    return { instructions: [], comments: [], directives: [], escapeCharacter: '\\', problems: [], limits: [limit] };
  }
  const escapeCharacter = /^(?:[ \t]*#[ \t]*(?:syntax|check)[ \t]*=.*\r?\n)*[ \t]*#[ \t]*escape[ \t]*=[ \t]*`[ \t]*$/imy.test(
    text,
  )
    ? '`'
    : '\\';
  const tree = DockerfileParser.parse(normalizeDockerfile(text, escapeCharacter));
  const starts = lineStarts(text);
  const span = (range: { start: Point; end: Point }): Span => ({
    file: path,
    start: offsetOf(starts, range.start),
    end: offsetOf(starts, range.end),
  });
  const problems: Problem[] = [];
  const instructions = tree.getInstructions().map((node) => {
    const whole = span(node.getRange());
    return readInstruction(file, whole, span(node.getInstructionRange()), escapeCharacter, problems);
  });
  const comments = tree.getComments().map((comment) => {
    const where = span(comment.getRange());
    return { text: text.slice(where.start, where.end), span: where };
  });
  const directives = tree.getDirectives().map((directive) => ({
    name: directive.getName().toLowerCase(),
    value: directive.getValue(),
    span: span(directive.getRange()),
  }));
  return { instructions, comments, directives, escapeCharacter, problems, limits: [] };
}

interface Point {
  readonly line: number;
  readonly character: number;
}

const offsetOf = (starts: readonly number[], { line, character }: Point): number => (starts[line] ?? 0) + character;

function readInstruction(
  { path, text }: SourceFile,
  span: Span,
  keywordSpan: Span,
  escapeCharacter: string,
  problems: Problem[],
): Instruction {
  const keyword = text.slice(keywordSpan.start, keywordSpan.end).toUpperCase();
  const logical = logicalText(path, text, span.start, span.end, escapeCharacter);
  const afterKeyword = logical.offsets.findIndex((offset) => offset >= keywordSpan.end);
  const all = restOf(logical, afterKeyword < 0 ? logical.text.length : afterKeyword);
  const { flags, rest } = withFlags.includes(keyword) ? readFlags(all, escapeCharacter) : { flags: [], rest: all };
  const heredocs = ['RUN', 'COPY', 'ADD', 'ONBUILD'].includes(keyword)
    ? readHeredocs(rest, text, logical.next, span.end, problems)
    : [];
  return { keyword, keywordSpan, span, flags, text: rest, heredocs };
}

function readFlags(source: LogicalText, escapeCharacter: string): { flags: DockerFlag[]; rest: LogicalText } {
  const flags: DockerFlag[] = [];
  let rest = source;
  while (rest.text.startsWith('--') && flags.length < MOST_FLAGS) {
    const word = firstWord(rest, escapeCharacter);
    rest = restOf(rest, word.text.length);
    if (word.text === '--') break;
    flags.push(readFlag(word, source.file));
  }
  return { flags, rest };
}

const firstWord = (source: LogicalText, escapeCharacter: string): DockerWord => {
  const end = /\s/.exec(source.text)?.index ?? source.text.length;
  const plain = { text: source.text.slice(0, end), span: spanOf(source, 0, end) };
  return /["'\\`]/.test(plain.text) ? quotedWords(source, escapeCharacter, 1)[0]! : plain;
};

function readFlag({ text, span }: DockerWord, file: string): DockerFlag {
  const equals = text.indexOf('=');
  const name = text.slice(2, equals < 0 ? undefined : equals);
  if (equals < 0) return { name, value: null, span, valueSpan: undefined };
  const value = text.slice(equals + 1).replace(/["']/g, '');
  return { name, value, span, valueSpan: { file, start: Math.min(span.start + equals + 1, span.end), end: span.end } };
}

function readHeredocs(source: LogicalText, text: string, from: number, to: number, problems: Problem[]): Heredoc[] {
  if (!source.text.includes('<<')) return [];
  const heredocs: Heredoc[] = [];
  let at = from;
  for (const mark of heredocMarks(source)) {
    const start = at;
    let end = to;
    let ended = false;
    for (const line of physicalLines(text, at, to)) {
      const content = text.slice(line.start, line.end);
      at = line.next;
      ended = (mark.chomp ? content.replace(/^\t+/, '') : content) === mark.name;
      if (!ended) continue;
      end = line.start;
      break;
    }
    const span = spanOf(source, mark.start, mark.end);
    if (!ended) problems.push({ message: 'unterminated heredoc', span });
    const written = text.slice(start, Math.max(start, end));
    const content = mark.chomp ? written.replace(/^\t+/gm, '') : written;
    heredocs.push({
      name: mark.name,
      expand: mark.expand,
      content,
      contentSpan: { file: source.file, start, end: Math.max(start, end) },
      span,
    });
  }
  return heredocs;
}
