import type { ConfigEntry, Gpu, Run, Series } from '../../runs';
import { isPlace } from '../../text/span';
import { type RunView, verdictOf } from './view';

/** The runs for programs, documented in `docs/runs.md`. Numbers that JSON doesn't have are `"NaN"`, `"Infinity"`, `"-Infinity"`. */
export function runsAsJson(views: readonly RunView[]): string {
  return `${JSON.stringify({ runs: views.map(runAsJson) }, (_, value: unknown) => (typeof value === 'number' && !Number.isFinite(value) ? String(value) : value), 2)}\n`;
}

const runAsJson = (view: RunView) => {
  const { run, tasks, findings, outcomes } = view;
  const verdict = verdictOf(view);
  return {
    path: run.path || '.',
    reader: run.reader,
    confidence: run.confidence,
    task: tasks[0] ?? null,
    status: run.status,
    segments: run.segments.map(({ start, file, step, epoch, place }) => ({
      start,
      file,
      ...lineOf(place),
      step: step ?? null,
      epoch: epoch ?? null,
    })),
    series: run.series.map(seriesAsJson),
    config: Object.fromEntries(run.config.map(({ key, value }: ConfigEntry) => [key, value])),
    system: { gpus: run.gpus.map(gpuAsJson) },
    checkpoints: checkpointsOf(run),
    errors: run.errors.map(({ kind, message, survived, messagePlace }) => ({
      kind,
      message,
      survived,
      file: messagePlace.file,
      ...lineOf(messagePlace),
    })),
    verdict: {
      outcome: verdict.kind,
      text: verdict.text,
      findings: findings.map(({ rule, severity, message, at }) => ({
        rule,
        severity,
        message,
        file: at.file,
        ...(isPlace(at) && lineOf(at)),
      })),
      judged: outcomes.map(({ rule, subject, outcome, because }) => ({
        rule,
        subject,
        outcome,
        ...(because !== undefined && { because }),
      })),
    },
  };
};

const seriesAsJson = (series: Series) => ({
  name: series.name,
  split: series.split ?? null,
  metric: series.metric ?? null,
  aggregation: series.aggregation ?? null,
  scale: series.scale ?? null,
  points: series.count,
  first: series.first?.value ?? null,
  last: series.last?.value ?? null,
  min: series.min?.value ?? null,
  max: series.max?.value ?? null,
  nonFinite: series.nonFinite?.count ?? 0,
});

const gpuAsJson = ({ id, name, utilization, memoryUsed, memoryTotal, memoryPercent }: Gpu) => ({
  id,
  name: name ?? null,
  utilization: utilization ? { mean: utilization.mean, max: utilization.max, samples: utilization.count } : null,
  memoryUsed: memoryUsed ? { mean: memoryUsed.mean, max: memoryUsed.max, samples: memoryUsed.count } : null,
  memoryTotal: memoryTotal ?? null,
  memoryPercent: memoryPercent ? { mean: memoryPercent.mean, max: memoryPercent.max, samples: memoryPercent.count } : null,
});

function checkpointsOf({ checkpoints, adapters }: Run) {
  return [
    ...checkpoints.map(({ path, size, step, epoch, broken }) => ({
      path,
      kind: 'weights',
      size,
      step: step ?? null,
      epoch: epoch ?? null,
      broken: broken ?? null,
    })),
    ...adapters.map(({ path, weights, config, rankInWeights }) => ({
      path,
      kind: 'adapter',
      size: weights?.size ?? null,
      step: weights?.step ?? null,
      epoch: weights?.epoch ?? null,
      broken: weights?.broken ?? (weights === undefined ? 'no weights' : config === undefined ? 'no adapter_config.json' : null),
      rank: rankInWeights ?? null,
    })),
  ];
}

const lineOf = (place: object) => ('line' in place ? { line: place.line } : {});
