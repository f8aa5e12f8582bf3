import type { RunSink } from '../reader';
import type { CleanLine } from './clean-line';
import { createTroubleWatch, looksLikeTrouble } from './errors';
import { createSourceWatch } from './printed-source';
import { createWandbSummary } from './wandb-summary';

/** Finds lines that belong to something other than the metrics: errors, the program's own source, W&B's closing words. */
export interface Trouble {
  /** True: the line is such a line. */
  claims(line: CleanLine, at: ClaimPlace): boolean;
  empty(number: number): void;
  /** A traceback has begun. */
  isOpen(): boolean;
  end(): void;
}

export interface ClaimPlace {
  readonly number: number;
  /** UTF-16 units of the line before the text. */
  readonly before: number;
  /** A metric has come up. */
  readonly hasMetrics: boolean;
}

/** A progress bar, and what another process wrote right behind it. */
const BEHIND_KERAS = /(?<=\d)Batch \d{1,9}: Invalid loss/;
const BEHIND_BAR = /\|\s*\d{1,10}\/\d{1,10} \[[^\]]{0,200}\](?=\S)/;

export interface TroubleOptions {
  /** Called before an error is reported: values that come before it must be given before it. */
  readonly onTrouble: () => void;
  /** Gets the beginning of a line that trouble ends: its values still count. */
  readonly onValues: (line: CleanLine, at: ClaimPlace) => void;
}

export function createTrouble(sink: RunSink, { onTrouble, onValues }: TroubleOptions): Trouble {
  const watch = createTroubleWatch({
    error(kind, message, at, messageAt) {
      onTrouble();
      sink.error(kind, message, at, messageAt);
    },
  });
  const summary = createWandbSummary(sink);
  const source = createSourceWatch();

  return {
    claims({ text, at }, place) {
      const { number, before, hasMetrics } = place;
      // A scheduler or another process writes into the middle of a progress bar's line.
      const scheduler = text.indexOf('slurmstepd:');
      const bar = scheduler > 0 ? null : BEHIND_BAR.exec(text);
      const cut = bar === null ? Math.max(scheduler, BEHIND_KERAS.exec(text)?.index ?? -1) : bar.index + bar[0].length;
      if (cut > 0 && looksLikeTrouble(text.slice(cut))) {
        onValues({ text: text.slice(0, cut), at }, place);
        watch.line(text.slice(cut), number, before + at(cut));
        return true;
      }
      if ((!hasMetrics && source.line(text, number)) || watch.line(text, number, before)) return true;
      if (!text.startsWith('wandb:')) return false;
      summary.line(text, number);
      return true;
    },
    empty(number) {
      if (watch.isOpen()) watch.line('', number);
    },
    isOpen: watch.isOpen,
    end: watch.end,
  };
}
