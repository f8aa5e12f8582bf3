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
  /** The step counts within an epoch or an evaluation: `batch 3`, `10/469`. */
  readonly isWithin: boolean;
  /** The word for a split beside the epoch: `val` in `Epoch(val) [1][100/100]`. */
  readonly splitWord?: string;
}

/**
 * No two of the parts that may be blank are side by side, so that a long blank line is not tried in every way to divide it.
 * `Epoch 3`, `epoch=3`, `Epoch [1/10]`, `Epoch... (1/10 | Loss: 0.5)`, `Epoch(val) [1][100/100]`, `Train Epoch: 1 [640/60000 (1%)]`; not `num_epochs: 10`.
 */
const EPOCH =
  /(?<![A-Za-z])(?<!(?<![A-Za-z])(?:num|max|n|total|warmup|per|every|min|best|last)[_ -])(epochs?|ep|轮[次数])(?:\s*\((train|val|test)\))?["']?\s*(?:[:#=]\s*["']?|\.{3} \()?(?:\[\s*)?(\d+(?:\.\d+)?)\s*(?:\]\s*)?(?:(?:\/|of)\s*(\d+)\s*\]?)?(?:\s*\[\s*(\d+)\s*\/\s*(\d+)\s*(?:\(\d+%\)\s*)?\])?/di;
/** tqdm with the epoch before the percentage: `[fold_0] 012/200:  25%|██`. */
const BAR_OF_EPOCH = /^\s{0,8}(?:\[[^\]]{1,30}\]\s{1,4})?(\d+)\/(\d+):?\s{1,4}\d{1,3}%\|/d;
/** `3epoch results:`, `第 3 轮`. */
const NTH_EPOCH = /(?<![\w.])(\d+)epoch\b|第\s{0,3}(\d+)\s{0,3}(?:轮|个epoch)/di;
const STEP =
  /(?<![\w])(?:global[_ ]?|train(?:ing)?[_/ ]|train)?(steps?|iter|iteration|iters|batch|it|update|num_updates|(?:训练|迭代)(?:次数|步数))(?![A-Za-z\d])["']?\s*(?:[:#=]\s*)?["']?(?:\[\s*)?(\d{1,3}(?:,\d{3}){1,3}(?!,?\d)|\d+)\b(?!\.\d)\s*(?:(?:\/|of)\s*(\d{1,3}(?:,\d{3}){1,3}(?!,?\d)|\d+))?/di;
/** fairseq and Coqui count the batches of an epoch before its values, and the steps of the run after that. */
const UPDATES = /\b(num_updates|global_steps?)["']?[ :=]{1,3}["']?(\d+)\b/di;
/** ESPnet: `1epoch:train:101-200batch:`. */
const LAST_OF_BATCHES = /:\d+-(\d+)batch\b/d;
const BATCHES = /(?<![\d.])(\d+)\s*\/\s*(\d+)\s+batches\b/di;
/** `| epoch 001:     10 / 500 loss=…`, `loss: 2.30  [   64/60000]`. */
const OF = /(?:epoch\s+\d+:\s+(\d+)\s+\/\s+(\d+)\s)|(?:\s\[\s*(\d+)\/\s*(\d+)\]\s*$)/di;
/**
 * tqdm `65%|███  | 966/1485 [02:11<01:09`, or `1.00/171` with its `unit_scale`, Keras `469/469 [====`, `469/469 ━━━`, rich
 * `━━━ 41/41 0:00:12`, and tqdm as notebooks print it, `65% 966/1485 [02:11<01:09`.
 */
const BAR =
  /(?:\|\s*(\d+)(?:\.\d{1,2})?\/(\d+)(?:\.\d{1,2})?\s*\[)|(?:(?:^|\s)(\d+)\/(\d+)\s+(?:\[[=>.]+\]|━|─))|(?:[━╸╺─]\s{1,4}(\d+)\/(\d+)\s)|(?:(?:^|\s)(\d+)()it \[\d)|(?:\d%\s{1,4}(\d+)\/(\d+) \[\d)/d;
const BRACKET_ONLY = /^\[(\d+)\]\s+[A-Za-z]/d;
/** `[3/24] loss: 0.5`, and DCGAN's `[0/5][150/1583] Loss_D: 0.5`: of the run, of an epoch. */
const COUNTED =
  /^\s*\[\s*(\d+)\s*\/\s*(\d+)\s*\](?:\s*\[\s*(\d+)\s*\/\s*(\d+)\s*\])?(?=[\s|,:-]{0,10}[\p{L}_][\p{L}\p{N}_ ./@-]{0,40}[:=])/du;
/** llm.c's main.log: `s:250 trl:3.5`. */
const LETTER_STEP = /^s:(\d+) (?=\w)/d;
/** NVIDIA's translation examples: `TRAIN [0][1350/3416]`, `VALIDATION [0][0/80]`. */
const OF_PHASE = /\b(?:TRAIN|VALIDATION|TEST) \[(\d+)\]\[(\d+)\/(\d+)\]/d;
const LEADING = /^\s*(\d+):\s+["'{]?[A-Za-z]/d;

type Found = RegExpExecArray & { readonly indices?: readonly (Range | undefined)[] };
type Take = (key: 'step' | 'steps', found: Found, group: number) => void;

export function whenOf(line: string): When {
  const bar: Found | null = BAR.exec(line);
  const epoch: Found | null = EPOCH.exec(line);
  const at: { -readonly [Key in keyof When['at']]: Range } = {};
  const values = { epoch: Number.NaN, epochs: Number.NaN, step: Number.NaN, steps: Number.NaN };
  const take = (key: keyof typeof values, found: Found, group: number): void => {
    if (found[group] === undefined) return;
    values[key] = Number(found[group].replaceAll(',', ''));
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
  const nth: Found | null = epoch === null ? NTH_EPOCH.exec(line) : null;
  if (nth !== null) take('epoch', nth, nth[1] === undefined ? 2 : 1);
  const ofBar: Found | null = bar !== null && epoch === null && nth === null ? BAR_OF_EPOCH.exec(line) : null;
  if (ofBar !== null) {
    take('epoch', ofBar, 1);
    take('epochs', ofBar, 2);
  }
  const phase: Found | null = epoch === null ? OF_PHASE.exec(line) : null;
  if (phase !== null) {
    take('epoch', phase, 1);
    take('step', phase, 2);
    take('steps', phase, 3);
  }
  const counted: Found | null = epoch === null && nth === null ? COUNTED.exec(line) : null;
  if (counted?.[3] !== undefined) {
    take('epoch', counted, 1);
    take('epochs', counted, 2);
    take('step', counted, 3);
    take('steps', counted, 4);
  }
  const isWithin = at.step === undefined ? takeStep(line, bar, take) : true;
  return { ...values, at, isBar: bar !== null, isWithin, splitWord: epoch?.[2] };
}

/**
 * Takes the step from the first of: updates and global steps, a word for steps, a progress bar, `N/M batches`, `epoch 1: N / M`, `[N/M] `,
 * `[N] ` or `N: ` at the start of the line. True: it counts within an epoch.
 */
function takeStep(line: string, bar: Found | null, take: Take): boolean {
  const updates: Found | null = UPDATES.exec(line);
  const step: Found | null = updates ?? STEP.exec(line);
  if (step !== null && !isStepPlan(step)) {
    take('step', step, 2);
    take('steps', step, 3);
    return /batch/i.test(step[1]!) || (step[3] !== undefined && Number(step[3]) > 0);
  }
  const lastOf: Found | null = LAST_OF_BATCHES.exec(line);
  if (lastOf !== null) {
    take('step', lastOf, 1);
    return true;
  }
  if (bar !== null) {
    const group = [1, 3, 5, 7, 9].find((index) => bar[index] !== undefined)!;
    take('step', bar, group);
    if (bar[group + 1] !== '') take('steps', bar, group + 1);
    return true;
  }
  const counted: Found | null = BATCHES.exec(line) ?? OF.exec(line);
  if (counted !== null) {
    const group = counted[1] === undefined ? 3 : 1;
    take('step', counted, group);
    take('steps', counted, group + 1);
    return true;
  }
  const leading: Found | null = COUNTED.exec(line);
  if (leading !== null) {
    take('step', leading, 1);
    take('steps', leading, 2);
    return true;
  }
  const bracket: Found | null = BRACKET_ONLY.exec(line) ?? LETTER_STEP.exec(line) ?? LEADING.exec(line);
  if (bracket !== null) take('step', bracket, 1);
  return false;
}

/** `steps: 5000` says how many there will be; `'steps': 500` in a record is the current one. */
const isStepPlan = (found: RegExpExecArray): boolean =>
  /^(?:steps|iters)$/i.test(found[1]!) && found[3] === undefined && !/["']/.test(found[0]);
