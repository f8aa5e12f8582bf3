import { type CallFact, type MethodUse, type PythonFile, runsWith, type Update } from '../../src/api';

/** A step of an optimizer: its own, or that of a scaler. */
export interface Step {
  readonly use: MethodUse;
  /** The optimizer, as written. */
  readonly optimizer: string;
}

/** The steps in an update's region, in order of position. */
export const stepsOf = ({ methods }: Update): Step[] =>
  methods.flatMap((use) => {
    if (use.method !== 'step') return [];
    if (use.role === 'optimizer') return [{ use, optimizer: use.receiver }];
    const [optimizer] = use.passed;
    return use.role === 'scaler' && optimizer ? [{ use, optimizer }] : [];
  });

export const zeroGradsOf = ({ methods }: Update): MethodUse[] => methods.filter(({ method }) => method === 'zero_grad');

/** Other backward passes in the same region between two places. */
export const hasBackwardBetween = ({ methods }: Update, from: MethodUse, to: MethodUse): boolean =>
  methods.some(({ method, span }) => method === 'backward' && span.start > from.span.start && span.start < to.span.start);

/** Whether a call runs in each iteration of the loop of a backward pass, and in no other loop. */
export const isBeside = (use: MethodUse, { backward }: Update): boolean =>
  use.loop === backward.loop && runsWith(use.frame, backward.frame);

/** `clip_grad_norm_` and `clip_grad_value_` of PyTorch. A method of another object may do more. */
export function isClip({ func }: CallFact['node']): boolean {
  if (func.nodeType === 'Name') return clips.test(func.id);
  return (
    func.nodeType === 'Attribute' && clips.test(func.attr) && func.value.nodeType === 'Attribute' && func.value.attr === 'utils'
  );
}

const clips = /^clip_grad_(?:norm|value)_?$/;

/** The only other calls between two places are of these methods and functions, which leave gradients as they are. */
export function onlyHarmlessBetween(update: Update, from: number, to: number, { span }: PythonFile): boolean {
  return update.calls.every(({ node }) => {
    const { func } = node;
    const { start, end } = span(func);
    const name = func.nodeType === 'Attribute' ? func.attr : func.nodeType === 'Name' ? func.id : '';
    return end <= from || start >= to || harmless.has(name) || isClip(node);
  });
}

const harmless: ReadonlySet<string> = new Set(
  'zero_grad unscale_ step update item append print parameters len float format info add_scalar log size detach cpu max min'.split(
    ' ',
  ),
);
