import { closest, defineRule, type ImageBuild, type Report, type Repository } from '../../../src/api';
import { allContainers } from '../languages';

type Id = 'missing' | 'near';

const build = (argument: string) => `#!/bin/bash
docker build --build-arg ${argument} -t demo "$(dirname "$0")"
`;

export default defineRule<'script', object, Id>({
  name: 'build-argument',
  scope: 'script',
  languages: allContainers,
  docs: {
    summary: 'A Dockerfile declares the arguments that its build passes',
    why: 'A `--build-arg` that the Dockerfile has no ARG for changes nothing. BuildKit only warns at the end of the build: “One or more build-args were not consumed”.',
    bad: [
      {
        wrong: 'The Dockerfile calls it `TORCH_VERSION`.',
        sample: {
          'build.sh': build('TORCH=2.4.1'),
          Dockerfile: 'FROM python:3.12\nARG TORCH_VERSION=2.3.0\nRUN pip install torch==$TORCH_VERSION\n',
        },
      },
      { wrong: 'The Dockerfile has no ARG.', sample: { 'build.sh': build('CUDA=12'), Dockerfile: 'FROM python:3.12\n' } },
    ],
    good: {
      'build.sh': build('TORCH_VERSION=2.4.1'),
      Dockerfile: 'FROM python:3.12\nARG TORCH_VERSION=2.3.0\nRUN pip install torch==$TORCH_VERSION\n',
    },
    references: ['https://docs.docker.com/reference/cli/docker/buildx/build/#build-arg'],
  },
  messages: {
    missing: '{{dockerfile}} has no ARG {{name}}, so the build ignores this. Write `ARG {{name}}` there, or remove this.',
    near: '{{dockerfile}} has no ARG {{name}}, so the build ignores this. Did you mean `{{near}}`?',
  },
  fixes: {
    near: { replace: '{{name}}', by: '{{near}}', unsafe: true },
  },
  *check({ builds, repository }) {
    for (const each of builds) yield* ignoredBy(each, repository);
  },
});

function* ignoredBy({ spec, dockerfile: path }: ImageBuild, repository: Repository): Iterable<Report<Id>> {
  const dockerfile = path === undefined ? undefined : repository.dockerfile(path)?.dockerfile;
  if (!dockerfile || dockerfile.problems.length > 0 || spec.ambiguous) return;
  const declared = [...dockerfile.globalArgs, ...dockerfile.stages.flatMap(({ args }) => args)].map(({ name }) => name);
  for (const { name, flag } of spec.buildArgs) {
    if (name.text === undefined || declared.includes(name.text) || ofBuilder.test(name.text)) continue;
    const near = closest(name.text, declared) ?? declared.find((each) => each.startsWith(`${name.text}_`));
    const at = name.span.start < name.span.end ? name.span : flag.span;
    yield { message: near === undefined ? 'missing' : 'near', data: { name: name.text, near, dockerfile: path }, at };
  }
}

/** Arguments that every build has: proxies, platforms, and those of BuildKit. */
const ofBuilder = /^(?:https?|ftp|no|all)_proxy$|^(?:TARGET|BUILD)(?:PLATFORM|OS|ARCH|VARIANT)$|^BUILDKIT_|^SOURCE_DATE_EPOCH$/i;
