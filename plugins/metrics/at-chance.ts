import type { RunArtifact, Series } from '../../src/api';
import { classesOf } from './classes';
import { curvesOf, trainingLosses } from './curves';
import { type ChanceFigures, judgeChance } from './judge/chance';
import { closingLevel, lastSegment, openingLevel } from './judge/trend';
import type { Datasets } from './shared-options';

/** An accuracy, and the number of classes that a guess is made among. */
export interface ChanceSubject {
  readonly series: Series;
  /** The series of the run. */
  readonly all: readonly Series[];
  readonly classes: number | undefined;
  /** The loss that stays at ln(classes), which shows how many there are. */
  readonly loss?: Series;
}

/**
 * The accuracies of a classifier. Where nothing states the number of classes, a loss that stays at the logarithm of a whole number does,
 * whatever the task is.
 */
export function chanceSubjects(target: RunArtifact, datasets: Datasets): ChanceSubject[] {
  const heldOut = curvesOf(target, 'accuracy', 'evaluation');
  const accuracies = heldOut.length > 0 ? heldOut : curvesOf(target, 'accuracy', 'train');
  if (accuracies.length === 0) return [];
  const isClassifier = target.tasks.has('image-classification');
  const stated = isClassifier ? classesOf(target, datasets) : undefined;
  const all = target.run.series;
  if (stated !== undefined) return accuracies.map((series) => ({ series, all, classes: stated }));
  for (const loss of trainingLosses(target)) {
    const classes = choicesOf(loss);
    if (classes !== undefined) return accuracies.map((series) => ({ series, all, classes, loss }));
  }
  return isClassifier ? accuracies.map((series) => ({ series, all, classes: undefined })) : [];
}

/** Whether `metrics/chance` reports the run. */
export const isAtChance = (target: RunArtifact, datasets: Datasets, figures: ChanceFigures): boolean =>
  chanceSubjects(target, datasets).some((subject) => judgeChance(subject, target.run, figures).outcome === 'fail');

/** Share of ln(n) that a loss at chance may be off. */
const EXACT = 0.005;
const MOST_CLASSES = 1000;

/** The number that a loss is the logarithm of, at its beginning and at its end; undefined: of none. */
function choicesOf(loss: Series): number | undefined {
  const segment = lastSegment(loss);
  if (loss.component !== undefined || segment.finiteCount < 2) return undefined;
  const closing = closingLevel(segment);
  const choices = Math.round(Math.exp(closing));
  if (choices < 2 || choices > MOST_CLASSES) return undefined;
  const guess = Math.log(choices);
  const isNear = (level: number, room: number): boolean => Math.abs(level - guess) < room * guess;
  return isNear(closing, EXACT) && isNear(openingLevel(segment), 4 * EXACT) ? choices : undefined;
}
