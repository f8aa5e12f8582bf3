import table from '../../rules/tables/tasks.yaml';
import type { Run, RunArtifact } from '../../src/api';

interface Evidence {
  readonly logged?: readonly string[];
  readonly framework?: readonly string[];
  readonly series?: readonly string[];
}

interface Task {
  readonly id: string;
  readonly names: readonly string[];
  readonly evidence?: readonly Evidence[];
  readonly trend?: 'free';
}

interface TaskTable {
  readonly tasks: readonly Task[];
  readonly overrides: readonly { readonly task: string; readonly over: string }[];
  readonly pretrained: {
    readonly frameworks: readonly string[];
    readonly config: readonly string[];
    readonly values: { readonly [key: string]: string };
  };
  readonly sizes: { readonly classes: readonly string[]; readonly vocabulary: readonly string[] };
}

const { tasks, overrides, pretrained, sizes } = table as TaskTable;

/** Ids of `rules/tables/tasks.yaml` that the run was for: what the metadata or `--task` says, else what the log itself tells. */
export function tasksOf({ run, tasks: declared }: RunArtifact): ReadonlySet<string> {
  const named = tasks.filter((task) => declared.some((name) => isNamed(task, name)));
  const found = named.length > 0 ? named : tasks.filter((task) => task.evidence?.some((evidence) => tells(run, evidence)));
  const ids = new Set(found.map(({ id }) => id));
  for (const { task, over } of overrides) if (ids.has(task)) ids.delete(over);
  return ids;
}

function isNamed({ id, names }: Task, declared: string): boolean {
  const last = declared.split('/').at(-1) ?? '';
  const word = last
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return word === id || names.includes(word);
}

function tells(run: Run, { logged, framework, series }: Evidence): boolean {
  if (logged !== undefined && !logged.includes(run.task ?? '')) return false;
  if (framework !== undefined && !framework.includes(run.framework ?? '')) return false;
  const patterns = (series ?? []).map((pattern) => new RegExp(pattern, 'i'));
  return patterns.every((pattern) => run.series.some(({ name }) => pattern.test(name)));
}

/** Whether the trend of the run's loss tells nothing: adversarial training, reinforcement learning. */
export function isTrendFree(target: RunArtifact): boolean {
  const ids = tasksOf(target);
  const bySeries = tasks.filter(
    (task) => task.trend === 'free' && task.evidence?.some((evidence) => tells(target.run, evidence)),
  );
  return bySeries.length > 0 || tasks.some(({ id, trend }) => trend === 'free' && ids.has(id));
}

/** Why the run may have begun from trained weights; undefined: nothing says so. */
export function pretrainedBy({ run }: RunArtifact): string | undefined {
  if (run.adapters.length > 0) return 'it trains an adapter';
  if (pretrained.frameworks.includes(run.framework ?? '')) return `${run.framework} starts from a given model as a rule`;
  const keys = pretrained.config.map((pattern) => new RegExp(pattern, 'i'));
  for (const { key, value } of run.config) {
    const isSet = value !== null && value !== false && value !== '' && !/^(none|false|null|0)$/i.test(String(value));
    if (isSet && keys.some((pattern) => pattern.test(key))) return `its configuration says ${key}: ${value}`;
    const wanted = pretrained.values[lastPart(key)];
    if (wanted !== undefined && new RegExp(wanted, 'i').test(String(value))) return `its configuration says ${key}: ${value}`;
  }
  return undefined;
}

/** The number of classes or of tokens that the run's own configuration tells, where it tells just one. */
export function sizeOf(run: Run, what: 'classes' | 'vocabulary'): number | undefined {
  const found = new Set<number>();
  for (const { key, value } of run.config) {
    const number =
      typeof value === 'number' ? value : Number(typeof value === 'string' && /^\d+$/.test(value) ? value : Number.NaN);
    if (sizes[what].includes(lastPart(key)) && Number.isInteger(number) && number >= 2) found.add(number);
  }
  return found.size === 1 ? [...found][0] : undefined;
}

/** The number of classes: by the run's configuration, else by the only dataset that the metadata names. */
export function classesOf({ run, example }: RunArtifact, datasets: { readonly [name: string]: number }): number | undefined {
  const [only, ...more] = example?.metadata?.datasets ?? [];
  const known = only !== undefined && more.length === 0 ? datasets[only.text.toLowerCase().split('/').at(-1) ?? ''] : undefined;
  return sizeOf(run, 'classes') ?? known;
}

const lastPart = (key: string): string => (key.split(/[./]/).at(-1) ?? '').toLowerCase();
