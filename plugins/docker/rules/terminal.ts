import { defineRule, type FlagUse, type Launch, nameOf } from '../../../src/api';
import { shellCommands } from '../languages';
import { isOfPreset, type PresetOptions, presetsSchema } from '../launches';

interface Options extends PresetOptions {
  readonly scripts: readonly string[];
}

export default defineRule<'launch', Options, 'terminal'>({
  name: 'terminal',
  scope: 'launch',
  languages: shellCommands,
  docs: {
    summary: "A script that runs unattended doesn't ask for a terminal",
    why: "`-t` needs a terminal, which CI, cron and a runner that records the output don't have.",
    bad: [
      {
        wrong: 'CI has no terminal.',
        sample: `#!/bin/bash
docker run -it --rm demo python train.py
`,
      },
    ],
    good: [
      `#!/bin/bash
[ -t 0 ] && TTY=-it
docker run $TTY --rm demo python train.py
`,
      {
        'shell.sh': `#!/bin/bash
docker run -it --rm demo bash
`,
      },
    ],
    references: ['https://docs.docker.com/reference/cli/docker/container/run/#tty'],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        presets: presetsSchema,
        scripts: { type: 'array', items: { type: 'string' }, description: 'Names of other scripts that CI runs.' },
      },
    },
    tables: { presets: 'launches.unattended.presets', scripts: 'launches.unattended.scripts' },
  },
  messages: {
    terminal:
      '`{{flag}}` needs a terminal, so the launch fails in CI (“the input device is not a TTY”). Delete `-t`, or add it only if `[ -t 0 ]`.',
  },
  fixes: {
    terminal: { replace: '{{letter}}', by: '', unsafe: true },
  },
  *check(launch, { options }) {
    const { spec, script } = launch;
    if (spec.tty !== true || isInteractive(launch)) return;
    const flag: FlagUse | undefined = spec.flags.findLast((use) => use.name === 'tty' && use.enabled);
    const isOfCi = script.language === 'workflow' && spec.interactive === true;
    if (flag && (isOfCi || isOfPreset(launch, options.presets) || options.scripts.includes(nameOf(script.path))))
      yield {
        message: 'terminal',
        data: { flag: flag.written, letter: isOneOfSeveral(flag, launch) ? 't' : undefined },
        at: flag.flag.span,
      };
  },
});

/** `-it`, where the finding points at the letter. Deleting a flag of its own also takes the space before it. */
function isOneOfSeveral({ flag: { span } }: FlagUse, { repository }: Launch): boolean {
  const text = repository.source(span.file)?.text ?? '';
  return span.end - span.start === 1 && /[a-z]/i.test(`${text[span.start - 1]}${text[span.end] ?? ' '}`);
}

/** A shell or an editor for a person. */
function isInteractive({ spec }: Launch): boolean {
  const [first, ...rest] = spec.command;
  if (first?.text === undefined) return true;
  const program = nameOf(first.text);
  return rest.length === 0
    ? /^(ba|z|da|)sh$|^i?python3?$|^fish$/.test(program)
    : /^(jupyter|nvtop|htop|vim?|nano)$/.test(program);
}
