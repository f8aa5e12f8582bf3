import { closest, defineRule, nameOf, type Report, type Start } from '../../../src/api';
import { everywhere } from '../languages';
import { findOption } from '../options';
import { launch, parser } from '../samples';

type Id = 'clash' | 'program' | 'misspelled' | 'unknown';

export default defineRule<'start', object, Id>({
  name: 'launcher-options',
  scope: 'start',
  languages: everywhere,
  docs: {
    summary: 'A launcher has the options that stand before the script',
    why: "`torchrun`, `accelerate launch`, and `deepspeed` take the words before the script for their own options and stop at one that they don't have. The program's options follow the script.",
    bad: [
      {
        wrong: '`--epochs` is an option of the program.',
        sample: { 'train.sh': launch('torchrun --standalone --nproc_per_node=2 --epochs 8 train.py'), 'train.py': parser },
      },
      {
        wrong: 'The option is called `--nproc_per_node`.',
        sample: { 'train.sh': launch('torchrun --nprocs_per_node=2 train.py'), 'train.py': parser },
      },
      {
        wrong: 'torchrun has no such option.',
        sample: { 'train.sh': launch('torchrun --workers 2 train.py'), 'train.py': parser },
      },
      {
        wrong: '`--include` says how many GPUs there are.',
        sample: { 'train.sh': launch('deepspeed --include localhost:0,1 --num_gpus 2 train.py'), 'train.py': parser },
      },
    ],
    good: [
      { 'train.sh': launch('torchrun --standalone --nproc-per-node=2 train.py --epochs 8'), 'train.py': parser },
      { 'train.sh': launch('accelerate launch --mixed_precision bf16 train.py --epochs 8'), 'train.py': parser },
    ],
    references: [
      'https://docs.pytorch.org/docs/stable/elastic/run.html',
      'https://huggingface.co/docs/accelerate/package_reference/cli',
      'https://www.deepspeed.ai/getting-started/#launching-deepspeed-training',
    ],
  },
  messages: {
    clash:
      '{{launcher}} refuses {{option}} beside {{beside}}, which names the GPUs already, so it starts nothing. Remove {{option}}.',
    program: '{{launcher}} has no {{option}}, so it starts nothing. Write it after {{file}}.',
    misspelled: '{{launcher}} has no {{option}}, so it starts nothing. Did you mean `{{near}}`?',
    unknown: '{{launcher}} has no {{option}}, so it starts nothing. Remove it.',
  },
  fixes: {
    misspelled: { replace: '{{option}}', by: '{{near}}', unsafe: true },
  },
  check: refusedBy,
});

function* refusedBy({ launcher, program, target }: Start): Iterable<Report<Id>> {
  const { clash } = launcher ?? {};
  if (clash) {
    const [option, beside] = [clash.option, clash.beside].map(({ text = '' }) => text.replace(/=.*$/s, ''));
    yield { message: 'clash', data: { launcher: launcher?.name, option, beside }, at: clash.option.span };
  }
  for (const { text = '', span } of launcher?.refused ?? []) {
    const [option = text] = text.split('=');
    const own = program?.entry.facts.commandLine.options.find(({ names }) => names.some((name) => name.text === option));
    const isOwn = own !== undefined || (program?.options && findOption(option, program.options) !== undefined);
    const known = launcher?.known ?? [];
    const near = closest(option, known) ?? known.find((each) => option.length > 6 && each.startsWith(option.slice(0, -1)));
    const file = nameOf(target.part.text ?? '');
    const data = { launcher: launcher?.name, option, file, near };
    if (isOwn) yield { message: 'program', data, at: span, related: [{ message: 'The script is here.', at: target.part.span }] };
    else yield { message: near === undefined ? 'unknown' : 'misspelled', data, at: span };
  }
}
