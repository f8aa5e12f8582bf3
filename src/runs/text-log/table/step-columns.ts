import { nameOf } from '../../../text/path';
import type { MetricName } from '../../model/series';
import { isMeasure } from '../../names/metric-name';
import type { RowPlace } from '../line';
import { meaningOf, type Pair, parseNumber, splitOf } from '../pairs';
import type { Reading } from '../read-line';

/** Lines of bare columns: `250 val 3.2847`, as nanoGPT's successors log, and `250<TAB>3.2847`. */
export interface StepColumns {
  /** The rows that the line confirms: two of a kind make a log of them. `at`: where the line is. */
  line(body: string, at: RowPlace): readonly StepRow[];
}

export interface StepRow {
  readonly reading: Reading;
  readonly at: RowPlace;
}

const WITH_SPLIT = /^(\d{1,12})[ \t]+(train|val|valid|test|hella\w{0,10})[ \t]+([-+]?\d+\.\d+(?:e[-+]?\d+)?|nan|-?inf)\s*$/di;
const BARE = /^(\d{1,12})[ \t]+([-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?|nan|-?inf)\s*$/di;
/** Names of files whose numbers may be those of a training. */
const SOUNDS_LIKE_A_LOG = /log|loss|train|metric|history/i;

export function createStepColumns(path: string): StepColumns {
  const bareName = nameOf(path).replace(/\.\w+$/, '');
  const isNamed = isMeasure(meaningOf(bareName));
  const mayBeBare = isNamed || SOUNDS_LIKE_A_LOG.test(bareName);
  let first: StepRow | undefined;
  let isConfirmed = false;
  const named = createNamedRows();

  return {
    line(body, at) {
      const split = WITH_SPLIT.exec(body);
      if (split !== null) return named(split[2]!.toLowerCase(), { reading: readingOf(split, split[2]!, 3), at });
      const bare = mayBeBare ? BARE.exec(body) : null;
      if (bare === null) {
        first = undefined;
        return [];
      }
      const row = { reading: readingOf(bare, isNamed ? bareName : 'value', 2), at };
      const before = first;
      if (isConfirmed) return [row];
      first = row;
      if (before === undefined || !(row.reading.step > before.reading.step)) return [];
      isConfirmed = true;
      return [before, row];
    },
  };
}

const MOST_HELD = 16;

/** Rows count from the second of a name on, at a later step: a table that pandas prints has `2  test  0.5` once, or at the same row. */
function createNamedRows(): (word: string, row: StepRow) => readonly StepRow[] {
  let held: StepRow[] = [];
  const lastStep = new Map<string, number>();
  let isConfirmed = false;
  return (word, row) => {
    if (isConfirmed) return [row];
    isConfirmed = row.reading.step > (lastStep.get(word) ?? Number.NaN);
    lastStep.set(word, row.reading.step);
    const rows = [...held, row];
    held = isConfirmed ? [] : rows.slice(-MOST_HELD);
    return isConfirmed ? rows : [];
  };
}

function readingOf(found: RegExpExecArray, word: string, group: number): Reading {
  const [from, to] = found.indices![group]!;
  const pair: Pair = {
    ...meaningOfWord(word),
    value: parseNumber(found[group]!),
    offset: from,
    end: to,
    written: 'number',
    isMarked: true,
  };
  const [stepFrom, stepTo] = found.indices![1]!;
  const at = { step: [stepFrom, stepTo] as const };
  const step = Number(found[1]);
  return { epoch: Number.NaN, epochs: Number.NaN, step, steps: Number.NaN, at, isBar: false, isWithin: false, pairs: [pair] };
}

function meaningOfWord(word: string): { readonly name: string; readonly meaning: MetricName } {
  if (/^hella/i.test(word)) return { name: word, meaning: { metric: 'accuracy', better: 'higher', split: 'val' } };
  if (!/^(?:train|val|valid|test)$/i.test(word)) return { name: word, meaning: meaningOf(word) };
  return { name: 'loss', meaning: { metric: 'loss', better: 'lower', split: splitOf(word) } };
}
