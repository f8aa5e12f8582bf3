import type { Point, Series } from '../../../src/api';
import { fail, pass, unknown, type Verdict } from './verdict';

export interface AgreementFigures {
  /** Relative distance of two records of one value. */
  readonly exact: number;
  /** The same at the most, where one of them was written with fewer digits. */
  readonly rounded: number;
  /** Names of closing values that are means over the run. */
  readonly means: readonly string[];
}

export interface AgreementEvidence {
  readonly ours: Point;
  readonly theirs: Point;
}

/** Whether a series and its copy in another file have the same values, at the moments that both files have. */
export function judgeAgreement(primary: Series, copy: Series, figures: AgreementFigures): Verdict<AgreementEvidence> {
  if (copy.kind === 'summary' && figures.means.includes(copy.name)) return unknown('the closing value is a mean over the run');
  const isSame = (a: number, b: number): boolean => Object.is(a, b) || Math.abs(a - b) <= toleranceFor(a, b, figures);
  if (copy.kind === 'summary') return judgeSummary(primary, copy, isSame);
  const momentOf = momentKey(primary, copy);
  const ours = new Map(primary.points.map((point) => [momentOf(point), point]));
  let compared = 0;
  for (const theirs of copy.points) {
    const own = ours.get(momentOf(theirs));
    if (own === undefined || theirs.step === undefined) continue;
    compared += 1;
    if (!isSame(own.value, theirs.value)) return fail({ ours: own, theirs });
  }
  return compared === 0 ? unknown('the two files share no step') : pass;
}

/** What makes two values of one moment: the step, and the epoch too where steps begin again in each. */
const momentKey = (primary: Series, copy: Series): ((point: Point) => string) => {
  const needsEpoch = primary.stepScope === 'epoch' || copy.stepScope === 'epoch';
  return ({ step, epoch }) => (needsEpoch ? `${epoch ?? '?'}|${step ?? ''}` : String(step ?? ''));
};

/** One unit of the last digit that the shorter of the two was written with, within limits. */
function toleranceFor(a: number, b: number, { exact, rounded }: AgreementFigures): number {
  const size = Math.max(Math.abs(a), Math.abs(b));
  const digits = Math.min(decimals(a), decimals(b));
  // A whole number may be exact or rounded: a share of it decides.
  return Math.max(exact * size, digits > 0 ? 10 ** -digits : Math.min(1, rounded * size)) + 1e-9;
}

const decimals = (value: number): number =>
  /^-?\d+\.(\d+)$/.exec(String(value))?.[1]?.length ?? (Number.isInteger(value) ? 0 : 17);

/** A summary holds the last value, or the best where its author asked for that. */
function judgeSummary(primary: Series, copy: Series, isSame: (a: number, b: number) => boolean): Verdict<AgreementEvidence> {
  const theirs = copy.closing;
  const ours = primary.closing;
  if (primary.kind !== 'history') return unknown('there is no curve to compare with');
  if (theirs.step === undefined || ours.step === undefined) return unknown('the step of the closing value is unknown');
  if (theirs.step !== ours.step) return unknown('the two were written at different steps');
  const accepted = [ours, primary.min, primary.max].some((point) => point && isSame(point.value, theirs.value));
  return accepted ? pass : fail({ ours, theirs });
}
