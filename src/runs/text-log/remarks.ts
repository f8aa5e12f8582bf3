import { noMoment } from '../moment';
import { readOpenMmlab } from '../names/openmmlab';
import type { RunSink } from '../reader';
import { meaningOf } from './pairs';
import type { Position } from './position';
import type { SeriesChooser } from './series-chooser';

/** What lines say about the run itself: that it is over, how long it will be, what the lines after it are about. */
export interface Remarks {
  /** True: the line is such a remark. */
  line(text: string, number: number, hasMetrics: boolean): boolean;
  /** The log is over: gives the best value that its end states. */
  end(): void;
}

const FINISHED =
  /\b(?:training|experiment)\b(?!.{0,20}?\b(?:epoch|step|iter\w*|batch|loop)\b).{0,40}?\b(?:complete[d]?|finished|done)\b|\b(?:finished|done) training\b|\bepochs completed in\b|'train_runtime':|`max_(?:epochs|steps)=\d+` reached|\bearly stopping\b.{0,60}\bbest iteration\b|\bbest iteration is:|^\s*total training time\b|\btraining was finished\b|^Training time \d+(?: day|:)/i;
const NOT_FINISHED = /\b(?:not|until|when|after|before|if|isn't|hasn't)\b.{0,40}\b(?:complete|finish|done)/i;
const BEST = /\bbest\b/i;
const ANNOTATIONS = 'IoU metric: ';
/** detectron2's, before its table. */
const RESULTS = /Evaluation results for (bbox|segm|keypoints|sem_seg|panoptic_seg):/;
/**
 * DeepSpeed `OVERFLOW! Rank 0 Skipping step. Attempted loss scale: 65536, reducing to 32768`, apex `Gradient overflow.  Skipping step, loss
 * scaler 0 reducing loss scale to 32768.0`, fairseq `gradient overflow detected, ignoring gradient, setting loss scale to: 64.0`.
 */
const OVERFLOW = /\b(?:reducing|loss scale) to:? (\d{1,20}(?:\.\d{1,20})?(?:e[+-]\d{1,3})?)/;
/** DeepSpeed, at the end of its scales: `Attempted loss scale: 1, reducing to 1`. */
const LOWEST = /\bAttempted loss scale: (\d{1,20}(?:\.\d{1,20})?), reducing to/;
/** As configurations and start-up messages give the length of the training. */
const PLANS: readonly (readonly [RegExp, 'epochs' | 'steps'])[] = [
  [/\b(?:max_epochs|total_epochs)["']?\s?[=:]\s?(\d{1,6})\b/, 'epochs'],
  [/\bNum Epochs = (\d{1,6})\b/, 'epochs'],
  [/\bTotal optimization steps = (\d{1,3}(?:,\d{3})+|\d{1,12})\b/, 'steps'],
];

export function createRemarks(sink: RunSink, chooser: SeriesChooser, position: Position): Remarks {
  let best: { readonly name: string; readonly value: number; readonly line: number; readonly column: number } | undefined;

  /** `Training of experiment is done and the best AP is 90.00`. A run that was started again states another one later. */
  function takeBest(text: string, number: number): void {
    const found = /\bbest ([A-Za-z][\w@.-]{0,30})(?: is|:| =)? (\d{1,6}(?:\.\d{1,10})?)\b/i.exec(text);
    if (found === null || meaningOf(found[1]!).better === undefined) return;
    const column = found.index + found[0].length - found[2]!.length + 1;
    best = { name: `best ${found[1]}`, value: Number(found[2]), line: number, column };
  }

  /** A step that was skipped because its gradients overflowed, and the scale that is tried next. */
  function takeOverflow(text: string, number: number): boolean {
    const found = /overflow/i.test(text) ? OVERFLOW.exec(text) : null;
    if (found === null) return false;
    const column = found.index + found[0].length - found[1]!.length + 1;
    const moment = { ...noMoment(), step: position.step(), epoch: position.epoch(), line: number, column };
    const scale = Number(found[1]);
    sink.series('loss scale').add(scale, moment);
    const known = { metric: 'loss-scale', component: 'overflow' };
    if (Number(LOWEST.exec(text)?.[1]) === scale) sink.series('overflows at the lowest loss scale', { known }).add(scale, moment);
    return true;
  }

  /** What comes before the first metric: how long the training will be, and the versions that OpenMMLab lists. */
  function takePlan(text: string): boolean {
    const isVersion = text.startsWith('MM');
    if (isVersion) readOpenMmlab(text, sink);
    const plans = PLANS.flatMap(
      ([pattern, kind]) =>
        pattern
          .exec(text)
          ?.slice(1, 2)
          .map((count) => ({ count, kind })) ?? [],
    );
    for (const { count, kind } of plans) sink.planned({ [kind]: Number(count.replaceAll(',', '')) });
    return isVersion || plans.length > 0;
  }

  return {
    line(text, number, hasMetrics) {
      if (text.length > 2000) return false;
      if (/^(?:<{7}|>{7}) /.test(text))
        sink.problem('the file contains an unresolved merge conflict', { line: number, column: 1 });
      const namesAnnotations = text.startsWith(ANNOTATIONS);
      if (namesAnnotations) chooser.annotations(text.slice(ANNOTATIONS.length).trim());
      const results = RESULTS.exec(text);
      if (results !== null) chooser.results(results[1]!);
      const isPlan = !hasMetrics && takePlan(text);
      const isEnd = FINISHED.test(text) && !NOT_FINISHED.test(text);
      if (isEnd) {
        sink.finished(text.trim().slice(0, 200), { line: number, column: 1 });
        if (BEST.test(text)) takeBest(text, number);
      }
      return namesAnnotations || results !== null || isPlan || isEnd || takeOverflow(text, number);
    },
    end() {
      if (best === undefined) return;
      const moment = noMoment();
      moment.line = best.line;
      moment.column = best.column;
      sink.series(best.name, { kind: 'summary' }).add(best.value, moment);
    },
  };
}
