import { defineRule } from '../../../src/api';
import { readEnvFiles, usedBy } from '../env-files';
import { onEveryPath } from '../every-path';
import { typedCommands } from '../languages';

const train = `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --rm --env-file "$DIR/run.env" demo python train.py
`;

export default defineRule<'launch', object, 'export' | 'blank' | 'unnamed'>({
  name: 'env-file',
  scope: 'launch',
  languages: typedCommands,
  docs: {
    summary: 'Docker can read the env files of a launch',
    why: 'An env file is not a shell script. Docker refuses a name with a blank, such as that of `export EPOCHS=3` or `EPOCHS = 3`, and starts no container.',
    bad: [
      { wrong: 'Docker takes `export EPOCHS` for the name.', sample: { 'train.sh': train, 'run.env': 'export EPOCHS=3\n' } },
      { wrong: 'There is a blank after the name.', sample: { 'train.sh': train, 'run.env': 'EPOCHS = 3\n' } },
      { wrong: 'There is no name.', sample: { 'train.sh': train, 'run.env': '=3\n' } },
    ],
    good: { 'train.sh': train, 'run.env': '# how long\nEPOCHS=3\nWANDB_API_KEY\n' },
    references: ['https://docs.docker.com/reference/cli/docker/container/run/#env'],
  },
  messages: {
    export: "Docker refuses this file, because an env file isn't a shell script. Write `{{name}}=` without `export`.",
    blank: 'Docker refuses this file, because a name has a blank in it. Write `{{name}}=` without blanks before the `=`.',
    unnamed: 'Docker refuses this file, because there is no name before the `=`. Add the name, or delete the line.',
  },
  fixes: {
    export: { replace: 'export ', by: '' },
    blank: { by: '{{name}}' },
  },
  *check(launch) {
    yield* onEveryPath(launch, function* (path) {
      for (const file of readEnvFiles(path)) {
        for (const { kind, span } of file.content.refusals) {
          const written = path.repository.source(span.file)?.text.slice(span.start, span.end) ?? '';
          const name = written.replace(/^export\s+/, '').trim();
          const message = kind === 'no-name' ? 'unnamed' : /^export\s/.test(written) ? 'export' : 'blank';
          yield { message, data: { name }, at: span, related: usedBy(file) };
        }
      }
    });
  },
});
