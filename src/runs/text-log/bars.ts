import type { SeriesSink } from '../reader';
import type { Bar, Meaning, Values } from './meaning';

/** States of a bar that are held until it is known whether there is another one. */
const MOST_HELD = 256;
const MOST_BARS = 16;

/** Decides which states of progress bars count. */
export interface Bars {
  draw(meaning: Meaning, bar: Bar, values: Values): void;
  /** Another record comes: bars that are full are over. */
  settle(): void;
  /** All bars are over. */
  flush(): void;
}

interface State {
  readonly meaning: Meaning;
  readonly values: Values;
}

interface Drawn {
  counts: Bar['counts'];
  held: State[];
  /** The last state, whether it is held or not. */
  last: State;
  /** The last state of the bar before this one, while all states of this one show its values; and how many states that are. */
  stale: { readonly before: State; count: number } | undefined;
  /** Series and their values that this state of the bar has given. */
  given: Map<SeriesSink, number>;
}

type Give = (series: SeriesSink, value: number, column: number, at: Values) => void;

/**
 * Where a log has one bar after the other (one an epoch), the last state of each counts. Where one bar is all there is, its states
 * are the curve.
 */
export function createBars(give: Give): Bars {
  const bars = new Map<string, Drawn>();

  function begin(drawn: Drawn, bar: Bar): void {
    if (drawn.counts === 'unknown') drawn.counts = 'last';
    giveHeld(give, drawn);
    drawn.given = new Map();
    if (bar.counts !== 'unknown') drawn.counts = bar.counts;
  }

  function hold(drawn: Drawn, state: State, isBegun: boolean): void {
    const isRepeated = !isBegun && sameValues(drawn.last, state) && !isNewBreak(drawn.last, state);
    noteStale(drawn, state, isBegun);
    drawn.last = state;
    if (isRepeated && drawn.held.length === 0) return;
    if (drawn.counts === 'last' || isRepeated) drawn.held[Math.max(0, drawn.held.length - 1)] = state;
    else drawn.held.push(state);
    if (drawn.counts === 'last') return;
    if (drawn.held.length > MOST_HELD) drawn.counts = 'each';
    if (drawn.counts !== 'each') return;
    // The last one is held: it may be drawn again with the same values.
    for (const one of drawn.held.slice(0, -1)) giveState(give, drawn, one);
    drawn.held = [state];
  }

  function flush(): void {
    for (const drawn of bars.values()) giveHeld(give, drawn);
  }

  return {
    draw(meaning, bar, values) {
      const state = { meaning, values };
      const known = bars.get(bar.key);
      if (known !== undefined) {
        if (isEvaluation(known, values)) return;
        const isBegun = isAnother(known, values);
        if (isBegun) begin(known, bar);
        hold(known, state, isBegun);
        return;
      }
      if (bars.size === MOST_BARS) {
        flush();
        bars.clear();
      }
      const drawn: Drawn = { counts: bar.counts, held: [], last: state, stale: undefined, given: new Map() };
      bars.set(bar.key, drawn);
      hold(drawn, state, true);
    },
    settle() {
      if (bars.size === 0) return;
      for (const drawn of bars.values()) {
        const { step, steps } = drawn.last.values;
        if (drawn.counts === 'last' && drawn.held.length > 0 && step >= steps) giveHeld(give, drawn);
      }
    },
    flush,
  };
}

/** So many states of a bar that only show the values of the one before it were drawn without any of its own. */
const SEVERAL = 3;

/** A bar may be drawn with the values of the one before it until it has its own, which it may never have. */
function noteStale(drawn: Drawn, state: State, isBegun: boolean): void {
  if (isBegun) drawn.stale = drawn.last === state ? undefined : { before: drawn.last, count: 0 };
  if (drawn.stale === undefined) return;
  const isSame = sameValues(drawn.stale.before, state) && !state.values.values.some(Number.isNaN);
  if (isSame) drawn.stale.count += 1;
  else drawn.stale = undefined;
}

function giveState(give: Give, drawn: Drawn, { meaning, values }: State): void {
  const at = drawn.counts === 'last' ? ofEpoch(values) : values;
  for (const [index, series] of meaning.series.entries()) {
    if (series === undefined) continue;
    const value = values.values[index]!;
    // A full bar may be drawn again, and one may carry the value of another split until there is a newer one.
    const mayRepeat = drawn.counts === 'last' || meaning.carried?.[index];
    if (mayRepeat && Object.is(drawn.given.get(series), value)) continue;
    drawn.given.set(series, value);
    give(series, value, values.columns[index]!, at);
  }
}

function giveHeld(give: Give, drawn: Drawn): void {
  const isStale = drawn.stale !== undefined && drawn.stale.count >= SEVERAL;
  const states = isStale ? [] : drawn.counts === 'last' ? drawn.held.slice(-1) : drawn.held;
  for (const state of states) giveState(give, drawn, state);
  drawn.held = [];
}

/** Whether `next` shows another bar than the last state: it begins again, or it is about another epoch. */
const isAnother = ({ last: { values } }: Drawn, next: Values): boolean =>
  next.step < values.step || (next.epoch !== values.epoch && !Number.isNaN(next.epoch)) || !Object.is(next.steps, values.steps);

/** Keras draws the same bar, with another total, for an evaluation after the last epoch. */
const isEvaluation = ({ counts, last: { values } }: Drawn, next: Values): boolean =>
  counts === 'last' && next.epoch === values.epoch && next.steps !== values.steps && values.step >= values.steps;

/** The last state of a bar is about its epoch; the steps of the bar count within it. */
const ofEpoch = (values: Values): Values => ({
  ...values,
  step: Number.NaN,
  epoch: Number.isNaN(values.epoch) ? 0 : values.epoch,
});

/** NaN at each step of a bar is no value that it is drawn with again. */
const isNewBreak = (last: State, { meaning, values }: State): boolean =>
  values.step > last.values.step &&
  meaning.series.some((series, index) => series && Number.isNaN(values.values[index]) && !meaning.carried?.[index]);

const sameValues = (left: State, right: State): boolean =>
  left.values.values.length === right.values.values.length &&
  left.values.values.every((value, index) => Object.is(value, right.values.values[index]));
