import { type Assignment, forEachChild, type SyntaxNode, type Word, type WordPart } from 'unbash';
import { parseSource } from '../../shell/parse';
import type { SourceFile, Span } from '../../text/span';
import type { Variables } from './expand';
import type { Run, Stage } from './model';
import { bodyAsFile } from './shell-body';

/** A word of a command in a RUN. */
export interface RunWord {
  /** Without quotes, ENV and ARG followed; undefined where it is not known. */
  readonly text: string | undefined;
  /** As written, quotes included. */
  readonly span: Span;
}

export interface RunRedirect {
  /** `>`, `<`, `>>`, `2>` is `>`. */
  readonly operator: string;
  /** From the descriptor, if any, to the target's end. */
  readonly span: Span;
  readonly target: RunWord | undefined;
}

/** One simple command of a RUN, wherever it stands in its shell text. */
export interface RunCommand {
  readonly words: readonly RunWord[];
  readonly redirects: readonly RunRedirect[];
  readonly span: Span;
}

const cached = new WeakMap<Run, readonly RunCommand[]>();

/** The commands of a RUN in order of position; none where another shell or interpreter than a POSIX one reads it. */
export function runCommands(run: Run, stage: Stage, file: SourceFile): readonly RunCommand[] {
  let commands = cached.get(run);
  if (!commands) cached.set(run, (commands = readCommands(run, stage, file)));
  return commands;
}

function readCommands(run: Run, stage: Stage, file: SourceFile): RunCommand[] {
  const { body, variables } = run;
  if (!body) return run.words.length > 0 ? [{ words: run.words, redirects: [], span: run.span }] : [];
  const shell = stage.shells.at(-1)?.[0]?.text ?? 'sh';
  const interpreter = /^\s*#!\s*(\S+)(?:\s+(\S+))?/.exec(body.text);
  const program = interpreter ? (interpreter[2] ?? interpreter[1]!) : shell;
  if (!/(^|\/)(ba|da|k|z|)sh$/.test(program)) return [];
  const commands: RunCommand[] = [];
  const at = (node: { readonly pos: number; readonly end: number }): Span => ({
    file: file.path,
    start: node.pos,
    end: node.end,
  });
  const read = (word: Word | Assignment): RunWord => ({
    text: word.type === 'Word' ? wordValue(word, variables) : /["'$`\\]/.test(word.text) ? undefined : word.text,
    span: at(word),
  });
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'CommandExpansion' && node.script?.source !== undefined) return;
    if (node.type === 'Command') {
      const words = [...(node.name ? [node.name] : []), ...node.args];
      const redirects = node.redirects.flatMap((redirect) =>
        redirect.type === 'Redirect'
          ? [{ operator: redirect.operator, span: at(redirect), target: redirect.target && read(redirect.target) }]
          : [],
      );
      if (words.length > 0) commands.push({ words: words.map(read), redirects, span: at(node) });
    }
    forEachChild(node, visit);
  };
  visit(parseSource(bodyAsFile(body, file).text));
  return commands;
}

function wordValue(word: Word, variables: Variables): string | undefined {
  return word.parts ? partsValue(word.parts, variables) : word.value;
}

function partsValue(parts: readonly WordPart[], variables: Variables): string | undefined {
  let value = '';
  for (const part of parts) {
    const piece = partValue(part, variables);
    if (piece === undefined) return undefined;
    value += piece;
  }
  return value;
}

function partValue(part: WordPart, variables: Variables): string | undefined {
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return part.value;
    case 'Glob':
    case 'BraceExpansion':
      return part.text;
    case 'DoubleQuoted':
      return partsValue(part.parts, variables);
    case 'SimpleExpansion':
      return variables.get(part.text.slice(1));
    case 'ParameterExpansion':
      return part.operation || part.prefix || part.index ? undefined : variables.get(part.parameter);
    default:
      return undefined;
  }
}
