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
  let epoch = Number.NaN;
  let epochs = Number.NaN;
  let step = Number.NaN;
  let steps = Number.NaN;
  let namesEpochs = false;
  /** Epochs that have ended, where only the steps show it. */
  let implied = 0;

  return {
    epoch: () => (namesEpochs ? epoch : implied > 0 ? implied : Number.NaN),
    step: () => step,
    epochs: () => epochs,
    move({ epoch: toEpoch, epochs: toEpochs, step: toStep, steps: toSteps, isWithin }, isEvaluation) {
      if (!Number.isNaN(toEpoch)) {
        if (toEpoch !== epoch) {
          step = Number.NaN;
          steps = Number.NaN;
        }
        epoch = toEpoch;
        namesEpochs = true;
        if (!Number.isNaN(toEpochs)) epochs = toEpochs;
      }
      if (Number.isNaN(toStep) || (isEvaluation && isWithin && toSteps !== steps)) return;
      if (isWithin && !namesEpochs && toStep < step && (Number.isNaN(steps) || step >= NEARLY_ALL * steps)) implied += 1;
      step = toStep;
      if (!Number.isNaN(toSteps)) steps = toSteps;
    },
    plan() {
      if (namesEpochs) return Number.isNaN(epochs) ? undefined : { epochs };
      return Number.isNaN(steps) || implied > 0 ? undefined : { steps };
    },
  };
}
