import { defineRule } from '../../../src/api';
import { commentAt, givenEntries, quotedValue, usedBy } from '../env-files';
import { onEveryPath } from '../every-path';
import { typedCommands } from '../languages';

const train = `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --rm --env-file "$DIR/run.env" demo python train.py
`;

export default defineRule({
  name: 'env-file-blanks',
  scope: 'launch',
  languages: typedCommands,
  fixable: true,
  docs: {
    summary: 'Values in an env file have no blanks around them',
    why: "Docker takes everything after the `=` of an env file for the value, with the blanks before and after it. A path that ends with a blank doesn't exist, and a key is refused. The blank can't be seen in an editor.",
    bad: [{ wrong: 'The value ends with a blank.', sample: { 'train.sh': train, 'run.env': 'DATA=/data \n' } }],
    good: { 'train.sh': train, 'run.env': 'DATA=/data\n' },
    references: ['https://docs.docker.com/reference/cli/docker/container/run/#env'],
  },
  messages: {
    blanks: 'Docker keeps the blanks around a value of an env file as part of {{name}}. Delete them.',
  },
  *check(launch) {
    yield* onEveryPath(launch, function* (path) {
      for (const { file, entry } of givenEntries(path)) {
        const { name, value, valueSpan } = entry;
        const text = value.trim();
        if (text === '' || text === value || quotedValue(value) || commentAt(value) !== undefined) continue;
        const { file: edited, start, end } = valueSpan;
        yield {
          message: 'blanks',
          data: { name },
          at: valueSpan,
          related: usedBy(file),
          fix: [{ file: edited, start, end, text }],
        };
      }
    });
  },
});
