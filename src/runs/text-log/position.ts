/** Where in the training the log is: the epoch and step that its lines name. */
export interface Position {
  /** Of the values that come next. NaN: not known. */
  epoch(): number;
  step(): number;
  /** Moves on to the epoch and step that a line names; NaN: it names none. A bar that starts over after it was full is the next epoch. */
  move(epoch: number, epochs: number, step: number, steps: number, isBar: boolean): void;
  /** Whether a progress bar was drawn again with the same values. */
  repeatsBar(values: readonly number[]): boolean;
  /** How many epochs or steps the run is meant to have, as its lines say. */
  plan(): { epochs: number } | { steps: number } | undefined;
}

export function createPosition(): Position {
  let epoch = Number.NaN;
  let epochs = Number.NaN;
  let step = Number.NaN;
  let steps = Number.NaN;
  let namesEpochs = false;
  let fullBars = 0;
  let lastBarStep = Number.NaN;
  let lastBar = '';

  return {
    epoch: () => (namesEpochs ? epoch : fullBars > 0 ? fullBars : Number.NaN),
    step: () => step,
    move(toEpoch, toEpochs, toStep, toSteps, isBar) {
      if (!Number.isNaN(toEpoch)) {
        if (toEpoch !== epoch) {
          step = Number.NaN;
          steps = Number.NaN;
        }
        epoch = toEpoch;
        namesEpochs = true;
        if (!Number.isNaN(toEpochs)) epochs = toEpochs;
      }
      if (Number.isNaN(toStep)) return;
      if (isBar && !namesEpochs) {
        if (toStep < lastBarStep && lastBarStep >= 0.95 * steps) fullBars += 1;
        lastBarStep = toStep;
      }
      step = toStep;
      if (!Number.isNaN(toSteps)) steps = toSteps;
    },
    repeatsBar(values) {
      const drawn = values.join();
      const same = drawn === lastBar;
      lastBar = drawn;
      return same;
    },
    plan() {
      if (namesEpochs) return Number.isNaN(epochs) ? undefined : { epochs };
      return Number.isNaN(steps) || fullBars > 0 ? undefined : { steps };
    },
  };
}
