import { outcomesOf } from '../../../engine/outcomes';
import type { RunArtifact } from '../../../model/targets';
import { chartsOf } from '../../../reporters/runs/charts';
import { bestOf, figure } from '../../../reporters/runs/view';
import type { Series } from '../../../runs';
import type { Curve, Problem, Step } from '../../evidence/evidence';
import { type JudgedRuns, problemOf } from '../judge-runs';
import type { Observation, StageOptions } from '../observe';
import { fact, stepOf, summaryOf, verdictOfProblems } from './step';

/** What the metrics of a training say, by the rules for its task. */
export function metricsStep({ configuration }: StageOptions, { stage, end }: Observation, { runs, findings }: JudgedRuns): Step {
  const series = runs.flatMap(({ run }) => run.series.filter(({ role }) => role === 'primary'));
  const problems: Problem[] = findings.filter(({ rule }) => rule.startsWith('metrics/')).map(problemOf);
  if (series.length === 0 && end.code === 0)
    problems.push({
      severity: 'error',
      check: 'verify/no-metric',
      message:
        'No metric was logged, neither in the output nor in a file of the example. Print the loss and what the task is judged by.',
    });
  const main = mainOf(series);
  const passed = runs.flatMap((run) => outcomesOf(run, configuration)).filter(({ outcome }) => outcome === 'pass').length;
  const isUnknown = problems.length === 0 && (series.length === 0 || passed === 0);
  const otherwise = main ? `${describe(main)}. ${passed} checks passed.` : 'There was nothing to judge.';
  return stepOf({
    step: 'metrics',
    stage,
    verdict: isUnknown ? 'unknown' : verdictOfProblems(problems),
    summary: summaryOf(problems, otherwise),
    facts: [
      fact('main metric', main && describe(main)),
      fact('tasks', [...new Set(runs.flatMap(({ tasks }) => [...tasks]))].join(', ') || undefined),
      ...series.slice(0, 20).map((each) => fact(each.name, values(each))),
    ],
    problems,
    curves: runs.flatMap(curvesOf).slice(0, 24),
  });
}

/** The loss of training, or else the longest curve that has a better direction. */
function mainOf(series: readonly Series[]): Series | undefined {
  const curves = series.filter(({ finiteCount, first, last }) => finiteCount > 0 && first && last);
  const losses = curves.filter(({ metric, component }) => metric === 'loss' && component === undefined);
  const known = curves.filter(({ better }) => better !== undefined);
  return losses.find(({ split }) => split === 'train' || split === undefined) ?? losses[0] ?? known[0];
}

function describe({ name, first, last, count, closing }: Series): string {
  if (count === 1) return `${name} ${figure(closing.value)}`;
  return `${name} ${figure(first?.value)} → ${figure(last?.value)} in ${count} values`;
}

const values = (series: Series): string => {
  const best = bestOf(series);
  const last = figure(series.closing.value);
  return `${series.count === 1 ? last : `${figure(series.opening.value)} → ${last}`}${best ? `, best ${figure(best.value)}` : ''}`;
};

/** At most so many points of each curve. */
const mostPoints = 400;

const curvesOf = ({ run }: RunArtifact): readonly Curve[] =>
  chartsOf(run, []).flatMap(({ lines, axis, isDull }) =>
    isDull
      ? []
      : lines.map(({ series, x, y }): Curve => {
          const every = Math.max(1, Math.ceil(x.length / mostPoints));
          const points = x.flatMap((at, index) =>
            index % every === 0 || index === x.length - 1 ? [[at, finite(y[index])] as const] : [],
          );
          return { name: series.name, axis, points };
        }),
  );

const finite = (value: number | undefined): number | null => (value !== undefined && Number.isFinite(value) ? value : null);
