import { forEachChild, type ParsedScript, type SyntaxNode } from 'unbash';
import { sentence } from '../../../text/sentence';
import type { Problem, SourceFile, Span } from '../../../text/span';
import type { EmbeddedText } from '../embedded';
import { collectComments, type ShellComment } from './comments';
import { parseBounded } from './nesting';

/** One script, parsed as bash. Each property is computed when first read. */
export interface ShellScript {
  readonly file: SourceFile;
  /** Where the text is written, if it's embedded in a file of another language. */
  readonly embedded?: EmbeddedText;
  /** The first line without its `#!`. Undefined where it is no interpreter line. */
  readonly shebang: string | undefined;
  /** Empty where the script is nested too deeply. */
  readonly tree: ParsedScript;
  /** Where it is nested too deeply to be read. */
  readonly tooDeep: Problem | undefined;
  /** The syntax errors, in order of position. */
  readonly problems: readonly Problem[];
  readonly comments: readonly ShellComment[];
}

/** Never throws: what can't be parsed is a problem, and the tree holds the rest. */
export function parseShell(file: SourceFile): ShellScript {
  let read: ReturnType<typeof parseBounded> | undefined;
  const parsed = () => (read ??= parseBounded(asRead(file.text)));
  let problems: readonly Problem[] | undefined;
  let comments: readonly ShellComment[] | undefined;
  const script: ShellScript = {
    file,
    shebang: /^#!([^\n\r]*)/.exec(file.text)?.[1]?.trim(),
    get tree() {
      return parsed().tree;
    },
    get tooDeep() {
      const at = parsed().tooDeepAt;
      return at === undefined
        ? undefined
        : { message: tooDeepMessage, span: { file: file.path, start: at, end: endOfToken(file.text, at) } };
    },
    get problems() {
      return (problems ??= collectProblems(script.tree, file));
    },
    get comments() {
      return (comments ??= collectComments(script.tree, file));
    },
  };
  return script;
}

/** Where a range of a script's text is written in its file. */
export const writtenAt = ({ file, embedded }: ShellScript, { start, end }: Pick<Span, 'start' | 'end'>): Span =>
  embedded ? embedded.spanOf(start, end) : { file: file.path, start, end };

/**
 * Whether directives of a scheduler (`#SBATCH`, `#PBS`, `#BSUB` …) make the script a batch job. The scheduler runs a copy of the
 * script in the folder of whoever submits it, so the script can't find itself by `$0`.
 */
export const isBatchJob = ({ file }: ShellScript): boolean => /^#(?:SBATCH|PBS|BSUB|COBALT|FLUX)\b/m.test(file.text);

/**
 * Bash takes a carriage return before the end of a line as part of the word, but editors hide it. It is read as whitespace, also
 * after a backslash, so that a script with Windows line ends is reported for its line ends alone.
 */
const asRead = (text: string): string =>
  text.includes('\r') ? text.replace(/\\\r\n/g, '\\\n ').replace(/\r(?=\n)/g, ' ') : text;

/** The same for text that a file of another language holds. Problems and comments have offsets of the text, not the file. */
export const parseEmbedded = (embedded: EmbeddedText): ShellScript =>
  Object.defineProperties({ embedded }, Object.getOwnPropertyDescriptors(parseShell(embedded))) as ShellScript;

/** The tree of a text; an empty one where it is nested too deeply. */
export const parseSource = (text: string): ParsedScript => parseBounded(asRead(text)).tree;

const tooDeepMessage = 'Commands are nested deeper than can be read.';

function collectProblems(tree: ParsedScript, file: SourceFile): Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  const add = (message: string, at: number): void => {
    const start = Math.min(Math.max(at, 0), file.text.length);
    const key = `${start} ${message}`;
    if (seen.has(key)) return;
    seen.add(key);
    problems.push({ message, span: { file: file.path, start, end: endOfToken(file.text, start) } });
  };
  walk(tree, (node, foreignAt) => {
    for (const error of node.errors ?? [])
      add(sentence(error.message), foreignAt ?? openedAt(error.message, file.text) ?? error.pos);
  });
  return problems.sort((a, b) => a.span.start - b.span.start);
}

const openedAt = (message: string, text: string): number | undefined => {
  const [, kind] = /unterminated (double|single) quote/i.exec(message) ?? [];
  return kind === undefined ? undefined : unclosedAt(text, kind === 'double' ? '"' : "'");
};

/**
 * The offset of the quote that its author didn't close. Bash takes the next quote for its end and reports the last quote of the
 * script. A quote that runs from a continued line into a line of options is the one.
 */
function unclosedAt(text: string, mark: string): number | undefined {
  let open: { readonly mark: string; readonly at: number } | undefined;
  for (const { 0: found, index } of text.matchAll(/\\\r?\n[ \t]*--?[a-zA-Z]|\\[\s\S]|["']|(?<=[\s;&|()]|^)#.*/g)) {
    if (found.startsWith('#')) continue;
    if (/^\\\r?\n/.test(found)) {
      if (open?.mark === mark) return open.at;
    } else if (found === open?.mark) open = undefined;
    else if (!open && !found.startsWith('\\')) open = { mark: found, at: index };
  }
  return undefined;
}

/**
 * Calls `visit` for every script node. `foreignAt` is set inside escaped backticks, where positions aren't those of the file. It
 * keeps its own stack because an arithmetic expression can be as deep as it is long.
 */
function walk(tree: ParsedScript, visit: (node: ParsedScript, foreignAt: number | undefined) => void): void {
  const open: { readonly node: SyntaxNode; readonly foreignAt: number | undefined }[] = [{ node: tree, foreignAt: undefined }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, foreignAt } = next;
    if (node.type === 'Script') visit(node, foreignAt);
    const foreign = node.type === 'CommandExpansion' && node.script?.source !== undefined;
    const inside = foreign ? (foreignAt ?? node.pos) : foreignAt;
    forEachChild(node, (child) => open.push({ node: child, foreignAt: inside }));
  }
}

function endOfToken(text: string, start: number): number {
  const rest = /^[^\s;&|()<>]+|^[^\s]/.exec(text.slice(start, start + 80));
  return Math.min(text.length, start + Math.max(rest?.[0].length ?? 0, start < text.length ? 1 : 0));
}
