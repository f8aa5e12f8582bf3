import {
  defineRule,
  type FlagUse,
  type Launch,
  nameOf,
  type Problem,
  type Report,
  runFlags,
  type Script,
} from '../../../src/api';
import { flagAsCommand, isOfPreset } from '../launches';
import { adviceFor } from '../refusal-advice';

interface Options {
  readonly presets: readonly string[];
  readonly tests: readonly string[];
}

type Found = Report<'refused' | 'command' | 'tty'>;

export default defineRule<'launch', Options>({
  name: 'flags',
  scope: 'launch',
  docs: {
    summary: 'The engine accepts the flags of a launch, and they stand before the image',
    why: 'What follows the image is the command, so `docker run demo --gpus all` starts a program called `--gpus`. A flag or a mount that the client refuses stops the script before anything runs. `-t` needs a terminal, which CI, cron and a runner that records output do not have.',
    bad: [
      '#!/bin/bash\ndocker run --rm demo --gpus all\n',
      '#!/bin/bash\ndocker run --rm --shm-sise 8g demo\n',
      '#!/bin/bash\ndocker run --rm --mount type=bind,src=/data,dst=data demo\n',
      '#!/bin/bash\ndocker run -it --rm demo python train.py\n',
    ],
    good: [
      '#!/bin/bash\ndocker run --rm --gpus all --shm-size 8g demo python train.py --gpus all\n',
      '#!/bin/bash\n[ -t 0 ] && TTY=-it\ndocker run $TTY --rm demo python train.py\n',
      { 'shell.sh': '#!/bin/bash\ndocker run -it --rm demo bash\n', 'train.sh': '#!/bin/bash\n' },
    ],
    references: ['https://docs.docker.com/reference/cli/docker/container/run/'],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        presets: {
          type: 'array',
          items: { type: 'string' },
          description: 'presets whose scripts run without a terminal too, `*` at the end for any rest',
        },
        tests: { type: 'array', items: { type: 'string' }, description: 'names of scripts that CI runs' },
      },
    },
    defaults: {
      presets: ['build*', 'train*', 'finetune*', 'predict*', 'evaluate*', 'test*', 'benchmark*'],
      tests: ['test.sh', 'smoke_test.sh'],
    },
  },
  messages: {
    refused: '{{engine}} refuses this: {{problem}}{{advice}}',
    command: '`{{flag}}` stands after the image, so it is taken for the command to start; write it before {{image}}',
    tty: '`{{flag}}` needs a terminal, so the launch fails in CI and under a runner (“the input device is not a TTY”); leave out `-t`, or add it only where `[ -t 0 ]` holds',
  },
  *check(launch, { options }): Iterable<Found> {
    const { spec, command } = launch;
    const [first] = [...spec.problems, ...spec.engineProblems];
    if (first) yield refused(command.engine, first);
    const flag = flagAsCommand(launch);
    if (flag && !first)
      yield { message: 'command', data: { flag: flag.text, image: spec.image?.text ?? 'the image' }, at: flag.span };
    const tty = spec.tty === true && !isInteractive(launch) ? terminalFlag(spec.flags) : undefined;
    if (tty && (isOfPreset(launch, options.presets) || isTest(launch.script, options.tests)))
      yield { message: 'tty', data: { flag: tty.written }, at: tty.flag.span, severity: 'warning' };
  },
});

const unquoted = '; quotes make one word of several here: keep the flags in an array, `"${FLAGS[@]}"`';

const refused = (engine: string, { message, span }: Problem): Found => ({
  message: 'refused',
  data: {
    engine,
    problem: message.replace(/\.$/, ''),
    advice: /^unknown flag: \S+\s/.test(message) ? unquoted : adviceFor(message, runFlags()),
  },
  at: span,
});

const terminalFlag = (flags: readonly FlagUse[]): FlagUse | undefined =>
  flags.findLast((use) => use.name === 'tty' && use.enabled);

/** A shell or an editor for a person. */
function isInteractive({ spec }: Launch): boolean {
  const [first, ...rest] = spec.command;
  if (!first) return true;
  const program = first.text?.replace(/^.*\//, '');
  if (program === undefined) return true;
  return rest.length === 0
    ? /^(ba|z|da|)sh$|^i?python3?$|^fish$/.test(program)
    : /^(jupyter|nvtop|htop|vim?|nano)$/.test(program);
}

const isTest = ({ path }: Script, names: readonly string[]): boolean => names.includes(nameOf(path));
