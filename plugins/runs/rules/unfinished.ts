import errors from '../../../rules/tables/run-errors.yaml';
import settings from '../../../rules/tables/run-settings.yaml';
import { defineRule, folderOf, type Run, type RunArtifact, type RunPlace } from '../../../src/api';
import { count, settingName, short } from '../words';

interface Options {
  readonly planned: { readonly steps: readonly string[]; readonly epochs: readonly string[] };
  readonly earlyStop: readonly string[];
}

type Found = {
  readonly message: 'stopped' | 'died' | 'short' | 'empty';
  readonly at: RunPlace;
  readonly data: { readonly [name: string]: string };
};

const { stops } = errors as { readonly stops: { readonly [kind: string]: string } };
const { planned, earlyStop } = settings as Options;
const names = { type: 'array', items: { type: 'string' } };

export default defineRule<'run', Options, Found['message']>({
  name: 'unfinished',
  scope: 'run',
  docs: {
    summary: 'The run came to its end',
    why: 'A run that was cancelled, interrupted or cut off has no final evaluation, its learning rate never came down, and its last checkpoint may be missing. Its figures are not those of the recipe.',
    bad: [
      {
        'example.yaml': 'name: demo\n',
        'logs/train.log':
          'step 10 loss: 2.1\nstep 20 loss: 1.9\nslurmstepd: error: *** JOB 4711 ON node7 CANCELLED AT 2025-03-01T04:10:12 ***\n',
      },
      {
        'example.yaml': 'name: demo\n',
        'outputs/trainer_state.json':
          '{"epoch": 0.4, "global_step": 40, "max_steps": 100, "log_history": [{"epoch": 0.2, "loss": 2.1, "step": 20}, {"epoch": 0.4, "loss": 1.9, "step": 40}]}\n',
      },
    ],
    good: {
      'example.yaml': 'name: demo\n',
      'outputs/trainer_state.json':
        '{"epoch": 1.0, "global_step": 40, "max_steps": 40, "log_history": [{"epoch": 0.5, "loss": 2.1, "step": 20}, {"epoch": 1.0, "loss": 1.9, "step": 40}]}\n',
    },
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        planned: { type: 'object', required: ['steps', 'epochs'], properties: { steps: names, epochs: names } },
        earlyStop: names,
      },
    },
    defaults: { planned, earlyStop },
  },
  messages: {
    stopped: 'The run was {{how}}{{after}}: {{reason}}. Resume it from its last checkpoint, or start it again.',
    died: 'The run ended without closing its log{{after}}: {{reason}}. Look at the machine’s log of that time, and resume from the last checkpoint.',
    empty:
      'The log holds no value: the run ended before the first one was written. If it is not still going, look at the output of its start, and start it again.',
    short: 'The log ends at {{reached}} of {{planned}}. If the run is not still going, resume it from its last checkpoint.',
  },
  async *check(target, { options }) {
    const { run } = target;
    const found = stoppedBy(run) ?? diedBy(run) ?? shortOf(run, options) ?? emptyOf(run);
    if (found?.message === 'short' && (await isStoppedOnPurpose(target))) return;
    if (found !== undefined) yield { ...found, evidence: { status: run.status, reached: run.reached, planned: run.planned } };
  },
});

function stoppedBy(run: Run): Found | undefined {
  const stop = run.errors.findLast(({ kind, survived }) => !survived && Object.hasOwn(stops, kind));
  if (stop === undefined || run.status !== 'cancelled') return undefined;
  return {
    message: 'stopped',
    at: stop.messagePlace,
    data: { how: stops[stop.kind]!, reason: short(stop.message, 120), after: after(run) },
  };
}

function diedBy(run: Run): Found | undefined {
  if (run.status !== 'crashed' || run.ending === undefined || run.errors.some(({ survived }) => !survived)) return undefined;
  return { message: 'died', at: run.ending.place, data: { reason: run.ending.reason, after: after(run) } };
}

/** A table or a state file of a framework without a single value. Logs for people may tell of values in a form that is not read. */
function emptyOf(run: Run): Found | undefined {
  const main = run.files.find(({ reader }) => /\/(csv|state)$/.test(reader));
  if (main === undefined || run.problems.length > 0 || run.errors.length > 0 || run.series.some(({ count }) => count > 0))
    return undefined;
  return { message: 'empty', at: { file: main.path }, data: {} };
}

/** The log stops before the plan that it, or the run's configuration, tells of. */
function shortOf(run: Run, { planned: names, earlyStop: stopping }: Options): Found | undefined {
  if (run.status !== 'unknown' || run.config.some(({ key, value }) => stopping.includes(settingName(key)) && Number(value) > 0))
    return undefined;
  const at = lastPlace(run);
  if (at === undefined) return undefined;
  const steps = run.planned.steps ?? setting(run, names.steps);
  const step = reachedStep(run);
  if (steps !== undefined && step !== undefined && step < 0.98 * steps - 1) {
    return {
      message: 'short',
      at,
      data: { reached: `step ${step.toLocaleString('en')}`, planned: steps.toLocaleString('en') },
    };
  }
  // An epoch may be counted from 0 or from 1, and a fractional one is cut where the last batch is dropped.
  const epochs = run.planned.epochs ?? setting(run, names.epochs);
  if (epochs !== undefined && run.reached.epoch !== undefined && run.reached.epoch + 1 < 0.98 * epochs) {
    return { message: 'short', at, data: { reached: `epoch ${Number(run.reached.epoch.toFixed(2))}`, planned: String(epochs) } };
  }
  return undefined;
}

/** Runs that are cut off end anywhere; where several of one plan end at the very same step, as those of many seeds, they were told to. */
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
