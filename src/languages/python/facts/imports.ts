import type { Span } from '../../../text/span';
import { endsProgram } from '../control-flow';
import type { Module } from '../module';
import { qualifiedName } from '../names';
import { blocksAround, type Frame, isInFunction } from '../scopes';
import { type Expression, type NodeOf, stringOf } from '../syntax';

/** One import of a module, with the conditions under which it runs. */
export interface ImportFact {
  /** `a.b`. For a relative import, what follows the dots, which may be empty. */
  readonly module: string;
  /** Leading dots. */
  readonly level: number;
  /** The names of `from module import …`; undefined for `import module`. */
  readonly names: readonly { readonly name: string; readonly span: Span }[] | undefined;
  /**
   * `none`: runs whenever its function or module does. `try`: an exception handler deals with its failure. `type-checking`: never runs.
   * `condition`: in a branch.
   */
  readonly guard: 'none' | 'try' | 'type-checking' | 'condition';
  /** In a function, so it runs only when that is called. */
  readonly lazy: boolean;
  /** A call of `importlib.import_module` or `__import__`. */
  readonly dynamic: boolean;
  /** The module's name as written. */
  readonly span: Span;
}

export function importsOf(module: Module): ImportFact[] {
  const facts: ImportFact[] = [];
  for (const { node, frame } of module.index.imports) {
    const base = { guard: guardOf(frame, module), lazy: isInFunction(frame), dynamic: false };
    if (node.nodeType === 'Import') {
      for (const alias of node.names) {
        const { start } = module.span(alias);
        facts.push({
          ...base,
          module: alias.name,
          level: 0,
          names: undefined,
          span: { file: module.path, start, end: start + alias.name.length },
        });
      }
    } else {
      const names = node.names.map((alias) => {
        const { start } = module.span(alias);
        return { name: alias.name, span: { file: module.path, start, end: start + alias.name.length } };
      });
      facts.push({ ...base, module: node.module ?? '', level: node.level ?? 0, names, span: moduleSpan(node, module) });
    }
  }
  for (const site of module.index.calls) {
    const callee = qualifiedName(site.node.func, site.frame, module.index);
    if (callee !== 'importlib.import_module' && callee !== '__import__') continue;
    const [first] = site.node.args;
    const name = stringOf(first);
    if (first && name && /^[\w.]+$/.test(name)) {
      facts.push({
        module: name,
        level: 0,
        names: undefined,
        guard: guardOf(site.frame, module),
        lazy: isInFunction(site.frame),
        dynamic: true,
        span: module.span(first),
      });
    }
  }
  return facts;
}

/** The module's name after `from`, as written. */
export function moduleSpan(node: NodeOf<'ImportFrom'>, module: Module): Span {
  const whole = module.span(node);
  const pattern = node.module === undefined ? /^from\s+(\.[.\s]*)/ : /^from\s+((?:\.[.\s]*)?[\w.]+)/;
  const head = pattern.exec(module.source.text.slice(whole.start, whole.end));
  if (!head?.[1]) return whole;
  const start = whole.start + head[0].length - head[1].length;
  return { file: module.path, start, end: start + head[1].trimEnd().length };
}

function guardOf(frame: Frame, module: Module): ImportFact['guard'] {
  let guard: ImportFact['guard'] = 'none';
  for (const block of blocksAround(frame)) {
    if ((block.kind === 'if' || block.kind === 'else') && block.node.nodeType === 'If') {
      const test = module.source.text.slice(module.span(block.node.test).start, module.span(block.node.test).end);
      if (block.kind === 'if' && /(^|\.)TYPE_CHECKING$/.test(test)) return 'type-checking';
      if (!/__name__/.test(test)) guard = guard === 'none' ? 'condition' : guard;
    } else if (block.kind === 'case' || block.kind === 'while') {
      guard = guard === 'none' ? 'condition' : guard;
    } else if ((block.kind === 'try' && handlesMissing(block, module)) || block.kind === 'except') {
      return 'try';
    }
  }
  return guard;
}

/** Whether a handler catches that the module is missing and the program goes on. If it raises or exits, the import is still needed. */
function handlesMissing(block: Frame, module: Module): boolean {
  const { node } = block;
  if (node.nodeType !== 'Try' && node.nodeType !== 'TryStar') return false;
  return node.handlers.some((handler) => catchesMissing(handler.type) && !endsProgram(handler.body, block, module.index));
}

/** Built-in exceptions that a missing module doesn't raise. */
const otherErrors =
  /^(Attribute|Key|Value|Type|Index|Lookup|Runtime|OS|IO|FileNotFound|Permission|Name|Syntax|Assertion|Unicode|Timeout|Connection)Error$|^KeyboardInterrupt$/;

function catchesMissing(type: Expression | undefined): boolean {
  if (!type) return true;
  const types = type.nodeType === 'Tuple' ? type.elts : [type];
  return types.some((each) => !(each.nodeType === 'Name' && otherErrors.test(each.id)));
}
