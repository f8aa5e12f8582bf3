import { leaves } from '../leaving';
import type { PythonFile } from '../parse';
import { blocksAround, enclosing, type Frame, onlyBinding, type Site } from '../scopes';
import type { Node, Statement } from '../syntax';

/** How many names are followed from a condition to what they stand for. */
const deepestMention = 3;

/** Whether the code looks out for a variable that is not set before it reads it at a place. */
export function isGuarded(name: string, site: Site, file: PythonFile): boolean {
  return isAskedAround(name, site.frame, file) || isAskedWithin(name, site, file) || isAskedBefore(name, site, file);
}

/** In a `try`, or in a branch whose condition is about the variable. */
export function isAskedAround(name: string, frame: Frame, file: PythonFile): boolean {
  for (const block of blocksAround(frame)) {
    if (block.kind === 'try') return true;
    const { node } = block;
    if ((block.kind === 'if' || block.kind === 'else') && node.nodeType === 'If' && isAbout(name, node.test, frame, file))
      return true;
  }
  return false;
}

/** `"A" in os.environ and os.environ["A"]`, `os.environ["A"] if has_a else None`. */
function isAskedWithin(name: string, { node, frame }: Site, file: PythonFile): boolean {
  const place = file.span(node);
  return file.index.choices.some((choice) => {
    if (choice.frame !== frame || !holds(file.span(choice.node), place)) return false;
    const asked =
      choice.node.nodeType === 'IfExp'
        ? [choice.node.test]
        : choice.node.values.slice(
            0,
            choice.node.values.findIndex((value) => holds(file.span(value), place)),
          );
    return asked.some((test) => !holds(file.span(test), place) && isAbout(name, test, frame, file));
  });
}

const holds = (outer: { start: number; end: number }, inner: { start: number; end: number }): boolean =>
  outer.start <= inner.start && inner.end <= outer.end;

/** After `if "A" not in os.environ: sys.exit(…)`, or an `assert` about it, in the same block or one around it. */
function isAskedBefore(name: string, { node, frame }: Site, file: PythonFile): boolean {
  const { start } = file.span(node);
  const owner = enclosing(frame, 'function') ?? enclosing(frame, 'module');
  return [...blocksAround(frame), ...(owner ? [owner] : [])].some((block) =>
    statementsOf(block).some(
      (statement) =>
        file.span(statement).end <= start &&
        ((statement.nodeType === 'If' && leaves(statement.body, block, file.index)) || statement.nodeType === 'Assert') &&
        isAbout(name, statement.test, block, file),
    ),
  );
}

function statementsOf({ kind, node }: Frame): readonly Statement[] {
  const field = kind === 'else' || kind === 'try-else' ? 'orelse' : kind === 'finally' ? 'finalbody' : 'body';
  const statements = (node as unknown as { readonly [field: string]: unknown })[field];
  return Array.isArray(statements) && kind !== 'except' && kind !== 'case' ? (statements as Statement[]) : [];
}

/** Whether a condition names the variable, itself or through names and functions of the file. */
function isAbout(name: string, test: Node, frame: Frame, file: PythonFile, depth = 0): boolean {
  const { start, end } = file.span(test);
  const text = file.source.text.slice(start, end);
  if (text.includes(name)) return true;
  if (depth >= deepestMention || test.nodeType === 'FunctionDef') return false;
  return [...new Set(text.match(/[A-Za-z_]\w*/g))].some((id) => {
    const binding = onlyBinding(id, frame.scope);
    const told = binding?.kind === 'function' ? binding.node : binding?.kind === 'assignment' ? binding.value : undefined;
    return binding !== undefined && told !== undefined && isAbout(name, told, binding.frame, file, depth + 1);
  });
}
