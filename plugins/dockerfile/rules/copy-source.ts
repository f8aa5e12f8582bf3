import { posix } from 'node:path';
import { defineRule } from '../../../src/api';
import { besideOf, contextName, copyFaults, relatedTo } from '../copy-faults';
import { type MakerOptions, makersOption } from '../makers';

type Message = 'missing' | 'beside' | 'outside';

export default defineRule<'dockerfile', MakerOptions, Message>({
  name: 'copy-source',
  scope: 'dockerfile',
  docs: {
    summary: 'What a Dockerfile copies is in the build context',
    why: 'A build stops at the first COPY whose source is missing. Usually the file was renamed, or the context of the build is not the folder of the Dockerfile.',
    bad: [
      { wrong: 'There is no `requirements.txt`.', sample: 'FROM python:3.12\nCOPY requirements.txt .\n' },
      {
        wrong: 'The context is the root of the repository, where the path starts with `examples/demo`.',
        sample: {
          Dockerfile: 'FROM python:3.12\nCOPY train.py .\n',
          'build.sh': `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker build -f "$DIR/Dockerfile" "$DIR/../.."
`,
          'train.py': '',
        },
      },
      {
        wrong: "A build can't read above its context.",
        sample: {
          Dockerfile: 'FROM python:3.12\nCOPY ../shared/lib.py .\n',
          'build.sh': '#!/bin/bash\ndocker build -t demo "$(dirname "$0")"\n',
          '/examples/shared/lib.py': '',
        },
      },
    ],
    good: [
      {
        Dockerfile: 'FROM python:3.12\nCOPY requirements.txt ./\nCOPY src/ ./src/\n',
        'requirements.txt': 'torch\n',
        'src/net.py': '',
      },
      {
        Dockerfile: 'FROM python:3.12\nCOPY examples/demo/train.py pyproject.toml ./\n',
        'build.sh': `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker build -f "$DIR/Dockerfile" "$DIR/../.."
`,
        'train.py': '',
        '/pyproject.toml': '',
      },
      'FROM python:3.12 AS build\nFROM python:3.12\nCOPY --from=build /opt/wheels /opt/wheels\n',
    ],
    references: ['https://docs.docker.com/reference/dockerfile/#copy'],
  },
  options: makersOption,
  messages: {
    missing: "`{{source}}` isn't in the build context ({{context}}), so the build stops here. Add it, or fix the path.",
    beside:
      '`{{source}}` is beside the Dockerfile, but not in the build context ({{context}}), so the build stops here. Write `{{better}}`.',
    outside:
      "`{{source}}` is outside the build context ({{context}}), so the build can't read it and stops here. Build with a context that holds it, or copy it into the context.",
  },
  fixes: {
    beside: { replace: '{{source}}', by: '{{better}}', unsafe: true },
  },
  *check(artifact, { options: { makers } }) {
    for (const fault of copyFaults(artifact, makers)) {
      const { kind, source, at } = fault;
      if (kind !== 'missing' && kind !== 'beside' && kind !== 'outside') continue;
      const better = posix.relative(fault.context, besideOf(artifact.path, source));
      yield { message: kind, data: { source, context: contextName(fault.context), better }, at, related: relatedTo(fault) };
    }
  },
});
