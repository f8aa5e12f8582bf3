/** Offsets in a line: from, up to. */
export type Range = readonly [number, number];

/** The epoch and step that a line names, and where their numbers are. NaN: it names none. */
export interface When {
  readonly epoch: number;
  readonly epochs: number;
  readonly step: number;
  readonly steps: number;
  readonly at: { readonly epoch?: Range; readonly epochs?: Range; readonly step?: Range; readonly steps?: Range };
  /** The line holds a progress bar. */
  readonly isBar: boolean;
  /** The word for a split beside the epoch: `val` in `Epoch(val) [1][100/100]`. */
  readonly splitWord?: string;
}

/**
 * No two of the parts that may be blank are side by side, so that a long blank line is not tried in every way to divide it.
 * `Epoch 3`, `epoch=3`, `Epoch [1/10]`, `Epoch(val) [1][100/100]`, `Train Epoch: 1 [640/60000 (1%)]`; not `num_epochs: 10`.
 */
const EPOCH =
  /(?<![A-Za-z])(?<!(?<![A-Za-z])(?:num|max|n|total|warmup|per|every|min|best|last)[_ -])(epochs?|ep)(?:\s*\((train|val|test)\))?["']?\s*(?:[:#=]\s*)?(?:\[\s*)?(\d+(?:\.\d+)?)\s*\]?\s*(?:(?:\/|of)\s*(\d+)\s*\]?)?(?:\s*\[\s*(\d+)\s*\/\s*(\d+)\s*(?:\(\d+%\))?\s*\])?/di;
const STEP =
  /(?<![\w])(?:global[_ ]?|train(?:ing)?[_/ ])?(steps?|iter|iteration|iters|batch|it|update)\b["']?\s*(?:[:#=]\s*)?(?:\[\s*)?(\d+)\b(?!\.\d)\s*(?:(?:\/|of)\s*(\d+))?/di;
const BATCHES = /(?<![\d.])(\d+)\s*\/\s*(\d+)\s+batches\b/di;
/** tqdm `65%|███  | 966/1485 [02:11<01:09`, Keras `469/469 [====`, `469/469 ━━━`. */
const BAR = /(?:\|\s*(\d+)\/(\d+)\s*\[)|(?:(?:^|\s)(\d+)\/(\d+)\s+(?:\[[=>.]+\]|━|─))/d;
const BRACKET_ONLY = /^\[(\d+)\]\s+[A-Za-z]/d;

type Found = RegExpExecArray & { readonly indices?: readonly (Range | undefined)[] };

export function whenOf(line: string): When {
  const bar: Found | null = BAR.exec(line);
  const epoch: Found | null = EPOCH.exec(line);
  const at: { -readonly [Key in keyof When['at']]: Range } = {};
  const values = { epoch: Number.NaN, epochs: Number.NaN, step: Number.NaN, steps: Number.NaN };
  const take = (key: keyof typeof values, found: Found, group: number): void => {
    if (found[group] === undefined) return;
    values[key] = Number(found[group]);
    at[key] = found.indices?.[group];
  };
  const isPlan = epoch?.[1]?.toLowerCase() === 'epochs' && epoch[4] === undefined;
  if (epoch !== null && !isPlan) {
    take('epoch', epoch, 3);
    take('epochs', epoch, 4);
    // `Epoch(val) [1][100/100]` counts batches of the validation set.
    if (epoch[2] === undefined || epoch[2] === 'train') {
      take('step', epoch, 5);
      take('steps', epoch, 6);
    }
  }
  if (at.step === undefined) takeStep(line, bar, take);
  return { ...values, at, isBar: bar !== null, splitWord: epoch?.[2] };
}

/** Takes the step from the first of: a word for steps, a progress bar, `N/M batches`, `[N] ` at the start of the line. */
function takeStep(line: string, bar: Found | null, take: (key: 'step' | 'steps', found: Found, group: number) => void): void {
  const step: Found | null = STEP.exec(line);
  if (step !== null && !isStepPlan(step)) {
    take('step', step, 2);
    take('steps', step, 3);
    return;
  }
  if (bar !== null) {
    take('step', bar, bar[1] === undefined ? 3 : 1);
    take('steps', bar, bar[1] === undefined ? 4 : 2);
    return;
  }
  const batches: Found | null = BATCHES.exec(line);
  if (batches !== null) {
    take('step', batches, 1);
    take('steps', batches, 2);
    return;
  }
  const bracket: Found | null = BRACKET_ONLY.exec(line);
  if (bracket !== null) take('step', bracket, 1);
}

/** `steps: 5000` says how many there will be; `'steps': 500` in a record is the current one. */
const isStepPlan = (found: RegExpExecArray): boolean =>
  /^(?:steps|iters)$/i.test(found[1]!) && found[3] === undefined && !/["']/.test(found[0]);
