import { defineRule, type Launch, nameOf, type Part, type Report } from '../../../src/api';
import { allContainers, isService } from '../languages';

type Id = 'repeated' | 'command' | 'service' | 'ignored';

const imageWith = (entrypoint: string) => ({
  'build.sh': '#!/bin/bash\ndocker build -t demo "$(dirname "$0")"\n',
  Dockerfile: `FROM python:3.12\nWORKDIR /app\nCOPY train.py .\n${entrypoint}\n`,
  'train.py': `import argparse
parser = argparse.ArgumentParser()
parser.add_argument("--epochs", type=int, default=1)
print(parser.parse_args())
`,
});

const exec = imageWith('ENTRYPOINT ["python", "train.py"]');

export default defineRule<'launch', Record<string, never>, Id>({
  name: 'entrypoint',
  scope: 'launch',
  languages: allContainers,
  docs: {
    summary: "What a launch starts suits the image's ENTRYPOINT",
    why: 'If an image has an ENTRYPOINT, the words after the image are its arguments, not a command. A program started twice this way stops with “unrecognized arguments”. An ENTRYPOINT in shell form drops them without a message.',
    bad: [
      {
        wrong: 'The container runs `python train.py python train.py --epochs 3`.',
        sample: { ...exec, 'train.sh': '#!/bin/bash\ndocker run --rm demo python train.py --epochs 3\n' },
      },
      {
        wrong: '`bash` is an argument of `train.py`.',
        sample: { ...exec, 'train.sh': '#!/bin/bash\ndocker run --rm -it demo bash\n' },
      },
      {
        wrong: '`--epochs 3` reaches nothing.',
        sample: {
          ...imageWith('ENTRYPOINT python train.py'),
          'train.sh': '#!/bin/bash\ndocker run --rm demo --epochs 3\n',
        },
      },
    ],
    good: [
      { ...exec, 'train.sh': '#!/bin/bash\ndocker run --rm demo --epochs 3\n' },
      { ...exec, 'train.sh': '#!/bin/bash\ndocker run --rm -it --entrypoint bash demo\n' },
      {
        ...imageWith('CMD ["python", "train.py"]'),
        'train.sh': '#!/bin/bash\ndocker run --rm demo python train.py --epochs 3\n',
      },
    ],
    references: ['https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact'],
  },
  messages: {
    repeated:
      "The image's ENTRYPOINT is `{{entry}}`, so `{{words}}` becomes arguments of {{file}}, which stops with a usage message. Remove `{{words}}`.",
    command:
      "The image's ENTRYPOINT is `{{entry}}`, so `{{words}}` becomes an argument of {{file}}, which stops with a usage message. Add `--entrypoint {{words}}` before the image, and remove the word here.",
    service:
      "The image's ENTRYPOINT is `{{entry}}`, so `{{words}}` becomes an argument of {{file}}, which stops with a usage message. Add `entrypoint: {{words}}` to the service, and remove the word here.",
    ignored: "The image's ENTRYPOINT is in shell form, so it drops `{{words}}`. In the Dockerfile, write `ENTRYPOINT {{json}}`.",
  },
  *check(launch) {
    const found = launch.mistakenCommand.length > 0 ? passedToProgram(launch) : droppedByShell(launch);
    if (found) yield found;
  },
});

/** A command in the place of arguments of the entry point's program. */
function passedToProgram(launch: Launch): Report<Id> {
  const { process, mistakenCommand, image, starts } = launch;
  const [start] = starts;
  const words = process?.words ?? [];
  const first = mistakenCommand[0] as Part;
  const last = mistakenCommand.at(-1) as Part;
  const isOneLine = first.span.file === last.span.file && first.span.start <= last.span.start;
  const isRepeated = words.slice(0, process?.commandAt).some(({ text }) => text === last.text);
  return {
    message: isRepeated ? 'repeated' : isService(launch) ? 'service' : 'command',
    data: { entry: textOf(words.slice(0, process?.commandAt)), words: textOf(mistakenCommand), file: nameOf(start?.entry ?? '') },
    at: isOneLine ? { ...first.span, end: last.span.end } : first.span,
    related: related(image.view?.entrypoint?.span),
  };
}

/** Arguments for an entry point that a shell runs as it is written. */
function droppedByShell({ process, spec, image }: Launch): Report<Id> | undefined {
  const { entrypoint } = process ?? {};
  const [first] = spec.command;
  if (!first || !entrypoint || entrypoint === 'flag' || entrypoint.form !== 'shell' || entrypoint.brokenJson) return undefined;
  const plain = entrypoint.body?.text.trim().split(/\s+/) ?? [];
  if (plain.some((word) => !/^[\w./=:-]+$/.test(word))) return undefined;
  const json = `[${plain
    .filter((word, index) => index > 0 || word !== 'exec')
    .map((word) => JSON.stringify(word))
    .join(', ')}]`;
  const words = first.text === undefined ? '"$@"' : textOf(spec.command.filter(({ text }) => text !== undefined));
  return { message: 'ignored', data: { words, json }, at: first.span, related: related(image.view?.entrypoint?.span) };
}

const related = (at: Part['span'] | undefined) => (at ? [{ message: 'The ENTRYPOINT is set here.', at }] : []);

const textOf = (parts: readonly Part[]): string => parts.map(({ text }) => text ?? '…').join(' ');
