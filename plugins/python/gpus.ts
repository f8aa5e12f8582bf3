import { type BatchOption, batchLines, type Launch, query, type Script, type Span, type Start } from '../../src/api';

/** A number of GPUs, and where it comes from. */
export interface Gpus {
  readonly count: number;
  readonly at: Span;
  readonly source: string;
}

export const countOf = (count: number): string => (count === 1 ? 'one GPU' : `${count} GPUs`);

/** The GPUs that a start surely sees at most. Undefined if nothing limits them, or that isn't known. */
export function visibleGpus(start: Start): Gpus | undefined {
  const seen = [variableOf(start), start.launch ? flagOf(start.launch, start) : slurmOf(start)].filter(
    (each) => each !== undefined,
  );
  return seen.sort((one, other) => one.count - other.count)[0];
}

/** GPUs that `--gpus` or `--device` provides. Undefined for all of them, and if it isn't known. */
function flagOf({ spec }: Launch, { repository }: Start): Gpus | undefined {
  if (!spec.gpus || spec.open.length) return undefined;
  const { count, ids, value } = spec.gpus;
  const given = count === null && ids.every(({ text }) => text !== undefined) ? ids.length : count;
  if (typeof given !== 'number') return undefined;
  const written = repository.source(value.span.file)?.text.slice(0, value.span.start) ?? '';
  // A compose file has no flags, but fields for them.
  const source = /\b(count|device_ids|gpus):[\s["'-]*$/.exec(written.slice(-80))?.[1] ?? '--gpus';
  return { count: given, at: value.span, source };
}

/** GPUs of one machine that Slurm gives to the job that the start is written in. */
const slurmOf = ({ script, span }: Start): Gpus | undefined => (span.file === script.path ? batchGpus(script) : undefined);

/**
 * GPUs that the `#SBATCH` lines of a script ask for on each machine. Undefined if they don't say, or ask for whole machines.
 * https://slurm.schedmd.com/sbatch.html
 */
const batchGpus = query('python.batchGpus', ({ shell, language }: Script): Gpus | undefined => {
  const options = language === 'shell' ? batchLines(shell).flatMap((line) => (line.isRead ? line.options : [])) : [];
  const optionOf = (...names: readonly string[]): BatchOption | undefined => options.findLast(({ name }) => names.includes(name));
  if (optionOf('--exclusive', '--gpus-per-task', '--gpus-per-socket')) return undefined;
  const isOneMachine = optionOf('--nodes', '-N')?.value === '1';
  const asked = optionOf('--gres') ?? optionOf('--gpus-per-node') ?? (isOneMachine ? optionOf('--gpus', '-G') : undefined);
  const count = asked && gpusIn(asked);
  return count === undefined ? undefined : { count, at: asked!.span, source: writtenAs(asked!) };
});

const writtenAs = ({ name, value = '' }: BatchOption): string => `${name}${name.startsWith('--') ? '=' : ' '}${value}`;

/** `gpu:2`, `gpu:a100:2`, and `gpu` for one; without `gpu:` for options that are about GPUs alone. */
function gpusIn({ name, value = '' }: BatchOption): number | undefined {
  const [only, other] = name === '--gres' ? value.split(',').filter((each) => /^gpu(?::|$)/.test(each)) : value.split(',');
  if (only === undefined || other !== undefined) return undefined;
  const written = only.replace(/^gpu:?/, '').replace(/\([^()]*\)$/, '');
  const count = /^(?:[A-Za-z][\w.-]*:)?(\d{1,3})$/.exec(written)?.[1];
  if (count !== undefined) return Number(count);
  return name === '--gres' && /^(?:[A-Za-z][\w.-]*)?$/.test(written) ? 1 : undefined;
}

/** GPUs that a variable lists. It's known if the launch or the script itself sets it, whatever the caller does. */
function variableOf(start: Start): Gpus | undefined {
  const { launch, command, variables } = start;
  if (launch) return containerVariableOf(launch, variables);
  const name = 'CUDA_VISIBLE_DEVICES';
  const own = command.environment.get(name);
  const text = variables.get(name);
  if (!own || text === undefined || own.segments.some(({ defaultOf }) => defaultOf !== undefined)) return undefined;
  if (isOfOtherBlock(own.span, start)) return undefined;
  return /^\d+(,\d+)*$/.test(text) ? { count: text.split(',').length, at: own.span, source: name } : undefined;
}

/** Whoever copies one block of a document needn't have run those above it. */
function isOfOtherBlock(at: Span, { script, repository, span }: Start): boolean {
  if (script.language !== 'markdown' || at.file !== span.file) return false;
  return /^[ \t>]*(?:```|~~~)/m.test(repository.source(at.file)?.text.slice(at.end, span.start) ?? '');
}

function containerVariableOf({ spec }: Launch, variables: Start['variables']): Gpus | undefined {
  for (const name of ['CUDA_VISIBLE_DEVICES', 'NVIDIA_VISIBLE_DEVICES']) {
    const entry = spec.env.findLast((each) => each.name.text === name);
    const text = variables.has(name) ? undefined : entry?.value?.text;
    const isCallers = entry?.value?.word.segments.some(({ defaultOf }) => defaultOf !== undefined);
    if (!entry?.value || isCallers || entry.entry.word.when || !/^\d+(,\d+)*$/.test(text ?? '')) continue;
    return { count: text?.split(',').length ?? 0, at: entry.value.span, source: name };
  }
  return undefined;
}
