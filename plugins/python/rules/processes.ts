import { type ContainerStart, defineRule, type Launch, type Report, type Span } from '../../../src/api';
import { launch } from '../samples';

const metadata = (gpus: number): string => `name: demo
resources: {gpu: ${gpus}}
`;

export default defineRule<'example', object, 'visible' | 'declared'>({
  name: 'processes',
  scope: 'example',
  docs: {
    summary: 'A launcher starts no more processes than there are GPUs',
    why: 'Each process of a distributed training takes a GPU of its own. One without fails with `invalid device ordinal`, or NCCL refuses to start with `Duplicate GPU detected`. Processes are compared with the GPUs that the container surely sees, by `--gpus`, `CUDA_VISIBLE_DEVICES`, or `NVIDIA_VISIBLE_DEVICES`, and with those that the metadata asks for. Programs that compute on the CPU are not reported.',
    bad: [
      {
        wrong: 'The metadata asks for one GPU.',
        sample: {
          'example.yaml': metadata(1),
          'train.sh': launch('torchrun --nproc_per_node=4 train.py'),
          'train.py': 'import torch\n',
        },
      },
      {
        wrong: 'The container sees two GPUs.',
        sample: {
          'train.sh': launch('torchrun --nproc_per_node 4 train.py', '-e CUDA_VISIBLE_DEVICES=0,1'),
          'train.py': 'import torch\n',
        },
      },
    ],
    good: [
      { 'example.yaml': metadata(4), 'train.sh': launch('torchrun --nproc_per_node=4 train.py'), 'train.py': 'import torch\n' },
      { 'example.yaml': metadata(1), 'train.sh': launch('torchrun --nproc_per_node=gpu train.py'), 'train.py': 'import torch\n' },
    ],
    references: [
      'Training Pipeline Verification, “Framework-Specific Notes”: supports distributed training',
      'https://docs.pytorch.org/docs/stable/elastic/run.html',
    ],
  },
  messages: {
    visible: 'This starts {{processes}}, but the container sees {{gpus}} because of `{{source}}`. {{advice}}',
    declared: 'This starts {{processes}}, but the metadata asks for {{gpus}}. {{advice}}',
  },
  *check(example) {
    const { gpus: declared } = example.resources;
    for (const start of example.launches.flatMap(({ starts }) => starts)) {
      if (!start.processes || computesOnCpu(start)) continue;
      const seen = [variableOf(start), flagOf(start.launch)].filter((each) => each !== undefined);
      const [fewest] = seen.sort((one, other) => one.count - other.count);
      if (fewest && fewest.count > 0 && fewest.count < start.processes.count) yield found(start, 'visible', fewest);
      else if (declared && !declared.open && declared.high > 0 && declared.high < start.processes.count)
        yield found(start, 'declared', { count: declared.high, at: declared.at, source: declared.field });
    }
  },
});

/** A number of GPUs, and where it comes from. */
interface Gpus {
  readonly count: number;
  readonly at: Span;
  readonly source: string;
}

function found(
  { processes }: ContainerStart,
  message: 'visible' | 'declared',
  { count, at, source }: Gpus,
): Report<typeof message> {
  const gpus = count === 1 ? 'one GPU' : `${count} GPUs`;
  const advice =
    count === 1 ? 'Start one process, or provide more GPUs.' : `Start ${count} processes at most, or provide more GPUs.`;
  const data = { processes: `${processes?.count} processes`, gpus, source, advice };
  return { message, data, at: processes?.part.span ?? at, related: [{ message: 'The number of GPUs comes from here.', at }] };
}

/** GPUs that `--gpus` or `--device` provides. Undefined for all of them, and if it isn't known. */
function flagOf({ spec }: Launch): Gpus | undefined {
  if (!spec.gpus || spec.open.length) return undefined;
  const { count, ids, value } = spec.gpus;
  const given = count === null && ids.every(({ text }) => text !== undefined) ? ids.length : count;
  return typeof given === 'number' ? { count: given, at: value.span, source: '--gpus' } : undefined;
}

/** GPUs that a variable lists. It's known if the launch itself sets it, whatever the caller does. */
function variableOf({ launch: { spec }, variables }: ContainerStart): Gpus | undefined {
  for (const name of ['CUDA_VISIBLE_DEVICES', 'NVIDIA_VISIBLE_DEVICES']) {
    const entry = spec.env.findLast((each) => each.name.text === name);
    const text = variables.has(name) ? undefined : entry?.value?.text;
    const isCallers = entry?.value?.word.segments.some(({ defaultOf }) => defaultOf !== undefined);
    if (!entry?.value || isCallers || entry.entry.word.when || !/^\d+(,\d+)*$/.test(text ?? '')) continue;
    return { count: text?.split(',').length ?? 0, at: entry.value.span, source: name };
  }
  return undefined;
}

/** The program, or one that it imports, chooses the CPU or a backend for it, or says that processes share a GPU. */
function computesOnCpu({ program, arguments: words }: ContainerStart): boolean {
  if (words.some(({ masked }) => /^(cpu|gloo|--(use_)?cpu|--no[-_]cuda|.*=(cpu|gloo))$/.test(masked))) return true;
  const texts = program ? [...program.graph.files.values()].map(({ source }) => source.text) : [];
  return texts.some((text) => /["']gloo["']|\buse_cpu\s*=\s*True|device_count\(\)/.test(text));
}
