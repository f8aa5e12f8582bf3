import type { Span } from '../../../text/span';
import { stops } from '../leaving';
import { qualifiedName } from '../names';
import type { PythonFile } from '../parse';
import { blocksAround, enclosing, type Frame } from '../scopes';
import { type Expression, type NodeOf, stringOf } from '../syntax';

export interface ImportFact {
  /** `a.b`; for a relative import what follows the dots, possibly empty. */
  readonly module: string;
  /** Leading dots. */
  readonly level: number;
  /** Names of `from module import …`; undefined for `import module`. */
  readonly names: readonly { readonly name: string; readonly span: Span }[] | undefined;
  /**
   * `none`: runs whenever its block does. `try`: an exception handler answers its failure. `type-checking`: never at run time.
   * `condition`: in a branch.
   */
  readonly guard: 'none' | 'try' | 'type-checking' | 'condition';
  /** In a function: runs only when that is called. */
  readonly lazy: boolean;
  /** By `importlib.import_module` or `__import__`. */
  readonly dynamic: boolean;
  /** The module's name as written. */
  readonly span: Span;
}

export function importsOf(file: PythonFile): ImportFact[] {
  const facts: ImportFact[] = [];
  for (const { node, frame } of file.index.imports) {
    const base = { guard: guardOf(frame, file), lazy: isLazy(frame), dynamic: false };
    if (node.nodeType === 'Import') {
      for (const alias of node.names) {
        const { start } = file.span(alias);
        facts.push({
          ...base,
          module: alias.name,
          level: 0,
          names: undefined,
          span: { file: file.path, start, end: start + alias.name.length },
        });
      }
    } else {
      const names = node.names.map((alias) => {
        const { start } = file.span(alias);
        return { name: alias.name, span: { file: file.path, start, end: start + alias.name.length } };
      });
      facts.push({ ...base, module: node.module ?? '', level: node.level ?? 0, names, span: moduleSpan(node, file) });
    }
  }
  for (const site of file.index.calls) {
    const name = qualifiedName(site.node.func, site.frame, file.index);
    if (name !== 'importlib.import_module' && name !== '__import__') continue;
    const [first] = site.node.args;
    const module = stringOf(first);
    if (first && module && /^[\w.]+$/.test(module)) {
      facts.push({
        module,
        level: 0,
        names: undefined,
        guard: guardOf(site.frame, file),
        lazy: isLazy(site.frame),
        dynamic: true,
        span: file.span(first),
      });
    }
  }
  return facts;
}

function moduleSpan(node: NodeOf<'ImportFrom'>, file: PythonFile): Span {
  const whole = file.span(node);
  const pattern = node.module === undefined ? /^from\s+(\.[.\s]*)/ : /^from\s+([.\s]*[\w.]+)/;
  const head = pattern.exec(file.source.text.slice(whole.start, whole.end));
  if (!head?.[1]) return whole;
  const start = whole.start + head[0].length - head[1].length;
  return { file: file.path, start, end: start + head[1].trimEnd().length };
}

const isLazy = (frame: Frame): boolean => enclosing(frame, 'function') !== undefined;

function guardOf(frame: Frame, file: PythonFile): ImportFact['guard'] {
  let guard: ImportFact['guard'] = 'none';
  for (const block of blocksAround(frame)) {
    if ((block.kind === 'if' || block.kind === 'else') && block.node.nodeType === 'If') {
      const test = file.source.text.slice(file.span(block.node.test).start, file.span(block.node.test).end);
      if (block.kind === 'if' && /(^|\.)TYPE_CHECKING$/.test(test)) return 'type-checking';
      if (!/__name__/.test(test)) guard = guard === 'none' ? 'condition' : guard;
    } else if (block.kind === 'case' || block.kind === 'while') {
      guard = guard === 'none' ? 'condition' : guard;
    } else if ((block.kind === 'try' && answers(block, file)) || block.kind === 'except') {
      return 'try';
    }
  }
  return guard;
}

/** A handler takes in that the module is missing, and the program goes on: where it raises or exits, the import is needed all the same. */
function answers(block: Frame, file: PythonFile): boolean {
  const { node } = block;
  if (node.nodeType !== 'Try' && node.nodeType !== 'TryStar') return false;
  return node.handlers.some((handler) => takesMissing(handler.type) && !stops(handler.body, block, file.index));
}

/** Built-in exceptions that a missing module does not raise. */
const otherErrors =
  /^(Attribute|Key|Value|Type|Index|Lookup|Runtime|OS|IO|FileNotFound|Permission|Name|Syntax|Assertion|Unicode|Timeout|Connection)Error$|^KeyboardInterrupt$/;

function takesMissing(type: Expression | undefined): boolean {
  if (!type) return true;
  const types = type.nodeType === 'Tuple' ? type.elts : [type];
  return types.some((each) => !(each.nodeType === 'Name' && otherErrors.test(each.id)));
}
