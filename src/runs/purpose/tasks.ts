import type { Run } from '../model/run';
import table from '../tables/tasks.yaml';

/** What a log shows of a task; all that is given must hold. */
interface Evidence {
  readonly logged?: readonly string[];
  readonly framework?: readonly string[];
  readonly series?: readonly string[];
}

interface Task {
  readonly id: string;
  readonly names: readonly string[];
  readonly evidence?: readonly Evidence[];
  readonly progress?: 'hidden';
}

interface TaskTable {
  readonly tasks: readonly Task[];
  readonly overrides: readonly { readonly task: string; readonly over: string }[];
}

type Logged = Pick<Run, 'task' | 'framework' | 'series'>;

const { tasks, overrides } = table as TaskTable;

/**
 * Ids of `src/runs/tables/tasks.yaml`: by the words of the metadata or of `--task` where they name one, else by the log itself. A
 * capability (`perception/image_classification`) counts only where no plain task is known, or where it says more than that, as
 * fine-tuning says more than language modeling.
 */
export function tasksOf(run: Logged, declared: readonly string[]): ReadonlySet<string> {
  const namedBy = (words: readonly string[]): Task[] => tasks.filter((task) => words.some((name) => isNamed(task, name)));
  const plain = namedBy(declared.filter((name) => !name.includes('/')));
  const all = namedBy(declared);
  const named = plain.length > 0 ? [...plain, ...all.filter((task) => saysMore(task, plain))] : all;
  const found = named.length > 0 ? named : tasks.filter((task) => isShownBy(run, task));
  const ids = new Set(found.map(({ id }) => id));
  for (const { task, over } of overrides) if (ids.has(task)) ids.delete(over);
  return ids;
}

const saysMore = ({ id }: Task, than: readonly Task[]): boolean =>
  overrides.some(({ task, over }) => task === id && than.some((other) => other.id === over));

/** False where the loss can't show how training goes: adversarial training, reinforcement learning. */
export const lossShowsProgress = (run: Logged, ids: ReadonlySet<string>): boolean =>
  !tasks.some((task) => task.progress === 'hidden' && (ids.has(task.id) || isShownBy(run, task)));

function isNamed({ id, names }: Task, declared: string): boolean {
  const last = declared.split('/').at(-1) ?? '';
  const word = last
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return word === id || names.includes(word);
}

const isShownBy = (run: Logged, { evidence = [] }: Task): boolean => evidence.some((each) => holds(run, each));

function holds(run: Logged, { logged, framework, series = [] }: Evidence): boolean {
  if (logged !== undefined && !logged.includes(run.task ?? '')) return false;
  if (framework !== undefined && !framework.includes(run.framework ?? '')) return false;
  const patterns = series.map((pattern) => new RegExp(pattern, 'i'));
  return patterns.every((pattern) => run.series.some(({ name }) => pattern.test(name)));
}
