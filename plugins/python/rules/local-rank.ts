import { causes, defineRule, type OptionFact, type Program, type PythonFile, type Report } from '../../../src/api';
import { everywhere } from '../languages';
import { declaredAt, withOptions } from '../passed-words';
import { habitsOf, keyOf, refusedRank } from '../refused-rank';
import { image, launch } from '../samples';

type Id = 'other' | 'unknown' | 'constant';

const code = (option = ''): string => `import argparse
import os
parser = argparse.ArgumentParser()
parser.add_argument("--epochs", type=int, default=3)
${option && `parser.add_argument("${option}", type=int, default=0)\n`}args = parser.parse_args()
`;

const placed = `${code('--local_rank')}import torch
torch.cuda.set_device(args.local_rank)
`;

const launched = 'python -m torch.distributed.launch --nproc_per_node=2 train.py';

export default defineRule<'start', object, Id>({
  name: 'local-rank',
  scope: 'start',
  languages: everywhere,
  docs: {
    summary: 'A program accepts the local rank that its launcher passes',
    why: '`torch.distributed.launch` adds `--local-rank=0` to the arguments of each process, and before PyTorch 2.0 `--local_rank=0`, as `deepspeed` still does. A program that only has the other spelling, or neither, stops with `unrecognized arguments`. `torchrun` passes no argument and sets the variable `LOCAL_RANK`.',
    bad: [
      {
        wrong: 'PyTorch 2 passes `--local-rank`.',
        sample: { 'train.sh': launch(launched), 'train.py': code('--local_rank'), ...image() },
      },
      { wrong: 'The program has no option for it.', sample: { 'train.sh': launch(launched), 'train.py': code(), ...image() } },
      {
        wrong: 'DeepSpeed passes `--local_rank`.',
        sample: { 'train.sh': launch('deepspeed --num_gpus 2 train.py'), 'train.py': code('--local-rank') },
      },
      {
        wrong: '`torchrun` passes none, so each process is on GPU 0.',
        sample: { 'train.sh': launch('torchrun --nproc_per_node=2 train.py'), 'train.py': placed },
      },
    ],
    good: [
      {
        'train.sh': launch('torchrun --nproc_per_node=2 train.py'),
        'train.py': `${placed.replace('import torch', 'import torch\nargs.local_rank = int(os.environ["LOCAL_RANK"])')}`,
      },
      { 'train.sh': launch('torchrun --standalone --nproc_per_node=2 train.py'), 'train.py': code(), ...image() },
      { 'train.sh': launch(launched.replace('train.py', '--use_env train.py')), 'train.py': code(), ...image() },
      { 'train.sh': launch(launched), 'train.py': code('--local_rank", "--local-rank'), ...image() },
    ],
    references: ['https://docs.pytorch.org/docs/stable/distributed.html#launch-utility'],
  },
  messages: {
    other:
      '{{launcher}} passes {{passed}}, but {{file}} only has {{option}}, so it stops with a usage message. {{advice}}{{others}}',
    unknown:
      '{{launcher}} passes {{passed}}, but {{file}} has no such option, so it stops with a usage message. {{advice}}{{others}}',
    constant:
      '{{launcher}} passes no {{option}}, so this is the default in each process, and all of them use one GPU. Write `int(os.environ["LOCAL_RANK"])`.',
  },
  *check(start) {
    yield* withOptions(start, (program, options) => constantRank(program, options));
    const refused = refusedRank(start);
    if (!refused) return;
    const { launcher, passed, file, option, at, related } = refused;
    const habit = start.example?.metadata ? [] : (habitsOf(start.repository).get(keyOf(refused)) ?? []);
    const cause = causes.habit(`python/local-rank ${keyOf(refused)}`);
    const isFirst = habit[0]?.at.file === at.file && habit[0].at.start === at.start;
    const count = new Set(habit.map(({ at: { file: path, start: from } }) => `${path}:${from}`)).size - 1;
    const others = isFirst && count > 0 ? ` ${count} other ${count > 1 ? 'commands do' : 'command does'} the same.` : '';
    const data = { launcher, passed, file, option, advice: refused.advice, others };
    const place = habit.length < 2 ? {} : isFirst ? { cause } : { follows: cause };
    yield { message: option ? 'other' : 'unknown', data, at, related, ...place };
  },
});

/** Where a program takes its GPU from an option that its launcher doesn't pass, although the launcher sets a variable. */
function* constantRank(program: Program, options: readonly OptionFact[]): Iterable<Report<Id>> {
  const { launcher, processes, arguments: words } = program.start;
  const option = options.find(({ dest, default: value }) => dest === 'local_rank' && value.kind === 'known');
  if (launcher?.name !== 'torchrun' || processes?.count === 1 || !option) return;
  const isPassed = words.some(({ masked }) => /^--local[-_]rank\b/.test(masked) || masked.startsWith('$'));
  const texts = [...program.graph.files.values()].map(({ source }) => source.text);
  if (isPassed || texts.some((text) => /LOCAL_RANK|\.local_rank\s*=(?!=)/.test(text))) return;
  for (const file of program.unconditional) {
    const use = file.index.calls.flatMap(({ node }) => deviceIn(node))[0];
    if (!use) continue;
    const data = { launcher: launcher.name, option: option.name };
    yield { message: 'constant', data, at: file.span(use), related: declaredAt([option]) };
    return;
  }
}

type Node = PythonFile['index']['calls'][number]['node'];

/** `args.local_rank`, where a call takes it for the number of a GPU. */
function deviceIn({ func, args, keywords }: Node) {
  const name = func.nodeType === 'Attribute' ? func.attr : func.nodeType === 'Name' ? func.id : '';
  const ids = keywords.flatMap(({ arg, value }) => (arg === 'device_ids' && value.nodeType === 'List' ? value.elts : []));
  const placed = /^(?:set_device|cuda)$/.test(name) ? args.slice(0, 1) : name === 'device' ? args.slice(1, 2) : [];
  return [...placed, ...ids].filter((each) => each.nodeType === 'Attribute' && each.attr === 'local_rank');
}
