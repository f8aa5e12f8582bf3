import {
  defineRule,
  folderOf,
  type ImageBuild,
  isBehindLink,
  isNear,
  nameOf,
  type Part,
  type Report,
  type Repository,
} from '../../../src/api';
import { originOf } from '../origin';

type Id = 'context' | 'context-similar' | 'dockerfile' | 'dockerfile-similar';

export default defineRule<'example', object, Id>({
  name: 'build',
  scope: 'example',
  docs: {
    summary: 'The build context and the Dockerfile of a build exist',
    why: 'A moved folder or a renamed Dockerfile stops the build, and scripts continue to run the image of the last build.',
    bad: [
      {
        wrong: 'The example has no folder `docker`.',
        sample: {
          'build.sh': `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker build -t demo "$DIR/docker"
`,
          Dockerfile: 'FROM python:3.12\n',
        },
      },
      {
        wrong: 'The folder is `docker`.',
        sample: {
          'build.sh': `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker build -t demo "$DIR/dokcer"
`,
          'docker/Dockerfile': 'FROM python:3.12\n',
        },
      },
      {
        wrong: 'The file is `Dockerfile`.',
        sample: {
          'build.sh': `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker build -t demo -f "$DIR/Dockerfile.gpu" "$DIR"
`,
          Dockerfile: 'FROM python:3.12\n',
        },
      },
      {
        wrong: 'The example has no Dockerfile.',
        sample: {
          'build.sh': `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker build -t demo -f "$DIR/Dockerfile.gpu" "$DIR"
`,
        },
      },
    ],
    good: [
      {
        'build.sh': `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker build -t demo "$DIR"
`,
        Dockerfile: 'FROM python:3.12\n',
      },
      {
        'build.sh': `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
git clone https://example.com/net.git "$DIR/net"
docker build -t demo "$DIR/net"
`,
      },
    ],
  },
  messages: {
    context: 'There is no folder {{path}}, so the build stops. Name an existing folder.',
    'context-similar': 'There is no folder {{path}}, so the build stops. Did you mean `{{near}}`?',
    dockerfile: 'There is no file {{path}}, so the build stops. Name an existing Dockerfile.',
    'dockerfile-similar': 'There is no file {{path}}, so the build stops. Did you mean `{{near}}`?',
  },
  fixes: {
    'context-similar': { replace: '{{name}}', by: '{{near}}', unsafe: true },
    'dockerfile-similar': { replace: '{{name}}', by: '{{near}}', unsafe: true },
  },
  *check(example): Iterable<Report<Id>> {
    const { repository } = example;
    for (const build of example.builds) {
      const { context, dockerfile, spec } = build;
      // `shell/script-directory` reports what depends on the caller's folder.
      if (build.fromCaller || spec.ambiguous) continue;
      if (context !== undefined && spec.context && repository.kind(context) !== 'folder') {
        if (isSurelyAbsent(build, context)) yield fault('context', repository, context, spec.context);
      } else if (dockerfile !== undefined && spec.dockerfile && repository.kind(dockerfile) !== 'file') {
        if (isSurelyAbsent(build, dockerfile)) yield fault('dockerfile', repository, dockerfile, spec.dockerfile);
      }
    }
  },
});

function fault(message: 'context' | 'dockerfile', repository: Repository, path: string, part: Part): Report<Id> {
  const folder = folderOf(path);
  const name = nameOf(path);
  const wanted = message === 'context' ? 'folder' : 'file';
  const beside = repository
    .list(folder)
    .filter(({ kind }) => kind === wanted)
    .map((entry) => entry.name);
  const near =
    beside.find((other) => isNear(name, other)) ??
    (wanted === 'file' ? beside.find((other) => /dockerfile/i.test(other)) : undefined);
  return { message: near ? `${message}-similar` : message, data: { path, near, name }, at: originOf(part) };
}

/** Commands that may create files or folders. */
const makers = /\b(?:mkdir|cp|mv|ln|rsync|clone|curl|wget|tar|unzip|tee|cat|echo|printf|sed|submodule|envsubst|install)\b|>/;

/** Not ignored, not a submodule, not tested for, and no line of the script can have created it. */
function isSurelyAbsent({ script, command }: ImageBuild, path: string): boolean {
  const { repository } = script;
  if (repository.ignoredBy(path) || repository.ignoredBy(`${path}/`) || isBehindLink(repository, path)) return false;
  if ([...command.when, ...command.requires].some(({ key }) => key.includes(path))) return false;
  const name = nameOf(path);
  const { text } = script.shell.file;
  return !text
    .split('\n')
    .some((line) => !/^\s*#/.test(line) && line.includes(name) && makers.test(line.replace(/\b(?:docker|podman)\b.*/, '')));
}
