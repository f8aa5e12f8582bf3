import type { When } from './when';

/** Where in the training the log is: the epoch and step that its lines name. */
export interface Position {
  /** Of the values that come next. NaN: not known. */
  epoch(): number;
  step(): number;
  /** How many epochs there will be, as far as lines say. NaN: not known. */
  epochs(): number;
  /** Moves on to the epoch and step that a line names. `isEvaluation`: a step within an epoch counts the batches of an evaluation. */
  move(to: Move, isEvaluation: boolean): void;
  /** How many epochs or steps the run is meant to have, as its lines say. */
  plan(): { epochs: number } | { steps: number } | undefined;
}

/** NaN: the line doesn't name it. */
export type Move = Pick<When, 'epoch' | 'epochs' | 'step' | 'steps' | 'isWithin'>;

/** An epoch ends at this share of its steps at least: the last ones may not be logged. */
const NEARLY_ALL = 0.9;

export function createPosition(): Position {
  // Fields of one object: a variable that a closure holds would need a new object for each number.
  const at = { epoch: Number.NaN, epochs: Number.NaN, step: Number.NaN, steps: Number.NaN };
  let namesEpochs = false;
  /** Epochs that have ended, where only the steps show it. */
  let implied = 0;
  const inner = createInnerEpochs();

  return {
    epoch: () => (namesEpochs ? at.epoch : implied > 0 ? implied : Number.NaN),
    step: () => at.step,
    epochs: () => at.epochs,
    move(to, isEvaluation) {
      const { epoch, step, steps, isWithin } = to;
      if (!Number.isNaN(epoch) && inner.epoch(to, at)) {
        at.epoch = epoch;
        namesEpochs = false;
        return;
      }
      if (!Number.isNaN(step) && Number.isNaN(epoch)) inner.step();
      if (!Number.isNaN(epoch)) {
        if (epoch !== at.epoch) {
          at.step = Number.NaN;
          at.steps = Number.NaN;
        }
        at.epoch = epoch;
        namesEpochs = true;
        if (!Number.isNaN(to.epochs)) at.epochs = to.epochs;
      }
      if (Number.isNaN(step) || (isEvaluation && isWithin && steps !== at.steps)) return;
      if (isWithin && !namesEpochs && step < at.step && (Number.isNaN(at.steps) || at.step >= NEARLY_ALL * at.steps))
        implied += 1;
      at.step = step;
      if (!Number.isNaN(steps)) at.steps = steps;
    },
    plan() {
      if (namesEpochs) return Number.isNaN(at.epochs) ? undefined : { epochs: at.epochs };
      return Number.isNaN(at.steps) || implied > 0 ? undefined : { steps: at.steps };
    },
  };
}

/** PPO passes over what an iteration collected several times: `Iteration 7`, and below it `epoch 1/4` to `epoch 4/4`. */
interface InnerEpochs {
  /** A line names a step, and no epoch. */
  step(): void;
  /** A line names an epoch; whether it is one within a step. `at`: where the log was before. */
  epoch(to: Move, at: Readonly<Pick<Move, 'epoch' | 'epochs' | 'step'>>): boolean;
}

function createInnerEpochs(): InnerEpochs {
  let isInner = false;
  /** The step that was named before the first epoch; NaN: none was, or one was named between the epochs. */
  let stepBefore = Number.NaN;
  let hasStep = false;

  return {
    step: () => void (hasStep = true),
    epoch({ epoch }, at) {
      if (isInner) return true;
      const isFirst = !(epoch >= at.epoch);
      const isAfterAll = epoch < at.epoch && at.epoch >= at.epochs - 1;
      isInner = isAfterAll && hasStep && at.step > stepBefore;
      if (isFirst) stepBefore = hasStep ? at.step : Number.NaN;
      else if (hasStep) stepBefore = Number.NaN;
      hasStep = false;
      return isInner;
    },
  };
}
