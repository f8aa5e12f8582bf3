import {
  type DockerfileArtifact,
  defineRule,
  globMatcher,
  type PlainCommand,
  type Report,
  runCommands,
  type Stage,
} from '../../../src/api';
import { bottomOf, isBrought, isWithout, type Lacks, lacksSchema, mayFail, stagesOf, systemPackages } from '../image-contents';
import { properties, words } from '../options';

interface Program {
  readonly names: readonly string[];
  /** The system package to install. */
  readonly install: string;
  readonly broughtBy: readonly string[];
  /** The only packages that surely don't bring it. */
  readonly besides?: readonly string[];
  /** Words of a Dockerfile that may bring it otherwise. */
  readonly unless?: readonly string[];
}

interface Options {
  readonly programs: readonly Program[];
  readonly without: Lacks;
}

type Id = 'apt' | 'apk' | 'sudo';

export default defineRule<'dockerfile', Options, Id>({
  name: 'missing-program',
  scope: 'dockerfile',
  precision: 'very-high',
  docs: {
    summary: 'A program is installed before a build runs it',
    why: 'Slim and runtime images have no curl, wget, compilers, or sudo, and plain Ubuntu has no Python. The build stops: “/bin/sh: 1: curl: not found”. git has a rule of its own. Nothing is reported after a step that could have installed anything, such as a script.',
    bad: [
      {
        wrong: 'The slim image has no curl.',
        sample: 'FROM python:3.12-slim\nRUN curl -LsSf https://astral.sh/uv/install.sh | sh\n',
      },
      {
        wrong: 'wget is installed one step too late.',
        sample: `FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04
RUN wget https://example.com/weights.tar.gz
RUN apt-get update && apt-get install -y wget
`,
      },
      { wrong: 'Ubuntu has no pip.', sample: 'FROM ubuntu:22.04\nRUN pip install numpy==2.1.3\n' },
      { wrong: 'RUN is root already.', sample: 'FROM ubuntu:22.04\nRUN sudo apt-get update\n' },
    ],
    good: [
      `FROM python:3.12-slim
RUN apt-get update && apt-get install -y curl
RUN curl -LsSf https://astral.sh/uv/install.sh | sh
`,
      'FROM python:3.12\nRUN curl -LsSf https://astral.sh/uv/install.sh | sh\n',
      'FROM ubuntu:22.04\nRUN apt-get update && apt-get install -y python3-pip && pip install numpy==2.1.3\n',
      'FROM ubuntu:22.04\nCOPY setup.sh .\nRUN ./setup.sh && wget https://example.com/weights.tar.gz\n',
    ],
    references: ['https://hub.docker.com/_/python', 'https://hub.docker.com/_/ubuntu'],
  },
  options: {
    schema: properties({
      programs: {
        type: 'array',
        description: 'Programs of a build, and what brings them.',
        items: {
          ...properties({
            names: words('Their names, the one of the table `images.without` first.'),
            install: { type: 'string', description: 'The system package to install.' },
            broughtBy: words('Globs of system packages that may bring them.'),
            besides: words('Globs of the only system packages that surely bring none of them.'),
            unless: words('Words of a Dockerfile that may bring them otherwise.'),
          }),
          required: ['names', 'install', 'broughtBy'],
        },
      },
      without: lacksSchema,
    }),
    tables: { programs: 'images.programs', without: 'images.without' },
  },
  messages: {
    apt: '{{image}} has no {{program}}, so this step fails. Add `RUN apt-get update && apt-get install -y {{package}}` above.',
    apk: '{{image}} has no {{program}}, so this step fails. Add `RUN apk add --no-cache {{program}}` above.',
    sudo: '{{image}} has no sudo, so this step fails. Remove `sudo`, because RUN is root already.',
  },
  fixes: {
    apt: { instruction: 'RUN apt-get update && apt-get install -y {{package}}', unsafe: true },
    apk: { instruction: 'RUN apk add --no-cache {{program}}', unsafe: true },
    sudo: { by: '' },
  },
  *check(artifact, { options: { programs, without } }) {
    for (const stage of artifact.dockerfile.stages) {
      const bottom = bottomOf(artifact, stage);
      if (!bottom) continue;
      const lacking = programs.filter(({ names: [name = ''] }) => isWithout(bottom.name, name, without));
      for (const program of lacking) {
        const first = firstUse(artifact, stage, program);
        if (first && !isThere(artifact, stage, program, first)) yield missing(first, program, stage, bottom);
      }
    }
  },
});

/** The first command of a stage that runs a program for certain. */
function firstUse({ dockerfile: { file } }: DockerfileArtifact, stage: Stage, { names }: Program): PlainCommand | undefined {
  for (const run of stage.runs) {
    for (const command of runCommands(run, stage, file)) {
      const [word] = command.words;
      if (word?.text === undefined || !names.includes(word.text) || run.heredocs.length > 0) continue;
      return mayFail(run, command, file.text) ? undefined : command;
    }
  }
  return undefined;
}

function isThere(
  artifact: DockerfileArtifact,
  stage: Stage,
  { broughtBy, besides = ['*'], unless = [] }: Program,
  { span }: PlainCommand,
): boolean {
  const { text } = artifact.dockerfile.file;
  const before = text.slice(0, span.start);
  const system = systemPackages(artifact, stage, span.start);
  const mayBring = isBrought(system, broughtBy) || !system.names.every(globMatcher(besides));
  return system.isOpen || mayBring || unless.some((word) => before.includes(word));
}

function missing(
  { words: [word] }: PlainCommand,
  { names: [name], install }: Program,
  stage: Stage,
  bottom: NonNullable<ReturnType<typeof bottomOf>>,
): Report<Id> {
  const isRoot = stagesOf(stage).every(({ users }) => users.length === 0);
  return {
    message: name === 'sudo' && isRoot ? 'sudo' : bottom.name.includes('alpine') ? 'apk' : 'apt',
    data: { image: bottom.name, program: word!.text, package: install },
    at: word!.span,
    related: [{ message: 'The image is based on this one.', at: bottom.from.span }],
  };
}
