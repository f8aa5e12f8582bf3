import { posix } from 'node:path';
import { type ContainerStart, closest, defineRule, isBehindLink, type Launch, type Report } from '../../../src/api';
import { allContainers } from '../languages';
import { folderName, mountedFolder, mountedHere } from '../started-files';

type Id = 'missing' | 'misspelled';

export default defineRule<'launch', object, Id>({
  name: 'command-module',
  scope: 'launch',
  languages: allContainers,
  docs: {
    summary: 'The module that `python -m` starts is in the mounted package',
    why: 'The container is created and takes the GPU, and then stops with “No module named …”.',
    bad: [
      {
        wrong: 'The module is `net.train`.',
        sample: {
          'train.sh': `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --rm -v "$DIR:/workspace" -w /workspace demo python -m net.trian
`,
          'net/train.py': '',
        },
      },
      {
        wrong: '`net` has no module that resembles it.',
        sample: {
          'train.sh': `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --rm -v "$DIR:/workspace" -w /workspace demo python -m net.evaluation
`,
          'net/train.py': '',
        },
      },
    ],
    good: {
      'train.sh': `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --rm -v "$DIR:/workspace" -w /workspace demo python -m net.train
`,
      'net/train.py': '',
    },
  },
  messages: {
    missing:
      "The module {{module}} isn't in {{folder}}, which is mounted at {{target}}, so Python stops immediately. Name an existing module.",
    misspelled:
      "The module {{module}} isn't in {{folder}}, which is mounted at {{target}}, so Python stops immediately. Did you mean `{{near}}`?",
  },
  fixes: {
    misspelled: { replace: '{{module}}', by: '{{near}}', unsafe: true },
  },
  *check(launch) {
    for (const start of launch.starts) {
      const found = missingModule(launch, start);
      if (found) yield found;
    }
  },
});

function missingModule({ repository }: Launch, { target, workdir, container }: ContainerStart): Report<Id> | undefined {
  const name = target.kind === 'module' ? target.part.text : undefined;
  if (name === undefined || workdir === undefined || !/^\w+(\.\w+)+$/.test(name)) return undefined;
  const [top = '', ...rest] = name.split('.');
  const inside = posix.join(workdir, top);
  const located = container.locate(inside);
  if (located.kind !== 'mounted' || repository.kind(located.path) !== 'folder' || isBehindLink(repository, located.path))
    return undefined;
  const module = posix.join(located.path, ...rest);
  if (repository.kind(`${module}.py`) || repository.kind(module) === 'folder' || repository.isIgnored(`${module}.py`))
    return undefined;
  const beside = repository.list(posix.dirname(module)).map((entry) => entry.name);
  const near = closest(
    rest.at(-1) ?? '',
    beside.flatMap((file) => (file.endsWith('.py') ? [file.slice(0, -3)] : [])),
  );
  return {
    message: near ? 'misspelled' : 'missing',
    data: {
      module: name,
      folder: folderName(mountedFolder(located, inside)),
      target: located.mount.target.text,
      near: near && [top, ...rest.slice(0, -1), near].join('.'),
    },
    at: target.part.span,
    related: [mountedHere(located.mount)],
  };
}
