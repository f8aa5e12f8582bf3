import {
  type Bashism,
  bashisms,
  defineRule,
  hasDash,
  type Launch,
  type Part,
  parseImage,
  parseSource,
  type Report,
} from '../../../src/api';
import { allContainers } from '../languages';

interface Options {
  readonly bases: readonly string[];
}

type Id = 'text' | 'script';

export default defineRule<'launch', Options, Id>({
  name: 'shell',
  scope: 'launch',
  languages: allContainers,
  docs: {
    summary: 'What a container runs with `sh` needs no Bash',
    why: '`sh` is dash in images of Debian and Ubuntu. It has no `[[ … ]]`, no `source`, and no `pipefail`, whatever the first line of the script says, because `sh script.sh` ignores that line.',
    bad: [
      {
        wrong: 'dash has no `source`.',
        sample: '#!/bin/bash\ndocker run --rm python:3.12 sh -c "source /opt/venv/bin/activate && python train.py"\n',
      },
      {
        wrong: 'dash has no `pipefail`, and ignores the first line of the script.',
        sample: {
          'train.sh': '#!/bin/bash\ndocker run --rm -v "$(dirname "$0"):/workspace" -w /workspace python:3.12 sh inner.sh\n',
          'inner.sh': '#!/bin/bash\nset -o pipefail\npython train.py | tee train.log\n',
        },
      },
    ],
    good: [
      '#!/bin/bash\ndocker run --rm python:3.12 bash -c "source /opt/venv/bin/activate && python train.py"\n',
      '#!/bin/bash\ndocker run --rm python:3.12 sh -c ". /opt/venv/bin/activate && python train.py"\n',
      '#!/bin/bash\ndocker run --rm python:3.12-alpine sh -c "source /etc/profile && python train.py"\n',
    ],
    references: ['https://wiki.ubuntu.com/DashAsBinSh'],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        bases: { type: 'array', items: { type: 'string' }, description: 'Public images whose `/bin/sh` is dash, without tag.' },
      },
    },
    tables: { bases: 'images.dash' },
  },
  messages: {
    text: '`sh` of this image has no {{feature}}{{effect}}. Write `bash` instead of `{{shell}}`.',
    script: '`sh` of this image has no {{feature}}{{effect}}, and {{file}} needs it. Write `bash` instead of `{{shell}}`.',
  },
  fixes: {
    text: { replace: 'sh', by: 'bash', unsafe: true },
    script: { replace: 'sh', by: 'bash', unsafe: true },
  },
  *check(launch, { options: { bases } }) {
    const [shell, ...words] = launch.process?.words ?? [];
    if (!shell || !/^(?:\/bin\/)?(?:da)?sh$/.test(shell.text ?? '') || !isDash(launch, bases)) return;
    const found = inWords(words, launch);
    if (!found) return;
    const { need, file } = found;
    yield {
      message: file === undefined ? 'text' : 'script',
      data: { feature: need.feature, effect: need.effect ? ` and ${need.effect}` : '', shell: shell.text, file },
      at: shell.span,
      ...(file !== undefined && { related: [{ message: 'This needs Bash.', at: need.span }] }),
    } satisfies Report<Id>;
  },
});

/** What the text after `-c`, or the script that is named, needs Bash for. */
function inWords(words: readonly Part[], { container, repository }: Launch) {
  const [first, second] = words;
  if (first?.text === undefined) return undefined;
  if (/^-[a-z]*c$/.test(first.text)) {
    const need = second && firstOf(bashisms(parseSource(second.masked), second.span.file));
    return need && { need, file: undefined };
  }
  const script = words.find(({ text }) => text === undefined || !text.startsWith('-'));
  const located = script?.text === undefined ? undefined : container.locate(script.text);
  if (located?.kind !== 'mounted' && located?.kind !== 'copied') return undefined;
  const shell = repository.script(located.path)?.shell;
  const need = shell && shell.problems.length === 0 ? firstOf(bashisms(shell.tree, shell.file.path)) : undefined;
  return need && { need, file: script?.text };
}

const firstOf = (needs: readonly Bashism[]): Bashism | undefined => needs.find(({ effect }) => effect === undefined) ?? needs[0];

/** Whether the image is one of those, or is built on one. */
function isDash({ image }: Launch, bases: readonly string[]): boolean {
  const base = image.view ? parseImage(image.view.base.value ?? '') : image.reference;
  return base !== undefined && typeof base !== 'string' && hasDash(base, bases);
}
