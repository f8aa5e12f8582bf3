import { forEachChild, type ParsedScript, parse, type SyntaxNode } from 'unbash';
import type { Problem, SourceFile } from '../../../text/span';
import { collectComments, type ShellComment } from './comments';

/** One script, parsed as bash. Everything is computed when first asked for. */
export interface ShellScript {
  readonly file: SourceFile;
  /** The interpreter line without `#!`. */
  readonly shebang: string | undefined;
  readonly tree: ParsedScript;
  /** What bash would refuse, in order of position. */
  readonly problems: readonly Problem[];
  readonly comments: readonly ShellComment[];
}

/** Never throws: what can't be parsed is a problem, and the tree holds the rest. */
export function parseShell(file: SourceFile): ShellScript {
  let tree: ParsedScript | undefined;
  let problems: readonly Problem[] | undefined;
  let comments: readonly ShellComment[] | undefined;
  const script: ShellScript = {
    file,
    shebang: /^#!([^\n\r]*)/.exec(file.text)?.[1]?.trim(),
    get tree() {
      return (tree ??= parseSource(file.text));
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

/**
 * Whether a scheduler's directives (`#SBATCH`, `#PBS`, `#BSUB`) make the script a batch job. The scheduler runs a copy of it in the
 * folder of whoever submits it, so that it cannot find itself by `$0`.
 */
export const isBatchJob = ({ file }: ShellScript): boolean => /^#(?:SBATCH|PBS|BSUB|COBALT|FLUX)\b/m.test(file.text);

/**
 * A carriage return before a line's end is part of the word for bash, but all editors hide it: it is read as a blank, and a backslash
 * before it as one that ends the line, so that a script of another system is told of its line ends alone.
 */
export function parseSource(text: string): ParsedScript {
  return parse(text.includes('\r') ? text.replace(/\\\r\n/g, '\\\n ').replace(/\r(?=\n)/g, ' ') : text);
}

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
    for (const error of node.errors ?? []) add(error.message, foreignAt ?? openedAt(error.message, file.text) ?? error.pos);
  });
  return problems.sort((a, b) => a.span.start - b.span.start);
}

const openedAt = (message: string, text: string): number | undefined => {
  const [, kind] = /unterminated (double|single) quote/i.exec(message) ?? [];
  return kind === undefined ? undefined : unclosedAt(text, kind === 'double' ? '"' : "'");
};

/**
 * The quote that its author did not close. Bash takes the next one for its end, and names the last quote of the script; one that runs
 * from a continued line into a line of options was not meant to.
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
 * Calls `visit` for every script node; `foreignAt` is set inside escaped backticks, whose positions are not the file's. A stack of
 * our own, because an arithmetic expression can be as deep as it is long.
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
