import { memoryTree } from '../../src/model/memory';
import { createRepository } from '../../src/model/repository';

const launchesOf = (text: string, others: { readonly [path: string]: string } = {}): (string | undefined)[] => {
  const repository = createRepository(memoryTree({ 'ex/train.sh': `#!/bin/bash\n${text}\n`, ...others }), {
    examples: { metadata: ['example.yaml'], markers: [], kinds: [] },
    ignores: () => false,
  });
  return (repository.script('ex/train.sh')?.launches ?? []).map(({ spec }) => spec.image?.text);
};

const launch = 'docker run --rm demo python train.py\n';

test.each([
  ['its own call', launch, {}],
  ['a script that it runs', 'cd "$(dirname "$0")"\nbash run.sh\n', { 'ex/run.sh': launch }],
  ['a script that such a script runs', 'cd "$(dirname "$0")"\n./a.sh\n', { 'ex/a.sh': 'bash ./b.sh\n', 'ex/b.sh': launch }],
  ['a file that it sources', 'source "$(dirname "$0")/common"\nstart\n', { 'ex/common': `start() { ${launch} }\n` }],
  ['a script whose name is put together', 'cd "$(dirname "$0")"\nname=run\nbash "${name}.sh"\n', { 'ex/run.sh': launch }],
  [
    'scripts that run each other',
    'cd "$(dirname "$0")"\nbash a.sh\n',
    { 'ex/a.sh': 'echo\nbash b.sh\n', 'ex/b.sh': `${launch}exit\nbash a.sh\n` },
  ],
])('a launch is seen in %s', (_, text, others) => {
  expect(launchesOf(text, others)).toEqual(['demo']);
});

test('scripts that run each other and call no engine have no launch', () => {
  expect(launchesOf('bash a.sh\n', { 'ex/a.sh': 'bash train.sh\n' })).toEqual([]);
});
