import { defineRule, type Report, type Start } from '../../../src/api';
import { countOf, type Gpus, visibleGpus } from '../gpus';
import { everywhere } from '../languages';
import { launch } from '../samples';

const metadata = (gpus: number): string => `name: demo
resources: {gpu: ${gpus}}
`;

export default defineRule<'start', object, 'visible' | 'declared'>({
  name: 'processes',
  scope: 'start',
  languages: everywhere,
  docs: {
    summary: 'A launcher starts no more processes than there are GPUs',
    why: 'Each process of a distributed training takes a GPU of its own. One without fails with `invalid device ordinal`, or NCCL refuses to start with `Duplicate GPU detected`. Processes are compared with the GPUs that the program surely sees, by `--gpus`, `CUDA_VISIBLE_DEVICES`, `NVIDIA_VISIBLE_DEVICES`, or the `#SBATCH` lines of a Slurm job, and with those that the metadata asks for. Programs that compute on the CPU are not reported.',
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
      {
        wrong: 'The job gets two GPUs.',
        sample: {
          'job.sh': '#!/bin/bash\n#SBATCH --gres=gpu:2\nsrun torchrun --nproc_per_node=8 train.py\n',
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
    visible: 'This starts {{processes}}, but the program sees {{gpus}} because of `{{source}}`. {{advice}}',
    declared: 'This starts {{processes}}, but the metadata asks for {{gpus}}. {{advice}}',
  },
  *check(start) {
    const declared = start.launch && start.example?.resources.gpus;
    if (!start.processes || computesOnCpu(start)) return;
    const seen = visibleGpus(start);
    if (seen && seen.count > 0 && seen.count < start.processes.count) yield found(start, 'visible', seen);
    else if (declared && !declared.open && declared.high > 0 && declared.high < start.processes.count)
      yield found(start, 'declared', { count: declared.high, at: declared.at, source: declared.field });
  },
});

function found({ processes }: Start, message: 'visible' | 'declared', { count, at, source }: Gpus): Report<typeof message> {
  const gpus = countOf(count);
  const { machines } = processes ?? {};
  const advice =
    machines !== undefined
      ? `Write \`${count * machines}\`, which is for all ${machines} machines, or provide more GPUs.`
      : count === 1
        ? 'Start one process, or provide more GPUs.'
        : `Start ${count} processes at most, or provide more GPUs.`;
  const each = machines === undefined ? '' : ' on each machine';
  const data = { processes: `${processes?.count} processes${each}`, gpus, source, advice };
  return { message, data, at: processes?.part.span ?? at, related: [{ message: 'The number of GPUs comes from here.', at }] };
}

/** The program, or one that it imports, chooses the CPU or a backend for it, or says that processes share a GPU. */
function computesOnCpu({ program, arguments: words }: Start): boolean {
  if (words.some(({ masked }) => /^(cpu|gloo|--(use_)?cpu|--no[-_]cuda|.*=(cpu|gloo))$/.test(masked))) return true;
  const texts = program ? [...program.graph.files.values()].map(({ source }) => source.text) : [];
  return texts.some((text) => /["']gloo["']|\buse_cpu\s*=\s*True|device_count\(\)/.test(text));
}
