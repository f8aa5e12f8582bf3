import type { Span } from '../../../text/span';
import { mentions } from '../mentions';
import type { Module } from '../module';
import type { CallFact } from './calls';

/** What a file's code makes of PyTorch Lightning: trainers, callbacks, loggers, and modules. */
export interface LightningFacts {
  readonly trainers: readonly CallFact[];
  readonly callbacks: readonly CallFact[];
  readonly loggers: readonly CallFact[];
  /** Classes with a `training_step`. */
  readonly modules: readonly LightningModule[];
}

interface LightningModule {
  readonly name: string;
  /** The class's name. */
  readonly span: Span;
  /** It has a `validation_step`. */
  readonly validates: boolean;
}

export function lightningModules(module: Module): LightningModule[] {
  if (!mentions(module, ['training_step'])) return [];
  return module.index.classes.flatMap(({ node }) => {
    const methods = new Set(node.body.flatMap((statement) => (statement.nodeType === 'FunctionDef' ? [statement.name] : [])));
    if (!methods.has('training_step') || !(methods.has('configure_optimizers') || node.bases.length)) return [];
    const start = module.source.text.indexOf(node.name, module.span(node).start + 'class'.length);
    return [
      {
        name: node.name,
        span: { file: module.path, start, end: start + node.name.length },
        validates: methods.has('validation_step'),
      },
    ];
  });
}
