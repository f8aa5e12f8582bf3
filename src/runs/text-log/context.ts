import type { Split } from '../model/series';
import { splitOf } from './pairs';

/** What headings before a line say about it: what the lines below them are about. */
export interface Context {
  /**
   * Takes a line that may be a heading. `elsewhere`: it is about a step or an epoch of its own, which ends what a heading said. After
   * `Eval begin...`, steps are those of the evaluation.
   */
  line(text: string, elsewhere: 'epoch' | 'step' | undefined): void;
  /** Of the lines after `Validation:`; undefined: no heading says. */
  readonly split: Split | undefined;
  /** The lines below are totals of the whole run. */
  readonly isSummary: boolean;
  /** The lines are of the batches of an evaluation. */
  readonly isOfBatches: boolean;
  /** Stands for all of it, so that lines below other headings aren't taken for the same. */
  readonly key: string;
}

/** `Test Error:`, `***** Eval results *****`, `== Validation ==`, `Eval begin...`. */
const HEADING =
  /^[\W_]*(?:(?:final|results? (?:on|for)) )?(?:(?:running|start(?:ing)?|begin) (?!train))?(train(?:ing)?|val(?:id(?:ation)?)?|eval(?:uation)?|test(?:ing)?)\b(?:[A-Za-z ]{0,30}(?::\s*$|[*=\-#]{2}\W*$)| begins?\W*$)/i;
/** PaddlePaddle's heading before the batches of an evaluation, and the line after them. */
const BEGUN = /^\W*eval begin\W*$/i;
const OVER = /^\W*eval samples: \d/i;
/** `evaluate:dev`, `Evaluating on the test set`: what is printed in blocks below, to the next such line. */
const EVALUATED =
  /^[\W_]*evaluat(?:e|ing)(?:[: ]{1,3}(?:on )?(?:the )?)(train(?:ing)?|dev|val(?:id(?:ation)?)?|test)(?: (?:set|data))?\W*$/i;
/** Hugging Face's closing blocks: `***** train metrics *****`. */
const CLOSING = /^\s*\*{3,} (?:train|eval|test|predict) metrics \*{3,}/i;
/** LightGBM and XGBoost print the best round again: `Early stopping, best iteration is:`, `Stopping. Best iteration:`. */
const BEST = /\bbest iteration(?: is)?:?\s*$/i;
const LONGEST = 100;

export function createContext(): Context {
  let split: Split | undefined;
  let kind: '' | 'closing' | 'best' = '';
  /** The heading is of blocks, which blank lines separate. */
  let isOfBlocks = false;
  let isBegun = false;
  return {
    line(text, elsewhere) {
      const isElsewhere = elsewhere === 'epoch' || (elsewhere === 'step' && !isBegun);
      if (text.length > LONGEST) {
        if (isElsewhere) {
          split = undefined;
          isBegun = false;
        }
        return;
      }
      const evaluated = EVALUATED.exec(text);
      const heading = evaluated ?? HEADING.exec(text);
      if (CLOSING.test(text)) kind = 'closing';
      else if (BEST.test(text)) kind = 'best';
      else if (kind === 'closing' && !/^\s*\S+\s+=\s/.test(text)) kind = '';
      if (heading !== null) {
        split = splitOf(heading[1]!);
        isOfBlocks = evaluated !== null;
        isBegun = BEGUN.test(text);
      } else if (isElsewhere || OVER.test(text) || (text.trim() === '' && !isOfBlocks && !isBegun)) {
        split = undefined;
        isBegun = false;
      }
    },
    get split() {
      return split;
    },
    get isSummary() {
      return kind !== '';
    },
    get isOfBatches() {
      return isBegun;
    },
    get key() {
      return `${kind} ${split ?? ''} ${isBegun}`;
    },
  };
}

const MOST_CONTEXTS = 1000;

/** Numbers that stand for keys of contexts. Keys that come up again have the number that they had, as far as they are remembered. */
export function createContextNumbers(): { note(key: string): void; readonly current: number } {
  const numbers = new Map<string, number>();
  let count = 0;
  let current = 0;
  let last = '';
  return {
    note(key) {
      if (key === last) return;
      last = key;
      const known = numbers.get(key);
      if (known === undefined) {
        if (numbers.size >= MOST_CONTEXTS) numbers.clear();
        count += 1;
        numbers.set(key, count);
      }
      current = known ?? count;
    },
    get current() {
      return current;
    },
  };
}
