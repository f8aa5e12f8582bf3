import { type Assignment, forEachChild, type SyntaxNode, type Word } from 'unbash';
import type { Span } from '../../../text/span';
import type { ShellScript } from './parse';

/** A value that a script gives a variable, by assignment or as the default of an expansion. */
export interface VariableValue {
  readonly name: string;
  readonly nameSpan: Span;
  /** Undefined where it contains an expansion. */
  readonly value: string | undefined;
  readonly valueSpan: Span;
  readonly kind: 'assignment' | 'default' | 'export';
  /** The variable that gets the default: VISIBLE in `VISIBLE="${DEVICES:-all}"`. */
  readonly assignedTo?: string;
}

/** An expansion of a variable. */
export interface VariableRead {
  readonly name: string;
  /** The name alone. */
  readonly span: Span;
  /** It handles an unset variable: `${NAME:-…}`, `${NAME:+…}`, `${NAME:?…}`. */
  readonly provided: boolean;
  /** Whether it's set is asked: `[ -n "$NAME" ]`. */
  readonly tested: boolean;
  /** The variable that gets the value, as in `NAME=${OTHER}` and `--env "NAME=${OTHER}"`. */
  readonly into: string | undefined;
}

/** All expansions of variables in order of position, including those in substitutions and functions. */
export function variableReads({ tree, file }: ShellScript): readonly VariableRead[] {
  const reads: VariableRead[] = [];
  const add = (name: string, start: number, provided: boolean, whole: number): void => {
    if (!/^[A-Za-z_]\w*$/.test(name)) return;
    const into = /(?:^|[\s"'])([A-Za-z_]\w*)=["']?$/.exec(file.text.slice(Math.max(0, whole - 80), whole))?.[1];
    const tested = /(?:\[|\btest|!|-[ao]|&&|\|\|)\s+-[nz]\s+"?$/.test(file.text.slice(Math.max(0, whole - 40), whole));
    reads.push({ name, span: { file: file.path, start, end: start + name.length }, provided, tested, into });
  };
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'CommandExpansion' && node.script?.source !== undefined) return;
    if (node.type === 'SimpleExpansion') add(node.text.slice(1), node.pos + 1, false, node.pos);
    if (node.type === 'ParameterExpansion' && node.prefix === undefined)
      add(node.parameter, node.parameterPos, node.operation?.type === 'Default', node.pos);
    forEachChild(node, visit);
  };
  visit(tree);
  return reads.sort((a, b) => a.span.start - b.span.start);
}

/** The names that the script gives a value, by assignment, in a loop, or with `read`. */
export function assignedNames({ tree }: ShellScript): ReadonlySet<string> {
  const names = new Set<string>();
  // `NAME=value command` sets the variable for that command alone.
  const passing = new Set<SyntaxNode>();
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'CommandExpansion' && node.script?.source !== undefined) return;
    if (node.type === 'Assignment' && node.name && !passing.has(node)) names.add(node.name);
    if (node.type === 'Command' && node.name) for (const prefix of node.prefix) passing.add(prefix);
    if (node.type === 'For' || node.type === 'Select') names.add(node.name.value);
    if (node.type === 'Command' && node.name?.value === 'read')
      for (const argument of node.args)
        if ('value' in argument && /^[A-Za-z_]\w*$/.test(String(argument.value))) names.add(String(argument.value));
    forEachChild(node, visit);
  };
  visit(tree);
  return names;
}

const cached = new WeakMap<ShellScript, readonly VariableValue[]>();

/** All values in order of position, whether or not the line is ever reached. */
export function variableValues(script: ShellScript): readonly VariableValue[] {
  let values = cached.get(script);
  if (!values) cached.set(script, (values = collect(script)));
  return values;
}

function collect({ tree, file }: ShellScript): VariableValue[] {
  const values: VariableValue[] = [];
  const span = (start: number, end: number): Span => ({ file: file.path, start, end });
  const assigned = (node: Assignment, kind: VariableValue['kind']): void => {
    const { value, name, append, index } = node;
    if (append || index || value.type !== 'Word') return;
    values.push({
      name,
      nameSpan: span(node.pos, node.pos + name.length),
      value: plainValue(value),
      valueSpan: span(value.pos, value.end),
      kind,
    });
  };
  const visit = (node: SyntaxNode, assignedTo?: string): void => {
    if (node.type === 'CommandExpansion' && node.script?.source !== undefined) return;
    if (node.type === 'Command') {
      const exports = node.name?.value === 'export';
      for (const argument of node.args) if (argument.type === 'Assignment') assigned(argument, exports ? 'export' : 'assignment');
      for (const prefix of node.prefix) if (prefix.type === 'Assignment') assigned(prefix, node.name ? 'export' : 'assignment');
    } else if (
      node.type === 'ParameterExpansion' &&
      node.operation?.type === 'Default' &&
      /^:?[-=]$/.test(node.operation.operator)
    ) {
      const { operand } = node.operation;
      values.push({
        name: node.parameter,
        nameSpan: span(node.parameterPos, node.parameterEnd),
        value: plainValue(operand),
        valueSpan: span(operand.pos, operand.end),
        kind: 'default',
        ...(assignedTo !== undefined && node.operation.operator.endsWith('-') && { assignedTo }),
      });
    }
    const target = node.type === 'Assignment' ? node.name : node.type === 'Command' ? undefined : assignedTo;
    forEachChild(node, (child) => visit(child, target));
  };
  visit(tree);
  return values.sort((a, b) => a.nameSpan.start - b.nameSpan.start);
}

function plainValue(word: Word): string | undefined {
  if (!word.parts) return /[$`]/.test(word.text) && !word.text.startsWith("'") ? undefined : word.value;
  let value = '';
  for (const part of word.parts) {
    const pieces = part.type === 'DoubleQuoted' ? part.parts : [part];
    for (const piece of pieces) {
      if (piece.type !== 'Literal' && piece.type !== 'SingleQuoted' && piece.type !== 'AnsiCQuoted') return undefined;
      value += piece.value;
    }
  }
  return value;
}
