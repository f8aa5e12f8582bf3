import type { Span } from '../../../text/span';
import { literalSpan } from '../literals';
import type { Module } from '../module';
import { type Frame, onlyBinding } from '../scopes';
import { type Expression, stringOf } from '../syntax';
import { isMapping } from '../value';
import type { CallFact, Calls } from './calls';

/** A metric that the code logs or prints. */
export interface LoggedMetric {
  /** `val/mAP`. `*` replaces each computed part, so `*` alone is a name that isn't known. */
  readonly name: string;
  readonly to: 'lightning' | 'wandb' | 'mlflow' | 'tensorboard' | 'accelerate' | 'other' | 'text';
  readonly span: Span;
}

export function metricsOf(calls: Calls, module: Module): LoggedMetric[] {
  const metrics: LoggedMetric[] = [];
  for (const call of [...calls.of('metric-log'), ...calls.of('tracker-log')]) {
    const to = destination(call.name);
    const first =
      call.node.args[0] ??
      call.node.keywords.find((entry) => entry.arg === 'name' || entry.arg === 'tag' || entry.arg === 'data')?.value;
    const names = first ? namesIn(first, call.frame, module) : [];
    if (names.length) for (const { name, node } of names) metrics.push({ name, to, span: literalSpan(node, module) });
    else metrics.push({ name: '*', to, span: call.span });
  }
  for (const call of calls.of('report')) metrics.push(...reported(call, module));
  return metrics;
}

function destination(name: string): LoggedMetric['to'] {
  if (name.startsWith('self.')) return 'lightning';
  if (name.startsWith('wandb')) return 'wandb';
  if (name.startsWith('mlflow')) return 'mlflow';
  if (name.startsWith('accelerate')) return 'accelerate';
  return /tensorboard|add_scalar|summary/.test(name) ? 'tensorboard' : 'other';
}

/** The name in a text, or the keys of a dictionary. */
function namesIn(node: Expression, frame: Frame, module: Module): { name: string; node: Expression }[] {
  if (node.nodeType === 'Dict') {
    return node.keys.flatMap((key) => (key ? namesIn(key, frame, module) : [{ name: '*', node }]));
  }
  if (node.nodeType === 'DictComp') return [{ name: patternOf(node.key) ?? '*', node: node.key }];
  const pattern = patternOf(node);
  if (pattern !== undefined) return [{ name: pattern, node }];
  const entries = assignedDictionary(node, frame);
  if (entries)
    return entries.changed
      ? [...namesIn(entries.node, frame, module), { name: '*', node }]
      : namesIn(entries.node, frame, module);
  const value = module.resolve(node, frame);
  if (value.kind !== 'known') return [];
  if (typeof value.value === 'string') return [{ name: value.value, node }];
  return isMapping(value.value) ? Object.keys(value.value).map((name) => ({ name, node })) : [];
}

/** The dictionary behind `logs` after `logs = {"loss": …}`, whatever its values. `changed`: the code may add to it later. */
function assignedDictionary(node: Expression, { scope }: Frame): { node: Expression; changed: boolean } | undefined {
  const binding = node.nodeType === 'Name' ? onlyBinding(node.id, scope) : undefined;
  if (binding?.kind !== 'assignment' || binding.element !== undefined || !binding.value) return undefined;
  if (binding.value.nodeType !== 'Dict' && binding.value.nodeType !== 'DictComp') return undefined;
  return { node: binding.value, changed: binding.frame.scope.mutated.has(binding.name) || scope.mutated.has(binding.name) };
}

/** The text of a literal, with `*` for each field of an f-string. */
function patternOf(node: Expression): string | undefined {
  if (node.nodeType === 'JoinedStr') return node.values.map((part) => stringOf(part) ?? '*').join('');
  if (node.nodeType === 'BinOp' && node.op.nodeType === 'Add') {
    const left = patternOf(node.left);
    const right = patternOf(node.right);
    return left === undefined && right === undefined ? undefined : `${left ?? '*'}${right ?? '*'}`;
  }
  return stringOf(node);
}

/** `loss: …` or `mAP@50 = …` in a printed text. */
const label = /([A-Za-z][\w@/ .-]{0,30}?)\s*[:=]\s*\*/g;

/** Metrics in printed and logged texts: `print(f"epoch {e} val_loss: {v}")`, `print("loss:", loss)`, `bar.set_postfix(loss=…)`. */
function reported(call: CallFact, module: Module): LoggedMetric[] {
  const metrics: LoggedMetric[] = [];
  for (const [position, argument] of call.node.args.entries()) {
    if (call.callee.startsWith('set_postfix') && argument.nodeType === 'Dict') {
      for (const { name, node } of namesIn(argument, call.frame, module))
        metrics.push({ name, to: 'text', span: literalSpan(node, module) });
      continue;
    }
    const follows = position < call.node.args.length - 1;
    const pattern = formatted(argument) + (follows ? ' *' : '');
    for (const match of pattern.matchAll(label)) {
      if (match[1]) metrics.push({ name: match[1].trim(), to: 'text', span: module.span(argument) });
    }
  }
  if (call.callee.startsWith('set_postfix')) {
    for (const keyword of call.node.keywords)
      if (keyword.arg) metrics.push({ name: keyword.arg, to: 'text', span: module.span(keyword) });
  }
  return metrics;
}

/** The text of a literal, with `*` for f-string fields, `%` directives, and the `{}` of `format`. */
function formatted(node: Expression): string {
  if (node.nodeType === 'BinOp' && node.op.nodeType === 'Mod')
    return (patternOf(node.left) ?? '').replace(/%[-+0-9.]*[a-zA-Z]/g, '*');
  if (node.nodeType === 'Call' && node.func.nodeType === 'Attribute' && node.func.attr === 'format') {
    return (patternOf(node.func.value) ?? '').replace(/\{[^{}]*\}/g, '*');
  }
  return patternOf(node) ?? '';
}
