import { folderOf, type Report, type Run, type RunArtifact, type RunPlace } from '../../src/api';
import { isStop } from './errors';
import { count, settingName, short } from './words';

export interface Plans {
  /** Settings that say how long a run is meant to be. */
  readonly planned: { readonly steps: readonly string[]; readonly epochs: readonly string[] };
  /** Settings that end a run early on purpose. */
  readonly earlyStop: readonly string[];
}

export type Unfinished = Report<'interrupted' | 'cancelled' | 'time-limit' | 'died' | 'short'>;

/** How a run ended before its time; undefined where nothing shows that it did. */
export async function endOf(target: RunArtifact, plans: Plans): Promise<Unfinished | undefined> {
  const { run } = target;
  const found = stopOf(run) ?? deathOf(run) ?? shortfallOf(run, plans);
  return found?.message === 'short' && (await isStoppedOnPurpose(target)) ? undefined : found;
}

function stopOf(run: Run): Unfinished | undefined {
  const stop = run.errors.findLast(({ kind, survived }) => !survived && isStop(kind));
  if (stop === undefined || !isStop(stop.kind) || run.status !== 'cancelled') return undefined;
  return { message: stop.kind, at: stop.messagePlace, data: { reason: short(stop.message, 120), after: after(run) } };
}

function deathOf(run: Run): Unfinished | undefined {
  if (run.status !== 'crashed' || run.ending === undefined || run.errors.some(({ survived }) => !survived)) return undefined;
  return { message: 'died', at: run.ending.place, data: { reason: run.ending.reason, after: after(run) } };
}

/** The log stops before the end that it, or the run's configuration, plans. */
function shortfallOf(run: Run, { planned: names, earlyStop }: Plans): Unfinished | undefined {
  const mayStop = run.config.some(({ key, value }) => earlyStop.includes(settingName(key)) && Number(value) > 0);
  const at = lastPlace(run);
  if (run.status !== 'unknown' || mayStop || at === undefined) return undefined;
  const steps = run.planned.steps ?? setting(run, names.steps);
  const step = reachedStep(run);
  if (steps !== undefined && step !== undefined && step < 0.98 * steps - 1) {
    const data = { reached: `step ${step.toLocaleString('en')}`, planned: steps.toLocaleString('en') };
    return { message: 'short', at, data };
  }
  // An epoch may be counted from 0 or from 1, and a fractional one is cut where the last batch is dropped.
  const epochs = run.planned.epochs ?? setting(run, names.epochs);
  const { epoch } = run.reached;
  if (epochs === undefined || epoch === undefined || epoch + 1 >= 0.98 * epochs) return undefined;
  return { message: 'short', at, data: { reached: `epoch ${Number(epoch.toFixed(2))}`, planned: String(epochs) } };
}

/** Runs that are cut off end anywhere; several that end at the very same step, as those of many seeds, ended there on purpose. */
async function isStoppedOnPurpose({ run, path, example, repository }: RunArtifact): Promise<boolean> {
  const step = reachedStep(run);
  const folder = folderOf(path);
  if (step === undefined || folder === '') return false;
  const all = example ? await example.runs() : await repository.runs([folder]);
  const alike = all.filter(({ run: other }) => reachedStep(other) === step && other.planned.steps === run.planned.steps);
  return alike.length > 2;
}

/** The last step of a curve, else the one that a summary was written at. */
function reachedStep({ reached, series }: Run): number | undefined {
  if (reached.step !== undefined) return reached.step;
  const steps = series.flatMap(({ closing }) => closing.step ?? []);
  return steps.length > 0 ? Math.max(...steps) : undefined;
}

function setting(run: Run, names: readonly string[]): number | undefined {
  const values = new Set(
    run.config
      .filter(({ key, value }) => names.includes(settingName(key)) && typeof value === 'number' && value > 0)
      .map(({ value }) => Number(value)),
  );
  return values.size === 1 ? [...values][0] : undefined;
}

function lastPlace(run: Run): RunPlace | undefined {
  const last = run.series.filter(({ role }) => role === 'primary').toSorted((a, b) => b.count - a.count)[0];
  return last?.closing.place;
}

function after(run: Run): string {
  const { step, epoch } = run.reached;
  if (step !== undefined && step > 0) return ` after ${count(step, 'step')}`;
  return epoch === undefined ? '' : ` in epoch ${Number(epoch.toFixed(2))}`;
}
