import { defineRule, nameOf, type OptionFact, type Program } from '../../../src/api';
import { findOption } from '../options';
import { declaredAt, withOptions } from '../passed-words';
import { image, launch } from '../samples';
import { torchMajor } from '../torch-version';

type Id = 'other' | 'unknown';

const code = (option = ''): string => `import argparse
import os
parser = argparse.ArgumentParser()
parser.add_argument("--epochs", type=int, default=3)
${option && `parser.add_argument("${option}", type=int, default=0)\n`}args = parser.parse_args()
`;

const launched = 'python -m torch.distributed.launch --nproc_per_node=2 train.py';

export default defineRule<'start', object, Id>({
  name: 'local-rank',
  scope: 'start',
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
    ],
    good: [
      { 'train.sh': launch('torchrun --standalone --nproc_per_node=2 train.py'), 'train.py': code(), ...image() },
      { 'train.sh': launch(launched.replace('train.py', '--use_env train.py')), 'train.py': code(), ...image() },
      { 'train.sh': launch(launched), 'train.py': code('--local_rank", "--local-rank'), ...image() },
    ],
    references: ['https://docs.pytorch.org/docs/stable/distributed.html#launch-utility'],
  },
  messages: {
    other: '{{launcher}} passes {{passed}}, but {{file}} only has {{option}}, so it stops with a usage message. {{advice}}',
    unknown: '{{launcher}} passes {{passed}}, but {{file}} has no such option, so it stops with a usage message. {{advice}}',
  },
  *check(start) {
    yield* withOptions(start, function* (program, options, file) {
      const { launcher, target } = start;
      const passed = passedRank(program);
      if (!launcher || launcher.refused.length > 0 || passed === undefined || findOption(passed, options)) return;
      const option = otherSpelling(passed, options);
      const script = nameOf(target.part.text ?? file);
      const advice =
        launcher.name === 'deepspeed'
          ? 'Add the option, or `--no_local_rank` before the script, and read `os.environ["LOCAL_RANK"]`.'
          : `Start it with \`torchrun\`, and read \`int(os.environ["LOCAL_RANK"])\` in ${script}.`;
      const data = { launcher: launcher.name, passed, file, option, advice };
      const at = launcher.options[0]?.span ?? target.part.span;
      yield { message: option ? 'other' : 'unknown', data, at, related: declaredAt(options) };
    });
  },
});

/** The option that each process gets. Which spelling it has can depend on the version of PyTorch. */
function passedRank(program: Program): string | undefined {
  const [current, before] = program.start.launcher?.passes ?? [];
  if (before === undefined) return current;
  const major = torchMajor(program);
  return major === undefined ? undefined : major >= 2 ? current : before;
}

const otherSpelling = (passed: string, options: readonly OptionFact[]): string | undefined =>
  options
    .flatMap(({ names }) => names.map(({ text }) => text))
    .find((text) => text !== passed && text.replaceAll('_', '-') === passed.replaceAll('_', '-'));
