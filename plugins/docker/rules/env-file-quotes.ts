import { defineRule } from '../../../src/api';
import { commentAt, givenEntries, quotedValue, usedBy } from '../env-files';
import { onEveryPath } from '../every-path';
import { typedCommands } from '../languages';

const train = `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --rm --env-file "$DIR/run.env" demo python train.py
`;

export default defineRule<'launch', object, 'quotes' | 'comment'>({
  name: 'env-file-quotes',
  scope: 'launch',
  languages: typedCommands,
  fixable: true,
  docs: {
    summary: 'Values in an env file have no quotes and no comments',
    why: 'Docker takes everything after the `=` of an env file for the value, also quotes and what looks like a comment. `BATCH_SIZE="64"` is a text with quotes, on which `int()` fails, and `DATA="/data"` is a path that doesn\'t exist. Compose and shells remove the quotes, `docker run --env-file` does not.',
    bad: [
      { wrong: 'The quotes are part of the value.', sample: { 'train.sh': train, 'run.env': 'BATCH_SIZE="64"\n' } },
      { wrong: 'The comment is part of the value.', sample: { 'train.sh': train, 'run.env': 'BATCH_SIZE=64 # per GPU\n' } },
    ],
    good: { 'train.sh': train, 'run.env': '# per GPU\nBATCH_SIZE=64\nTITLE=It\'s "new"\n' },
    references: ['https://docs.docker.com/reference/cli/docker/container/run/#env'],
  },
  messages: {
    quotes: 'Docker keeps the quotes of an env file as part of the value of {{name}}. Write the value without quotes.',
    comment:
      'Docker keeps what follows a value in an env file as part of the value of {{name}}. Move the comment to a line of its own.',
  },
  *check(launch) {
    yield* onEveryPath(launch, function* (path) {
      for (const { file, entry } of givenEntries(path)) {
        const { name, value, valueSpan } = entry;
        const related = usedBy(file);
        const comment = commentAt(value);
        const quoted = quotedValue(value);
        if (comment !== undefined) {
          yield { message: 'comment', data: { name }, at: { ...valueSpan, start: valueSpan.start + comment }, related };
        } else if (quoted) {
          const { file: edited, start, end } = valueSpan;
          yield {
            message: 'quotes',
            data: { name },
            at: valueSpan,
            related,
            fix: [{ file: edited, start, end, text: quoted.inside }],
          };
        }
      }
    });
  },
});
