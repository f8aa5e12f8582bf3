import { defineRule, groupBy, type Report, type Start } from '../../../src/api';
import { everywhere } from '../languages';
import { likeIn, type Refused, refusedBy } from '../refused-options';
import { launch, parser } from '../samples';

type Id = Refused['kind'] | 'several' | 'severalIgnored';

export default defineRule<'start', Record<string, never>, Id>({
  name: 'arguments',
  scope: 'start',
  languages: everywhere,
  docs: {
    summary: 'A Python program has the options that a script passes',
    why: "An option that was renamed in the code but not in the script stops the program with a usage message, often only after an image was built. Programs that accept unknown options, or whose options are computed, aren't checked.",
    bad: [
      {
        wrong: 'The option is called `--epochs`.',
        sample: { 'train.sh': launch('python train.py --epoch-s 3'), 'train.py': parser },
      },
      {
        wrong: 'The program has no such option.',
        sample: { 'train.sh': launch('python train.py --resume'), 'train.py': parser },
      },
      {
        wrong: 'It has no such option on the host either.',
        sample: { '/train.sh': 'torchrun --nproc_per_node 2 src/train.py --epoch-s 3\n', '/src/train.py': parser },
      },
      {
        wrong: 'The program writes its options with hyphens.',
        sample: {
          'README.md': '```bash\npython tune.py --warm_up 3 --batch_size 8\n```\n',
          'tune.py': `import argparse
parser = argparse.ArgumentParser()
parser.add_argument("--warm-up")
parser.add_argument("--batch-size")
args = parser.parse_args()
`,
        },
      },
      {
        wrong: 'The program takes the data by its position.',
        sample: {
          'train.sh': launch('python train.py --data images'),
          'train.py': parser.replace('args =', 'parser.add_argument("data")\nargs ='),
        },
      },
      {
        wrong: 'The function has neither parameter.',
        sample: {
          'train.sh': launch('python tune.py --data images --rate 1'),
          'tune.py': 'import fire\n\ndef tune(epochs=3):\n    print(epochs)\n\nfire.Fire(tune)\n',
        },
      },
    ],
    good: [
      // Another repository has a program of that name, too.
      {
        '/contrib/README.md': '```bash\npython tools/infer.py --model_dir out --image_dir demo --epochs 1\n```\n',
        '/tools/infer.py': parser,
      },
      {
        'train.sh': launch('python tune.py --config tune.ini'),
        'tune.py': `import click
import click_config_file

@click.command()
@click.option("--epochs", default=3)
@click_config_file.configuration_option()
def tune(epochs):
    print(epochs)

tune()
`,
      },
      { 'train.sh': launch('python train.py --epochs=3 --size s "$@"'), 'train.py': parser },
      {
        'train.sh': launch('python train.py --anything'),
        'train.py': `import argparse
args, rest = argparse.ArgumentParser().parse_known_args()
`,
      },
    ],
  },
  messages: {
    unknown: '{{file}} has no option {{option}}, so it stops with a usage message{{times}}. Remove it, or add it to the program.',
    several:
      '{{file}} has no options {{options}}, so it stops with a usage message{{times}}. Remove them, or add them to the program.',
    positional: '{{file}} takes {{name}} by its position. Remove `{{option}}`, and keep its value.',
    misspelled: '{{file}} has no option {{option}}, so it stops with a usage message{{times}}. Did you mean `{{near}}`?',
    separated:
      '{{file}} writes its options with {{mark}}, so it stops with a usage message{{times}}. Write `{{near}}`, and do the same with {{others}}.',
    ignored:
      "{{file}} has no option {{option}}: its function runs without it, and then Fire stops with an error. Remove it, or add it to the function's parameters.",
    severalIgnored:
      "{{file}} has no options {{options}}: its function runs without them, and then Fire stops with an error. Remove them, or add them to the function's parameters.",
  },
  fixes: {
    misspelled: { replace: '{{option}}', by: '{{near}}', unsafe: true },
  },
  *check(start) {
    for (const option of refusedBy(start)) {
      const alike = likeIn(start, option);
      const [first = option] = alike;
      if (first.at.start === option.at.start) yield reportOf(option, alike.length > 0 ? alike : [option], start);
    }
  },
});

function reportOf({ kind, option, at, file, meant, related }: Refused, alike: readonly Refused[], start: Start): Report<Id> {
  // Calls of one function start one command, with words of their own.
  const calls = alike.filter((each) => each.option === option).length;
  const commands = Math.max(calls, new Set(alike.map(({ command }) => command.start)).size);
  const times = commands > 1 ? ` (${commands} commands here)` : '';
  const others = [...groupBy(alike, (each) => each.option).values()].flatMap(([first]) => first ?? []).slice(1);
  const places = others.map((each) => ({ message: `${each.option} is here.`, at: each.at }));
  const shared = { at, related: [...places, ...related] };
  if (kind === 'positional') return { message: kind, data: { file, option, name: meant }, ...shared };
  if (kind === 'ignored' || kind === 'unknown') {
    if (others.length === 0) return { message: kind, data: { file, option, times }, ...shared };
    const names = [option, ...others.map((each) => each.option)];
    const options = `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
    const message = kind === 'ignored' ? 'severalIgnored' : 'several';
    return { message, data: { file, options, times }, ...shared };
  }
  if (kind === 'misspelled' || others.length === 0)
    return { message: 'misspelled', data: { file, option, near: meant, times }, ...shared };
  const mark = meant?.slice(2).includes('-') ? 'hyphens' : 'underscores';
  const text = start.repository.source(at.file)?.text ?? '';
  const fix = alike.flatMap(({ at: { file: path, start: from }, option: written, meant: by }) =>
    by !== undefined && text.startsWith(written, from) ? { file: path, start: from, end: from + written.length, text: by } : [],
  );
  const counted = others.length === 1 ? (others[0]?.option ?? '') : `${others.length} more`;
  return { message: 'separated', data: { file, near: meant, mark, others: counted, times }, ...shared, fix, unsafe: true };
}
