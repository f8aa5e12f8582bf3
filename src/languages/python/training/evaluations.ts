import type { Span } from '../../../text/span';
import type { Module } from '../module';
import { qualifiedName } from '../names';
import { bindingsOf, blocksAround, type Frame } from '../scopes';
import { dottedName, type FunctionNode } from '../syntax';
import type { Calls } from '../facts/calls';
import { functionAround } from '../facts/functions';
import { methodUses } from './updates';

/** A loop that runs a PyTorch model without training it. */
export interface Evaluation {
  /** The model that it calls, as written. */
  readonly model: string;
  /** The call of the model. */
  readonly span: Span;
  readonly function: string | undefined;
  /** Under `torch.no_grad()` or the like, here or in the function's decorators. */
  readonly isWithoutGradients: boolean;
  /**
   * In a function of its own that is given the model, or below the backward pass that trains it. Before that, a pretrained model may be
   * in evaluation mode.
   */
  readonly isAfterTraining: boolean;
  /** `model.eval()` comes before it in the same function. */
  readonly isInEvalMode: boolean;
}

/** The first call of each model in each such loop. A module that never names a method of a model has none. */
export function evaluationsOf(calls: Calls, module: Module): Evaluation[] {
  const modes = methodUses(['parameters', 'named_parameters', 'train', 'eval'], module);
  const models = new Set(modes.map(({ receiver }) => receiver).filter((name) => name !== ''));
  const passes = calls.of('backward');
  const trained = new Set(passes.flatMap(({ frame }) => loopsOf(frame)));
  const receivers = modes.flatMap(({ method, receiver }) => (method === 'train' ? [receiver] : []));
  const seen = new Set<unknown>();
  return module.index.calls.flatMap(({ node, frame }): Evaluation[] => {
    const model = dottedName(node.func) ?? '';
    const loops = loopsOf(frame);
    const [inner] = loops;
    if (!models.has(model) || !inner || trained.has(inner) || seen.has(inner)) return [];
    seen.add(inner);
    const owner = functionAround(frame);
    const isWithoutGradients = hasNoGradients(frame, owner, module);
    const span = module.span(node.func);
    const isInEvalMode = modes.some(
      (use) =>
        use.method === 'eval' &&
        use.receiver === model &&
        functionAround(use.frame) === owner &&
        use.span.start < span.start &&
        loops.every((loop) => loop === inner || loopsOf(use.frame).includes(loop)),
    );
    if (!isWithoutGradients && !isInEvalMode) return [];
    const pass = passes.find((each) => functionAround(each.frame) === owner);
    const isGiven = bindingsOf(model, frame.scope).some(({ kind }) => kind === 'parameter');
    const isAfterTraining = pass
      ? pass.span.start < span.start && (receivers.length === 0 || receivers.includes(model))
      : owner !== undefined && (isGiven || receivers.includes(model));
    return [{ model, span, isAfterTraining, function: owner?.name, isWithoutGradients, isInEvalMode }];
  });
}

const loopsOf = (frame: Frame) =>
  [...blocksAround(frame)].filter(({ kind }) => kind === 'for' || kind === 'while').map(({ node }) => node);

const gradientFree = /^torch\.(?:no_grad|inference_mode|autograd\.no_grad|autograd\.inference_mode)(?:\(\))?$/;

function hasNoGradients(frame: Frame, owner: FunctionNode | undefined, module: Module): boolean {
  const around = new Set([...blocksAround(frame)].map(({ node }) => node));
  const { index } = module;
  const entered = index.contexts.some(
    (site) => around.has(site.frame.node) && gradientFree.test(qualifiedName(site.node, site.frame, index) ?? ''),
  );
  const site = index.functions.find(({ node }) => node === owner);
  return (
    entered ||
    (site?.node.decorator_list.some((decorator) => gradientFree.test(qualifiedName(decorator, site.frame, index) ?? '')) ?? false)
  );
}
