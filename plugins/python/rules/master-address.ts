import { defineRule, type Part, partOf, type Report, type Span, type Start, slicePart } from '../../../src/api';
import { everywhere } from '../languages';
import { isGiven, type Machines, machinesOf, optionValue } from '../machines';

type Id = 'itself' | 'default' | 'standalone';

const job = (lines: string): string =>
  `#!/bin/bash\n#SBATCH --nodes=2\n#SBATCH --ntasks-per-node=4\n${lines}\nsrun python train.py\n`;

export default defineRule<'start', object, Id>({
  name: 'master-address',
  scope: 'start',
  languages: everywhere,
  docs: {
    summary: 'Machines that train together look for the first of them, not for themselves',
    why: 'Each process of a distributed training connects to the machine that `MASTER_ADDR`, `--master_addr`, or `--rdzv_endpoint` names. `localhost` is another machine on each machine, so with more than one of them, each waits for the others until it times out, after half an hour by default. A command for the first machine alone (`--node_rank 0`) is not reported, and neither are commands that start all of the nodes on one machine.',
    bad: [
      {
        wrong: 'Both machines look for the first one at `localhost`.',
        sample: {
          'train.sh':
            '#!/bin/bash\ntorchrun --nnodes 2 --nproc_per_node 8 --node_rank "$RANK" --master_addr localhost train.py\n',
          'train.py': 'import torch\n',
        },
      },
      {
        wrong: 'Without `--master_addr`, it is 127.0.0.1.',
        sample: {
          'train.sh': '#!/bin/bash\ntorchrun --nnodes=2 --nproc_per_node=8 --node_rank=1 train.py\n',
          'train.py': 'import torch\n',
        },
      },
      {
        wrong: 'Slurm starts the program on two machines.',
        sample: { 'job.sh': job('export MASTER_ADDR=127.0.0.1'), 'train.py': 'import torch\n' },
      },
    ],
    good: [
      {
        'train.sh':
          '#!/bin/bash\ntorchrun --nnodes 2 --nproc_per_node 8 --node_rank "$RANK" --master_addr "$MASTER_ADDR" train.py\n',
        'train.py': 'import torch\n',
      },
      {
        'job.sh': job('export MASTER_ADDR=$(scontrol show hostnames "$SLURM_JOB_NODELIST" | head -n 1)'),
        'train.py': 'import torch\n',
      },
      {
        'train.sh': '#!/bin/bash\ntorchrun --nnodes 1 --nproc_per_node 8 --master_addr localhost train.py\n',
        'train.py': 'import torch\n',
      },
    ],
    references: [
      'https://docs.pytorch.org/docs/stable/elastic/run.html',
      'https://docs.pytorch.org/docs/stable/distributed.html',
    ],
  },
  messages: {
    itself:
      'This starts processes on {{machines}}, and on each of them {{address}} is that machine itself, so they wait for each other until they time out. Write the address of the first machine{{how}}.',
    default:
      'This starts processes on {{machines}}, and without `{{option}}` each of them looks for the first one at 127.0.0.1, so they wait for each other until they time out. Add `{{option}}` with the address of the first machine.',
    standalone:
      'This starts processes on {{machines}}, but with `--standalone` each of them is on its own, so they wait for each other until they time out. Write `--rdzv_backend` and `--rdzv_endpoint` with the address of the first machine instead.',
  },
  *check(start) {
    const machines = machinesOf(start);
    if (!machines || isFirst(start) || isOnOneMachine(start)) return;
    const data = { machines: `${machines.count} machines` };
    const found = addressIn(start, machines);
    if (found) yield { ...found, data: { ...data, ...found.data } };
  },
});

/** The command is for the first machine, or one that a configuration file counts. */
function isFirst({ launcher }: Start): boolean {
  const options = launcher?.options ?? [];
  return rankOf(options) === '0' || options.some(({ masked }) => /^--(?:config_file|run[-_]path)\b/.test(masked));
}

const rankOf = (options: readonly Part[]): string | undefined => optionValue(options, '--node_rank', '--machine_rank')?.text;

/** The script also starts the first node, so it starts all of them where it runs. */
const isOnOneMachine = (start: Start): boolean =>
  rankOf(start.launcher?.options ?? []) !== undefined &&
  start.script.starts.some((other) => other !== start && rankOf(other.launcher?.options ?? []) === '0');

type Found = Report<Id> & { readonly data: { readonly [name: string]: string } };

/** Where a machine is told to look for itself. */
function addressIn(start: Start, machines: Machines): Found | undefined {
  const { launcher } = start;
  const options = launcher?.options ?? [];
  const related = [{ message: 'The number of machines comes from here.', at: machines.at }];
  const standalone = options.find(({ text }) => text === '--standalone');
  if (standalone) return { message: 'standalone', data: {}, at: standalone.span, related };
  const isAccelerate = launcher?.name === 'accelerate launch';
  const option = isAccelerate ? '--main_process_ip' : '--master_addr';
  const written = optionValue(options, ...(isAccelerate ? [option] : ['--rdzv_endpoint', '--master_addr']));
  const variable = launcher ? undefined : variableOf(start);
  const address = written ?? variable;
  if (address) {
    const host = address.text?.replace(/:\d+$/, '');
    const how = machines.isSlurm ? ', such as `$(scontrol show hostnames "$SLURM_JOB_NODELIST" | head -n 1)`' : '';
    if (host === undefined || !/^(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|::1)$/.test(host) || isGiven(address))
      return undefined;
    return { message: 'itself', data: { address: host, how }, at: placeOf(address), related };
  }
  if (!launcher || isAccelerate || !isByDefault(options)) return undefined;
  return { message: 'default', data: { option }, at: machines.at };
}

/** Where the address is written, which can be far above the option. */
const placeOf = ({ word, span }: Part): Span => word.segments.find(({ text }) => text !== '')?.span ?? span;

/** No option of a launcher of PyTorch, or word that isn't known, says where the first machine is. */
const isByDefault = (options: readonly Part[]): boolean =>
  options.every(({ text, masked }) => text !== undefined || !masked.startsWith('$')) &&
  !options.some(({ masked }) => /^--(?:rdzv|local)[-_]/.test(masked));

/** `MASTER_ADDR` as the script sets it for the program, or as `mpirun -x` passes it. */
function variableOf({ command, script }: Start): Part | undefined {
  const words = command.argv.map(partOf);
  const passed = words.find(({ masked }, at) => masked.startsWith('MASTER_ADDR=') && words[at - 1]?.text === '-x');
  if (passed) return slicePart(passed, 'MASTER_ADDR='.length);
  const own = command.environment.get('MASTER_ADDR');
  return own?.span.file === script.path ? partOf(own) : undefined;
}
