import type { RunArtifact } from '../../model/targets';
import type { Series } from '../../runs';
import { type Field, integer, objectOf, placed } from '../objects';
import { listOf, mapOf } from '../unknown';

/** A run that couldn't be read completely can have logged more than is known. */
export function runValue({ path, run, declaredTasks }: RunArtifact): object {
  const partial = run.problems.length > 0;
  const whole = { file: path };
  const primary = run.series.filter(({ role }) => role === 'primary');
  const series = primary.map(seriesValue);
  const names = primary.map(({ name }, index): [string, object] => [name, series[index] as object]);
  return objectOf(
    'Run',
    {
      status: () => run.status,
      framework: () => run.framework,
      tasks: () => [...declaredTasks],
      series: () => placed(listOf(series, partial), { self: whole }),
      metrics: () => placed(mapOf(names, partial), { self: whole, part: (key) => placeOf(primary, key) }),
      config: (): Field =>
        placed(
          mapOf(
            run.config.map(({ key, value }) => [key, configValue(value)] as const),
            partial,
          ),
          {
            self: whole,
            part: (key) => run.config.findLast((entry) => entry.key === key)?.place,
          },
        ),
      failures: (): Field =>
        listOf(
          run.errors.map((error) =>
            objectOf('Failure', { kind: () => error.kind, message: () => error.message }, { self: error.messagePlace }),
          ),
          partial,
        ),
      step: () => integer(run.reached.step),
      epoch: () => run.reached.epoch,
      planned_steps: () => integer(run.planned.steps),
      planned_epochs: () => run.planned.epochs,
      checkpoints: (): Field =>
        listOf(
          run.checkpoints.map((checkpoint) => checkpoint.path),
          partial,
        ),
    },
    { self: whole, part: (key) => (key === 'status' ? run.ending?.place : undefined) },
  );
}

const configValue = (value: string | number | boolean | null): unknown =>
  typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : value;

const placeOf = (series: readonly Series[], name: string) => series.findLast((each) => each.name === name)?.closing.place;

const seriesValue = (series: Series): object =>
  objectOf(
    'Series',
    {
      name: () => series.name,
      metric: () => series.metric,
      split: () => series.split,
      count: () => integer(series.count),
      first: () => series.first?.value,
      last: () => series.last?.value,
      min: () => series.min?.value,
      max: () => series.max?.value,
      mean: () => series.mean,
      not_finite: () => integer(series.count - series.finiteCount),
    },
    {
      self: series.closing.place,
      part: (key) => {
        if (key === 'not_finite') return series.nonFinite?.first.place;
        return key === 'first' || key === 'last' || key === 'min' || key === 'max' ? series[key]?.place : undefined;
      },
    },
  );
